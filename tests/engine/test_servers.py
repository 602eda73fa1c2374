"""Several servers at once: each with its own session, and nothing of a session in a file."""

import asyncio
import logging
from pathlib import Path

import pytest

from batchdesk.batch.identity import Reference
from batchdesk.engine.watched import SessionState
from batchdesk.stream import session
from batchdesk.testserver import EmbeddedServer, ServerOptions

from .conftest import desk_on


def test_the_same_id_on_two_servers_is_two_batches_and_one_ended_session_is_one(
    tmp_path: Path, server: EmbeddedServer
) -> None:
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as other:
        batch = server.create_batch(autostart=False)
        other.create_batch(batch_id=batch, autostart=False)

        async def main() -> None:
            async with desk_on(tmp_path) as desk:
                (here,) = await desk.watch(server, batch)
                (there,) = await desk.watch(other, batch)
                await desk.until(lambda: desk.is_live(here) and desk.is_live(there))
                server.end_sessions()
                server.drop_streams()
                await desk.until(lambda: desk.servers[server.url].session is SessionState.SIGNED_OUT)
                other.advance(batch, "RUNNING")
                await desk.until(lambda: desk.rows[there].state.version == 2)
                assert desk.is_live(there)
                assert desk.servers[other.url].session is SessionState.SIGNED_IN
                assert desk.rows[here].state.version == 1

        asyncio.run(main())


@pytest.mark.parametrize("chunked", [False, True])
def test_nothing_of_a_session_is_in_the_data_folder_or_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, chunked: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    with EmbeddedServer(ServerOptions(look_seconds=0.02, chunked_session=chunked)) as server:
        batch = server.create_batch(autostart=False)
        cookies = server.session_cookie()
        tokens = [cookie.partition("=")[2] for cookie in cookies.split("; ")]

        async def main() -> None:
            async with desk_on(tmp_path) as desk:
                await desk.engine.paste_cookie(server.url, cookies)
                (key,) = await desk.engine.add([Reference(batch, server.url)])
                await desk.until(lambda: desk.is_live(key))
                server.end_sessions()
                server.drop_streams()
                await desk.until(lambda: desk.servers[server.url].session is SessionState.SIGNED_OUT)

        asyncio.run(main())
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(batch.encode() in content for content in files), "the test would notice"
    for token in tokens:
        assert not any(token.encode() in content for content in files)
        assert token not in caplog.text


def test_a_session_is_lengthened_while_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SOONEST_REFRESH", 0.1)
    with EmbeddedServer(ServerOptions(session_seconds=6.0)) as server:

        async def main() -> None:
            async with desk_on(tmp_path) as desk:
                await desk.engine.sign_in(server.url, server.options.email, server.options.code)
                server.requests.clear()
                await asyncio.to_thread(server.requests.wait_for, lambda entry: entry.path == "/api/auth/session", 30)
                assert desk.servers[server.url].session is SessionState.SIGNED_IN

        asyncio.run(main())
