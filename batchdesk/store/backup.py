"""A copy of the database as it is at one moment, made while others read and write it."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.failures import is_damage, opening_error
from batchdesk.store.files import copy_for, drop_old_copies

_INSTRUCTIONS = 1_000_000
"""Of SQLite's machine between two looks at how far it is: some ten milliseconds."""


class BackupCancelled(Exception):
    """Somebody did not want it any more. Nothing is left of it."""


Reached = Callable[[float], None]
"""Hears which share is done: it must only signal."""


def keep_copy(
    database: Path, reached: Reached = lambda share: None, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Copy the database beside itself, before much is brought into it; only the last copies are kept. The copy's path.

    Raises as `back_up`.
    """
    copy = copy_for(database, "import", datetime.now(UTC))
    back_up(database, copy, reached, cancelled)
    drop_old_copies(database, "import")
    return copy


def back_up(
    database: Path,
    target: Path,
    reached: Reached = lambda share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Copy `database` to `target`, which appears whole or not at all, and which only its owner can read where the disk
    knows owners.

    The copy is of the moment at which this begins; nobody waits for it. Raises FileExistsError where `target` is there,
    OSError where it cannot be written, BatchdeskError where the database cannot be read, BackupCancelled.
    """
    if target.exists():
        raise FileExistsError(target)
    if not database.exists():
        raise BatchdeskError(Problem(ProblemKind.DATA_FOLDER, {"path": str(database), "reason": "no such file"}))
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        copy = Path(folder) / target.name
        _copy(database, copy, reached, cancelled)
        with contextlib.suppress(PermissionError):  # a stick with FAT on it knows none
            copy.chmod(0o600)
        _give_name(copy, target)


def _give_name(copy: Path, target: Path) -> None:
    """By a link: a renaming would take the place of what somebody has put there meanwhile. Raises OSError."""
    try:
        os.link(copy, target)
    except FileExistsError:
        raise
    except OSError:  # FAT, on which a backup is carried away, has no links
        if target.exists():
            raise FileExistsError(target) from None
        copy.rename(target)


def _copy(database: Path, copy: Path, reached: Reached, cancelled: Callable[[], bool]) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            # The file is shorter while much of it is still in the -wal.
            (size,) = connection.execute(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            ).fetchone()
            connection.set_progress_handler(partial(_look, copy, size, reached, cancelled), _INSTRUCTIONS)
            try:
                connection.execute("VACUUM INTO ?", (str(copy),))
            except sqlite3.Error as error:
                if cancelled():
                    raise BackupCancelled from error
                if is_damage(error):
                    raise
                raise OSError(str(error)) from error
    except sqlite3.Error as error:
        if is_damage(error):
            raise BatchdeskError(Problem(ProblemKind.DATABASE_DAMAGED, {"path": str(database)})) from error
        raise opening_error(error, database) from error


def _look(copy: Path, size: int, reached: Reached, cancelled: Callable[[], bool]) -> bool:
    """Say how far it is; whether to break it off."""
    with contextlib.suppress(OSError):  # not there yet
        reached(min(1.0, copy.stat().st_size / size))
    return cancelled()
