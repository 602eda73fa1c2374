"""Faults that strike a stream at one moment."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from batchdesk.testserver.faults.kinds import Cut, Fault, Strikable
from batchdesk.testserver.wire import Event


@dataclass(frozen=True, kw_only=True)
class StreamFault(Fault, ABC):
    """Strikes a stream as soon as it has sent `after_events` events or more; also one that is open already."""

    after_events: int = 0

    @abstractmethod
    async def strike(self, stream: Strikable) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Drop(StreamFault):
    """The connection is lost."""

    how: Cut = Cut.END

    async def strike(self, stream: Strikable) -> None:
        await stream.cut(self.how)


@dataclass(frozen=True, kw_only=True)
class Silence(StreamFault):
    """No byte any more, the connection stays open: a sleeping machine, a dead router."""

    async def strike(self, stream: Strikable) -> None:
        await stream.hold()


@dataclass(frozen=True, kw_only=True)
class DeleteBatch(StreamFault):
    """Somebody deletes the batch; the stream says so at its next look."""

    async def strike(self, stream: Strikable) -> None:
        stream.delete_batch()


@dataclass(frozen=True, kw_only=True)
class EndSessions(StreamFault):
    """All sessions end, and this connection is lost: the next opening is refused until somebody signs in."""

    async def strike(self, stream: Strikable) -> None:
        stream.end_sessions()
        await stream.cut(Cut.END)


@dataclass(frozen=True, kw_only=True)
class UnknownStatus(StreamFault):
    """The batch goes to a status of a future server, with a version of its own."""

    status: str = "REVIEWING"

    async def strike(self, stream: Strikable) -> None:
        stream.advance(self.status)


@dataclass(frozen=True, kw_only=True)
class ErrorEvent(StreamFault):
    """An `error` event, and the stream ends: by default the one of a failing database."""

    message: str = "Can't reach database server at `db:5432`"

    async def strike(self, stream: Strikable) -> None:
        await stream.insert(Event("error", {"message": self.message}).encode())
        await stream.cut(Cut.END)


@dataclass(frozen=True, kw_only=True)
class Duplicate(StreamFault):
    """The newest state once more, word for word."""

    after_events: int = 1
    copies: int = 1

    async def strike(self, stream: Strikable) -> None:
        for _ in range(self.copies):
            await stream.insert(Event("batch-status", stream.last_state).encode())


@dataclass(frozen=True, kw_only=True)
class Reorder(StreamFault):
    """An older version after a newer one."""

    after_events: int = 2

    async def strike(self, stream: Strikable) -> None:
        older = dict(stream.last_state)
        older |= {"status": "QUEUED", "statusVersion": int(str(older["statusVersion"])) - 1, "copyCount": 0}
        await stream.insert(Event("batch-status", older).encode())


@dataclass(frozen=True, kw_only=True)
class WrongVersion(StreamFault):
    """A state whose version is no whole number, or is beyond 2⁶³."""

    after_events: int = 1
    version: object = 2**63 + 1

    async def strike(self, stream: Strikable) -> None:
        wrong = dict(stream.last_state) | {"status": "FAILED", "statusVersion": self.version}
        await stream.insert(Event("batch-status", wrong).encode())


@dataclass(frozen=True, kw_only=True)
class ForeignEvent(StreamFault):
    """The end of another batch, on this batch's stream."""

    after_events: int = 1
    other_batch_id: str = "cm00000000000000000foreign"

    async def strike(self, stream: Strikable) -> None:
        foreign = dict(stream.last_state) | {
            "batchId": self.other_batch_id,
            "status": "FAILED",
            "statusVersion": 99,
        }
        await stream.insert(Event("batch-status", foreign).encode())
        ending = {"batchId": self.other_batch_id, "finalStatus": "FAILED"}
        await stream.insert(Event("complete", ending).encode())


@dataclass(frozen=True, kw_only=True)
class RawBytes(StreamFault):
    """Any bytes between two events."""

    data: bytes

    async def strike(self, stream: Strikable) -> None:
        await stream.insert(self.data)


@dataclass(frozen=True, kw_only=True)
class MalformedJson(StreamFault):
    """A `batch-status` whose data ends in the middle."""

    async def strike(self, stream: Strikable) -> None:
        await stream.insert(b'event: batch-status\ndata: {"batchId":"' + stream.batch_id.encode() + b'","stat\n\n')


@dataclass(frozen=True, kw_only=True)
class GiantLine(StreamFault):
    """One event whose data line is `size` bytes long."""

    size: int = 8 * 1024 * 1024
    piece: int = 64 * 1024

    async def strike(self, stream: Strikable) -> None:
        await stream.insert(b'event: batch-status\ndata: {"padding":"')
        for start in range(0, self.size, self.piece):
            await stream.insert(b"x" * min(self.piece, self.size - start))
        await stream.insert(b'"}\n\n')
