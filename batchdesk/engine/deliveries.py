"""Batches that another process hands over: one program writes a data folder, and it takes in what others bring.

A delivery is a database of this version, already checked, in the folder `incoming` below the data folder; it appears
there whole. What became of it stands beside it under the name of `answer_to`, for who brought it to read and delete.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from msgspec.structs import asdict

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.bulk import BulkReader
from batchdesk.store.merging import Batches, Merged
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import Store

LOOK_SECONDS = 1.0
"""How often the folder is looked at."""

PAGE = 100
"""Batches that are taken in at once."""

_PAGES_ON_THE_WAY = 4
"""Written in one transaction where they meet: what a stream has to say meanwhile waits for a tenth of a second."""

_log = logging.getLogger("batchdesk.engine")


def incoming(data_dir: Path) -> Path:
    """The folder of the deliveries."""
    return data_dir / "incoming"


def answer_to(delivery: Path) -> Path:
    """Where it will stand what became of a delivery."""
    return delivery.with_suffix(".answer")


def read_answer(delivery: Path) -> Merged | None:
    """What became of a delivery, once; None while it is not known. Raises BatchdeskError where it was refused."""
    try:
        answer = json.loads(answer_to(delivery).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    answer_to(delivery).unlink()
    if "problem" in answer:
        raise BatchdeskError(Problem(ProblemKind(answer["problem"]), answer["detail"]))
    return Merged(**answer)


def pages(database: Path) -> list[int]:
    """The positions behind which a database is read on: nothing of it is kept in memory."""
    return [row.position for page in BulkReader(database).pages(HistoryQuery(limit=None)) for row in page[::PAGE]]


def read_batches(database: Path, position: int) -> Batches:
    """PAGE batches of a database from a position on, with their timelines and texts."""
    reader = BulkReader(database)
    for rows in reader.pages(HistoryQuery(before=position + 1, limit=PAGE)):
        timelines = reader.versions(rows)
        return [(row, timelines.get(row.position, ())) for row in reader.with_copies(rows)]
    return []


async def take_in_deliveries(store: Store, data_dir: Path, told: Callable[[], None]) -> None:
    """Take in what is delivered until cancelled; one that was broken off is taken in from its beginning again.

    `told` is called after each, before who brought it has its answer.
    """
    folder = incoming(data_dir)
    while True:
        for delivery in sorted(folder.glob("*.sqlite")):
            try:
                answer: Mapping[str, object] = asdict(await take_in(store, delivery))
            except BatchdeskError as error:
                _log.warning("a delivery was refused: %s", error)
                answer = {"problem": error.problem.kind.value, "detail": dict(error.problem.detail)}
            told()
            _say(delivery, answer)
            for file in folder.glob(f"{delivery.name}*"):  # with what reading it has left
                with suppress(OSError):
                    file.unlink()
        await asyncio.sleep(LOOK_SECONDS)


async def take_in(store: Store, database: Path, reached: Callable[[float], None] = lambda share: None) -> Merged:
    """Add what is missing of a checked database of this version; `reached` hears which share is done.

    Cancelled, what was added so far stays. Raises BatchdeskError.
    """
    merged = Merged()
    on_the_way: deque[Future[Merged]] = deque()
    positions = await asyncio.to_thread(pages, database)
    for number, position in enumerate(positions, start=1):
        on_the_way.append(store.merge(await asyncio.to_thread(read_batches, database, position)))
        if len(on_the_way) > _PAGES_ON_THE_WAY:
            merged += await asyncio.wrap_future(on_the_way.popleft())
        reached(number / len(positions))
    while on_the_way:
        merged += await asyncio.wrap_future(on_the_way.popleft())
    _log.info("took in a database: %s", merged)
    return merged


def _say(delivery: Path, answer: Mapping[str, object]) -> None:
    unfinished = delivery.with_suffix(".part")
    try:
        unfinished.write_text(json.dumps(answer), encoding="utf-8")
        unfinished.replace(answer_to(delivery))
    except OSError as error:
        _log.warning("cannot say what became of a delivery: %s", error)
