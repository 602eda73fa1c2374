"""The engine from end to end: real sockets, a real server, a real database, and a front end that only looks."""

import asyncio
from pathlib import Path
from time import monotonic

import keyring
import keyring.errors
import pytest
from msgspec.structs import replace

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.events import CompleteEvent, StatusEvent
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import SessionState
from batchdesk.store.reader import Reader
from batchdesk.store.records import ServerRecord
from batchdesk.testserver import EmbeddedServer, Plan, ServerOptions
from batchdesk.testserver.faults import Drop, Duplicate, Refuse, Reorder
from tests.engine.conftest import QUICK, Desk, desk_on
from tests.waiting import until

SLOW_ANSWER_SECONDS = 0.5


def statuses(desk: Desk, key: BatchKey) -> list[tuple[str, int]]:
    """What was taken of a batch, in order."""
    return [
        (one.what.status, one.what.version)
        for one in desk.journal
        if one.key == key and isinstance(one.what, StatusEvent)
    ]


def test_a_batch_is_watched_to_its_end_and_told_once(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key) and desk.rows[key].state.version == 1)
            server.advance(batch, "RUNNING")
            await desk.until(lambda: desk.rows[key].state.version == 2)
            server.advance(batch, "PARTIAL_SUCCESS", copy_count=3)
            await desk.until(lambda: bool(desk.notices) and desk.rows[key].connection.state is ConnectionState.IDLE)
            assert statuses(desk, key) == [("QUEUED", 1), ("RUNNING", 2), ("PARTIAL_SUCCESS", 3)]
            (notice,) = desk.notices
            assert (notice.outcome, notice.copy_count, notice.away) == ("PARTIAL_SUCCESS", 3, False)
            assert isinstance(
                [one.what for one in desk.journal if isinstance(one.what, CompleteEvent)][-1], CompleteEvent
            )
            assert [version.version for version in await desk.engine.read(lambda reader: reader.timeline(key))] == [
                1,
                2,
                3,
            ]
            await desk.engine.inbox.mark_told([notice.id], "notification")

        async with desk_on(tmp_path) as desk:
            await desk.engine.ready()
            await desk.until(lambda: desk.loaded)
            assert desk.rows[key].state.status == "PARTIAL_SUCCESS"
            assert desk.notices == []

    asyncio.run(main())


def test_a_mark_is_kept_though_nobody_waits_for_it_any_more(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key) and desk.rows[key].state.version == 1)
            server.advance(batch, "FAILED")
            await desk.until(lambda: bool(desk.notices))
            marking = asyncio.create_task(desk.engine.inbox.mark_told([desk.notices[0].id], "notification"))
            await asyncio.sleep(0)  # it has begun, and no more
            marking.cancel()
            await asyncio.wait([marking])

        async with desk_on(tmp_path) as desk:
            await desk.engine.ready()
            await desk.until(lambda: desk.loaded)
            assert desk.notices == []

    asyncio.run(main())


def test_what_ended_while_closed_is_told_as_away_and_the_gap_is_kept(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    cookie = server.session_cookie()

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.rows[key].state.version == 1)
        server.advance(batch, "RUNNING")
        server.advance(batch, "SUCCEEDED", copy_count=5)
        ended = monotonic()
        # By the clocks an end is later than it was by as long as its answer takes: it has to be older than that.
        await until(lambda: monotonic() - ended > SLOW_ANSWER_SECONDS)
        async with desk_on(tmp_path) as desk:
            await desk.engine.paste_cookie(server.url, cookie)
            await desk.until(lambda: bool(desk.notices))
            assert desk.notices[0].away
            timeline = await desk.engine.read(lambda reader: reader.timeline(key))
            assert [(line.version, line.skipped) for line in timeline] == [(1, 0), (3, 1)]

    asyncio.run(main())


