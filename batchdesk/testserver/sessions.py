"""Sessions as NextAuth keeps them: wholly inside the cookie, sealed with the server's secret, in chunks when long.

Knows the two generations' names and chunk sizes (measured, see the protocol page); nothing of routes or users' rights.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import cast
from urllib.parse import quote, unquote

LONG_TOKEN_PADDING = 3600
"""Bytes that make a token of two chunks, and no more than fits a header with room to spare."""
SHORT_TOKEN_PADDING = 120
EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT"


@dataclass(frozen=True, slots=True)
class CookieStyle:
    """What differs between the two generations."""

    prefix: str
    chunk_size: int

    @property
    def session(self) -> str:
        return f"{self.prefix}.session-token"

    @property
    def csrf(self) -> str:
        return f"{self.prefix}.csrf-token"

    @property
    def callback_url(self) -> str:
        return f"{self.prefix}.callback-url"


NEXTAUTH_4 = CookieStyle("next-auth", 3933)
AUTHJS_5 = CookieStyle("authjs", 3936)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and until when (seconds since 1970)."""

    user_id: str
    expires: float


class Sessions:
    """Issues and reads session cookies. Nothing is stored: ending all sessions means a new secret."""

    def __init__(self, style: CookieStyle, lifetime_seconds: float, *, chunked: bool) -> None:
        self.style = style
        self.lifetime_seconds = lifetime_seconds
        self.chunked = chunked
        self._secret = secrets.token_bytes(32)

    def end_all(self) -> None:
        self._secret = secrets.token_bytes(32)

    def issue(self, user_id: str) -> tuple[Session, dict[str, str]]:
        """A fresh session, and the cookies that carry it: one, or its chunks."""
        session = Session(user_id, time.time() + self.lifetime_seconds)
        padding = LONG_TOKEN_PADDING if self.chunked else SHORT_TOKEN_PADDING
        claims = {"sub": user_id, "exp": session.expires, "jti": secrets.token_urlsafe(padding)}
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return session, self._split(f"{body}.{self._seal(body)}")

    def find(self, cookies: Mapping[str, str]) -> Session | None:
        """The session these cookies carry. A base cookie beside chunks is joined to them, and so breaks them."""
        names = self.names_in(cookies)
        body, _, seal = "".join(cookies[name] for name in names).rpartition(".")
        if not body or not hmac.compare_digest(seal.encode(), self._seal(body).encode()):
            return None
        claims = cast("dict[str, object]", json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
        session = Session(str(claims["sub"]), float(str(claims["exp"])))
        return session if session.expires > time.time() else None

    def names_in(self, cookies: Mapping[str, str]) -> list[str]:
        """The session cookies among these: the base one first, then the chunks in their order."""
        base = self.style.session
        numbers = [name.removeprefix(base + ".") for name in cookies if name.startswith(base + ".")]
        chunks = sorted(int(number) for number in numbers if number.isdecimal())
        return [base] * (base in cookies) + [f"{base}.{number}" for number in chunks]

    def set_lines(self, session: Session, fresh: Mapping[str, str], sent: Mapping[str, str]) -> list[str]:
        """`Set-Cookie` values: what the client sent and does not need any more is deleted, the rest is set."""
        expires = datetime.fromtimestamp(session.expires, UTC)
        deletions = [delete_cookie(name) for name in self.names_in(sent) if name not in fresh]
        return deletions + [set_cookie(name, value, expires) for name, value in fresh.items()]

    def clear_lines(self, sent: Mapping[str, str]) -> list[str]:
        """`Set-Cookie` values that delete every session cookie the client sent."""
        return [delete_cookie(name) for name in self.names_in(sent)]

    def csrf_cookie(self, token: str) -> str:
        """The value of the csrf cookie: the token, and the proof that this server gave it out."""
        return quote(f"{token}|{self._csrf_proof(token)}", safe="")

    def csrf_token(self, cookies: Mapping[str, str]) -> str | None:
        """The token in the csrf cookie, when this server gave it out."""
        token, _, proof = unquote(cookies.get(self.style.csrf, "")).partition("|")
        genuine = hmac.compare_digest(proof.encode(), self._csrf_proof(token).encode())
        return token if token and genuine else None

    def _split(self, token: str) -> dict[str, str]:
        size = self.style.chunk_size
        if len(token) <= size:
            return {self.style.session: token}
        starts = range(0, len(token), size)
        return {f"{self.style.session}.{number}": token[start : start + size] for number, start in enumerate(starts)}

    def _seal(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def _csrf_proof(self, token: str) -> str:
        return hashlib.sha256(token.encode() + self._secret).hexdigest()


def set_cookie(name: str, value: str, expires: datetime | None = None) -> str:
    """A `Set-Cookie` value; without `expires` it lasts as long as the browser."""
    until = f" Expires={format_datetime(expires, usegmt=True)};" if expires else ""
    return f"{name}={value}; Path=/;{until} HttpOnly; SameSite=Lax"


def delete_cookie(name: str) -> str:
    return f"{name}=; Path=/; Expires={EPOCH}; Max-Age=0; HttpOnly; SameSite=Lax"
