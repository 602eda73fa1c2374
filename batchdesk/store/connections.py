"""Connections to the database: the one that writes, and short ones that read. What each may rely on is set here."""

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store import files, schema
from batchdesk.store.failures import DatabaseDamaged, cannot_make_files, is_busy, is_damage, opening_error

BUSY_SECONDS = 2.0
"""How long a statement waits for another program that writes (sqlite-utils, say) before it gives up."""

_AGAIN_SECONDS = 0.02
"""Between two attempts where SQLite itself does not wait."""

CHECKED_BYTES = 32 * 1024 * 1024
"""A file up to this size is checked whole at every start (1.4 ms a megabyte), a larger one where it is read."""

_log = logging.getLogger("batchdesk.store")


def connect_for_writing(path: Path, on_problem: Callable[[Problem], None]) -> sqlite3.Connection:
    """Open the database, made or brought up to date where needed, for the one thread that writes.

    A damaged file is set aside, never deleted, a new one is made, and `on_problem` hears DATABASE_DAMAGED. Raises
    BatchdeskError: DATABASE_NEWER (nothing was touched), DATABASE_BUSY or DATA_FOLDER.
    """
    try:
        files.make_private(path)
        try:
            return _open(path)
        except (sqlite3.Error, DatabaseDamaged) as error:
            if not is_damage(error):
                raise
            _log.warning("the database is damaged: %s", error)
        aside = files.set_aside(path, datetime.now(UTC))
        files.make_private(path)
        connection = _open(path)
        detail = {"path": str(path), "saved": str(aside), "batches": _salvage(aside, connection)}
        on_problem(Problem(ProblemKind.DATABASE_DAMAGED, detail))
        return connection
    except (sqlite3.Error, OSError) as error:
        raise opening_error(error, path) from error


def connect_in_memory() -> sqlite3.Connection:
    """A database of the same shape that lasts as long as its connection."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _prepare(connection, version=0)
    _bring_up_to_date(connection)
    return connection


def connect_for_staging(path: Path) -> sqlite3.Connection:
    """A new database of the same shape that is of no use after a crash: nothing waits for the disk, a journal is in
    memory, and what would only help to find something is not kept up."""
    files.make_private(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        _bring_up_to_date(connection)
        for index in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql <> ''").fetchall():
            connection.execute(f"DROP INDEX {index['name']}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def reading(path: Path) -> Generator[sqlite3.Connection | None]:
    """Open the database for one short read; None where there is no database yet.

    Opened anew each time (0.2 ms), because a reader that stays open makes the -wal grow without end
    and keeps Windows from setting a damaged file aside. It never checkpoints: SQLite up to 3.51.2 can
    damage the -wal when two connections do. Raises BatchdeskError when the file cannot be read.
    """
    with _told(path), _read_only(path) as connection:
        if connection is None or _version(connection) >= schema.VERSION:
            yield connection
            return
        with contextlib.closing(_updated_copy(connection)) as copy:
            yield copy


@contextlib.contextmanager
def reading_as_it_is(path: Path) -> Generator[sqlite3.Connection | None]:
    """As `reading`, for who cannot wait: None also where the database is of another version than ours."""
    with _told(path), _read_only(path) as connection:
        yield connection if connection is not None and _version(connection) == schema.VERSION else None


@contextlib.contextmanager
def _told(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _reading_error(error, path) from error


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        version = _version(connection)
        if version > schema.VERSION:
            raise BatchdeskError(Problem(ProblemKind.DATABASE_NEWER, {"path": str(path)}))
        _prepare(connection, version)
        if path.stat().st_size <= CHECKED_BYTES:
            _check(connection)
        if version < schema.VERSION:
            if version > 0:
                copy = files.copy_before_update(connection, path, datetime.now(UTC))
                _log.info("updating the database from version %d; a copy is in %s", version, copy.name)
            _bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Save what can be read of the damaged file; returns the number of batches. A fault in it costs only that."""
    from batchdesk.store.salvage import salvage  # only here: there is hardly ever something to save

    try:
        saved = salvage(damaged, connection)
    except Exception:
        _log.exception("nothing could be saved of the damaged database")
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return 0
    _log.warning("saved %d batches and %d versions of the damaged database", saved.batches, saved.versions)
    return saved.batches


def _prepare(connection: sqlite3.Connection, version: int) -> None:
    connection.row_factory = sqlite3.Row
    if version == 0:
        # Before the first table, or it has no effect: retention gives space back in small steps. Later it would only
        # write to a file that may turn out to be damaged.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    _use_wal(connection)
    # With NORMAL a power cut takes back commits that were already told (98 of 100 measured runs); with FULL, none.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {16 * 1024 * 1024}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers never wait for the writer. Where the file system cannot do it (a network drive), the old journal stays.

    SQLite does not wait for whoever has the file open when it changes the journal, whatever the timeout of the
    connection: of several programs that make the database at once, all but one would be refused.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > until:
                raise
        time.sleep(_AGAIN_SECONDS)


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise DatabaseDamaged(verdict)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    from batchdesk.store.migrations import bring_up_to_date  # only here: see its docstring

    bring_up_to_date(connection)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version


@contextlib.contextmanager
def _read_only(path: Path) -> Generator[sqlite3.Connection | None]:
    """None for a file that does not exist, or that its writer has not given its tables yet."""
    if not path.exists():
        yield None
        return
    with contextlib.closing(_connect_read_only(path)) as connection:
        yield connection if _version(connection) > 0 else None


def _connect_read_only(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path, "mode=ro")
    except sqlite3.OperationalError as error:
        if not cannot_make_files(error) or _holds_more(path):
            raise
        # A folder or a disk that takes no files, and none of a writer on it: SQLite reads only when told of nobody.
        return _connect(path, "mode=ro&immutable=1")


def _holds_more(path: Path) -> bool:
    """Whether a -wal is there with what the file itself does not hold yet."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _updated_copy(old: sqlite3.Connection) -> sqlite3.Connection:
    """An older version's database that cannot be brought up to date where it is, or that nobody has yet: in memory."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    old.backup(copy)
    _bring_up_to_date(copy)
    return copy


def _connect(path: Path, options: str) -> sqlite3.Connection:
    """Open, and read something: only a first statement shows whether the file can be read at all."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        _version(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _reading_error(error: sqlite3.Error, path: Path) -> BatchdeskError:
    if is_damage(error):
        return BatchdeskError(Problem(ProblemKind.DATABASE_DAMAGED, {"path": str(path)}))
    return opening_error(error, path)
