"""The sign-in routes under /api/auth/, as NextAuth 4 or Auth.js 5 answer them.

Every difference between the two that was measured (see the protocol page) is here or in `sessions`. Knows nothing of
batches.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from batchdesk.testserver.directory import Directory, User
from batchdesk.testserver.sessions import AUTHJS_5, NEXTAUTH_4, Session, Sessions, set_cookie
from batchdesk.testserver.wire import to_json, to_timestamp

SIGN_IN_PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>登录 · Sign in</title></head>
<body><h1>登录 · Sign in</h1><form method="post" action="/api/auth/callback/credentials">
<input name="email" type="email"><input name="code"><button>登录</button></form></body></html>"""


class Authentication:
    """Answers the sign-in routes and says who a request is from."""

    def __init__(self, directory: Directory, *, authjs: bool, chunked: bool, session_seconds: float) -> None:
        self._directory = directory
        self._authjs = authjs
        self.sessions = Sessions(AUTHJS_5 if authjs else NEXTAUTH_4, session_seconds, chunked=chunked)

    def user(self, request: Request) -> User | None:
        """Who sent this, or None without a valid session."""
        session = self.sessions.find(cookies_of(request.headers))
        return None if session is None else self._directory.user(session.user_id)

    def routes(self) -> list[Route]:
        return [
            Route("/api/auth/csrf", self._csrf),
            Route("/api/auth/session", self._session),
            Route("/api/auth/providers", self._providers),
            Route("/api/auth/signin", self._page),
            Route("/api/auth/error", self._page),
            Route("/api/auth/callback/credentials", self._callback, methods=["POST"]),
            Route("/api/auth/signout", self._sign_out, methods=["POST"]),
        ]

    async def _csrf(self, request: Request) -> Response:
        token = self.sessions.csrf_token(cookies_of(request.headers))
        lines: list[str] = []
        if token is None:
            token = secrets.token_hex(32)
            lines.append(set_cookie(self.sessions.style.csrf, self.sessions.csrf_cookie(token)))
        return _json({"csrfToken": token}, cookies=lines)

    async def _session(self, request: Request) -> Response:
        """Each one gives the cookie anew, with a later expiry: the session rolls."""
        sent = cookies_of(request.headers)
        user = self.user(request)
        if user is None:
            return _json(None if self._authjs else {}, cookies=self.sessions.clear_lines(sent))
        session, fresh = self.sessions.issue(user.id)
        return _json(_session_body(user, session), cookies=self.sessions.set_lines(session, fresh, sent))

    async def _providers(self, request: Request) -> Response:
        base = _base(request)
        urls = {"signinUrl": f"{base}/api/auth/signin", "callbackUrl": f"{base}/api/auth/callback"}
        provider = {"id": "credentials", "name": "Credentials", "type": "credentials"}
        return _json({"credentials": provider | {key: f"{url}/credentials" for key, url in urls.items()}})

    async def _page(self, request: Request) -> Response:
        return HTMLResponse(SIGN_IN_PAGE)

    async def _callback(self, request: Request) -> Response:
        form = await _form(request)
        callback_url = _callback_url(request, form)
        if callback_url is None:
            return PlainTextResponse("Internal Server Error", status_code=500)
        if not self._csrf_is_right(request, form):
            where = {"error": "MissingCSRF"} if self._authjs else {"csrf": "true"}
            return self._go(request, form, "/api/auth/signin", where)
        user = self._directory.sign_in(form.get("email", ""), form.get("code", ""))
        if user is None:
            return self._refuse(request, form)
        session, fresh = self.sessions.issue(user.id)
        lines = self.sessions.set_lines(session, fresh, cookies_of(request.headers))
        return self._go(request, form, callback_url, {}, cookies=lines)

    def _refuse(self, request: Request, form: Mapping[str, str]) -> Response:
        if self._authjs:
            where = {"error": "CredentialsSignin", "code": "credentials"}
            return self._go(request, form, "/api/auth/signin", where)
        where = {"error": "CredentialsSignin", "provider": "credentials"}
        return self._go(request, form, "/api/auth/error", where, status=401)

    async def _sign_out(self, request: Request) -> Response:
        """Deletes the cookies. The token in them would still be good: it lives in the cookie alone."""
        form = await _form(request)
        if not self._csrf_is_right(request, form):
            where = {"error": "MissingCSRF"} if self._authjs else {"csrf": "true"}
            return self._go(request, form, "/api/auth/signout", where)
        lines = self.sessions.clear_lines(cookies_of(request.headers))
        return self._go(request, form, _callback_url(request, form) or _base(request), {}, cookies=lines)

    def _csrf_is_right(self, request: Request, form: Mapping[str, str]) -> bool:
        token = self.sessions.csrf_token(cookies_of(request.headers))
        return token is not None and form.get("csrfToken") == token

    def _go(
        self,
        request: Request,
        form: Mapping[str, str],
        to: str,
        query: Mapping[str, str],
        *,
        status: int = 200,
        cookies: Iterable[str] = (),
    ) -> Response:
        """Where the browser is to go next: as JSON for who asked in that generation's way, else as a redirect."""
        url = to if urlsplit(to).scheme else _base(request) + to
        url += "?" + urlencode(query) if query else ""
        as_json = request.headers.get("x-auth-return-redirect") == "1" if self._authjs else form.get("json") == "true"
        if as_json:
            return _json({"url": url}, status=status, cookies=cookies)
        return _with_cookies(RedirectResponse(url, status_code=302), cookies)


def cookies_of(headers: Headers) -> dict[str, str]:
    """All cookies of a request. The standard library's parser gives up at the first odd one, Node.js does not."""
    pairs = (part.partition("=") for line in headers.getlist("cookie") for part in line.split(";"))
    return {name.strip(): value.strip() for name, equals, value in pairs if equals}


def _session_body(user: User, session: Session) -> dict[str, object]:
    who = {"name": user.name, "email": user.email, "id": user.id, "role": user.role}
    return {"user": who, "expires": to_timestamp(datetime.fromtimestamp(session.expires, UTC))}


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _callback_url(request: Request, form: Mapping[str, str]) -> str | None:
    """Where the form wants to go afterwards, never to another site; None for what is no URL."""
    base = _base(request)
    wanted = form.get("callbackUrl") or base
    if wanted.startswith("/"):
        return base + wanted
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    if not (parts.scheme and parts.netloc):
        return None
    return wanted if f"{parts.scheme}://{parts.netloc}" == base else base


def _json(body: object, *, status: int = 200, cookies: Iterable[str] = ()) -> Response:
    response = Response(to_json(body), status, media_type="application/json")
    response.headers["Cache-Control"] = "private, no-cache, no-store"
    return _with_cookies(response, cookies)


def _with_cookies(response: Response, cookies: Iterable[str]) -> Response:
    for line in cookies:
        response.headers.append("Set-Cookie", line)
    return response
