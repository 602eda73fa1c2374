"""Sessions against both versions of NextAuth, as the embedded server plays them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream import session
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.session import ServerSession, SessionState
from batchdesk.stream.vault import MemoryVault, Vault
from batchdesk.testserver import EmbeddedServer, HangUp, HtmlAnswer, Redirect, Refuse

from .support import PATIENCE, RawConnection, RawServer, answering, in_loop

Serve = Callable[..., EmbeddedServer]
VERSIONS = [
    pytest.param({}, id="NextAuth 4"),
    pytest.param({"authjs": True}, id="Auth.js 5"),
    pytest.param({"chunked_session": True}, id="NextAuth 4, chunks"),
    pytest.param({"authjs": True, "chunked_session": True}, id="Auth.js 5, chunks"),
]
SESSION = "/api/auth/session"


class Fixture:
    """A session, its vault, and what it told."""

    def __init__(self, server: str, pool: ClientPool, vault: Vault) -> None:
        self.vault = vault
        self.changes: list[str] = []
        self.session = ServerSession(server, vault, pool, lambda session: self.changes.append(session.state.value))


@asynccontextmanager
async def session_of(server: str, kept: str | None = None, borrowed: str | None = None) -> AsyncIterator[Fixture]:
    vault = MemoryVault(borrowed)
    if kept is not None:
        vault.set(server, kept)
    pool = ClientPool()
    yield Fixture(server, pool, vault)
    await pool.aclose()


async def problem_of(attempt) -> Problem:
    with pytest.raises(BatchdeskError) as caught:
        await attempt
    return caught.value.problem


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
def test_asking_rolls_the_session_and_keeps_what_it_gets(serve: Serve, options: dict[str, bool]) -> None:
    async def main() -> None:
        server = serve(**options)
        async with session_of(server.url, server.session_cookie()) as it:
            assert await it.session.check()
            assert it.vault.get(server.url) == it.session.cookie_header(server.url)
            assert await it.session.check()

    in_loop(main())


@pytest.mark.parametrize("options", VERSIONS[:2])
@pytest.mark.parametrize("longer", [True, False])
def test_a_token_that_becomes_longer_or_shorter(serve: Serve, options: dict[str, bool], longer: bool) -> None:
    async def main() -> None:
        server = serve(**options, chunked_session=not longer)
        async with session_of(server.url, server.session_cookie()) as it:
            server.lengthen_sessions(longer)
            assert await it.session.check()
            header = it.session.cookie_header(server.url)
            assert header is not None
            assert (".session-token.0=" in header) is longer
            assert (".session-token=" in header) is not longer
            assert await it.session.check()

    in_loop(main())


@pytest.mark.parametrize("options", VERSIONS[:2])
def test_an_ended_session_is_told_once(serve: Serve, options: dict[str, bool]) -> None:
    async def main() -> None:
        server = serve(**options)
        async with session_of(server.url, server.session_cookie()) as it:
            assert await it.session.check()
            server.end_sessions()
            assert not await it.session.check()
            assert not await it.session.check()
            assert it.changes == ["signed_in", "signed_out"]
            assert it.session.problem == Problem(ProblemKind.SIGNED_OUT)

    in_loop(main())


def test_a_refused_stream_asks_once_for_all(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url, server.session_cookie()) as it:
            await it.session.load()
            refused = it.session.cookie_header(server.url)
            server.end_sessions()
            answers = await asyncio.gather(*(it.session.renew(refused) for _ in range(50)))
            assert answers == [False] * 50
            assert server.requests.count(path_suffix=SESSION) == 1
            assert it.changes == ["signed_out"]

    in_loop(main())


def test_a_stream_refused_with_an_older_cookie_goes_on_with_the_newer(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url, server.session_cookie()) as it:
            await it.session.load()
            assert await it.session.renew("next-auth.session-token=older")
            assert server.requests.count(path_suffix=SESSION) == 0

    in_loop(main())


def test_without_any_session_nothing_is_asked(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url) as it:
            assert it.session.cookie_header(server.url) is None
            assert not await it.session.check()
            assert it.session.state is SessionState.SIGNED_OUT
            assert server.requests.count() == 0

    in_loop(main())


def test_waiting_for_a_sign_in(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url) as it:
            waiting = asyncio.create_task(it.session.wait_signed_in())
            await it.session.check()
            assert not waiting.done()
            await it.session.sign_in(server.options.email, server.options.code)
            async with asyncio.timeout(PATIENCE):
                await waiting

    in_loop(main())


# Pasting.


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


# Signing out.


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


# What else may answer.


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


# Origins, secrets, the environment.


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://desk.example/api/x", True),
        ("https://desk.example:443/", True),
        ("https://DESK.example/", True),
        ("http://desk.example/", False),
        ("https://desk.example:8443/", False),
        ("http://desk.example:443/", False),
        ("https://desk.example.evil.test/", False),
        ("https://sub.desk.example/", False),
        ("https://desk.example@evil.test/", False),
        ("https://evil.test/?https://desk.example/", False),
    ],
)
def test_the_cookie_is_for_one_origin(url: str, own: bool) -> None:
    async def main() -> None:
        async with session_of("https://desk.example/base", "next-auth.session-token=x") as it:
            await it.session.load()
            assert (it.session.cookie_header(url) is not None) is own

    in_loop(main())


def test_a_borrowed_session_is_used_and_never_written(server: EmbeddedServer) -> None:
    async def main() -> None:
        token = server.session_cookie().partition("=")[2]
        async with session_of(server.url, borrowed=token) as it:
            assert await it.session.check()
            assert await it.session.check()
            assert it.vault.get(server.url) is None
            await it.session.sign_in(server.options.email, server.options.code)
            assert it.vault.get(server.url) is not None

    in_loop(main())


def test_what_is_kept_comes_before_what_is_borrowed(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url, server.session_cookie(), borrowed="borrowed") as it:
            assert await it.session.check()
            assert "borrowed" not in (it.session.cookie_header(server.url) or "")

    in_loop(main())


def test_secrets_are_in_no_log_error_or_repr(server: EmbeddedServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def main() -> None:
        async with session_of(server.url) as it:
            with pytest.raises(BatchdeskError) as caught:
                await it.session.sign_in(server.options.email, "code-0815")
            await it.session.sign_in(server.options.email, server.options.code)
            header = it.session.cookie_header(server.url)
            assert header is not None
            secrets = [header.partition("=")[2], "code-0815", server.options.code]
            server.end_sessions()
            await it.session.check()
            await it.session.sign_out()
            told = f"{caplog.text} {caught.value!r} {it.session!r} {vars(it.session)!r} {it.vault!r}"
            assert not [secret for secret in secrets if secret in told]

    in_loop(main())


def test_a_running_program_keeps_its_session_fresh(server: EmbeddedServer) -> None:
    async def main() -> None:
        async with session_of(server.url, server.session_cookie()) as it:
            await it.session.check()
            server.requests.clear()
            fresh = asyncio.create_task(it.session.keep_fresh(every=0.01))
            server.inject(Refuse(status=503, everywhere=True))  # no reason to stop
            await asyncio.to_thread(server.requests.wait_for, lambda entry: entry.status == 503)
            await asyncio.to_thread(server.requests.wait_for, lambda entry: entry.status == 200)
            fresh.cancel()
            await asyncio.gather(fresh, return_exceptions=True)
            assert it.session.state is SessionState.SIGNED_IN

    in_loop(main())


def test_a_short_session_is_asked_for_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SOONEST_REFRESH", 0.01)
    about_to_end = answering("200 OK", body=b'{"user":{},"expires":"2000-01-01T00:00:00.000Z"}')

    async def main() -> None:
        async with (
            RawServer(about_to_end).running() as server,
            session_of(server.url, "next-auth.session-token=x") as it,
        ):
            await it.session.check()
            fresh = asyncio.create_task(it.session.keep_fresh())
            async with asyncio.timeout(PATIENCE):
                while len(server.requests) < 3:
                    await server.until_asked_again()
            fresh.cancel()
            await asyncio.gather(fresh, return_exceptions=True)

    in_loop(main())
