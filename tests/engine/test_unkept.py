"""What cannot be written is shown and told all the same, and said to be kept nowhere."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from batchdesk.batch.problem import ProblemKind
from batchdesk.store import schema
from batchdesk.store.store import DATABASE_NAME
from batchdesk.testserver import EmbeddedServer
from tests.engine.conftest import desk_on


def test_an_end_seen_beside_a_newer_database_is_told_once_and_marked(tmp_path: Path, server: EmbeddedServer) -> None:
    ending, quiet = server.create_batch(autostart=False), server.create_batch(autostart=False)
    database = tmp_path / DATABASE_NAME

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key, other) = await desk.watch(server, ending, quiet)
            await desk.until(lambda: desk.rows[key].state.version == 1 and desk.rows[other].state.version == 1)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        before = database.read_bytes()
        server.advance(ending, "RUNNING")
        async with desk_on(tmp_path) as desk:
            await desk.engine.paste_cookie(server.url, server.session_cookie())
            await desk.until(lambda: key in desk.rows and desk.rows[key].state.version == 2)
            assert ProblemKind.DATABASE_NEWER in [problem.kind for problem in desk.problems]
            assert not desk.rows[key].kept
            server.advance(ending, "PARTIAL_SUCCESS", copy_count=3)
            await desk.until(lambda: bool(desk.notices) and desk.rows[key].state.completed)
            (notice,) = desk.notices
            assert (notice.key, notice.outcome, notice.copy_count) == (key, "PARTIAL_SUCCESS", 3)
            assert notice.id < 0, "it is no row of the database"
            assert desk.rows[other].kept, "nothing came in"
        assert database.read_bytes() == before

    asyncio.run(main())


def test_an_end_of_a_batch_that_somebody_took_out_of_the_database_is_told(
    tmp_path: Path, server: EmbeddedServer, caplog: pytest.LogCaptureFixture
) -> None:
    ending = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, ending)
            await desk.until(lambda: desk.rows[key].state.version == 1)
            with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection, connection:
                connection.execute("DELETE FROM batches")
            server.advance(ending, "PARTIAL_SUCCESS", copy_count=3)
            await desk.until(lambda: bool(desk.notices))
            assert (desk.notices[0].key, desk.notices[0].outcome) == (key, "PARTIAL_SUCCESS")
            assert desk.notices[0].id < 0
            assert not desk.rows[key].kept

    asyncio.run(main())
    assert "its end could not be written: LookupError" in caplog.text
