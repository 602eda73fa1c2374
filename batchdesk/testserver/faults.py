"""What may go wrong on request.

A fault says what it does to an answer (`OpeningFault`), to a stream at one moment (`StreamFault`), to the events of a
stream (`EventFault`) or to their bytes (`WireFault`). Knows streams only through `Strikable`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from enum import Enum
from typing import NoReturn, Protocol

from starlette.responses import HTMLResponse, RedirectResponse, Response

from batchdesk.testserver.plan import FINAL
from batchdesk.testserver.wire import Event, now, to_json, to_timestamp

STREAM_SUFFIX = "/events"
REFUSALS = {
    401: "未认证访问",
    403: "无权访问",
    404: "批次不存在或无权访问",
    429: "请求过于频繁，请稍后再试",
    503: "服务暂时不可用",
}


class Cut(Enum):
    """How a connection ends before its stream has."""

    END = "the body ends as if it were complete, without `complete`"
    CLOSE = "the connection is closed in the middle of the body"
    RESET = "the connection is reset"


class Strikable(Protocol):
    """A stream, as far as faults need to know it."""

    @property
    def batch_id(self) -> str: ...
    @property
    def last_state(self) -> Mapping[str, object]:
        """The data of the newest `batch-status` sent; empty before the first."""
        ...

    async def insert(self, data: bytes) -> None:
        """Writes bytes that are no event of the batch's own."""
        ...

    async def cut(self, how: Cut) -> NoReturn: ...
    async def hold(self) -> NoReturn:
        """Writes nothing any more, not even a heartbeat, until the client goes."""
        ...

    def advance(self, status: str) -> None: ...
    def delete_batch(self) -> None: ...
    def end_sessions(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What every fault has."""

    batch_id: str | None = None
    """None: of any batch."""
    times: int | None = 1
    """How many requests or streams it strikes, each once; None: every one until `clear_faults`."""

    def is_for(self, batch_id: str | None) -> bool:
        return self.batch_id in (None, batch_id)


# Instead of the answer.


@dataclass(frozen=True, kw_only=True)
class OpeningFault(Fault, ABC):
    """Takes the place of an answer."""

    everywhere: bool = False
    """False: only where a stream is asked for; True: any request of the server."""

    def is_for_path(self, path: str) -> bool:
        return self.everywhere or path.endswith(STREAM_SUFFIX)

    @abstractmethod
    def response(self, path: str) -> Response | Cut:
        """The answer, or how the connection ends without one."""


@dataclass(frozen=True, kw_only=True)
class Refuse(OpeningFault):
    """Answers with a status, as the application or a proxy before it would."""

    status: int
    retry_after: int | datetime | str | None = None
    """Seconds, a date, or any text, for the `Retry-After` header."""

    def response(self, path: str) -> Response:
        if self.status == 204:
            return Response(status_code=204)
        error = REFUSALS.get(self.status, "服务器错误")
        body = {"success": False, "error": error, "timestamp": to_timestamp(now())}
        response = Response(to_json(body), self.status, media_type="application/json")
        if isinstance(self.retry_after, datetime):
            response.headers["Retry-After"] = format_datetime(self.retry_after, usegmt=True)
        elif self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


@dataclass(frozen=True, kw_only=True)
class HtmlAnswer(OpeningFault):
    """A page, as a captive portal or a proxy gives; with 404, as an application gives that has no such route."""

    status: int = 200
    html: str = "<!DOCTYPE html><html><body><h1>Please sign in to the network</h1></body></html>"

    def response(self, path: str) -> Response:
        return HTMLResponse(self.html, self.status)


@dataclass(frozen=True, kw_only=True)
class Redirect(OpeningFault):
    """Sends the client elsewhere: by default to the sign-in page, as middleware before the routes does."""

    location: str = "/api/auth/signin?callbackUrl=%2F"
    """`{path}` stands for the path that was asked for. Whatever is below `/moved` is served like the rest."""
    status: int = 307

    def response(self, path: str) -> Response:
        return RedirectResponse(self.location.replace("{path}", path), self.status)


@dataclass(frozen=True, kw_only=True)
class HangUp(OpeningFault):
    """Ends the connection without an answer."""

    reset: bool = False

    def response(self, path: str) -> Cut:
        return Cut.RESET if self.reset else Cut.CLOSE


# At one moment of a stream.


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


# All events of a stream.


@dataclass(frozen=True, kw_only=True)
class EventFault(Fault, ABC):
    """Changes the events of a stream, from its opening on."""

    @abstractmethod
    def changed(self, event: Event) -> Event | None:
        """What is sent instead; None: nothing."""


def _future_fields() -> Mapping[str, object]:
    return {"targetSequence": 2, "appendPrompt": "强调性价比", "future": {"nested": [1, None, "é"]}}


@dataclass(frozen=True, kw_only=True)
class UnknownFields(EventFault):
    """Fields of a future server."""

    fields: Mapping[str, object] = field(default_factory=_future_fields)

    def changed(self, event: Event) -> Event:
        return Event(event.name, {**event.data, **self.fields})


@dataclass(frozen=True, kw_only=True)
class OnlyComplete(EventFault):
    """The last `batch-status` never comes, only `complete`."""

    def changed(self, event: Event) -> Event | None:
        is_last_state = event.name == "batch-status" and event.data["status"] in FINAL
        return None if is_last_state else event


# All bytes of a stream.


@dataclass(frozen=True, kw_only=True)
class WireFault(Fault):
    """Changes how a stream is written, from its opening on."""

    pause_seconds: float = 0.0
    """Waited after each byte; 0: events are written whole."""

    def encoded(self, block: bytes) -> bytes:
        """An event or a comment, as it is written instead."""
        return block


@dataclass(frozen=True, kw_only=True)
class LineEnds(WireFault):
    """CR LF, or CR alone: the standard allows all three (WHATWG HTML, 9.2.5)."""

    line_end: bytes = b"\r\n"

    def encoded(self, block: bytes) -> bytes:
        return block.replace(b"\n", self.line_end)


@dataclass(frozen=True, kw_only=True)
class IdAndRetry(WireFault):
    """`id:` and `retry:` fields, which the server does not send today."""

    event_id: str = "41"
    retry: str = "3000"

    def encoded(self, block: bytes) -> bytes:
        if block.startswith(b":"):
            return block
        return f"id: {self.event_id}\nretry: {self.retry}\n".encode() + block


@dataclass(frozen=True, kw_only=True)
class SlowDrip(WireFault):
    """Bytes come one by one."""

    pause_seconds: float = 0.001
