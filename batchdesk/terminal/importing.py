"""`batchdesk import` and `restore`: batches from a file into the history, also while another batchdesk has it open."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.deliveries import incoming, read_answer
from batchdesk.exports.sources import is_database, read_source, unusable
from batchdesk.store.backup import back_up
from batchdesk.store.lock import FolderLock
from batchdesk.store.merging import Batches, Merged
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.terminal import exit_codes
from batchdesk.terminal.export import ended_by_signals
from batchdesk.terminal.folders import throwaway_folder
from batchdesk.words.catalogue import translate

_BEAT_SECONDS = 0.1

_PAGES_ON_THE_WAY = 20
"""Written together where they can be: one by one, each would wait for its own commit."""

Say = Callable[[str], None]


def restore(data_dir: Path, source: Path, say: Say) -> int:
    """Where there is no history yet, the copy becomes it, whole. Else what is missing is added.

    Raises BatchdeskError where the copy cannot be used.
    """
    if not is_database(source):
        raise unusable(source, "no database")
    lock = FolderLock(data_dir)
    if not (data_dir / DATABASE_NAME).exists() and lock.acquire():
        try:
            for _batches in read_source(source):
                pass
            back_up(source, data_dir / DATABASE_NAME)
        finally:
            lock.release()
        say(translate("Command", "{path} is the history now.", path=source))
        return exit_codes.SUCCEEDED
    return import_files(data_dir, [source], say)


def import_files(data_dir: Path, sources: Sequence[Path], say: Say) -> int:
    """Add what is missing in the history, and return the command's exit code.

    All is first put into a database of its own: a file that cannot be used changes nothing. Raises BatchdeskError.
    """
    with ended_by_signals(), throwaway_folder(data_dir, "import-") as folder:
        prepared = Path(folder) / f"{uuid4().hex}.sqlite"
        for source in sources:
            _prepare(prepared, source)
        merged = _hand_over(data_dir, prepared)
    say(
        translate(
            "Command",
            "New batches: {new}. Added to: {newer}. Known already: {known}.",
            new=merged.new,
            newer=merged.newer,
            known=merged.known,
        )
    )
    return exit_codes.SUCCEEDED


def _prepare(prepared: Path, source: Path) -> None:
    try:
        _merge(prepared, read_source(source))
    except ValueError as error:
        raise unusable(source, str(error)) from error


def _hand_over(data_dir: Path, prepared: Path) -> Merged:
    """To the database, or to the program that has it open."""
    lock = FolderLock(data_dir)
    if lock.acquire():
        try:
            return _merge(data_dir / DATABASE_NAME, read_source(prepared))
        finally:
            lock.release()
    delivery = incoming(data_dir) / prepared.name
    delivery.parent.mkdir(mode=0o700, exist_ok=True)
    prepared.replace(delivery)
    return _await_answer(delivery, lock)


def _merge(database: Path, batches: Iterable[Batches]) -> Merged:
    merged = Merged()
    on_the_way: deque[Future[Merged]] = deque()
    with closing(Store.open(database)) as store:
        for some in batches:
            on_the_way.append(store.merge(some))
            if len(on_the_way) > _PAGES_ON_THE_WAY:
                merged += on_the_way.popleft().result()
        return sum((future.result() for future in on_the_way), merged)


def _await_answer(delivery: Path, lock: FolderLock) -> Merged:
    """The other program may end before it has taken all: then the delivery waits for the next that opens the folder."""
    while (answer := read_answer(delivery)) is None:
        if lock.acquire():
            lock.release()
            raise BatchdeskError(Problem(ProblemKind.DATABASE_BUSY, {"path": str(delivery.parent.parent)}))
        time.sleep(_BEAT_SECONDS)
    return answer
