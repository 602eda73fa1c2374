"""Subscriptions over real sockets: what each answer, break and silence leads to."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.events import CompleteEvent, ErrorEvent, StatusEvent
from batchdesk.batch.problem import ProblemKind
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.subscription import StreamOptions
from batchdesk.testserver import (
    Cut,
    Drop,
    EmbeddedServer,
    ForeignEvent,
    GiantLine,
    HangUp,
    HtmlAnswer,
    IdAndRetry,
    LineEnds,
    MalformedJson,
    Plan,
    Redirect,
    Refuse,
    Silence,
    SlowDrip,
    WrongVersion,
)

from .support import (
    RawConnection,
    RawServer,
    answering,
    complete_bytes,
    in_loop,
    status_bytes,
    streaming,
    watching,
)

AT_ONCE = Plan(queued_seconds=0.0, running_seconds=0.0)


def test_watches_a_batch_to_its_end(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(plan=Plan(queued_seconds=0.05, running_seconds=0.05))
        async with watching(server.url, batch, server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert watch.heard.versions == sorted(set(watch.heard.versions))
            assert watch.heard.events[-1] == CompleteEvent(batch, "SUCCEEDED")
            assert watch.heard.states == [ConnectionState.CONNECTING, ConnectionState.LIVE, ConnectionState.IDLE]

    in_loop(main())