def test_an_end_that_was_not_marked_is_told_at_the_next_start(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
            server.advance(batch, "FAILED", error_code="TIMEOUT")
            await desk.until(lambda: bool(desk.notices))
        async with desk_on(tmp_path) as desk:
            await desk.until(lambda: bool(desk.notices))
            assert [(notice.key, notice.outcome, notice.away) for notice in desk.notices] == [(key, "FAILED", True)]

    asyncio.run(main())


def test_what_had_ended_before_it_was_added_is_not_told(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    server.advance(batch, "RUNNING")
    server.advance(batch, "SUCCEEDED", copy_count=5)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: key in desk.rows and desk.rows[key].state.completed)
            await desk.engine.read(lambda reader: reader.timeline(key))
        assert desk.notices == []

    asyncio.run(main())


@pytest.mark.parametrize("fault", [Duplicate(), Reorder()], ids=["duplicate", "reorder"])
def test_a_version_that_is_not_newer_is_dropped(tmp_path: Path, server: EmbeddedServer, fault: Duplicate) -> None:
    batch = server.create_batch(autostart=False)
    server.inject(fault)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key) and desk.rows[key].state.version == 1)
            for version, status in enumerate(("RUNNING", "FAILED"), start=2):
                server.advance(batch, status)
                await desk.until(lambda version=version: desk.rows[key].state.version == version)
            await desk.until(lambda: desk.rows[key].state.completed)
            assert statuses(desk, key) == [("QUEUED", 1), ("RUNNING", 2), ("FAILED", 3)]
            assert len(desk.notices) <= 1

    asyncio.run(main())


def test_a_broken_connection_is_made_anew_and_versions_go_on(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            for version in range(2, 6):
                await desk.until(lambda: desk.is_live(key))
                server.advance(batch, "RUNNING")
                await desk.until(lambda version=version: desk.rows[key].state.version == version)
                server.drop_streams(reset=version % 2 == 0)
                await desk.until(lambda: not desk.is_live(key))
            await desk.until(lambda: desk.is_live(key))
            assert [version for _, version in statuses(desk, key)] == [1, 2, 3, 4, 5]
            await asyncio.to_thread(server.wait_until, lambda: server.open_streams_of(batch) == 1, 5)

    asyncio.run(main())


def test_a_session_that_ends_pauses_the_servers_streams_and_asks_once(tmp_path: Path, server: EmbeddedServer) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(3)]

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            keys = await desk.watch(server, *batches)
            await desk.until(lambda: all(desk.is_live(key) for key in keys))
            server.end_sessions()
            server.requests.clear()
            server.drop_streams()
            await desk.until(
                lambda: (
                    all(desk.rows[key].connection.state is ConnectionState.SIGNED_OUT for key in keys)
                    and desk.servers[server.url].session is SessionState.SIGNED_OUT
                )
            )
            assert server.requests.count(path_suffix="/api/auth/session") == 1
            for batch in batches:
                server.advance(batch, "RUNNING")
            await desk.engine.sign_in(server.url, server.options.email, server.options.code)
            await desk.until(lambda: all(desk.rows[key].state.version == 2 for key in keys))

    asyncio.run(main())


def test_a_batch_that_is_deleted_is_gone_until_asked_again(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
            server.delete_batch(batch)
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.GONE)
            problem = desk.rows[key].connection.problem
            assert problem == Problem(ProblemKind.DELETED, {"message": "批次已被删除"})
        async with desk_on(tmp_path) as desk:
            await desk.engine.paste_cookie(server.url, server.session_cookie())
            assert desk.rows[key].connection.state is ConnectionState.GONE
            server.requests.clear()
            await desk.engine.retry([key])
            await asyncio.to_thread(server.requests.wait_for, lambda request: request.batch_id == batch, 5)
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.GONE)

    asyncio.run(main())


def test_pause_resume_remove_and_undo(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
            await desk.engine.set_label(key, "春季上新")
            await desk.engine.pause([key])
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.PAUSED)
            await asyncio.to_thread(server.wait_until, lambda: server.open_streams == 0, 5)
        async with desk_on(tmp_path) as desk:
            await desk.engine.paste_cookie(server.url, server.session_cookie())
            assert desk.rows[key].connection.state is ConnectionState.PAUSED
            await desk.engine.resume([key])
            await desk.until(lambda: desk.is_live(key))
            await desk.engine.remove([key])
            await desk.until(lambda: key not in desk.rows)
            await desk.engine.restore([key])
            await desk.until(lambda: desk.is_live(key))
            assert desk.rows[key].label == "春季上新"

    asyncio.run(main())


