"""A server restarts under five hundred streams: they come back one after the other, not as a storm."""

import asyncio
from collections import Counter
from pathlib import Path

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.problem import ProblemKind
from batchdesk.engine.options import EngineOptions
from batchdesk.testserver import EmbeddedServer, ServerOptions
from tests.moments import most_in_a_second

from ..engine.conftest import Desk, desk_on

STREAMS = 500
AS_SHIPPED = EngineOptions(keyring=False)


def all_live(desk: Desk) -> bool:
    return len(desk.rows) == STREAMS and all(row.connection.state is ConnectionState.LIVE for row in desk.rows.values())


def found_it_down(desk: Desk) -> bool:
    problems = [row.connection.problem for row in desk.rows.values()]
    return any(problem is not None and problem.kind is ProblemKind.UNREACHABLE for problem in problems)


def test_no_second_holds_more_than_a_tenth_of_the_reconnects(tmp_path: Path) -> None:
    with EmbeddedServer(ServerOptions(heartbeat_seconds=5.0)) as server:
        batches = [server.create_batch(autostart=False) for _ in range(STREAMS)]

        async def main() -> None:
            async with desk_on(tmp_path, AS_SHIPPED) as desk:
                await desk.watch(server, *batches)
                await desk.until(lambda: all_live(desk))
                await asyncio.to_thread(server.stop)
                await desk.until(lambda: found_it_down(desk))
                server.requests.clear()
                await asyncio.to_thread(server.start)
                await desk.until(lambda: all_live(desk))

        asyncio.run(main())
        back = server.requests.matching(path_suffix="/events", status=200)
        assert Counter(request.batch_id for request in back) == Counter(batches), "each came back, and once"
        assert most_in_a_second([request.time.timestamp() for request in back]) <= STREAMS / 10
