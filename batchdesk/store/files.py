"""The files beside the database: private, copied before an update, set aside when damaged. No SQL."""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

COPIES_KEPT = 3
"""Copies made before an update, and as many made before an import; older ones are deleted."""

_COMPANIONS = ("-wal", "-shm")


def make_private(path: Path) -> None:
    """See that the database file exists and that nobody but its owner can read it, nor its -wal and -shm.

    SQLite gives the companions the mode of the file itself. Raises OSError when the folder or file cannot be made.
    """
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    for file in _with_companions(path):
        # Not ours to change, or a file system without modes: then it is as private as its folder.
        with contextlib.suppress(OSError):
            file.chmod(stat.S_IMODE(file.stat().st_mode) & PRIVATE_FOLDER)


def copy_before_update(connection: sqlite3.Connection, path: Path, now: datetime) -> Path:
    """Copy the open database beside itself, and delete all but the last COPIES_KEPT copies.

    The copy appears whole or not at all. Raises sqlite3.Error or OSError.
    """
    copy = copy_for(path, "update", now)
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    make_private(unfinished)
    with contextlib.closing(sqlite3.connect(unfinished)) as target:
        connection.backup(target)
    unfinished.replace(copy)
    drop_old_copies(path, "update")
    return copy


def copy_for(path: Path, before: str, now: datetime) -> Path:
    """The name of a copy that is made beside the database before something that is done to it."""
    return path.with_name(f"{path.name}.before-{before}-{_stamp(now)}")


def drop_old_copies(path: Path, before: str) -> None:
    """Delete all but the last COPIES_KEPT copies that were made before this."""
    for old in sorted(path.parent.glob(f"{path.name}.before-{before}-*Z"))[:-COPIES_KEPT]:
        old.unlink(missing_ok=True)


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged database, its -wal with it, so that nothing of it is lost; return its new name.

    No connection may be open. Raises OSError.
    """
    aside = path.with_name(f"{path.name}.damaged-{_stamp(now)}")
    for file in _with_companions(path):
        file.replace(aside.with_name(aside.name + file.name.removeprefix(path.name)))
    return aside


def _with_companions(path: Path) -> Iterator[Path]:
    for suffix in ("", *_COMPANIONS):
        file = path.with_name(path.name + suffix)
        if file.exists():
            yield file


def _stamp(now: datetime) -> str:
    """A time that sorts as text and is a file name on every system (no colons)."""
    return now.strftime("%Y-%m-%dT%H%M%S.%fZ")
