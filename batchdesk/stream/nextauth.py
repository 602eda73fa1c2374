"""The conversation with NextAuth 4 and Auth.js 5, one request at a time. Keeps no state.

A sign-in has succeeded when the server names a user for its cookie, never by a status code. Source: PROTOCOL.md,
'Session', where the two versions are measured side by side; what is sent here serves both.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.times import parse_time
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.cookies import SessionCookies, all_cookies
from batchdesk.stream.exchange import Reply, exchange, raise_refusal


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
        headers = {"Cookie": cookies, "X-Auth-Return-Redirect": "1"}
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
        try:
            session = msgspec.json.decode(reply.body, type=_WireSession | None)
        except msgspec.DecodeError:
            raise BatchdeskError(_not_that_server(reply)) from None
        if session is None or session.user is None:
            return None
        after = cookies.after_reply(reply.set_cookie_lines())
        return Holder(session.user.email, parse_time(session.expires), after)

    async def sign_out(self, cookies: SessionCookies) -> None:
        """Tell the server that the session is over."""
        token, csrf_cookies = await self.csrf()
        headers = {"Cookie": f"{csrf_cookies}; {cookies.header()}"}
        form = {"csrfToken": token, "callbackUrl": self._server, "json": "true"}
        await exchange(self._pool, "POST", f"{self._base}/signout", headers=headers, form=form)

    async def csrf(self) -> tuple[str, str]:
        """The token that a form has to carry, and the `Cookie` header that has to come with it."""
        reply = await exchange(self._pool, "GET", f"{self._base}/csrf")
        raise_refusal(reply)
        try:
            if reply.status == 200:
                token = msgspec.json.decode(reply.body, type=_WireCsrf).csrf_token
                return token, all_cookies(reply.set_cookie_lines())
        except msgspec.DecodeError:
            pass  # answered, but not as a batch server does: the same as another status
        raise BatchdeskError(_not_that_server(reply))


def _not_that_server(reply: Reply) -> Problem:
    reason = f"{reply.status} → {reply.redirect}" if reply.redirect else str(reply.status)
    return Problem(ProblemKind.NOT_THAT_SERVER, {"reason": reason})
