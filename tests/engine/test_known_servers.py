"""Servers come and go: examined, forgotten, and what other programs of this folder do with their sessions."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from msgspec.structs import replace

from batchdesk.batch.examination import Step
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import ProblemKind
from batchdesk.engine.errands import Errand, leave
from batchdesk.engine.watched import SessionState
from batchdesk.store.records import HistoryQuery
from batchdesk.stream.session import ServerSession
from batchdesk.terminal.accounts import paste_cookie, sign_out
from batchdesk.terminal.steps import PlainLines
from batchdesk.terminal.watch import WatchOptions, watch
from batchdesk.testserver import EmbeddedServer
from tests.engine.conftest import QUICK, desk_on
from tests.waiting import until

WITH_KEYRING = replace(QUICK, keyring=True)
SIGNED_OUT = SessionState.SIGNED_OUT


class OpenKeyring(keyring.backend.KeyringBackend):
    """Keeps what it is given, for this test."""

    priority = 1  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def entries() -> Iterator[dict[tuple[str, str], str]]:
    before, backend = keyring.get_keyring(), OpenKeyring()
    keyring.set_keyring(backend)
    yield backend.entries
    keyring.set_keyring(before)


def test_a_server_that_is_forgotten_takes_its_batches_out_of_the_table_and_keeps_their_history(
    tmp_path: Path, server: EmbeddedServer, entries: dict[tuple[str, str], str]
) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path, WITH_KEYRING) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key) and desk.rows[key].state.version == 1)
            await desk.engine.forget_server(server.url)
            await desk.until(lambda: not desk.rows and not desk.servers)
            assert entries == {}
            assert await desk.engine.servers() == []
            (entry,) = await desk.engine.read(lambda reader: reader.history(HistoryQuery()))
            assert entry.batch.key == key
        async with desk_on(tmp_path, WITH_KEYRING) as desk:
            await desk.until(lambda: desk.loaded)
            assert (desk.rows, desk.servers) == ({}, {})
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))

    asyncio.run(main())
    server.wait_until(lambda: server.open_streams == 0)


def test_who_signs_in_to_a_server_that_becomes_known_meanwhile_is_signed_in_there(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = ServerSession.sign_in

    async def main() -> None:
        async with desk_on(tmp_path) as desk:

            async def sign_in_late(session: ServerSession, email: str, code: str) -> None:
                await until(lambda: server.url in desk.servers and desk.servers[server.url].session is SIGNED_OUT)
                await sign_in(session, email, code)

            monkeypatch.setattr(ServerSession, "sign_in", sign_in_late)
            signing_in = desk.engine.sign_in(server.url, server.options.email, server.options.code)
            await asyncio.gather(signing_in, desk.engine.add_server(server.url), desk.engine.add_server(server.url))
            (known,) = await desk.engine.servers()
            assert known.session is SessionState.SIGNED_IN
            assert await desk.engine.examine(server.url, Step.SIGN_IN) is None

    asyncio.run(main())


def test_steps_to_a_server_are_examined_whether_it_is_known_or_not(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            assert await desk.engine.examine(server.url, Step.SERVER) is None
            problem = await desk.engine.examine(server.url, Step.SIGN_IN)
            assert desk.servers == {}, "who is not known has no standing"
            assert problem is not None
            assert problem.kind is ProblemKind.SIGNED_OUT
            assert await desk.engine.servers() == []
            await desk.watch(server)
            assert await desk.engine.examine(server.url, Step.SIGN_IN) is None
            problem = await desk.engine.examine("http://127.0.0.1:1", Step.ADDRESS)
            assert problem is not None
            assert problem.kind is ProblemKind.UNREACHABLE

    asyncio.run(main())


def test_a_sign_in_in_the_terminal_is_heard_of_and_so_is_a_sign_out(
    tmp_path: Path, server: EmbeddedServer, entries: dict[tuple[str, str], str]
) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path, WITH_KEYRING) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
            assert await sign_out(tmp_path, {}, server.url, lambda said: None) == 0
            await desk.until(lambda: desk.servers[server.url].session is SessionState.SIGNED_OUT)
            assert await paste_cookie(tmp_path, {}, server.url, server.session_cookie(), lambda said: None) == 0
            await desk.until(lambda: desk.servers[server.url].session is SessionState.SIGNED_IN)
            await desk.until(lambda: desk.is_live(key))

    asyncio.run(main())


def test_what_a_terminal_watches_comes_into_the_table_that_is_open(
    tmp_path: Path, server: EmbeddedServer, entries: dict[tuple[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    batch = server.create_batch()

    async def main() -> None:
        async with desk_on(tmp_path, WITH_KEYRING) as desk:
            await desk.watch(server)
            options = WatchOptions(tmp_path, [Reference(batch)], server.url, label="Spring sale", tags=("spring",))
            assert await watch(options, lambda: PlainLines(sys.stdout, sys.stderr), lambda said: None) == 0
            key = BatchKey(server.url, batch)
            await desk.until(lambda: key in desk.rows)
            assert (desk.rows[key].label, desk.rows[key].tags) == ("Spring sale", ("spring",))

    asyncio.run(main())


def test_an_errand_that_makes_no_sense_is_dropped(tmp_path: Path, server: EmbeddedServer) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.errand").write_text('{"server": 5}', encoding="utf-8")

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            leave(tmp_path, Errand(server.url, session=True))
            await desk.until(lambda: server.url in desk.servers)
            assert list(folder.iterdir()) == []

    asyncio.run(main())