def test_pause_and_resume_leave_alone_what_has_ended(tmp_path: Path, server: EmbeddedServer) -> None:
    ended, running = (
        server.create_batch(plan=Plan(queued_seconds=0, running_seconds=0)),
        server.create_batch(autostart=False),
    )

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            keys = await desk.watch(server, ended, running)
            await desk.until(lambda: desk.rows[keys[0]].state.ended and desk.is_live(keys[1]))
            await desk.until(lambda: desk.rows[keys[0]].connection.state is ConnectionState.IDLE)
            asked = server.requests.count(batch_id=ended)
            await desk.engine.pause(keys)
            await desk.until(lambda: desk.rows[keys[1]].connection.state is ConnectionState.PAUSED)
            assert desk.rows[keys[0]].connection.state is ConnectionState.IDLE
            await desk.engine.resume(keys)
            await desk.until(lambda: desk.is_live(keys[1]))
            assert server.requests.count(batch_id=ended) == asked

    asyncio.run(main())


def test_trying_again_leaves_alone_what_is_paused(tmp_path: Path, server: EmbeddedServer) -> None:
    paused, running = (server.create_batch(autostart=False) for _ in range(2))

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            keys = await desk.watch(server, paused, running)
            await desk.until(lambda: all(desk.is_live(key) for key in keys))
            await desk.engine.pause(keys[:1])
            await desk.until(lambda: desk.rows[keys[0]].connection.state is ConnectionState.PAUSED)
            server.requests.clear()
            await desk.engine.retry(keys)
            await asyncio.to_thread(server.requests.wait_for, lambda entry: entry.batch_id == running)
            assert server.requests.count(batch_id=paused) == 0
            assert desk.rows[keys[0]].connection.state is ConnectionState.PAUSED

    asyncio.run(main())


