"""SQLite's errors, told apart: what the environment did, what is broken in the file, and what is our own bug."""

import errno
import os
import sqlite3
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_ENVIRONMENT = (
    _DAMAGE
    | _BUSY
    | {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOLFS,
    }
)


class DatabaseDamaged(Exception):
    """The file opens but its contents do not hold together."""


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, or is no database at all."""
    return isinstance(error, DatabaseDamaged) or _primary_code(error) in _DAMAGE


def is_environment(error: Exception) -> bool:
    """Whether the same statement may work later: a full disk, a lock, a folder that cannot be written."""
    return _primary_code(error) in _ENVIRONMENT


def is_busy(error: Exception) -> bool:
    """Whether another connection has the file locked."""
    return _primary_code(error) in _BUSY


def is_full(error: Exception) -> bool:
    """Whether there is no room on the disk."""
    return _primary_code(error) == sqlite3.SQLITE_FULL or _code(error) == sqlite3.SQLITE_IOERR_SHMSIZE


def cause(error: sqlite3.Error) -> str:
    """Why the database cannot be written now: `full`, `locked`, or empty for what only SQLite's own words say."""
    if is_full(error):
        return "full"
    return "locked" if is_busy(error) else ""


def cannot_make_files(error: sqlite3.Error) -> bool:
    """Whether SQLite failed because it may not make the -wal and -shm beside the file, or has no room for them."""
    return is_full(error) or _primary_code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def opening_error(error: sqlite3.Error | OSError, path: Path) -> BatchdeskError:
    """Say why the database at `path` cannot be opened: DATABASE_BUSY or DATA_FOLDER."""
    if is_busy(error):
        return BatchdeskError(Problem(ProblemKind.DATABASE_BUSY, {"path": str(path)}))
    if is_full(error):
        detail = {"path": str(path.parent), "reason": os.strerror(errno.ENOSPC), "cause": "full"}
    else:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        detail = {"path": str(path.parent), "reason": reason}
    return BatchdeskError(Problem(ProblemKind.DATA_FOLDER, detail))


def _primary_code(error: Exception) -> int | None:
    """SQLite's result code without its extension; None for what is no error of SQLite's own (a closed connection)."""
    code = _code(error)
    return None if code is None else code & 0xFF


def _code(error: Exception) -> int | None:
    return getattr(error, "sqlite_errorcode", None)
