"""What the server was asked, for tests that count. Written by the server's thread, read by any.

Holds no secret: of a cookie only its name is kept, and a body never.
"""

import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers

KEPT_ENTRIES = 20_000
"""Older ones are forgotten: a demo may run for days."""

SECRET_HEADERS = frozenset({"cookie", "authorization", "proxy-authorization"})
BATCH_PATH = re.compile(r"/api/creative/batches/(?P<batch_id>[^/]+)")


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """One request, noted when its answer begins."""

    time: datetime
    """When it came in, UTC."""
    method: str
    path: str
    batch_id: str | None
    headers: Mapping[str, str]
    """Names in lower case; those that carry a secret are left out."""
    cookie_names: tuple[str, ...]
    status: int | None
    """None: the connection was cut instead of answered."""


class RequestLog:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[RequestEntry] = deque(maxlen=KEPT_ENTRIES)
        self._changed = threading.Condition()

    @property
    def entries(self) -> tuple[RequestEntry, ...]:
        with self._changed:
            return tuple(self._entries)

    def add(self, entry: RequestEntry) -> None:
        with self._changed:
            self._entries.append(entry)
            self._changed.notify_all()

    def clear(self) -> None:
        with self._changed:
            self._entries.clear()

    def matching(
        self, *, path_suffix: str = "", status: int | None = None, batch_id: str | None = None
    ) -> list[RequestEntry]:
        """Those whose path ends so, with that status, about that batch; what is not given is not asked for."""
        return [
            entry
            for entry in self.entries
            if entry.path.endswith(path_suffix)
            and status in (None, entry.status)
            and batch_id in (None, entry.batch_id)
        ]

    def count(self, *, path_suffix: str = "", status: int | None = None, batch_id: str | None = None) -> int:
        return len(self.matching(path_suffix=path_suffix, status=status, batch_id=batch_id))

    def wait_for(self, predicate: Callable[[RequestEntry], bool], timeout: float = 5.0) -> RequestEntry:
        """The first entry for which it holds, also one that is there already.

        Raises TimeoutError after `timeout` seconds without one.
        """

        def found() -> RequestEntry | None:
            return next((entry for entry in self._entries if predicate(entry)), None)

        with self._changed:
            entry = self._changed.wait_for(found, timeout)
        if entry is None:
            raise TimeoutError(f"no such request within {timeout:g} s")
        return entry


def batch_id_in(path: str) -> str | None:
    match = BATCH_PATH.search(path)
    return match["batch_id"] if match else None


def without_secrets(headers: Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in SECRET_HEADERS}


def cookie_names(headers: Headers) -> tuple[str, ...]:
    return tuple(_names(headers.getlist("cookie")))


def _names(lines: Iterable[str]) -> list[str]:
    names: list[str] = []
    for line in lines:
        try:
            names += SimpleCookie(line)
        except CookieError:
            names.append("(unreadable)")
    return names
