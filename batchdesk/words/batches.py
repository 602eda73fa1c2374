"""How a batch stands, in words: status, outcome, connection, progress, and what a notification says of its end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple, Protocol

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.holding import Group, Occasion
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import Progress
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice, outcomes
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.times import age, as_of, duration, moment

__all__ = [
    "NotificationText",
    "age",
    "as_of",
    "connection_words",
    "copies",
    "duration",
    "moment",
    "notification",
    "outcome",
    "progress_sentence",
    "status_word",
]


class NotificationText(NamedTuple):
    """Plain text: whoever shows it where markup is read escapes it."""

    title: str
    body: str


class Named(Protocol):
    """What has a batch's identity and the operator's name for it: a row, a record, a notice."""

    @property
    def key(self) -> BatchKey: ...
    @property
    def label(self) -> str: ...


def name_of(batch: Named) -> str:
    """The operator's name for it on one line, or else its id."""
    return one_line(batch.label) or batch.key.batch_id


def status_word(name: str) -> str:
    """The status as people say it. A future status is shown as it is."""
    known = {
        status.UNKNOWN: translate("Status", "not known yet"),
        status.QUEUED: translate("Status", "queued"),
        status.RUNNING: translate("Status", "running"),
        status.SUCCEEDED: translate("Status", "succeeded"),
        status.PARTIAL_SUCCESS: translate("Status", "partial"),
        status.FAILED: translate("Status", "failed"),
        status.ARCHIVED: translate("Status", "archived"),
    }
    return known.get(name) or one_line(name)


def copies(count: int, target: int) -> str:
    """`3 of 5 copies`, `1 of 1 copy`."""
    return translate("Status", "{made} of %n copies", target, made=f"{count:,}")


def outcome(state: BatchState) -> str:
    """What became of a batch: `3 of 5 copies`, `failed: TIMEOUT`; the status while it has not ended."""
    if state.status in (status.SUCCEEDED, status.PARTIAL_SUCCESS):
        return copies(state.copy_count, state.copy_target)
    if state.status == status.FAILED and state.error_code:
        return translate("Status", "failed: {code}", code=one_line(state.error_code))
    return status_word(state.status)


def connection_words(connection: Connection, now: datetime) -> str:
    """How the subscription stands: `live`, `again in 4 s`, `signed out`; empty with nothing to connect for."""
    if connection.state is ConnectionState.WAITING and connection.next_attempt_at is not None:
        seconds = max(0, ceil((connection.next_attempt_at - now).total_seconds()))
        return translate("Status", "again in %n s", seconds)
    words = {
        ConnectionState.IDLE: "",
        ConnectionState.CONNECTING: translate("Status", "connecting"),
        ConnectionState.LIVE: translate("Status", "live"),
        ConnectionState.WAITING: translate("Status", "again soon"),
        ConnectionState.SIGNED_OUT: translate("Status", "signed out"),
        ConnectionState.PAUSED: translate("Status", "paused"),
        ConnectionState.GONE: translate("Status", "not found or no access"),
    }
    return words[connection.state]


def progress_sentence(progress: Progress) -> str:
    """While it runs: `about 0:40 left, usually 0:35–1:00`, `over the usual by 0:25`, `no history yet`; then copies."""
    if progress.copies is not None:
        return copies(progress.copies, progress.target)
    if progress.usual is None:
        return translate("Status", "no history yet")
    if progress.over_seconds is not None:
        return translate("Status", "over the usual by {time}", time=duration(progress.over_seconds))
    if progress.left is None or progress.left.median < 1:
        return translate("Status", "about to end")
    low, left, high = map(duration, (progress.left.low, progress.left.median, progress.left.high))
    return translate("Status", "about {left} left, usually {low}–{high}", left=left, low=low, high=high)


def notification(group: Group, *, names: bool = True) -> NotificationText:
    """What is said of ends that are told together: one batch by name, or without it where that is not wanted, several
    as a sum."""
    notices = group.notices
    if len(notices) == 1:
        return _single(notices[0], names=names)
    count = len(notices)
    titles: dict[Occasion, Callable[[], str]] = {
        Occasion.MANY: lambda: translate("Notification", "%n batches ended", count),
        Occasion.PAUSE: lambda: translate("Notification", "While notifications were paused: %n batches ended", count),
        Occasion.QUIET: lambda: translate("Notification", "During quiet hours: %n batches ended", count),
        Occasion.LAST: lambda: translate("Notification", "The last of %n batches has ended", count),
    }
    if group.occasion is Occasion.MANY and any(notice.away for notice in notices):
        title = translate("Notification", "While you were away: %n batches ended", count)
    else:
        title = titles[group.occasion]()
    return NotificationText(title, _sum(notices))


def _single(notice: Notice, *, names: bool) -> NotificationText:
    name = name_of(notice)
    if not names:
        name = translate("Notification", "A batch")
    if notice.away:
        name = translate("Notification", "While you were away: {name}", name=name)
    if notice.outcome == status.FAILED:
        body = status_word(notice.outcome)
    else:
        body = copies(notice.copy_count, notice.copy_target)
    if notice.seconds is None:
        return NotificationText(name, body)
    return NotificationText(
        name, translate("Notification", "{outcome} after {time}", outcome=body, time=duration(notice.seconds))
    )


def _sum(notices: Sequence[Notice]) -> str:
    phrases: dict[str, Callable[[int], str]] = {
        status.SUCCEEDED: lambda count: translate("Notification", "%n succeeded", count),
        status.PARTIAL_SUCCESS: lambda count: translate("Notification", "%n partial", count),
        status.FAILED: lambda count: translate("Notification", "%n failed", count),
    }
    parts = [phrases[name](count) for name, count in outcomes(notices).items()]
    return translate("Notification", ", ").join(parts)
