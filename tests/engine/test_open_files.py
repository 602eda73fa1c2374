"""The limit of open files is raised when an engine starts; where it is reached, that is said and overcome."""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.problem import ProblemKind
from batchdesk.testserver import EmbeddedServer

from .conftest import desk_on

if sys.platform == "win32":
    pytest.skip("Windows has no such limit", allow_module_level=True)

import resource


@pytest.fixture(autouse=True)
def limits() -> Iterator[tuple[int, int]]:
    """The limits as they were; they are so again afterwards."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield before
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def set_soft_limit(soft: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def test_a_starting_engine_raises_the_soft_limit_to_the_hard_one(tmp_path: Path, limits: tuple[int, int]) -> None:
    set_soft_limit(256)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            await desk.engine.ready()

    asyncio.run(main())
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (limits[1], limits[1])


def test_a_limit_that_is_reached_is_said_and_overcome(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.LIVE)
            server.drop_streams()
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.WAITING)
            free = os.open(os.devnull, os.O_RDONLY)  # the lowest number that is free: a limit there lets nothing open
            os.close(free)
            set_soft_limit(free)
            await desk.until(
                lambda: (
                    (problem := desk.rows[key].connection.problem) is not None
                    and problem.kind is ProblemKind.OPEN_FILES
                )
            )
            set_soft_limit(resource.getrlimit(resource.RLIMIT_NOFILE)[1])
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.LIVE)

    asyncio.run(main())
