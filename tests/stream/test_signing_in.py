"""Signing in and out and pasting a cookie, against both versions of NextAuth as the embedded server plays them."""

import asyncio

import pytest

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.session import SessionState
from batchdesk.testserver import EmbeddedServer, HangUp, HtmlAnswer, Redirect, Refuse

from .sessions import VERSIONS, Serve, problem_of, session_of
from .support import RawConnection, RawServer, answering, in_loop


@pytest.mark.parametrize("options", VERSIONS)
def test_signing_in_keeps_a_session_that_another_run_can_use(serve: Serve, options: dict[str, bool]) -> None:
    async def main() -> None:
        server = serve(**options)
        async with session_of(server.url) as it:
            assert it.session.state is SessionState.UNKNOWN
            await it.session.sign_in(server.options.email, server.options.code)
            assert (it.session.state, it.session.email) == ("signed_in", server.options.email)
            assert it.changes == ["signed_in"]
            assert it.vault.get(server.url) == it.session.cookie_header(f"{server.url}/api/x")
            kept = it.vault.get(server.url)
        async with session_of(server.url, kept) as again:
            assert await again.session.check()
            assert again.session.email == server.options.email

    in_loop(main())


@pytest.mark.parametrize("options", VERSIONS)
def test_a_wrong_code_is_said_and_changes_nothing(serve: Serve, options: dict[str, bool]) -> None:
    async def main() -> None:
        server = serve(**options)
        async with session_of(server.url, server.session_cookie()) as it:
            await it.session.load()
            before = it.session.cookie_header(server.url)
            problem = await problem_of(it.session.sign_in(server.options.email, "000000"))
            assert problem == Problem(ProblemKind.WRONG_CODE)
            assert it.session.cookie_header(server.url) == before
            assert it.changes == []

    in_loop(main())


@pytest.mark.parametrize("options", VERSIONS[:2])
def test_each_version_is_asked_for_an_answer_in_json_in_its_own_way(serve: Serve, options: dict[str, bool]) -> None:
    async def main() -> None:
        server = serve(**options)
        async with session_of(server.url) as it:
            await it.session.sign_in(server.options.email, server.options.code)
            await it.session.sign_out()
        # Who does not ask for it is sent on to a page, with 302.
        asked = [entry.status for entry in server.requests.entries if entry.method == "POST"]
        assert asked == [200, 200]

    in_loop(main())


@pytest.mark.parametrize("status", ["200 OK", "302 Found", "401 Unauthorized"])
@pytest.mark.parametrize("gives_session", [True, False])
def test_a_sign_in_has_succeeded_when_there_is_a_session_whatever_the_status(status: str, gives_session: bool) -> None:
    cookie = ["Set-Cookie: next-auth.session-token=abc; Path=/; HttpOnly"] if gives_session else []
    answers = (
        answering("200 OK", "Set-Cookie: next-auth.csrf-token=x; Path=/", body=b'{"csrfToken":"x"}'),
        answering(status, "Location: /", *cookie),
        answering("200 OK", body=b'{"user":{"email":"a@example.com"},"expires":"2100-01-01T00:00:00.000Z"}'),
    )

    async def main() -> None:
        async with RawServer(*answers).running() as server, session_of(server.url) as it:
            if gives_session:
                await it.session.sign_in("a@example.com", "1")
                assert it.session.cookie_header(server.url) == "next-auth.session-token=abc"
            else:
                assert await problem_of(it.session.sign_in("a@example.com", "1")) == Problem(ProblemKind.WRONG_CODE)

    in_loop(main())


@pytest.mark.parametrize("options", VERSIONS)
@pytest.mark.parametrize("shape", ["{}", "Cookie: theme=dark; {}; x=1", "stale", "bare"])
def test_a_pasted_cookie(serve: Serve, options: dict[str, bool], shape: str) -> None:
    async def main() -> None:
        server = serve(**options)
        cookie = server.session_cookie()
        if shape == "bare":
            text = "".join(part.partition("=")[2] for part in cookie.split("; "))
        elif shape == "stale":
            base = cookie.partition("=")[0].removesuffix(".0")
            text = f"{base}=stale; {cookie}" if ".0=" in cookie else cookie
        else:
            text = shape.format(cookie)
        async with session_of(server.url) as it:
            await it.session.paste_cookie(text)
            assert it.session.email == server.options.email
            assert await it.session.check()
            assert it.vault.get(server.url) == it.session.cookie_header(server.url)

    in_loop(main())


