"""How requests leave: by which route, to addresses that do not answer, and how much comes back."""

import asyncio

import httpx
import pytest

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.clients import LOOKS, ClientPool, new_request
from batchdesk.stream.exchange import exchange
from batchdesk.stream.route import Route
from batchdesk.stream.troubles import Reason

from .encrypted import ANSWER, CERTIFICATES, encrypted_server
from .support import (
    RawConnection,
    RawServer,
    in_loop,
    problem_of_asking,
)

pytestmark = pytest.mark.usefixtures("no_proxy_of_this_machine")


def test_a_stream_may_be_silent_for_as_long_as_its_own_watchdog_allows() -> None:
    request = new_request("GET", httpx.URL("http://desk.example"), [])
    assert request.extensions["timeout"]["read"] is None


def test_a_route_that_is_changed_counts_for_the_next_request() -> None:
    async def main() -> None:
        async with encrypted_server(ANSWER) as address:
            pool = ClientPool()
            pool.use({address: Route(str(CERTIFICATES / "server.pem"))})
            assert (await exchange(pool, "GET", address)).body == b"ok"
            pool.use({})
            assert (await problem_of_asking(pool, address)).kind is ProblemKind.CERTIFICATE

    in_loop(main())


def test_a_name_that_does_not_exist() -> None:
    async def main() -> None:
        problem = await problem_of_asking(ClientPool(), "http://no-such-host.invalid/")
        assert problem == Problem(ProblemKind.UNREACHABLE, {"reason": Reason.NAME_NOT_FOUND.value})

    in_loop(main())


@pytest.mark.parametrize("address", ["http://", "ftp://desk.example/"])
def test_an_address_that_is_none(address: str) -> None:
    async def main() -> None:
        problem = await problem_of_asking(ClientPool(), address)
        assert problem == Problem(ProblemKind.UNREACHABLE, {"reason": Reason.ADDRESS.value})

    in_loop(main())


def test_an_answer_too_large_for_what_we_ask() -> None:
    async def flood(connection: RawConnection) -> None:
        await connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await connection.send(b"x" * 65536)

    async def main() -> None:
        async with RawServer(flood).running() as server:
            assert (await problem_of_asking(ClientPool(), server.url)).kind is ProblemKind.TOO_LARGE

    asyncio.run(main())


def test_a_stream_waits_while_opening_it_would_hold_somebody_up() -> None:
    answers = [True, True, False]

    async def scenario() -> None:
        pool = ClientPool(holds_up=lambda: answers.pop(0))
        await pool.turn()
        await pool.aclose()

    asyncio.run(scenario())
    assert answers == []


def test_who_is_held_up_for_long_does_not_keep_a_stream_from_being_opened() -> None:
    asked: list[bool] = []

    def holds_up() -> bool:
        asked.append(True)
        return True

    async def scenario() -> None:
        pool = ClientPool(holds_up=holds_up)
        await pool.turn()
        await pool.aclose()

    asyncio.run(scenario())
    assert len(asked) == LOOKS
