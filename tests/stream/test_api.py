"""The application's other routes, and the questions of `doctor`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from batchdesk.batch.copies import copies_in
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.api import ServerApi
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.probe import Probe
from batchdesk.stream.session import ServerSession
from batchdesk.stream.vault import MemoryVault
from batchdesk.testserver import (
    DEFAULT_MERCHANT,
    FORBIDDEN_MERCHANT,
    EmbeddedServer,
    HangUp,
    HtmlAnswer,
    Redirect,
    Refuse,
    Silence,
)

from .support import RawServer, answering, in_loop

ASSETS = [("cover", "asset-1"), ("detail", "asset-2")]


@asynccontextmanager
async def signed_in(server: str, cookie: str | None) -> AsyncIterator[tuple[ServerApi, Probe]]:
    pool, vault = ClientPool(), MemoryVault()
    if cookie is not None:
        vault.set(server, cookie)
    session = ServerSession(server, vault, pool, lambda _: None)
    yield ServerApi(session, pool), Probe(session, pool)
    await pool.aclose()


async def problem_of(attempt) -> Problem:
    with pytest.raises(BatchdeskError) as caught:
        await attempt
    return caught.value.problem


def test_create_read_list_delete(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(server.url, server.session_cookie()) as (api, _):
            created = await api.create(DEFAULT_MERCHANT, ASSETS)
            assert created is not None
            assert (created.status, created.status_version) == ("QUEUED", 1)
            key = BatchKey(server.url, created.batch_id)
            detail = await api.batch(key)
            assert detail is not None
            assert detail.summary.merchant_id == DEFAULT_MERCHANT
            assert copies_in(detail.raw) == ()
            server.advance(created.batch_id, "SUCCEEDED", copy_count=5)
            detail = await api.batch(key)
            assert detail is not None
            copies = copies_in(detail.raw)
            assert [copy.sequence for copy in copies] == [1, 2, 3, 4, 5]
            assert all(copy.text and copy.text not in repr((copy, detail)) for copy in copies)
            page = await api.batches(DEFAULT_MERCHANT, statuses=["SUCCEEDED", "FAILED"])
            assert page is not None
            assert [batch.id for batch in page.data] == [created.batch_id]
            assert page.meta.total == 1
            none = await api.batches(DEFAULT_MERCHANT, page=2, statuses=["RUNNING"])
            assert none is not None
            assert none.data == ()
            await api.delete(key)
            assert await problem_of(api.batch(key)) == Problem(ProblemKind.NOT_FOUND)
            assert await problem_of(api.delete(key)) == Problem(ProblemKind.NOT_FOUND)

    in_loop(main())


def test_another_merchant(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(server.url, server.session_cookie()) as (api, _):
            assert await problem_of(api.batches(FORBIDDEN_MERCHANT.id)) == Problem(ProblemKind.NO_MERCHANT)
            assert await problem_of(api.create(FORBIDDEN_MERCHANT.id, ASSETS)) == Problem(ProblemKind.NOT_FOUND)

    in_loop(main())


def test_one_401_is_overcome_and_an_ended_session_is_said(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(server.url, server.session_cookie()) as (api, _):
            server.inject(Refuse(status=401, everywhere=True))
            assert await api.batches(DEFAULT_MERCHANT) is not None
            server.end_sessions()
            assert await problem_of(api.batches(DEFAULT_MERCHANT)) == Problem(ProblemKind.SIGNED_OUT)

    in_loop(main())


def test_a_redirect_to_a_sign_in_page_is_an_ended_session(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(server.url, server.session_cookie()) as (api, _):
            server.inject(Redirect(everywhere=True))
            assert await problem_of(api.batches(DEFAULT_MERCHANT)) == Problem(ProblemKind.SIGNED_OUT)

    in_loop(main())


def test_what_is_asked_with_a_session_is_carried_nowhere_else() -> None:
    async def main() -> None:
        async with RawServer(answering("200 OK", body=b'{"data":[]}')).running() as other:
            away = answering("307 There", f"Location: {other.url}/elsewhere")
            async with (
                RawServer(away).running() as server,
                signed_in(server.url, "next-auth.session-token=secret") as (api, _),
            ):
                assert (await problem_of(api.batches("merchant"))).kind is ProblemKind.NOT_THAT_SERVER
                assert "cookie" in server.headers()
            assert other.requests == []

    in_loop(main())


def test_how_long_a_server_asks_to_be_left_alone(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(server.url, server.session_cookie()) as (api, _):
            server.inject(Refuse(status=429, retry_after=7, everywhere=True))
            asked = Problem(ProblemKind.REFUSED, {"code": 429, "retry_after": 7.0})
            assert await problem_of(api.batches(DEFAULT_MERCHANT)) == asked
            server.inject(Refuse(status=503, everywhere=True))
            assert await problem_of(api.batches(DEFAULT_MERCHANT)) == Problem(ProblemKind.REFUSED, {"code": 503})

    in_loop(main())


@pytest.mark.parametrize("status", ["404 Not Found", "405 Method Not Allowed"])
def test_a_server_without_these_routes(status: str) -> None:
    async def main() -> None:
        page = answering(status, "Content-Type: text/html", body=b"<!DOCTYPE html><title>404</title>")
        async with RawServer(page).running() as server, signed_in(server.url, None) as (api, _):
            key = BatchKey(server.url, "batch")
            assert await api.batch(key) is None
            assert await api.batches("merchant") is None
            assert await api.create("merchant", ASSETS) is None
            assert (await problem_of(api.delete(key))).kind is ProblemKind.NOT_THAT_SERVER

    in_loop(main())


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"data":{}}', b'{"data":[{"id":1}]}'])
def test_an_answer_of_another_server(body: bytes) -> None:
    async def main() -> None:
        answer = answering("200 OK", body=body)
        async with RawServer(answer).running() as server, signed_in(server.url, None) as (api, _):
            problem = await problem_of(api.batches("merchant"))
        assert problem == Problem(ProblemKind.NOT_THAT_SERVER, {"reason": "200"})

    in_loop(main())


# doctor


async def all_answers(probe: Probe, key: BatchKey) -> dict[str, ProblemKind | None]:
    steps = {
        "address": probe.address(),
        "certificate": probe.certificate(),
        "batch_server": probe.batch_server(),
        "sign_in": probe.sign_in(),
        "merchant": probe.merchant(key),
        "batch": probe.batch(key),
        "stream": probe.stream(key),
    }
    answers = {name: await step for name, step in steps.items()}
    return {name: problem.kind for name, problem in answers.items() if problem is not None}


def test_all_is_well(server: EmbeddedServer) -> None:
    async def main() -> None:
        key = BatchKey(server.url, server.create_batch(autostart=False))
        async with signed_in(server.url, server.session_cookie()) as (_, probe):
            assert await all_answers(probe, key) == {}
        await asyncio.to_thread(server.wait_until, lambda: server.open_streams == 0)

    in_loop(main())


def test_each_step_that_can_fail(server: EmbeddedServer) -> None:
    async def main() -> None:
        key = BatchKey(server.url, server.create_batch(autostart=False))
        async with signed_in(server.url, None) as (_, probe):
            assert await all_answers(probe, key) == dict.fromkeys(
                ["sign_in", "merchant", "batch", "stream"], ProblemKind.SIGNED_OUT
            )
        async with signed_in(server.url, server.session_cookie()) as (_, probe):
            unknown = BatchKey(server.url, "no-such-batch")
            assert await all_answers(probe, unknown) == dict.fromkeys(
                ["merchant", "batch", "stream"], ProblemKind.NOT_FOUND
            )
            server.inject(HtmlAnswer())
            assert await probe.stream(key) == Problem(
                ProblemKind.NOT_A_STREAM, {"content_type": "text/html; charset=utf-8"}
            )
            server.inject(HtmlAnswer(everywhere=True, times=3))
            assert await probe.address() is None
            assert await probe.certificate() is None
            problem = await probe.batch_server()
            assert problem is not None
            assert problem.kind is ProblemKind.NOT_THAT_SERVER
            server.inject(HangUp(everywhere=True))
            problem = await probe.address()
            assert problem is not None
            assert problem.kind is ProblemKind.LOST
            server.inject(Silence(after_events=0))
            assert await probe.heartbeat(key, seconds=0.1) == Problem(ProblemKind.SILENT, {"seconds": 0.1})

    in_loop(main())
