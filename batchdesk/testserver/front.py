"""What every request passes first: the header limit, the faults that take an answer's place, and the log.

An ASGI application around the real one. Knows nothing of batches or sign-in.
"""

import asyncio

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from batchdesk.testserver.cutting import cut_connection
from batchdesk.testserver.fault_list import Faults
from batchdesk.testserver.faults import Cut
from batchdesk.testserver.request_log import (
    RequestEntry,
    RequestLog,
    batch_id_in,
    cookie_names,
    without_secrets,
)
from batchdesk.testserver.wire import now

HEADER_LIMIT = 16 * 1024
"""Node.js answers 431 to more than this many bytes of headers."""


class Front:
    """Stands before the application."""

    def __init__(self, application: ASGIApp, faults: Faults, log: RequestLog) -> None:
        self._application = application
        self._faults = faults
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        visit = Visit(scope, self._log)

        async def noted_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                visit.note(message["status"])
            await send(message)

        answer = self._answer_before(scope)
        if isinstance(answer, Cut):
            visit.note(None)
            transport: asyncio.Transport = scope["state"]["transport"]
            cut_connection(transport, reset=answer is Cut.RESET)
            while (await receive())["type"] != "http.disconnect":
                pass
        else:
            await (answer or self._application)(scope, receive, noted_send)

    def _answer_before(self, scope: Scope) -> ASGIApp | Cut | None:
        if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > HEADER_LIMIT:
            return PlainTextResponse("Request Header Fields Too Large", 431, {"Connection": "close"})
        fault = self._faults.opening(scope["path"], batch_id_in(scope["path"]))
        return None if fault is None else fault.response(scope["path"])


class Visit:
    """One request on its way into the log."""

    def __init__(self, scope: Scope, log: RequestLog) -> None:
        self._arrived = now()
        self._scope = scope
        self._log = log

    def note(self, status: int | None) -> None:
        headers = Headers(scope=self._scope)
        self._log.add(
            RequestEntry(
                time=self._arrived,
                method=self._scope["method"],
                path=self._scope["path"],
                batch_id=batch_id_in(self._scope["path"]),
                headers=without_secrets(headers),
                cookie_names=cookie_names(headers),
                status=status,
            )
        )
