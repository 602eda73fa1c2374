"""A copy of the database as it is at one moment, made while others read and write it."""

import contextlib
import os
import sqlite3
import tempfile
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.failures import is_damage, opening_error


def back_up(database: Path, target: Path) -> None:
    """Copy `database` to `target`, which appears whole or not at all, and which only its owner can read.

    The copy is of the moment at which this begins; nobody waits for it. Raises FileExistsError where `target` is there,
    OSError where it cannot be written, BatchdeskError where the database cannot be read.
    """
    if target.exists():
        raise FileExistsError(target)
    if not database.exists():
        raise BatchdeskError(Problem(ProblemKind.DATA_FOLDER, {"path": str(database), "reason": "no such file"}))
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        copy = Path(folder) / target.name
        _copy(database, copy)
        copy.chmod(0o600)
        # A link, and not a renaming, which would take the place of what somebody has put there meanwhile.
        os.link(copy, target)


def _copy(database: Path, copy: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
            try:
                connection.execute("VACUUM INTO ?", (str(copy),))
            except sqlite3.Error as error:
                if is_damage(error):
                    raise
                raise OSError(str(error)) from error
    except sqlite3.Error as error:
        if is_damage(error):
            raise BatchdeskError(Problem(ProblemKind.DATABASE_DAMAGED, {"path": str(database)})) from error
        raise opening_error(error, database) from error