@pytest.mark.parametrize("text", ["", "nothing of the kind", "next-auth.session-token=forged", "abcdef"])
def test_a_bad_cookie_is_said_and_changes_nothing(server: EmbeddedServer, text: str) -> None:
    async def main() -> None:
        async with session_of(server.url) as it:
            assert await problem_of(it.session.paste_cookie(text)) == Problem(ProblemKind.BAD_COOKIE)
            assert it.vault.get(server.url) is None
            assert it.changes == []

    in_loop(main())


@pytest.mark.parametrize("options", VERSIONS)
def test_signing_out_ends_the_session_here_and_there(serve: Serve, options: dict[str, bool]) -> None:
    async def main() -> None:
        server = serve(**options)
        cookie = server.session_cookie()
        async with session_of(server.url, cookie) as it:
            await it.session.sign_out()
            assert it.session.state is SessionState.SIGNED_OUT
            assert it.session.cookie_header(server.url) is None
            assert it.vault.get(server.url) is None
            assert server.requests.count(path_suffix="/api/auth/signout", status=200) == 1

    in_loop(main())


def test_a_question_that_is_answered_after_signing_out_signs_nobody_in() -> None:
    async def main() -> None:
        may_answer = asyncio.Event()
        named = answering("200 OK", body=b'{"user":{"email":"a@example.com"}}')

        async def late(connection: RawConnection) -> None:
            await may_answer.wait()
            await named(connection)

        answers = (late, answering("200 OK", body=b'{"csrfToken":"x"}'), answering("200 OK"))
        async with RawServer(*answers).running() as server, session_of(server.url, "next-auth.session-token=x") as it:
            question = asyncio.create_task(it.session.check())
            await server.until_asked()
            await it.session.sign_out()
            may_answer.set()
            assert not await question
            assert it.session.state is SessionState.SIGNED_OUT
            assert it.vault.get(server.url) is None

    in_loop(main())


def test_signing_out_without_a_network_forgets_all_the_same(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url, server.session_cookie()) as it:
            await asyncio.to_thread(server.stop)
            await it.session.sign_out()
            assert it.vault.get(server.url) is None

    in_loop(main())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (HtmlAnswer(everywhere=True), ProblemKind.NOT_THAT_SERVER),
        (Refuse(status=404, everywhere=True), ProblemKind.NOT_THAT_SERVER),
        (Redirect(everywhere=True, location="https://example.com/"), ProblemKind.NOT_THAT_SERVER),
        (Refuse(status=503, everywhere=True), ProblemKind.REFUSED),
        (Refuse(status=429, everywhere=True), ProblemKind.REFUSED),
        (HangUp(everywhere=True), ProblemKind.LOST),
    ],
)
def test_another_answer_is_told_apart_and_changes_nothing(server: EmbeddedServer, fault, kind: ProblemKind) -> None:
    async def main() -> None:
        async with session_of(server.url, server.session_cookie()) as it:
            await it.session.load()
            server.inject(fault)
            assert (await problem_of(it.session.sign_in("a@example.com", "1"))).kind is kind
            server.clear_faults()
            server.inject(fault)
            assert (await problem_of(it.session.check())).kind is kind
            assert it.changes == []

    in_loop(main())


@pytest.mark.parametrize("body", [b"{}", b"[]", b"{", b'{"csrfToken":7}', b"\xff"])
def test_json_of_another_server(body: bytes) -> None:
    async def main() -> None:
        answer = answering("200 OK", "Content-Type: application/json", body=body)
        async with RawServer(answer).running() as server, session_of(server.url) as it:
            problem = await problem_of(it.session.sign_in("a@example.com", "1"))
        assert problem == Problem(ProblemKind.NOT_THAT_SERVER, {"reason": "200"})

    in_loop(main())


def test_a_server_that_is_down(server: EmbeddedServer) -> None:
    async def main() -> None:
        await asyncio.to_thread(server.stop)
        async with session_of(server.url, "next-auth.session-token=x") as it:
            problem = await problem_of(it.session.sign_in("a@example.com", "1"))
            assert problem == Problem(ProblemKind.UNREACHABLE, {"reason": "connection refused"})
            assert await problem_of(it.session.check()) == problem
            assert it.session.state is SessionState.UNKNOWN

    in_loop(main())
