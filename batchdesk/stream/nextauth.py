"""The conversation with NextAuth 4 and Auth.js 5, one request at a time. Keeps no state.

A sign-in has succeeded when the server names a user for its cookie, never by a status code. Source: PROTOCOL.md,
'Session', where the two versions are measured side by side; what is sent here serves both.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.times import parse_time
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.cookies import SessionCookies, all_cookies
from batchdesk.stream.exchange import Reply, exchange, raise_refusal

_ANSWER_IN_JSON = {"X-Auth-Return-Redirect": "1"}
"""What Auth.js 5 looks at; NextAuth 4 looks at the form's `json`."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose session it is, as the server says."""

    email: str | None
    """None where the server tells no e-mail address."""
    expires: datetime | None
    cookies: SessionCookies
    """What to send from now on: asking for the session has rolled it."""


class _WireCsrf(msgspec.Struct):
    csrf_token: str = msgspec.field(name="csrfToken")


class _WireUser(msgspec.Struct):
    email: str | None = None


class _WireSession(msgspec.Struct):
    user: _WireUser | None = None
    expires: str | None = None


_csrf = msgspec.json.Decoder(_WireCsrf)
_session = msgspec.json.Decoder[_WireSession | None](_WireSession | None)

Wanted = TypeVar("Wanted")


class NextAuth:
    """One server's sign-in routes. Every method raises BatchdeskError: UNREACHABLE, CERTIFICATE, LOST, REFUSED,
    NOT_THAT_SERVER."""

    def __init__(self, server: str, pool: ClientPool) -> None:
        self._server = server
        self._base = f"{server}/api/auth"
        self._pool = pool

    async def sign_in(self, email: str, code: str) -> Holder:
        """Open a session. Raises WRONG_CODE besides."""
        token, cookies = await self.csrf()
        form = {"csrfToken": token, "email": email, "code": code, "callbackUrl": self._server, "json": "true"}
        headers = {"Cookie": cookies, **_ANSWER_IN_JSON}
        reply = await exchange(self._pool, "POST", f"{self._base}/callback/credentials", headers=headers, form=form)
        raise_refusal(reply)
        holder = await self.holder(SessionCookies().after_reply(reply.set_cookie_lines()))
        if holder is None:
            raise BatchdeskError(Problem(ProblemKind.WRONG_CODE))
        return holder

    async def holder(self, cookies: SessionCookies) -> Holder | None:
        """Ask whose session `cookies` are; None: nobody's."""
        if not cookies:
            return None
        reply = await exchange(self._pool, "GET", f"{self._base}/session", headers={"Cookie": cookies.header()})
        raise_refusal(reply)
        if reply.status == 401:
            return None
        session = _decoded(reply, _session)
        if session is None or session.user is None:
            return None
        after = cookies.after_reply(reply.set_cookie_lines())
        return Holder(session.user.email, parse_time(session.expires), after)

    async def sign_out(self, cookies: SessionCookies) -> None:
        """Tell the server that the session is over."""
        token, csrf_cookies = await self.csrf()
        headers = {"Cookie": f"{csrf_cookies}; {cookies.header()}", **_ANSWER_IN_JSON}
        form = {"csrfToken": token, "callbackUrl": self._server, "json": "true"}
        await exchange(self._pool, "POST", f"{self._base}/signout", headers=headers, form=form)

    async def csrf(self) -> tuple[str, str]:
        """The token that a form has to carry, and the `Cookie` header that has to come with it."""
        reply = await exchange(self._pool, "GET", f"{self._base}/csrf")
        raise_refusal(reply)
        return _decoded(reply, _csrf).csrf_token, all_cookies(reply.set_cookie_lines())


def _decoded(reply: Reply, decoder: msgspec.json.Decoder[Wanted]) -> Wanted:
    """The JSON of a 200. Raises BatchdeskError(NOT_THAT_SERVER) for any other answer."""
    if reply.status == 200:
        with suppress(msgspec.DecodeError):
            return decoder.decode(reply.body)
    reason = f"{reply.status} → {reply.redirect}" if reply.redirect else str(reply.status)
    raise BatchdeskError(Problem(ProblemKind.NOT_THAT_SERVER, {"reason": reason}))
