"""A working day to look at: batches as an operator has them, in the table, the history and the inbox."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.batch.telling import Telling
from batchdesk.batch.usual import Usual
from batchdesk.engine.watched import ServerStatus, SessionState, WatchedBatch
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, Change, InboxQuery, NoticeDraft
from batchdesk.store.store import DATABASE_NAME, Store

SERVER = "https://studio.example"
EMAIL = "lin@studio.example"
USUAL = Usual(low=35, median=48, high=75)
EARLIER_DAYS = 45
LIVE = Connection(ConnectionState.LIVE)

_ENDS = {status.SUCCEEDED: 5, status.PARTIAL_SUCCESS: 3, status.FAILED: 0}


@dataclass(frozen=True, slots=True)
class Story:
    """One batch of the table. Times in seconds before now."""

    label: tuple[str, str]
    """In English and in Chinese."""
    status: str
    began: float | None = None
    took: float | None = None
    connection: Connection = LIVE
    merchant: str = "mer_teahouse"
    tags: tuple[str, ...] = ()
    error: tuple[str, tuple[str, str]] | None = None
    """Code, and the message in English and in Chinese."""
    pinned: bool = False
    known: bool = True
    usual: Usual | None = USUAL

    @property
    def copies(self) -> int:
        return _ENDS.get(self.status, 0)


STORIES = (
    Story(("Spring tea, notes for Xiaohongshu", "春季新茶 · 小红书笔记"), status.RUNNING, 21, tags=("spring",)),
    Story(("Rain jackets, long descriptions", "防风外套 · 详情页长文案"), status.RUNNING, 100, merchant="mer_outdoor"),
    Story(("Mid-autumn gift boxes, short copy", "中秋礼盒 · 短文案"), status.QUEUED, merchant="mer_bakery"),
    Story(("Desk lamp, five headlines", "护眼台灯 · 五条标题"), status.RUNNING, 30, usual=None, merchant="mer_lights"),
    Story(
        ("Sourdough, opening week", "酸种面包 · 开业周"),
        status.PARTIAL_SUCCESS,
        420,
        74,
        merchant="mer_bakery",
        tags=("opening", "spring"),
        error=("COPY_REJECTED", ("Copies 4 and 5 were rejected.", "第 4、5 条文案未通过合规检查，已保留其余 3 条。")),
        pinned=True,
    ),
    Story(("Green tea, homepage", "明前龙井 · 首页"), status.SUCCEEDED, 900, 51, tags=("spring",)),
    Story(
        ("Face cream, launch day", "修护面霜 · 首发日"),
        status.FAILED,
        1800,
        96,
        merchant="mer_skincare",
        error=("MODEL_TIMEOUT", ("The model did not answer in time.", "模型超时，没有返回内容。")),
    ),
    Story(("Trail shoes, autumn", "越野跑鞋 · 秋季"), status.SUCCEEDED, 2700, 44, merchant="mer_outdoor"),
    Story(("Ceramic cups, gift guide", "手作陶杯 · 送礼指南"), status.ARCHIVED, 86_000, 48),
    Story(
        ("Linen shirts, week 47", "亚麻衬衫 · 第 47 周"),
        status.RUNNING,
        200,
        connection=Connection(ConnectionState.GONE, problem=Problem(ProblemKind.NOT_FOUND)),
        merchant="mer_linen",
    ),
    Story(
        ("Coffee beans, subscription page", "咖啡豆订阅 · 落地页"),
        status.RUNNING,
        12,
        connection=Connection(ConnectionState.PAUSED),
        merchant="mer_coffee",
    ),
    Story(("", ""), "", known=False, connection=Connection(ConnectionState.CONNECTING), merchant=""),
)
CHOSEN = 4
"""The one whose detail is open."""


def key(number: int) -> BatchKey:
    """Of one of the STORIES."""
    return BatchKey(SERVER, f"cmgl{number:04}x8k2p0001qz7f")


def servers(session: SessionState = SessionState.SIGNED_IN) -> dict[str, ServerStatus]:
    """The one server."""
    return {SERVER: ServerStatus(SERVER, session, EMAIL)}


def rows(chinese: bool, now: datetime) -> list[WatchedBatch]:
    """The table, as the engine would tell it."""
    return [_row(number, story, chinese, now) for number, story in enumerate(STORIES)]


def _row(number: int, story: Story, chinese: bool, now: datetime) -> WatchedBatch:
    state = BatchState(key(number))
    for event in _events(key(number), story, chinese, now):
        state = apply_status(state, event, event.timestamp or now).state
    return WatchedBatch(
        key=key(number),
        label=story.label[chinese],
        state=state,
        connection=Connection() if state.ended else story.connection,
        added_at=now - timedelta(minutes=5 + number),
        heard_at=now - timedelta(seconds=3) if story.known else None,
        usual=story.usual,
        merchant=story.merchant,
        tags=story.tags,
        pinned=story.pinned,
        telling=Telling.NEVER if number == 7 else Telling.AS_RULES,
    )


def _events(batch: BatchKey, story: Story, chinese: bool, now: datetime) -> list[StatusEvent]:
    """Everything the server would have said of it so far."""
    if not story.known:
        return []
    began = None if story.began is None else now - timedelta(seconds=story.began)
    queued = (began or now) - timedelta(seconds=6)
    ended = None if began is None or story.took is None else began + timedelta(seconds=story.took)
    told = [_event(batch, status.QUEUED, 1, queued)]
    if began is not None:
        told.append(_event(batch, status.RUNNING, 2, began, began))
    if ended is not None:
        code, message = story.error or (None, ("", ""))
        how = story.status if story.status != status.ARCHIVED else status.SUCCEEDED
        end = _event(batch, how, 3, ended, began, ended, code, message[chinese] or None)
        told.append(end)
        if story.status == status.ARCHIVED:
            told.append(_event(batch, status.ARCHIVED, 4, ended + timedelta(minutes=9), began, ended))
    return told


def _event(
    batch: BatchKey,
    word: str,
    version: int,
    at: datetime,
    began: datetime | None = None,
    ended: datetime | None = None,
    code: str | None = None,
    message: str | None = None,
) -> StatusEvent:
    copies = _ENDS.get(word, 5 if ended else 0)
    raw = {"batchId": batch.batch_id, "status": word, "statusVersion": version, "copyCount": copies}
    return StatusEvent(
        batch_id=batch.batch_id,
        status=word,
        version=version,
        copy_count=copies,
        error_code=code,
        error_message=message,
        token_usage=TokenUsage(5400, 6120, 11520) if ended else None,
        started_at=began,
        completed_at=ended,
        timestamp=at,
        raw=json.dumps(raw),
    )


# What is in the database.


def fill(
    folder: Path, *, chinese: bool, now: datetime, move_to: Callable[[datetime], None] = lambda _moment: None
) -> None:
    """Write weeks of history, and the STORIES as their newest. `move_to` sets the clock, where one can be set."""
    store = Store.open(folder / DATABASE_NAME)
    try:
        store.add_server(SERVER, EMAIL)
        _fill_earlier(store, chinese, now, move_to)
        for number in reversed(range(len(STORIES))):
            story = STORIES[number]
            move_to(now - timedelta(minutes=5 + number))
            addition = Addition(key(number), story.label[chinese], story.merchant, story.tags)
            store.add_batches([addition])
            _tell(store, key(number), _events(key(number), story, chinese, now))
        store.set_pinned([key(CHOSEN)], True)
        store.flush().result()
        _tell_where(store, Reader(folder / DATABASE_NAME), now)
        store.flush().result()
    finally:
        store.close()
        move_to(now)


def _fill_earlier(store: Store, chinese: bool, now: datetime, move_to: Callable[[datetime], None]) -> None:
    chance = random.Random(47)
    earlier = list[BatchKey]()
    for day in range(EARLIER_DAYS, 0, -1):
        midnight = (now - timedelta(days=day)).replace(hour=0, minute=0)
        for minute in sorted(chance.sample(range(600), chance.randint(2, 7))):
            began = midnight + timedelta(minutes=minute)
            batch = BatchKey(SERVER, f"cmgk{day:02}{minute:03}x8k2p0001qz7f")
            model = chance.choice(STORIES[:9])
            word = chance.choices(list(_ENDS), (9, 2, 1))[0]
            took = min(240.0, chance.lognormvariate(3.9, 0.35))
            story = Story(model.label, word, (now - began).total_seconds(), took, error=_trouble(word, model))
            move_to(began - timedelta(seconds=20))
            store.add_batches([Addition(batch, model.label[chinese], model.merchant, model.tags)])
            _tell(store, batch, _events(batch, story, chinese, now))
            earlier.append(batch)
    store.set_watched(earlier, False)


def _trouble(word: str, model: Story) -> tuple[str, tuple[str, str]] | None:
    if word == status.SUCCEEDED:
        return None
    return model.error or ("MODEL_TIMEOUT", ("The model did not answer in time.", "模型超时，没有返回内容。"))


def _tell(store: Store, batch: BatchKey, events: Sequence[StatusEvent]) -> None:
    state = BatchState(batch)
    for event in events:
        at = event.timestamp or datetime.now(UTC)
        after = apply_status(state, event, at).state
        ends = event.status in _ENDS
        notice = NoticeDraft(event.status, at, after.running_seconds, away=False) if ends else None
        store.note(Change(state, after, at, raw=event.raw, notice=notice))
        state = after


def _tell_where(store: Store, reader: Reader, now: datetime) -> None:
    """Say of the ends where they were shown, in all the ways there are."""
    ids = [entry.notice.id for entry in reader.inbox(InboxQuery(limit=1000))]
    store.mark_told(ids[2:], "notification", now)
    store.mark_told(ids[1:2], "digest", now)
    store.withhold(ids[:1], "quiet", now)
    store.mark_read(ids[3:], now)
