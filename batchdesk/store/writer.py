"""The one thread that writes: what arrives within GROUP_SECONDS is one transaction, and durable when it is said.

Knows transactions and failures, not what is written (`writes`).
"""

import contextlib
import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, Protocol, TypeVar

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.ballast import Ballast
from batchdesk.store.failures import cause, is_environment, is_full

GROUP_SECONDS = 0.05
"""How long the first write of a group waits for others."""

GROUP_LIMIT = 2_000
"""Writes in one transaction at most: a group is written in less time than the next one gathers in."""

RETRY_SECONDS = 1.0
"""Between attempts while the disk is full, the file locked or the folder not writable."""

WAITING_LIMIT = 50_000
"""Writes held back at most while the database cannot be written (some 100 MB); later ones fail at once."""

QUIET_SECONDS = 2.0
"""Without a write for so long, the -wal is emptied into the database."""

_log = logging.getLogger("batchdesk.store")

_Result = TypeVar("_Result")


class _Write(Protocol):
    """One write in the queue, whatever it returns."""

    def apply(self, connection: sqlite3.Connection) -> None: ...
    def succeed(self) -> None: ...
    def fail(self, error: BaseException) -> None: ...


class _Submitted(Generic[_Result]):
    def __init__(self, write: Callable[[sqlite3.Connection], _Result]) -> None:
        self._write = write
        self._results: list[_Result] = []
        self.future: Future[_Result] = Future()
        # Not to be cancelled any more: what was accepted is written, also when nobody waits for the answer.
        self.future.set_running_or_notify_cancel()

    def apply(self, connection: sqlite3.Connection) -> None:
        self._results = [self._write(connection)]

    def succeed(self) -> None:
        self.future.set_result(self._results[0])

    def fail(self, error: BaseException) -> None:
        self.future.set_exception(error)


class _Posted:
    """A write that nobody waits for. A Future a write would cost a busy stream as much as its decoding."""

    __slots__ = ("_write",)

    def __init__(self, write: Callable[[sqlite3.Connection], object]) -> None:
        self._write = write

    def apply(self, connection: sqlite3.Connection) -> None:
        self._write(connection)

    def succeed(self) -> None:
        pass

    def fail(self, error: BaseException) -> None:
        # That the database cannot be written has been told already; whatever else it is, is a fault of ours.
        if not isinstance(error, BatchdeskError):
            _log.error("a write failed: %r", error)


class _Refused(Exception):
    """A write failed by itself: it was wrong, not the database."""

    def __init__(self, write: _Write, reason: Exception) -> None:
        super().__init__(str(reason))
        self.write = write
        self.reason = reason


