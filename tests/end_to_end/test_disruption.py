"""The machine slept, or the network came back: every stream is anew within two seconds, and nobody knocks twice."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.engine import supervisor, watches
from batchdesk.engine.disruption import Disruption
from batchdesk.engine.options import EngineOptions
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.testserver import EmbeddedServer, Refuse, ServerOptions

from ..engine.conftest import desk_on

PATIENT = EngineOptions(keyring=False, policy=ReconnectPolicy(initial=3600, cap=3600))
"""Whoever waits would wait for an hour."""
STREAMS = 60
REFUSED = 20
PATIENCE = 30.0
LIVE, WAITING = ConnectionState.LIVE, ConnectionState.WAITING


class Lookout:
    """Stands in for the machine's own: what it is told has happened, and the engine hears it on its loop."""

    def __init__(self) -> None:
        self._watching = threading.Event()
        self._tell: Callable[[Disruption], None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, on_disruption: Callable[[Disruption], None]) -> None:
        self._tell, self._loop = on_disruption, asyncio.get_running_loop()
        self._watching.set()
        await self._loop.create_future()

    def happened(self, disruption: Disruption) -> None:
        self._watching.wait()
        assert self._loop is not None
        assert self._tell is not None
        self._loop.call_soon_threadsafe(self._tell, disruption)


@pytest.fixture
def lookout(monkeypatch: pytest.MonkeyPatch) -> Lookout:
    lookout = Lookout()
    monkeypatch.setattr(supervisor, "tell_of_disruptions", lookout)
    return lookout


@pytest.mark.parametrize("slept", [True, False], ids=["slept", "network back"])
def test_all_streams_are_back_within_two_seconds_spread_over_the_first(
    tmp_path: Path, lookout: Lookout, slept: bool
) -> None:
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
        batches = [server.create_batch(autostart=False) for _ in range(STREAMS)]
        for batch in batches[:REFUSED]:
            server.inject(Refuse(batch_id=batch, status=503))

        async def main() -> None:
            async with desk_on(tmp_path, PATIENT) as desk:
                await desk.watch(server, *batches)
                await desk.until(
                    lambda: (
                        Counter(row.connection.state for row in desk.rows.values())
                        == {WAITING: REFUSED, LIVE: STREAMS - REFUSED}
                    )
                )
                server.requests.clear()
                lookout.happened(Disruption(slept=False, network_is_up=False))
                told_at = time()
                lookout.happened(Disruption(slept=slept, network_is_up=True))
                lookout.happened(Disruption(slept=False, network_is_up=True))  # a second address, a moment later
                await asyncio.to_thread(
                    server.wait_until, lambda: server.requests.count(path_suffix="/events") >= STREAMS
                )
                await desk.until(lambda: all(row.connection.state is LIVE for row in desk.rows.values()))
                await asyncio.to_thread(server.wait_until, lambda: server.open_streams == STREAMS)
            asked = server.requests.matching(path_suffix="/events")
            assert Counter(request.batch_id for request in asked) == Counter(batches), "each attempt counted, and once"
            seconds = [request.time.timestamp() - told_at for request in asked]
            assert max(seconds) < 2
            assert {int(4 * second) for second in seconds} >= {0, 1, 2, 3}, "in each quarter of the first second"

        asyncio.run(main())


def test_while_the_network_is_away_nobody_knocks(
    tmp_path: Path, lookout: Lookout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "SPREAD_SECONDS", 0.0)
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
        batch = server.create_batch(autostart=False)

        async def main() -> None:
            async with desk_on(tmp_path, PATIENT) as desk:
                (key,) = await desk.watch(server, batch)
                await desk.until(lambda: desk.is_live(key))
                server.requests.clear()
                lookout.happened(Disruption(slept=False, network_is_up=False))
                await desk.engine.servers()  # the engine has heard of it before this
                server.advance(batch, "RUNNING")
                await desk.until(lambda: desk.rows[key].state.version == 2)
                assert server.requests.count(path_suffix="/events") == 0
                lookout.happened(Disruption(slept=False, network_is_up=True))
                await asyncio.to_thread(
                    server.requests.wait_for, lambda request: request.path.endswith("/events"), PATIENCE
                )

        asyncio.run(main())
