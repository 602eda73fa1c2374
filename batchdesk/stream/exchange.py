"""One small request and its whole answer, bounded in time and size. For everything that is not a stream."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.clients import ClientPool, new_request
from batchdesk.stream.redirects import redirect_target
from batchdesk.stream.retry_after import seconds_to_wait
from batchdesk.stream.troubles import foreign_errors

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes. A list of a hundred batches has some hundred thousand; more is not what we asked for."""

ANSWER_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, read to its end."""

    status: int
    headers: httpx.Headers
    body: bytes
    redirect: httpx.URL | None = None
    """Where it would send us; not followed."""

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def set_cookie_lines(self) -> list[str]:
        """The `Set-Cookie` headers."""
        return self.headers.get_list("set-cookie")


async def exchange(
    pool: ClientPool,
    method: str,
    address: str,
    *,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    json: Mapping[str, object] | None = None,
) -> Reply:
    """Send a request, with a form or a JSON body, and read the answer. Redirects are not followed.

    Raises BatchdeskError: UNREACHABLE, CERTIFICATE, LOST; TOO_LARGE past LARGEST_ANSWER.
    """
    with foreign_errors():
        raw_headers = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
        request = new_request(method, httpx.URL(address), raw_headers, form, json)
        async with asyncio.timeout(ANSWER_SECONDS), pool.answer(request) as response:
            body = await _whole_body(response)
            return Reply(response.status_code, response.headers, body, redirect_target(response))


def raise_refusal(reply: Reply) -> None:
    """Raise BatchdeskError(REFUSED) for an answer that says 'not now' (408, 429, 5xx), whatever was asked."""
    if reply.status in (408, 429) or reply.status >= 500:
        seconds = seconds_to_wait(reply.headers)
        pause = {"retry_after": seconds} if seconds else {}
        raise BatchdeskError(Problem(ProblemKind.REFUSED, {"code": reply.status, **pause}))


async def _whole_body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > LARGEST_ANSWER:
            raise BatchdeskError(Problem(ProblemKind.TOO_LARGE, {"limit": LARGEST_ANSWER}))
    return bytes(body)
