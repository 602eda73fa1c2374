"""The stream of a batch: the full state at once, then a look now and then, heartbeats, `complete`, the end.

Two tasks a stream, one of which only waits for the client to go; an idle stream wakes for its heartbeat alone. Knows
nothing of sign-in, rights or routes.
"""

import asyncio
import contextlib
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from starlette.types import Receive, Scope, Send

from batchdesk.testserver.activity import Activity
from batchdesk.testserver.batches import Batch, Batches
from batchdesk.testserver.cutting import cut_connection
from batchdesk.testserver.fault_list import Faults
from batchdesk.testserver.faults import Cut, Fault
from batchdesk.testserver.plan import FINAL, Change
from batchdesk.testserver.wire import HEARTBEAT, Event, now, timestamp_or_null, to_timestamp

DELETED = "批次已被删除"

HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
]


class ClientGone(Exception):
    """The connection is lost; nothing can be sent any more."""


class BodyEnds(Exception):
    """The body is to end here as if it were complete."""


def status_event(batch: Batch) -> Event:
    """The full state, its fields in the order of the guide."""
    return Event(
        "batch-status",
        {
            "batchId": batch.id,
            "status": batch.status,
            "statusVersion": batch.status_version,
            "startedAt": timestamp_or_null(batch.started_at),
            "completedAt": timestamp_or_null(batch.completed_at),
            "errorCode": batch.error_code,
            "errorMessage": batch.error_message,
            "tokenUsage": batch.token_usage,
            "copyCount": batch.copy_count,
            "timestamp": to_timestamp(now()),
        },
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a stream looks and beats, in seconds."""

    look_seconds: float
    heartbeat_seconds: float


class OpenStreams:
    """All streams that are open, and what they share."""

    def __init__(
        self,
        batches: Batches,
        faults: Faults,
        pace: Pace,
        activity: Activity,
        end_sessions: Callable[[], None],
    ) -> None:
        self.batches = batches
        self.faults = faults
        self.pace = pace
        self.end_sessions = end_sessions
        self._activity = activity
        self._by_batch: defaultdict[str, set[Stream]] = defaultdict(set)

    def add(self, stream: "Stream") -> None:
        self._by_batch[stream.batch_id].add(stream)
        self._activity.notify()

    def remove(self, stream: "Stream") -> None:
        streams = self._by_batch[stream.batch_id]
        streams.discard(stream)
        if not streams:
            del self._by_batch[stream.batch_id]
        self._activity.notify()

    def count(self, batch_id: str | None = None) -> int:
        if batch_id is None:
            return sum(len(streams) for streams in list(self._by_batch.values()))
        return len(self._by_batch.get(batch_id, ()))

    def all(self) -> list["Stream"]:
        return [stream for streams in self._by_batch.values() for stream in streams]

    def wake(self, batch_id: str | None) -> None:
        """Something about this batch, or any, is new."""
        streams = self.all() if batch_id is None else list(self._by_batch.get(batch_id, ()))
        for stream in streams:
            stream.wake()

    def drop(self, *, reset: bool) -> int:
        """Cuts all of them, and says how many."""
        streams = self.all()
        for stream in streams:
            stream.drop(reset=reset)
        return len(streams)


class Stream:
    """One open stream, as an ASGI application: it is the whole answer to its request."""

    def __init__(self, batch_id: str, shared: OpenStreams) -> None:
        self.batch_id = batch_id
        self.last_state: Mapping[str, object] = {}
        self._shared = shared
        self._batches = shared.batches
        self._event_faults = shared.faults.for_events(batch_id)
        self._wire_faults = shared.faults.for_wire(batch_id)
        self._struck: list[Fault] = []
        self._sent_version = 0
        self._events_sent = 0
        self._news = asyncio.Event()
        self._gone = False
        self._ending = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._send = send
        self._transport: asyncio.Transport = scope["state"]["transport"]
        loop = asyncio.get_running_loop()
        self._time = loop.time
        self._opened = loop.time()
        self._heartbeat_due = self._opened + self._shared.pace.heartbeat_seconds
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        watcher = loop.create_task(self._watch_client(receive), name=f"client of {self.batch_id}")
        self._shared.add(self)
        try:
            await self._tell()
        except BodyEnds:
            pass
        except ClientGone:
            return
        finally:
            self._shared.remove(self)
            watcher.cancel()
            await asyncio.wait([watcher])
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    # What the server does to a stream.

    def wake(self) -> None:
        self._news.set()

    def drop(self, *, reset: bool) -> None:
        """Ends it from outside: the body ends, or the connection is reset."""
        if reset:
            cut_connection(self._transport, reset=True)
        else:
            self._ending = True
            self.wake()

    # What a fault does to a stream: see `faults.Strikable`.

    async def insert(self, data: bytes) -> None:
        await self._write(data)

    async def cut(self, how: Cut) -> NoReturn:
        if how is Cut.END:
            raise BodyEnds
        cut_connection(self._transport, reset=how is Cut.RESET)
        await self.hold()

    async def hold(self) -> NoReturn:
        while True:
            await self._wait(None)

    def advance(self, status: str) -> None:
        if self._batches.find(self.batch_id) is not None:
            self._batches.take(self.batch_id, Change(status))

    def delete_batch(self) -> None:
        self._batches.delete(self.batch_id)

    def end_sessions(self) -> None:
        self._shared.end_sessions()

    # What it tells.

    async def _tell(self) -> None:
        await self._strike()
        while True:
            batch = self._batches.find(self.batch_id)
            if batch is None:
                await self._send_event(Event("error", {"message": DELETED}))
                return
            if batch.status_version > self._sent_version:
                status = batch.status
                self._sent_version = batch.status_version
                await self._send_event(status_event(batch))
                await self._strike()
                if status in FINAL:
                    ending = {"batchId": self.batch_id, "finalStatus": status}
                    await self._send_event(Event("complete", ending))
                    return
            await self._until_next_look()

    async def _until_next_look(self) -> None:
        """Returns at a look that finds news. The looks between have nothing to say, so nobody wakes for them."""
        look_due = math.inf
        while (moment := self._time()) < look_due:
            if moment >= self._heartbeat_due:
                await self._beat()
            if look_due == math.inf and self._has_news():
                look_due = self._next_look(moment)
            else:
                await self._wait(min(look_due, self._heartbeat_due) - moment)
                await self._strike()

    def _has_news(self) -> bool:
        batch = self._batches.find(self.batch_id)
        return batch is None or batch.status_version > self._sent_version

    def _next_look(self, moment: float) -> float:
        interval = self._shared.pace.look_seconds
        if interval <= 0:
            return moment
        return self._opened + math.ceil((moment - self._opened) / interval) * interval

    async def _beat(self) -> None:
        self._heartbeat_due += self._shared.pace.heartbeat_seconds
        await self._write_block(HEARTBEAT)

    async def _strike(self) -> None:
        while fault := self._shared.faults.at_moment(self.batch_id, self._events_sent, self._struck):
            await fault.strike(self)

    # How it writes and waits.

    async def _send_event(self, event: Event) -> None:
        changed: Event | None = event
        for fault in self._event_faults:
            changed = changed and fault.changed(changed)
        if changed is None:
            return
        await self._write_block(changed.encode())
        self._events_sent += 1
        if changed.name == "batch-status":
            self.last_state = changed.data

    async def _write_block(self, block: bytes) -> None:
        for fault in self._wire_faults:
            block = fault.encoded(block)
        pause = max((fault.pause_seconds for fault in self._wire_faults), default=0.0)
        if not pause:
            await self._write(block)
            return
        for byte in block:
            await self._write(bytes([byte]))
            await self._wait(pause)

    async def _write(self, data: bytes) -> None:
        if self._gone:
            raise ClientGone
        await self._send({"type": "http.response.body", "body": data, "more_body": True})

    async def _wait(self, seconds: float | None) -> None:
        """Until something is new, or the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        self._news.clear()
        if self._gone:
            raise ClientGone
        if self._ending:
            raise BodyEnds

    async def _watch_client(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        self.wake()
