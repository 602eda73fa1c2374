"""One server's session in this run: its state, its cookies, and who has to be told when it ends.

How a server is asked is `nextauth`'s matter, where cookies are kept between runs is `vault`'s.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum

import httpx

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.cookies import SessionCookies, cookies_from_text
from batchdesk.stream.nextauth import Holder, NextAuth
from batchdesk.stream.vault import Vault

REFRESH_SECONDS = 3600.0
"""How often a running program asks for its session, which lengthens it."""

SOONEST_REFRESH = 30.0

_log = logging.getLogger("batchdesk.stream")


class SessionState(StrEnum):
    """Whether the server knows us."""

    UNKNOWN = "unknown"
    """Not asked yet in this run."""
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"


class ServerSession:
    """The session of one server. All methods belong to one event loop.

    `on_change` is called on that loop after `state`, `email` or `problem` changed, and must not block.
    """

    def __init__(
        self, server: str, vault: Vault, client_pool: ClientPool, on_change: Callable[["ServerSession"], None]
    ) -> None:
        self.server = server
        self.state = SessionState.UNKNOWN
        self.email: str | None = None
        self.problem: Problem | None = None
        """Why it is signed out, or why a session is kept for this run only."""
        self._vault = vault
        self._nextauth = NextAuth(server, client_pool)
        self._on_change = on_change
        self._origin = _origin(httpx.URL(server))
        self._cookies = SessionCookies()
        self._expires: datetime | None = None
        self._borrowed = False
        self._loaded = False
        self._loading = asyncio.Lock()
        self._renewing = asyncio.Lock()
        self._signed_in = asyncio.Event()

    def __repr__(self) -> str:
        return f"<ServerSession {self.server} {self.state.value}>"

    async def load(self) -> None:
        """Read what the vault keeps, once. A vault that fails counts as an empty one, and `problem` says so."""
        async with self._loading:
            if self._loaded:
                return
            kept: str | None = None
            try:
                kept = await asyncio.to_thread(self._vault.get, self.server)
            except BatchdeskError as error:
                self._become(self.state, self.email, error.problem)
            self._loaded = True
            self._borrowed = kept is None and self._vault.borrowed is not None
            self._cookies = cookies_from_text(kept or self._vault.borrowed or "", encrypted=self._encrypted)

    def cookie_header(self, url: httpx.URL | str) -> str | None:
        """The `Cookie` header for `url`; None for every origin (scheme, host, port) but this server's."""
        if not self._cookies or _origin(httpx.URL(url)) != self._origin:
            return None
        return self._cookies.header()

    async def sign_in(self, email: str, code: str) -> None:
        """Sign in and keep the session.

        Raises BatchdeskError: WRONG_CODE, UNREACHABLE, CERTIFICATE, LOST, REFUSED, NOT_THAT_SERVER. All is then as it
        was before.
        """
        await self.load()
        await self._begin(await self._nextauth.sign_in(email, code))

    async def paste_cookie(self, text: str) -> None:
        """Take the session out of a cookie from a browser, in any shape, and keep it.

        Raises BatchdeskError: BAD_COOKIE, and but for WRONG_CODE as `sign_in` does. All is then as before.
        """
        await self.load()
        holder = await self._nextauth.holder(cookies_from_text(text, encrypted=self._encrypted))
        if holder is None:
            raise BatchdeskError(Problem(ProblemKind.BAD_COOKIE))
        await self._begin(holder)

    async def reload(self) -> None:
        """Another program has signed in or out: go on with what the vault has by now.

        Raises BatchdeskError as `check` does.
        """
        async with self._renewing:
            self._loaded = False
            await self.check()

    async def sign_out(self) -> None:
        """Forget the session here, and tell the server if it can be reached."""
        await self.load()
        cookies, self._cookies = self._cookies, SessionCookies()
        self._expires = None
        self._become(SessionState.SIGNED_OUT, None, None)
        try:
            await asyncio.to_thread(self._vault.delete, self.server)
        except BatchdeskError as error:
            self._become(SessionState.SIGNED_OUT, None, error.problem)
        if not cookies:
            return
        try:
            await self._nextauth.sign_out(cookies)
        except BatchdeskError as error:
            _log.info("%s: signed out here, the server was not told: %s", self.server, error.problem.kind.value)

    async def check(self) -> bool:
        """Ask the server whether the session holds; it is longer afterwards. Without one, nothing is asked.

        Raises BatchdeskError: UNREACHABLE, CERTIFICATE, LOST, REFUSED, NOT_THAT_SERVER. The state is then as before.
        """
        await self.load()
        asked_with = self._cookies
        holder = await self._nextauth.holder(asked_with)
        if self._cookies is not asked_with:  # a sign-in, a sign-out or another check came first, and knows better
            return self.state is SessionState.SIGNED_IN
        if holder is None:
            self._become(SessionState.SIGNED_OUT, self.email, Problem(ProblemKind.SIGNED_OUT))
            return False
        await self._hold(holder)
        return True

    async def renew(self, refused: str | None = None) -> bool:
        """After a 401: one attempt to go on with the session, however many streams ask at once. False: signed out.

        `refused` is the cookie header that the 401 answered; if the session has another by now, nothing is asked.
        Raises BatchdeskError as `check` does.
        """
        async with self._renewing:
            if self.state is SessionState.SIGNED_OUT:
                return False
            if refused is not None and self._cookies and refused != self._cookies.header():
                return True
            return await self.check()

    async def wait_signed_in(self) -> None:
        """Return as soon as the session is signed in."""
        await self._signed_in.wait()

    async def keep_fresh(self, every: float = REFRESH_SECONDS) -> None:
        """Lengthen the session every so many seconds, or sooner where it is shorter, for ever.

        The caller owns the task.
        """
        while True:
            await asyncio.sleep(min(every, self._seconds_to_spare()))
            if self.state is not SessionState.SIGNED_IN:
                continue
            try:
                await self.check()
            except BatchdeskError as error:
                _log.info("%s: session not lengthened: %s", self.server, error.problem.kind.value)

    @property
    def _encrypted(self) -> bool:
        return self._origin[0] == "https"

    def _seconds_to_spare(self) -> float:
        """A third of what the session has left; a server's odd clock never makes it less than SOONEST_REFRESH."""
        if self._expires is None:
            return REFRESH_SECONDS
        return max(SOONEST_REFRESH, (self._expires - datetime.now(UTC)).total_seconds() / 3)

    async def _begin(self, holder: Holder) -> None:
        """Take a session that somebody has just given us: it is ours to keep."""
        self._borrowed = False
        await self._hold(holder)

    async def _hold(self, holder: Holder) -> None:
        changed = holder.cookies != self._cookies
        self._cookies = holder.cookies
        self._expires = holder.expires
        problem = self.problem if self.problem and self.problem.kind is ProblemKind.NO_KEYRING else None
        self._become(SessionState.SIGNED_IN, holder.email, problem)
        if not changed or self._borrowed:
            return
        try:
            await asyncio.to_thread(self._vault.set, self.server, self._cookies.header())
        except BatchdeskError as error:
            self._become(self.state, self.email, error.problem)

    def _become(self, state: SessionState, email: str | None, problem: Problem | None) -> None:
        if (state, email, problem) == (self.state, self.email, self.problem):
            return
        if state is not self.state:
            _log.info("%s: %s", self.server, state.value)
        self.state, self.email, self.problem = state, email, problem
        if state is SessionState.SIGNED_IN:
            self._signed_in.set()
        else:
            self._signed_in.clear()
        self._on_change(self)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    default_port = {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.host, url.port or default_port