class Writer:
    """Owns the writing connection and its thread. Every method may be called from any other thread.

    `connect` runs on the writer's thread. `on_problem` is called there too, once for each time the database stops being
    writable, and must only signal.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        on_problem: Callable[[Problem], None],
        retry_seconds: float = RETRY_SECONDS,
        ballast: Ballast | None = None,
    ) -> None:
        self._connect = connect
        self._on_problem = on_problem
        self._retry_seconds = retry_seconds
        self._ballast = ballast
        self._changed = threading.Condition()
        self._waiting: deque[_Write] = deque()
        self._at_once = False
        self._closing = False
        self._held_back: Problem | None = None
        self._opened: Future[None] = Future()
        # A daemon: a program that ends without `close` must not hang, and loses only what it was not told is durable.
        self._thread = threading.Thread(target=self._run, name="batchdesk-store", daemon=True)

    def start(self) -> None:
        """Open the connection; blocks until it is open. Raises what `connect` raises; then no thread is left."""
        self._thread.start()
        try:
            self._opened.result()
        except BaseException:
            self._thread.join()
            raise

    def submit(self, write: Callable[[sqlite3.Connection], _Result], *, at_once: bool = False) -> Future[_Result]:
        """Queue a write. The future resolves after the COMMIT that holds it, and cannot be cancelled.

        It fails with what `write` raised, which then changes nothing, or with BatchdeskError(DATABASE_WRITE) when
        the database could not be written until the end. `at_once` does not wait for more to come. Raises RuntimeError
        after `close`.
        """
        submitted = _Submitted(write)
        self._enqueue(submitted, at_once=at_once)
        return submitted.future

    def post(self, write: Callable[[sqlite3.Connection], object]) -> None:
        """Queue a write as `submit` does, for a caller who does not wait: a failure goes to the log."""
        self._enqueue(_Posted(write))

    def close(self) -> None:
        """Write what is waiting, close the connection and wait for the thread. May be called again."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _enqueue(self, write: _Write, *, at_once: bool = False) -> None:
        with self._changed:
            if self._closing:
                raise RuntimeError("the store is closed")
            if self._held_back is not None and len(self._waiting) >= WAITING_LIMIT:
                write.fail(BatchdeskError(self._held_back))
                return
            self._waiting.append(write)
            self._at_once = self._at_once or at_once
            # Waking the thread for every write of a burst would cost more than the writes.
            if at_once or len(self._waiting) in (1, GROUP_LIMIT):
                self._changed.notify()

    def _run(self) -> None:
        try:
            connection = self._connect()
        except BaseException as error:
            self._opened.set_exception(error)
            return
        with contextlib.closing(connection):
            self._opened.set_result(None)
            try:
                self._write_until_closed(connection)
            finally:
                self._refuse_the_rest()

    def _write_until_closed(self, connection: sqlite3.Connection) -> None:
        wal_is_empty = True
        while True:
            group = self._next_group(None if wal_is_empty else QUIET_SECONDS)
            if group:
                self._commit_or_hold_back(connection, group)
            else:
                _empty_wal(connection)
            if group == [] and self._ballast is not None:
                self._ballast.lay()
            if group is None:
                return
            wal_is_empty = not group

    def _next_group(self, timeout: float | None) -> list[_Write] | None:
        """Wait for writes and gather a group; empty when none came in time, None when none will come any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing, timeout)
            if not self._waiting:
                return None if self._closing else []
            self._changed.wait_for(
                lambda: self._at_once or self._closing or len(self._waiting) >= GROUP_LIMIT, GROUP_SECONDS
            )
            self._at_once = False
            return [self._waiting.popleft() for _ in range(min(GROUP_LIMIT, len(self._waiting)))]

    def _commit_or_hold_back(self, connection: sqlite3.Connection, group: list[_Write]) -> None:
        try:
            _commit(connection, group)
        except sqlite3.Error as error:
            self._hold_back(group, error)
            return
        if self._held_back is not None:
            _log.info("the database can be written again")
            self._held_back = None
        for write in group:
            write.succeed()

    def _hold_back(self, group: list[_Write], error: sqlite3.Error) -> None:
        """Put a group back to the front of the queue, and pause before the next attempt, unless there is room to be had
        for it. On closing: give up."""
        first_time = self._held_back is None
        problem = Problem(ProblemKind.DATABASE_WRITE, {"reason": str(error), "cause": cause(error)})
        with self._changed:
            self._held_back = problem
            self._waiting.extendleft(reversed(group))
        if first_time:
            _log.warning("the database cannot be written, trying again: %s", error)
            self._on_problem(problem)
        if is_full(error) and self._ballast is not None and self._ballast.give_up():
            return
        with self._changed:
            if not self._closing:
                self._changed.wait_for(lambda: self._closing, self._retry_seconds)
                return
        self._refuse_the_rest()

    def _refuse_the_rest(self) -> None:
        with self._changed:
            self._closing = True
            rest = list(self._waiting)
            self._waiting.clear()
        problem = self._held_back or Problem(ProblemKind.DATABASE_WRITE, {"reason": "closed"})
        for write in rest:
            write.fail(BatchdeskError(problem))


def _commit(connection: sqlite3.Connection, group: list[_Write]) -> None:
    """Apply a group in one transaction. A write that fails by itself is taken out of it, told so, and the rest is done
    anew: that costs something only when it happens, where a savepoint a write would always cost.

    Raises sqlite3.Error when the database cannot be written; then nothing of the group has happened.
    """
    while True:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for write in group:
                _apply(connection, write)
            connection.execute("COMMIT")
        except _Refused as refused:
            connection.execute("ROLLBACK")
            group.remove(refused.write)
            refused.write.fail(refused.reason)
        except BaseException:
            # SQLite may have rolled back by itself, on a full disk for one.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        else:
            return


def _apply(connection: sqlite3.Connection, write: _Write) -> None:
    try:
        write.apply(connection)
    except Exception as error:
        if is_environment(error):
            raise
        raise _Refused(write, error) from error


def _empty_wal(connection: sqlite3.Connection) -> None:
    """Not essential, so a reader or a full disk may prevent it."""
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
