"""`batchdesk import` and `restore`: batches from a file into the history, also while another batchdesk has it open."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import uuid4

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.deliveries import incoming, read_answer, remove
from batchdesk.exports.importing import look_into, merge
from batchdesk.exports.sources import is_database, read_source, unusable
from batchdesk.store.backup import back_up, keep_copy
from batchdesk.store.folders import throwaway_folder
from batchdesk.store.lock import FolderLock
from batchdesk.store.merging import Merged
from batchdesk.store.store import DATABASE_NAME
from batchdesk.terminal import exit_codes
from batchdesk.terminal.export import ended_by_signals
from batchdesk.terminal.progress_line import progress_line
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

_BEAT_SECONDS = 0.1

Say = Callable[[str], None]


def restore(data_dir: Path, source: Path, say: Say) -> int:
    """Where there is no history yet, the copy becomes it, whole. Else what is missing is added to it, after a copy.

    Raises BatchdeskError where the copy cannot be used, or none of the present history can be made.
    """
    if not is_database(source):
        raise unusable(source, "no database")
    database, lock = data_dir / DATABASE_NAME, FolderLock(data_dir)
    if not database.exists() and lock.acquire():
        try:
            with ended_by_signals(), progress_line(sys.stderr) as show:
                for _batches in read_source(source, lambda share: show(_reading(share))):
                    pass
                back_up(source, database, lambda share: show(copying(share)))
        finally:
            lock.release()
        say(translate("Command", "{path} is the history now.", path=source))
        return exit_codes.SUCCEEDED
    if database.exists():
        say(translate("Command", "A copy of the history as it was is in {path}.", path=_kept_copy(database)))
    return import_files(data_dir, [source], say)


def import_files(data_dir: Path, sources: Sequence[Path], say: Say) -> int:
    """Add what is missing in the history, and return the command's exit code.

    All is first put into a database of its own: a file that cannot be used changes nothing. Raises BatchdeskError.
    """
    with ended_by_signals(), throwaway_folder(data_dir, "import-") as folder, progress_line(sys.stderr) as show:
        prepared = folder / f"{uuid4().hex}.sqlite"
        look_into(sources, data_dir / DATABASE_NAME, prepared, lambda share: show(_reading(share)))
        merged = _hand_over(data_dir, prepared, show, say)
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


def _kept_copy(database: Path) -> Path:
    try:
        with ended_by_signals(), progress_line(sys.stderr) as show:
            return keep_copy(database, lambda share: show(copying(share)))
    except OSError as error:
        detail = {"path": str(database.parent), "reason": error.strerror or str(error)}
        raise BatchdeskError(Problem(ProblemKind.DATA_FOLDER, detail)) from error


def copying(share: float) -> str:
    """How far a copy is."""
    return translate("Command", "Copied: {share}", share=f"{share:.0%}")


def _reading(share: float) -> str:
    return translate("Command", "Read: {share}", share=f"{share:.0%}")


def _hand_over(data_dir: Path, prepared: Path, show: Say, say: Say) -> Merged:
    """To the database, or to the program that has it open. Should this one be killed, the next to open the database
    takes in what is missing."""
    lock = FolderLock(data_dir)
    delivery = incoming(data_dir) / prepared.name
    delivery.parent.mkdir(mode=0o700, exist_ok=True)
    is_ours = lock.acquire()
    prepared.replace(delivery)
    if not is_ours:
        return _await_answer(delivery, lock, show)
    try:
        return merge(
            data_dir / DATABASE_NAME,
            delivery,
            lambda problem: say(sentence(problem)),
            lambda share: show(translate("Command", "Added to the history: {share}", share=f"{share:.0%}")),
        )
    finally:
        remove(delivery)
        lock.release()


def _await_answer(delivery: Path, lock: FolderLock, show: Say) -> Merged:
    """The other program may end before it has taken all: then the delivery waits for the next that opens the folder."""
    while (answer := read_answer(delivery)) is None:
        show(translate("Command", "The batchdesk that is running adds it to its history…"))
        if lock.acquire():
            lock.release()
            raise BatchdeskError(Problem(ProblemKind.DATABASE_BUSY, {"path": str(delivery.parent.parent)}))
        time.sleep(_BEAT_SECONDS)
    return answer
