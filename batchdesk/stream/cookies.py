"""The session cookies of NextAuth 4 and Auth.js 5: reading them from wherever they come, writing the header.

A long token comes in chunks `….0`, `….1`; a base cookie left beside chunks makes every call fail, so there never is
one. Source: PROTOCOL.md, 'Session'. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

_NAME = r"(?:__Secure-)?(?:next-auth|authjs)\.session-token(?:\.\d{1,2})?"
_SESSION_NAME = re.compile(_NAME)
# A name and a value with whatever stands between them: `=`, a tab from a table of cookies, `: "` from a developer
# tool, `","value":"` from an exported list.
_VALUE = r"[!#-&(-+\--:<-\[\]-~]+"  # RFC 6265's cookie-octet, and no apostrophe, which ends a value in a command line
_NAMED_VALUE = re.compile(rf"({_NAME})(?:\"?\s*[=:\t]\s*\"?|\"\s*,\s*\"value\"\s*:\s*\")({_VALUE})")
_SENDABLE_VALUE = re.compile(_VALUE)
_VALUE_ALONE = re.compile(rf"(?!{_NAME})[A-Za-z0-9._~+/%-]+={{0,2}}")


@dataclass(frozen=True, slots=True)
class SessionCookies:
    """One server's session cookies, names to values. Empty: no session. Never shows the values."""

    values: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    def __bool__(self) -> bool:
        return bool(self.values)

    def header(self) -> str:
        """The `Cookie` header, chunks in their order."""
        return "; ".join(f"{name}={self.values[name]}" for name in sorted(self.values, key=_chunk_order))

    def after_reply(self, set_cookie_lines: Iterable[str]) -> "SessionCookies":
        """The cookies after an answer with these `Set-Cookie` lines.

        An answer that sets the session sets all of it: what it does not name is stale.
        """
        changed = dict(_set_cookies(set_cookie_lines))
        changed = {name: value for name, value in changed.items() if _SESSION_NAME.fullmatch(name)}
        fresh = {name: value for name, value in changed.items() if value}
        if fresh:
            return SessionCookies(_without_stale_bases(fresh))
        if not changed:
            return self
        return SessionCookies({name: value for name, value in self.values.items() if name not in changed})


def cookies_from_text(text: str, *, encrypted: bool) -> SessionCookies:
    """Find session cookies in what somebody pasted: a value alone, `name=value`, a `Cookie:` line, chunks, a table row.

    A value alone goes under the names of both versions of NextAuth; each server reads its own, and its next answer
    leaves one. `encrypted`: whether the server's address is https, where the names have a prefix. Empty when there is
    nothing that can be a session.
    """
    named = {match[1]: match[2] for match in _NAMED_VALUE.finditer(text)}
    if named:
        return SessionCookies(_without_stale_bases(named))
    value = "".join(text.split()).strip("\"';")  # a terminal or a mail may have broken a long value into lines
    if not _VALUE_ALONE.fullmatch(value):
        return SessionCookies()
    prefix = "__Secure-" if encrypted else ""
    return SessionCookies({f"{prefix}{family}.session-token": value for family in ("next-auth", "authjs")})


def all_cookies(set_cookie_lines: Iterable[str]) -> str:
    """The `Cookie` header that answers these `Set-Cookie` lines, whatever their names: for the steps of a sign-in."""
    return "; ".join(f"{name}={value}" for name, value in _set_cookies(set_cookie_lines) if value)


def _set_cookies(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Name and value of each line; the value is empty where the line deletes the cookie."""
    for line in lines:
        pair, *attributes = line.split(";")
        name, _, value = pair.strip().partition("=")
        value = value.strip()
        kept = _SENDABLE_VALUE.fullmatch(value) and not any(map(_deletes, attributes))
        yield name.strip(), value if kept else ""


def _deletes(attribute: str) -> bool:
    name, _, value = attribute.strip().partition("=")
    if name.lower() == "max-age":
        return value.strip() == "0" or value.strip().startswith("-")
    if name.lower() == "expires":
        try:
            return parsedate_to_datetime(value).year <= 1970
        except (ValueError, TypeError):
            return False
    return False


def _without_stale_bases(values: Mapping[str, str]) -> dict[str, str]:
    chunked = {name.rpartition(".")[0] for name in values if name[-1].isdigit()}
    return {name: value for name, value in values.items() if name not in chunked}


def _chunk_order(name: str) -> tuple[str, int]:
    base, _, chunk = name.rpartition(".")
    return (base, int(chunk)) if chunk.isdigit() else (name, -1)
