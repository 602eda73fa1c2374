"""A merchant that is followed: new batches come by themselves, politely, and never twice."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine import supervisor
from batchdesk.engine.disruption import Disruption
from batchdesk.engine.merchant import Merchant
from batchdesk.engine.options import FollowOptions
from batchdesk.engine.watched import FollowedMerchant
from batchdesk.testserver import DEFAULT_MERCHANT, FORBIDDEN_MERCHANT, EmbeddedServer, Refuse, ServerOptions
from tests.engine.conftest import QUICK, Desk, desk_on

BATCHES = "/api/creative/batches"
OFTEN = replace(QUICK, following=FollowOptions(interval=0.05, apart=0, longest=0.1))
SELDOM = replace(QUICK, following=FollowOptions(interval=600, spread=0))


def followed(desk: Desk) -> FollowedMerchant | None:
    return desk.followed[0] if desk.followed else None


def looked(desk: Desk) -> Callable[[], bool]:
    """Whether the list has been looked at once more from now on."""
    last = desk.followed[0].looked_at if desk.followed else None
    return lambda: bool(desk.followed) and desk.followed[0].looked_at not in (None, last)


def in_trouble(desk: Desk, kind: ProblemKind) -> Callable[[], bool]:
    def is_in_trouble() -> bool:
        one = followed(desk)
        return one is not None and one.problem is not None and one.problem.kind is kind

    return is_in_trouble


async def follow(desk: Desk, server: EmbeddedServer) -> None:
    await desk.watch(server)
    looked_at_it = looked(desk)  # before: the look may be over when `follow` returns
    await desk.engine.follow(server.url, DEFAULT_MERCHANT)
    await desk.until(looked_at_it)


def test_new_batches_come_by_themselves_and_what_was_there_does_not(tmp_path: Path, server: EmbeddedServer) -> None:
    server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await follow(desk, server)
            assert desk.rows == {}
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.until(lambda: new in desk.rows and desk.rows[new].state.version == 1)
            assert list(desk.rows) == [new]
            assert desk.rows[new].merchant == DEFAULT_MERCHANT
            server.advance(new.batch_id, "RUNNING")
            await desk.until(lambda: desk.rows[new].state.version == 2)

            await desk.engine.unfollow(server.url, DEFAULT_MERCHANT)
            await desk.until(lambda: desk.followed == ())
            server.create_batch(autostart=False)
            server.advance(new.batch_id, "SUCCEEDED", copy_count=5)
            await desk.until(lambda: desk.rows[new].state.version == 3)
            assert list(desk.rows) == [new]

    asyncio.run(main())


def test_what_the_operator_took_out_stays_out(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await follow(desk, server)
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.until(lambda: new in desk.rows)
            await desk.engine.remove([new])
            for _ in range(2):
                await desk.until(looked(desk))
            assert desk.rows == {}

    asyncio.run(main())


def test_what_came_while_the_program_was_closed_comes_at_its_next_start_and_its_end_is_told(
    tmp_path: Path, server: EmbeddedServer
) -> None:
    cookie = server.session_cookie()

    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await follow(desk, server)
        ended = BatchKey(server.url, server.create_batch(autostart=False))
        server.advance(ended.batch_id, "FAILED", error_code="TIMEOUT")
        async with desk_on(tmp_path, OFTEN) as desk:
            await desk.engine.paste_cookie(server.url, cookie)
            await desk.until(lambda: bool(desk.notices))
            assert [(notice.key, notice.outcome, notice.away) for notice in desk.notices] == [(ended, "FAILED", True)]

    asyncio.run(main())


def test_many_come_in_turns_and_the_table_is_not_flooded(tmp_path: Path, server: EmbeddedServer) -> None:
    options = replace(OFTEN, following=replace(OFTEN.following, at_a_time=2, in_all=5))

    async def main() -> None:
        async with desk_on(tmp_path, options) as desk:
            await follow(desk, server)
            new = [BatchKey(server.url, server.create_batch(autostart=False)) for _ in range(7)]
            await desk.until(in_trouble(desk, ProblemKind.TABLE_FULL))
            assert len(desk.rows) == 5
            assert desk.followed[0].problem == Problem(ProblemKind.TABLE_FULL, {"limit": 5})
            await desk.engine.remove(list(desk.rows)[:3])
            await desk.until(lambda: len(desk.rows) == 4)
            assert set(desk.rows) <= set(new)

    asyncio.run(main())


def test_a_list_of_several_pages_is_read_down_to_what_was_seen(tmp_path: Path, server: EmbeddedServer) -> None:
    options = replace(OFTEN, following=replace(OFTEN.following, at_a_time=200))
    cookie = server.session_cookie()

    async def main() -> None:
        async with desk_on(tmp_path, options) as desk:
            await follow(desk, server)
        new = {BatchKey(server.url, server.create_batch(autostart=False)) for _ in range(120)}
        async with desk_on(tmp_path, options) as desk:
            await desk.engine.paste_cookie(server.url, cookie)
            await desk.until(lambda: set(desk.rows) == new)

    asyncio.run(main())


def test_a_server_that_asks_to_be_left_alone_is_left_alone(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await follow(desk, server)
            server.inject(Refuse(status=429, retry_after=3000, everywhere=True))
            await desk.until(in_trouble(desk, ProblemKind.REFUSED))
            next_at = desk.followed[0].next_at
            assert next_at is not None
            assert next_at - datetime.now(UTC) > timedelta(seconds=2900)

    asyncio.run(main())


@pytest.mark.parametrize(
    ("merchant", "lists", "kind"),
    [
        (FORBIDDEN_MERCHANT.id, True, ProblemKind.NO_MERCHANT),
        ("cmnobody", True, ProblemKind.NO_MERCHANT),
        (DEFAULT_MERCHANT, False, ProblemKind.NO_LIST),
    ],
)
def test_what_cannot_be_followed_is_said(tmp_path: Path, merchant: str, lists: bool, kind: ProblemKind) -> None:
    async def main(server: EmbeddedServer) -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await desk.watch(server)
            await desk.engine.follow(server.url, merchant)
            await desk.until(in_trouble(desk, kind))

    with EmbeddedServer(ServerOptions(lists=lists)) as server:
        asyncio.run(main(server))


def test_a_mistake_of_ours_with_one_merchant_leaves_the_others_alone(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    look = Merchant.look

    async def fail_for_one(merchant: Merchant) -> None:
        if merchant.name == FORBIDDEN_MERCHANT.id:
            raise ValueError("a mistake")
        await look(merchant)

    monkeypatch.setattr(Merchant, "look", fail_for_one)

    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await desk.watch(server)
            await desk.engine.follow(server.url, FORBIDDEN_MERCHANT.id)
            await desk.engine.follow(server.url, DEFAULT_MERCHANT)
            await desk.until(lambda: any(one.looked_at for one in desk.followed))
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.until(lambda: new in desk.rows)

    asyncio.run(main())
    assert "could not be looked at" in caplog.text


def test_nobody_is_asked_while_signed_out_and_it_goes_on_afterwards(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await follow(desk, server)
            await desk.engine.sign_out(server.url)
            await desk.until(in_trouble(desk, ProblemKind.SIGNED_OUT))
            assert desk.followed[0].next_at is None
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.engine.paste_cookie(server.url, server.session_cookie())
            await desk.until(lambda: new in desk.rows and desk.followed[0].problem is None)
            assert desk.followed[0].next_at is not None

    asyncio.run(main())


def test_nobody_is_asked_without_a_network_and_a_new_one_is_used_at_once(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Callable[[Disruption], None]] = []

    async def never_by_itself(on_disruption: Callable[[Disruption], None]) -> None:
        loop = asyncio.get_running_loop()
        told.append(lambda disruption: loop.call_soon_threadsafe(on_disruption, disruption))
        await asyncio.Event().wait()

    monkeypatch.setattr(supervisor, "tell_of_disruptions", never_by_itself)

    async def main() -> None:
        async with desk_on(tmp_path, SELDOM) as desk:
            await follow(desk, server)
            told[0](Disruption(slept=False, network_is_up=False))
            await desk.until(in_trouble(desk, ProblemKind.UNREACHABLE))
            assert desk.followed[0].next_at is None
            new = BatchKey(server.url, server.create_batch(autostart=False))
            told[0](Disruption(slept=True, network_is_up=True))
            await desk.until(lambda: new in desk.rows and desk.followed[0].problem is None)

    asyncio.run(main())


def test_another_way_to_reach_a_server_is_tried_at_once(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path, SELDOM) as desk:
            await follow(desk, server)
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.engine.reach_by({})
            await desk.until(lambda: new in desk.rows)

    asyncio.run(main())


def test_who_does_not_want_to_wait_need_not(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path, SELDOM) as desk:
            await follow(desk, server)
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.engine.reconnect_now()
            await desk.until(lambda: new in desk.rows)

    asyncio.run(main())


@pytest.mark.parametrize("error", [None, BatchdeskError(Problem(ProblemKind.UNREACHABLE))])
def test_a_wish_that_comes_while_a_list_is_read_is_not_put_off_by_what_was_read(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, error: BatchdeskError | None
) -> None:
    look = Merchant.look
    was_read, was_asked = threading.Event(), threading.Event()

    async def look_slowly(merchant: Merchant) -> None:
        await look(merchant)
        if not was_read.is_set():
            was_read.set()
            await asyncio.to_thread(was_asked.wait)
            if error is not None:
                raise error

    monkeypatch.setattr(Merchant, "look", look_slowly)

    async def main() -> None:
        async with desk_on(tmp_path, SELDOM) as desk:
            await desk.watch(server)
            await desk.engine.follow(server.url, DEFAULT_MERCHANT)
            await asyncio.to_thread(was_read.wait)
            new = BatchKey(server.url, server.create_batch(autostart=False))
            await desk.engine.reconnect_now()
            was_asked.set()
            await desk.until(lambda: new in desk.rows)

    asyncio.run(main())


def test_a_second_batchdesk_beside_the_first_follows_nobody(tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with desk_on(tmp_path, OFTEN) as desk:
            await follow(desk, server)
        asked = server.requests.count(path_suffix=BATCHES)
        async with desk_on(tmp_path, replace(OFTEN, record=False, take_up=False)) as desk:
            await desk.engine.sign_in(server.url, server.options.email, server.options.code)
            (key,) = await desk.engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await desk.until(lambda: desk.rows[key].state.version == 1)
            assert desk.followed == ()
        assert server.requests.count(path_suffix=BATCHES) == asked

    asyncio.run(main())


def test_a_stranger_is_not_followed(tmp_path: Path) -> None:
    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            with pytest.raises(BatchdeskError) as caught:
                await desk.engine.follow("https://nobody.example", "cm1")
            assert caught.value.problem.kind is ProblemKind.UNKNOWN_SERVER

    asyncio.run(main())
