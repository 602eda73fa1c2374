"""Batches that another process hands over: one program writes a data folder, and it takes in what others bring.

A delivery is a database of this version, already checked, in the folder `incoming` below the data folder; it appears
there whole. What became of it stands beside it under the name of `answer_to`, for who brought it to read and delete.
"""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from msgspec.structs import asdict

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.bulk import BulkReader
from batchdesk.store.folders import remove_abandoned
from batchdesk.store.merging import Merged
from batchdesk.store.store import Store

LOOK_SECONDS = 1.0
"""How often the folder is looked at."""

PAGE = 100
"""Batches that are taken in at once."""

_BEGUN = ".begun"
"""What the window imports while it does. Nobody waits for the answer to one that was broken off."""

_WAITED_FOR_SECONDS = 60.0
"""Who waits for an answer takes it within a tenth of a second."""

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


async def take_in_deliveries(store: Store, data_dir: Path, told: Callable[[], None]) -> None:
    """Take in what is delivered until cancelled; one that was broken off is taken in from its beginning again.

    `told` is called after each, before who brought it has its answer.
    """
    folder = incoming(data_dir)
    left = list(folder.glob(f"*{_BEGUN}"))  # before anything is begun in this run
    await asyncio.to_thread(_tidy_up, data_dir, left)
    while True:
        for delivery in sorted(folder.glob("*.sqlite")):
            try:
                answer: Mapping[str, object] = asdict(await take_in(store, delivery))
            except BatchdeskError as error:
                _log.warning("a delivery was refused: %s", error)
                answer = {"problem": error.problem.kind.value, "detail": dict(error.problem.detail)}
            told()
            _say(delivery, answer)
            remove(delivery)
        await asyncio.sleep(LOOK_SECONDS)


async def take_in_own(store: Store, data_dir: Path, prepared: Path, reached: Callable[[float], None]) -> Merged:
    """`take_in` for a database of our own, which is gone afterwards. Should the program be killed meanwhile, the next
    start takes in what is missing: no import is left in the middle."""
    begun = _begun(data_dir, prepared)
    try:
        return await take_in(store, begun, reached)
    finally:
        remove(begun)


async def take_in(store: Store, database: Path, reached: Callable[[float], None] = lambda share: None) -> Merged:
    """Add what is missing of a checked database of this version; `reached` hears which share is done.

    Cancelled, what was added so far stays. Raises BatchdeskError.
    """
    merged = Merged()
    on_the_way: deque[Future[Merged]] = deque()
    reader = BulkReader(database)
    try:
        positions = await asyncio.to_thread(reader.positions, PAGE)
        for number, position in enumerate(positions, start=1):
            on_the_way.append(store.merge(await asyncio.to_thread(reader.whole, position, PAGE)))
            if len(on_the_way) > _PAGES_ON_THE_WAY:
                merged += await asyncio.wrap_future(on_the_way.popleft())
            reached(number / len(positions))
        while on_the_way:
            merged += await asyncio.wrap_future(on_the_way.popleft())
    except ValueError as error:  # no database that was checked
        raise BatchdeskError(Problem(ProblemKind.IMPORT, {"path": str(database), "reason": str(error)})) from error
    _log.info("took in a database: %s", merged)
    return merged


def _begun(data_dir: Path, prepared: Path) -> Path:
    folder = incoming(data_dir)
    folder.mkdir(mode=0o700, exist_ok=True)
    return prepared.replace(folder / f"{prepared.stem}{_BEGUN}")


def remove(delivery: Path) -> None:
    """Remove a delivery, with what reading it has left beside it."""
    for file in delivery.parent.glob(f"{delivery.name}*"):
        with suppress(OSError):
            file.unlink()


def _tidy_up(data_dir: Path, begun: Sequence[Path]) -> None:
    """See to what a crash has left: imports in the middle go on, and what nobody waits for any more is removed."""
    for database in begun:
        database.rename(database.with_suffix(".sqlite"))
    remove_abandoned(data_dir)
    for answer in incoming(data_dir).glob("*.answer"):
        with suppress(OSError):
            if time.time() - answer.stat().st_mtime > _WAITED_FOR_SECONDS:
                answer.unlink()


def _say(delivery: Path, answer: Mapping[str, object]) -> None:
    unfinished = delivery.with_suffix(".part")
    try:
        unfinished.write_text(json.dumps(answer), encoding="utf-8")
        unfinished.replace(answer_to(delivery))
    except OSError as error:
        _log.warning("cannot say what became of a delivery: %s", error)
