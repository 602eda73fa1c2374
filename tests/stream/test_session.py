"""What a session does once there is one: rolls, is renewed, ends, and stays secret."""

import asyncio
import logging

import pytest

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream import session
from batchdesk.stream.session import SessionState
from batchdesk.testserver import EmbeddedServer, Refuse

from .sessions import VERSIONS, Serve, session_of
from .support import PATIENCE, RawServer, answering, in_loop

SESSION = "/api/auth/session"


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
