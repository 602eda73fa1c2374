"""`batchdesk login` and `logout`. Secrets pass through here and are neither kept, shown nor logged."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from batchdesk.batch.problem import ProblemKind
from batchdesk.engine.engine import Engine
from batchdesk.engine.errands import Errand, leave
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import ServerStatus
from batchdesk.stream.route import Routes
from batchdesk.terminal import exit_codes
from batchdesk.terminal.listening import Listening, Say, listening
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence


async def sign_in(data_dir: Path, routes: Routes, server: str, email: str, code: str, say: Say) -> int:
    """Sign in with e-mail and code. Raises BatchdeskError: WRONG_CODE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER."""
    return await _begin(data_dir, routes, say, lambda engine: engine.sign_in(server, email, code))


async def paste_cookie(data_dir: Path, routes: Routes, server: str, text: str, say: Say) -> int:
    """Use a session from a browser. Raises BatchdeskError: BAD_COOKIE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER."""
    return await _begin(data_dir, routes, say, lambda engine: engine.paste_cookie(server, text))


async def sign_out(data_dir: Path, routes: Routes, server: str, say: Say) -> int:
    """End the session on the server and forget it here. Raises BatchdeskError where the server is none."""
    async with listening(data_dir, say, EngineOptions(routes=routes)) as listener:
        await listener.engine.sign_out(server)
        _tell_who_has_the_folder(listener, data_dir, server)
    say(translate("Terminal", "Signed out of {server}.", server=server))
    return exit_codes.SUCCEEDED


async def _begin(data_dir: Path, routes: Routes, say: Say, begin: Callable[[Engine], Awaitable[ServerStatus]]) -> int:
    async with listening(data_dir, say, EngineOptions(routes=routes)) as listener:
        status = await begin(listener.engine)
        listener.drain()
        _tell_who_has_the_folder(listener, data_dir, status.url)
        without = [problem for problem in listener.problems if problem.kind is ProblemKind.NO_KEYRING]
    email = one_line(status.email)
    if without:
        say(
            translate(
                "Terminal",
                "{server} accepted the sign-in of {email}, but the session cannot be kept.",
                server=status.url,
                email=email,
            )
        )
        say(sentence(without[0]))
        return exit_codes.FAILED
    say(translate("Terminal", "Signed in to {server} as {email}.", server=status.url, email=email))
    return exit_codes.SUCCEEDED


def _tell_who_has_the_folder(listener: Listening, data_dir: Path, server: str) -> None:
    if not listener.records:
        leave(data_dir, Errand(server, session=True))
