"""Asking for a stream: the request, redirects, and what an answer means.

Source: PROTOCOL.md, 'Stream', and the HTML standard's 'Processing model' of server-sent events.
"""

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote

import httpx

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.clients import ClientPool, new_request
from batchdesk.stream.redirects import leads_to_sign_in, redirect_target
from batchdesk.stream.retry_after import seconds_to_wait

REDIRECTS_FOLLOWED = 10

_SENDABLE_ID = re.compile(rb"[^\x00-\x08\x0a-\x1f\x7f]{1,4096}")
"""A quarter of the 16 KB of headers that Node.js takes: a longer id would have every attempt refused."""


class Meaning(Enum):
    """What to do after an answer."""

    OPEN = auto()
    """Read the stream."""
    STOP = auto()
    """204: there is nothing more to come."""
    SIGN_IN = auto()
    """The session has ended."""
    GONE = auto()
    """Not found or no access."""
    AGAIN = auto()
    """Not now, or no stream: after a pause."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer means, and the problem that a person is told of."""

    meaning: Meaning
    problem: Problem | None = None
    retry_after: float = 0.0
    """Seconds that the server wants us to wait at least."""


def stream_address(key: BatchKey) -> str:
    """Where a batch's stream is (protocol guide, 'Connection')."""
    return f"{key.server}/api/creative/batches/{quote(key.batch_id, safe='')}/events"


@asynccontextmanager
async def ask_for_stream(
    pool: ClientPool, address: httpx.URL | str, cookie_for: Callable[[httpx.URL], str | None], last_event_id: str = ""
) -> AsyncGenerator[httpx.Response]:
    """Ask for the stream at `address`, following redirects; gives the answer, its body unread, and closes it at last.

    Each address on the way is asked for its own cookie: none is carried to another origin. A redirect to a sign-in page
    is not followed, it is the answer. Raises what httpx raises, and BatchdeskError(NOT_A_STREAM) for a chain of
    redirects without end.
    """
    url = httpx.URL(address)
    for _ in range(REDIRECTS_FOLLOWED + 1):
        request = new_request("GET", url, _request_headers(cookie_for(url), last_event_id))
        async with pool.answer(request) as response:
            target = redirect_target(response)
            if target is None or leads_to_sign_in(target):
                yield response
                return
        url = target
    raise BatchdeskError(Problem(ProblemKind.NOT_A_STREAM, {"code": 302}))


def meaning_of(response: httpx.Response) -> Answer:
    """Judge an answer by its status and content type."""
    status = response.status_code
    target = redirect_target(response)
    if status == 401 or (target is not None and leads_to_sign_in(target)):
        return Answer(Meaning.SIGN_IN, Problem(ProblemKind.SIGNED_OUT))
    if status == 204:
        return Answer(Meaning.STOP)
    if status in (403, 404, 410):
        return Answer(Meaning.GONE, Problem(ProblemKind.NOT_FOUND))
    if status in (408, 429) or status >= 500:
        problem = Problem(ProblemKind.REFUSED, {"code": status})
        return Answer(Meaning.AGAIN, problem, seconds_to_wait(response.headers))
    if status != 200:
        return Answer(Meaning.AGAIN, Problem(ProblemKind.NOT_A_STREAM, {"code": status}))
    content_type: str = response.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != "text/event-stream":
        return Answer(Meaning.AGAIN, Problem(ProblemKind.NOT_A_STREAM, {"content_type": content_type}))
    encoding: str = response.headers.get("content-encoding", "identity")
    if encoding.strip().lower() != "identity":  # which is all we ask for: a compressor would hold events back
        return Answer(
            Meaning.AGAIN, Problem(ProblemKind.NOT_A_STREAM, {"content_type": f"{content_type} ({encoding})"})
        )
    return Answer(Meaning.OPEN)


def _request_headers(cookie: str | None, last_event_id: str) -> list[tuple[bytes, bytes]]:
    headers = [(b"Accept", b"text/event-stream"), (b"Cache-Control", b"no-cache")]
    if cookie is not None:
        headers.append((b"Cookie", cookie.encode("ascii")))
    # An id is any text; what no header can carry stays unsaid, since a server could not have meant it to come back.
    event_id = last_event_id.encode().strip(b" \t")
    if _SENDABLE_ID.fullmatch(event_id):
        headers.append((b"Last-Event-ID", event_id))
    return headers
