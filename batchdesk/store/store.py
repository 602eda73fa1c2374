"""The cache as the engine writes it: futures in, one transaction every 50 ms, nothing said before it is durable."""

import functools
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Self, TypeVar

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.telling import Notice, Telling
from batchdesk.store import attention_writes, connections, merging, notice_writes, putting_away, writes
from batchdesk.store.ballast import Ballast
from batchdesk.store.bulk import Batches
from batchdesk.store.copies import keep_copies
from batchdesk.store.records import Addition, BatchRecord, Change, CopiesRecord
from batchdesk.store.retention import Keep, take_step
from batchdesk.store.writer import Writer

DATABASE_NAME = "batchdesk.sqlite"
"""The file's name in the data folder."""

_Result = TypeVar("_Result")


def _ignore(problem: Problem) -> None:
    """For who does not ask to be told."""


class Store:
    """The writing side. Thread-safe: writes are applied in the order in which they were asked for.

    A future resolves when its write is durable. It fails with BatchdeskError(DATABASE_WRITE) only when the store was
    closed, or very much was waiting, while the database could not be written; until then a full disk or a lock only
    delays it. Where the database is `read_only`, every write fails with the reason: DATABASE_NEWER or
    DATA_FOLDER.
    """

    def __init__(self, writer: Writer | None, read_only_because: Problem | None = None) -> None:
        self._writer = writer
        self._read_only_because = read_only_because

    @classmethod
    def open(cls, path: Path, *, on_problem: Callable[[Problem], None] = _ignore) -> Self:
        """Open the database at `path`, made or brought up to date where needed. Blocks; starts the store's thread.

        While this runs, `on_problem` hears DATABASE_DAMAGED, and why the store is `read_only`: DATABASE_NEWER, or
        DATA_FOLDER where the disk has no room to write to a file that is there; later DATABASE_WRITE, on the store's
        thread. It must only signal. Raises BatchdeskError: DATA_FOLDER where the folder cannot be written,
        DATABASE_BUSY where another program keeps the file locked.
        """
        is_there = path.exists() and path.stat().st_size > 0
        connect = functools.partial(connections.connect_for_writing, path, on_problem)
        writer = Writer(connect, on_problem, ballast=Ballast(path))
        try:
            writer.start()
        except BatchdeskError as error:
            is_newer = error.problem.kind is ProblemKind.DATABASE_NEWER
            if not is_newer and not (is_there and error.problem.detail.get("cause") == "full"):
                raise
            on_problem(error.problem)
            return cls(None, error.problem)
        return cls(writer)

    @classmethod
    def in_memory(cls) -> Self:
        """A store that starts empty and keeps nothing: for a second program beside the one that has the data folder."""
        writer = Writer(connections.connect_in_memory, _ignore)
        writer.start()
        return cls(writer)

    @property
    def read_only(self) -> bool:
        """The database can be read, and nothing is written: a newer version's, or one on a disk without room."""
        return self._writer is None

    def record(self, change: Change) -> Future[Notice | None]:
        """Write a taken event; the result is the end to be told, None when there is none or it is known already.

        A version that is not newer than the stored one changes nothing. LookupError: the batch was never added.
        """
        return self._submit(lambda connection: writes.record(connection, change))

    def note(self, change: Change) -> None:
        """`record`, for a change without an end to be told: nobody waits for it, and a failure goes to the log."""
        self._post(lambda connection: writes.record(connection, change))

    def add_server(self, url: str, email: str = "") -> Future[None]:
        """Make a server known, or known again; an empty `email` leaves the one that is there."""
        at = datetime.now(UTC)
        return self._submit(lambda connection: writes.add_server(connection, url, email, at))

    def remove_server(self, url: str) -> Future[None]:
        """Forget a server and take its batches out of the live table; the history stays."""
        return self._submit(lambda connection: writes.remove_server(connection, url))

    def add_batches(self, additions: Sequence[Addition]) -> Future[list[BatchRecord]]:
        """Put batches into the live table; the result has them in the same order.

        One that is known keeps its history and is watched again, neither put away nor paused nor gone; its label and
        merchant change only where one is given, and tags are added. A server that is not known becomes known.
        """
        at = datetime.now(UTC)
        return self._submit(lambda connection: writes.add_batches(connection, additions, at))

    def set_label(self, key: BatchKey, label: str) -> Future[None]:
        """Give a batch the operator's own name; empty takes it away."""
        return self._submit(lambda connection: writes.set_label(connection, key, label))

    def set_note(self, key: BatchKey, note: str) -> Future[None]:
        """Keep the operator's own words about a batch; empty takes them away."""
        return self._submit(lambda connection: writes.set_note(connection, key, note))

    def set_merchant(self, key: BatchKey, merchant: str) -> Future[None]:
        """Keep whose a batch is."""
        return self._submit(lambda connection: writes.set_merchant(connection, key, merchant))

    def change_tags(
        self, keys: Sequence[BatchKey], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Future[None]:
        """Give batches tags, and take others from them. A tag that no batch has any more is gone."""
        return self._submit(lambda connection: writes.change_tags(connection, keys, add, remove))

    def set_pinned(self, keys: Sequence[BatchKey], pinned: bool) -> Future[None]:
        """Keep batches, whatever the history is cleaned of, or no longer."""
        return self._submit(lambda connection: writes.set_pinned(connection, keys, pinned))

    def set_telling(self, keys: Sequence[BatchKey], telling: Telling) -> Future[None]:
        """Keep what the operator wants of the ends of these batches."""
        return self._submit(lambda connection: writes.set_telling(connection, keys, telling))

    def set_watched(self, keys: Sequence[BatchKey], watched: bool) -> Future[None]:
        """Take batches out of the live table, or put them back; the history stays."""
        return self._submit(lambda connection: writes.set_watched(connection, keys, watched))

    def set_put_away(self, keys: Sequence[BatchKey], put_away: bool) -> Future[None]:
        """Keep that the operator wants batches out of sight, or back in it; they stay watched."""
        return self._submit(lambda connection: putting_away.set_put_away(connection, keys, put_away))

    def let_go(self, before: datetime) -> None:
        """Take out of the live table what is put away and had ended before that moment (our clock)."""
        self._post(lambda connection: putting_away.let_go(connection, before))

    def set_paused(self, keys: Sequence[BatchKey], paused: bool) -> Future[None]:
        """Keep that the operator paused batches, or lets them go on."""
        return self._submit(lambda connection: writes.set_paused(connection, keys, paused))

    def set_gone(self, key: BatchKey, gone: bool) -> Future[None]:
        """Keep that the server does not show a batch any more, or that it does again."""
        return self._submit(lambda connection: writes.set_gone(connection, key, gone))

    def keep_copies(self, key: BatchKey, copies: CopiesRecord) -> None:
        """Keep a batch's texts in place of those from before; nothing happens for one that was never added."""
        self._post(lambda connection: keep_copies(connection, key, copies))

    def mark_told(self, notice_ids: Sequence[int], shown: str, at: datetime) -> Future[None]:
        """Keep that ends were told, and how (notification, digest, in-app, terminal). What was told first stays.

        Written at once: until then a crash has them told a second time.
        """
        return self._submit(lambda connection: notice_writes.mark_told(connection, notice_ids, shown, at), at_once=True)

    def withhold(self, notice_ids: Sequence[int], why: str, at: datetime) -> Future[None]:
        """Keep that nothing is shown of these ends, and why (rule, muted, paused, quiet, no daemon): they are dealt
        with, and wait unread in the inbox."""
        return self._submit(lambda connection: notice_writes.withhold(connection, notice_ids, why, at))

    def hold(self, notice_ids: Sequence[int], why: str) -> Future[None]:
        """Keep why nothing is shown of these ends yet (paused, quiet, waits for others). They stay to be told."""
        return self._submit(lambda connection: notice_writes.hold(connection, notice_ids, why))

    def name_message(self, notice_ids: Sequence[int], name: str) -> Future[None]:
        """Keep under which name the desktop is about to be told of these ends: durable before the message is sent, so
        that a message sent again after a crash takes the place of the first. Written at once."""
        return self._submit(lambda connection: notice_writes.name_message(connection, notice_ids, name), at_once=True)

    def mark_read(self, notice_ids: Sequence[int], at: datetime) -> Future[None]:
        """Keep that the operator saw these ends in the inbox."""
        return self._submit(lambda connection: notice_writes.mark_read(connection, notice_ids, at))

    def mark_all_read(self, at: datetime) -> Future[None]:
        """Keep that the operator saw all there is in the inbox."""
        return self._submit(lambda connection: notice_writes.mark_all_read(connection, at))

    def follow(self, server: str, merchant: str) -> Future[None]:
        """Keep that a merchant's new batches are to be added by themselves, from now on. The server must be known."""
        at = datetime.now(UTC)
        return self._submit(lambda connection: attention_writes.follow(connection, server, merchant, at))

    def unfollow(self, server: str, merchant: str) -> Future[None]:
        """No longer so."""
        return self._submit(lambda connection: attention_writes.unfollow(connection, server, merchant))

    def see_until(self, server: str, merchant: str, until: datetime) -> None:
        """Keep up to where a merchant's batches were looked at, in the server's own time."""
        self._post(lambda connection: attention_writes.see_until(connection, server, merchant, until))

    def add_unknown(self, additions: Sequence[Addition], at_most: int) -> Future[list[BatchRecord]]:
        """Put those into the live table that were never added, newest first given and returned oldest first; of many,
        the newest `at_most`. What the operator took out of the table stays out."""
        at = datetime.now(UTC)
        return self._submit(lambda connection: attention_writes.add_unknown(connection, additions, at_most, at))

    def note_outage(self, server: str | None, from_at: datetime, until_at: datetime) -> None:
        """Keep a time in which nothing could be heard of a server; None: the program was not running."""
        self._post(lambda connection: attention_writes.note_outage(connection, server, from_at, until_at))

    def clean(self, keep: Keep) -> Future[bool]:
        """Take a few of the oldest batches out of the history, as far as they need not be kept; whether there may be
        more to do. One step of many, so that nobody who writes waits for it."""
        return self._submit(lambda connection: take_step(connection, keep))

    def merge(self, batches: Batches) -> Future[merging.Merged]:
        """Take batches from elsewhere into the history: what is missing is added, and nothing is replaced by something
        older. Their ends are never told. ValueError: the tables do not allow one of the values."""
        return self._submit(lambda connection: merging.merge(connection, batches))

    def note_presence(self, at: datetime) -> None:
        """Keep that the program is running at this moment."""
        self._post(lambda connection: attention_writes.note_presence(connection, at))

    def flush(self) -> Future[None]:
        """Write at once. Resolves when everything asked for before is durable."""
        if self._writer is None:
            nothing: Future[None] = Future()
            nothing.set_result(None)
            return nothing
        return self._writer.submit(lambda connection: None, at_once=True)

    def close(self) -> None:
        """Write what is waiting, then end the thread. Blocks; may be called again. What cannot be written now fails."""
        if self._writer is not None:
            self._writer.close()

    def _post(self, write: Callable[[sqlite3.Connection], object]) -> None:
        if self._writer is not None:
            self._writer.post(write)

    def _submit(self, write: Callable[[sqlite3.Connection], _Result], *, at_once: bool = False) -> Future[_Result]:
        if self._writer is not None:
            return self._writer.submit(write, at_once=at_once)
        refused: Future[_Result] = Future()
        assert self._read_only_because is not None, "without a writer there is a reason"
        refused.set_exception(BatchdeskError(self._read_only_because))
        return refused