def test_an_id_alone_needs_one_server_and_a_link_needs_a_known_one(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            with pytest.raises(BatchdeskError) as caught:
                await desk.engine.add([Reference(batch)])
            assert caught.value.problem.kind is ProblemKind.NO_SERVER
            with pytest.raises(BatchdeskError) as caught:
                await desk.engine.add([Reference(batch, server.url)])
            assert caught.value.problem.kind is ProblemKind.UNKNOWN_SERVER
            await desk.engine.paste_cookie(server.url, server.session_cookie())
            assert await desk.engine.add([Reference(batch)]) == [BatchKey(server.url, batch)]

    asyncio.run(main())


def test_a_server_that_is_none_is_not_made_known(tmp_path: Path, server: EmbeddedServer) -> None:
    server.inject(Refuse(status=404, everywhere=True, times=None))

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            with pytest.raises(BatchdeskError) as caught:
                await desk.engine.add_server(server.url)
            assert caught.value.problem.kind is ProblemKind.NOT_THAT_SERVER
            assert await desk.engine.servers() == []

    asyncio.run(main())


def test_a_failed_sign_in_and_a_sign_out_make_no_server_known(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            with pytest.raises(BatchdeskError) as caught:
                await desk.engine.sign_in(server.url, server.options.email, "000000")
            assert caught.value.problem.kind is ProblemKind.WRONG_CODE
            server.requests.clear()
            await desk.engine.sign_out(server.url)
            assert not server.requests.entries
            assert await desk.engine.servers() == []
            assert (await desk.engine.sign_in(server.url, server.options.email, server.options.code)).email
            assert [known.url for known in await desk.engine.servers()] == [server.url]

    asyncio.run(main())


def test_a_row_says_when_it_was_heard_also_without_news(tmp_path: Path) -> None:
    async def main(server: EmbeddedServer) -> None:
        batch, cookie = server.create_batch(autostart=False), server.session_cookie()
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
        async with desk_on(tmp_path) as desk:
            await desk.engine.paste_cookie(server.url, cookie)
            await desk.until(lambda: desk.rows[key].heard_at is not None)

    with EmbeddedServer(ServerOptions(look_seconds=0.02, heartbeat_seconds=0.05)) as quiet:
        asyncio.run(main(quiet))


def test_a_second_engine_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            await desk.engine.ready()
            second = Engine(tmp_path, lambda: None)
            second.start()
            with pytest.raises(BatchdeskError) as caught:
                await second.ready()
            await asyncio.to_thread(second.stop)
            assert caught.value.problem.kind is ProblemKind.DATABASE_BUSY

    asyncio.run(main())


def test_it_starts_without_a_network_with_everything_it_knew(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_password", _no_keyring)
    monkeypatch.setenv("BATCHDESK_SESSION_TOKEN", server.session_cookie())
    options = replace(QUICK, keyring=True)
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path, options) as desk:
            await desk.engine.add_server(server.url)
            (key,) = await desk.engine.add([Reference(batch)])
            await desk.until(lambda: desk.rows[key].state.status == "QUEUED")
        await asyncio.to_thread(server.stop)
        async with desk_on(tmp_path, options) as desk:
            await desk.until(lambda: desk.loaded)
            assert desk.rows[key].state.status == "QUEUED"
            assert desk.rows[key].heard_at is None
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.WAITING)
            problem = desk.rows[key].connection.problem
            assert problem is not None
            assert problem.kind is ProblemKind.UNREACHABLE
            await desk.until(lambda: desk.servers[server.url].problem is not None)
            await asyncio.to_thread(server.start)
            await desk.until(lambda: desk.is_live(key))
            assert [problem.kind for problem in desk.problems] == [ProblemKind.NO_KEYRING]

    asyncio.run(main())


def test_only_the_cache_is_read_until_it_goes_online(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
        window = Desk(tmp_path)
        window.engine.start(online=False)
        ready = asyncio.create_task(window.engine.ready())
        await window.until(lambda: window.loaded)
        assert key in window.rows
        assert not ready.done()
        window.engine.go_online()
        await ready
        await asyncio.to_thread(window.engine.stop)

    asyncio.run(main())


def test_one_that_never_went_online_ends_and_answers_who_waits(tmp_path: Path) -> None:
    async def main() -> None:
        desk = Desk(tmp_path)
        desk.engine.start(online=False)
        ready = asyncio.create_task(desk.engine.ready())
        await desk.until(lambda: desk.loaded)
        await asyncio.to_thread(desk.engine.stop)
        await ready

    asyncio.run(main())


def _no_keyring(service: str, account: str) -> str | None:
    raise keyring.errors.NoKeyringError


def test_a_drop_does_not_repeat_what_was_told(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    server.inject(Drop(batch_id=batch, after_events=2, times=2))

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.is_live(key))
            server.advance(batch, "SUCCEEDED", copy_count=5)
            await desk.until(lambda: desk.rows[key].state.completed)
        assert [notice.outcome for notice in desk.notices] == ["SUCCEEDED"]

    asyncio.run(main())


def test_only_what_is_added_is_followed_when_asked_for(tmp_path: Path, server: EmbeddedServer) -> None:
    old, new = (server.create_batch(autostart=False) for _ in range(2))

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, old)
            await desk.until(lambda: desk.is_live(key))
        await asyncio.to_thread(server.wait_until, lambda: server.open_streams == 0, 5)
        async with desk_on(tmp_path, replace(QUICK, take_up=False)) as desk:
            (key,) = await desk.watch(server, new)
            await desk.until(lambda: desk.is_live(key))
            assert set(desk.rows) == {key}
            assert server.open_streams_of(old) == 0

    asyncio.run(main())


def test_whatever_prevents_the_start_reaches_who_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Reader) -> list[ServerRecord]:
        raise ArithmeticError("no such thing")

    monkeypatch.setattr(Reader, "servers", broken)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            with pytest.raises(ArithmeticError):
                await desk.engine.ready()

    asyncio.run(main())
