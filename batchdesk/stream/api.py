"""The application's other routes: a batch in detail, lists, creating, starting over.

They are not in the guide. A server that lacks one is no error: such a method returns None (PROTOCOL.md, 'Lists').
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, urlencode

import msgspec

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.exchange import Reply, exchange, raise_refusal
from batchdesk.stream.redirects import leads_to_sign_in
from batchdesk.stream.session import ServerSession

LARGEST_PAGE = 100
"""Batches that the server gives on one page at most."""


class BatchSummary(msgspec.Struct, frozen=True, rename="camel"):
    """A batch as a list shows it. Times are as the server wrote them."""

    id: str
    status: str
    status_version: int = 0
    merchant_id: str | None = None
    parent_batch_id: str | None = None
    model_id: str | None = None
    triggered_by: str | None = None
    started_at: str | None = None
    completed_at: str | None = None
    created_at: str | None = None
    copy_count: int | None = None


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """A batch with its texts."""

    summary: BatchSummary
    raw: str = field(repr=False)
    """The whole answer exactly as it came; `batch.copies` finds the texts in it. Not in any log."""


class PageInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Where in a list a page stands."""

    page: int = 1
    page_size: int = LARGEST_PAGE
    total: int = 0
    total_pages: int = 0
    has_next: bool = False
    has_prev: bool = False


class BatchPage(msgspec.Struct, frozen=True):
    """One page of a merchant's batches, newest first."""

    data: tuple[BatchSummary, ...]
    meta: PageInfo = PageInfo()


class CreatedBatch(msgspec.Struct, frozen=True, rename="camel"):
    """A batch that was just made."""

    batch_id: str
    status: str
    status_version: int


class _WireDetail(msgspec.Struct):
    data: BatchSummary


class _WireRefusal(msgspec.Struct):
    success: bool


Wanted = TypeVar("Wanted")


class ServerApi:
    """One server's routes. Every method raises BatchdeskError: UNREACHABLE, CERTIFICATE, LOST, REFUSED, SIGNED_OUT,
    NOT_FOUND, NOT_THAT_SERVER."""

    def __init__(self, session: ServerSession, pool: ClientPool) -> None:
        self._session = session
        self._pool = pool
        self._batches = f"{session.server}/api/creative/batches"

    async def batch(self, key: BatchKey) -> BatchDetail | None:
        """A batch with its texts; None where the server has no such route."""
        reply = await self._ask("GET", f"{self._batches}/{quote(key.batch_id, safe='')}")
        wire = _decoded(reply, _WireDetail)
        return BatchDetail(wire.data, reply.body.decode(errors="replace")) if wire else None

    async def batches(self, merchant: str, page: int = 1, statuses: Sequence[str] = ()) -> BatchPage | None:
        """A page of a merchant's batches, of all statuses or of these; None where the server has no such route.

        Raises NO_MERCHANT instead of NOT_FOUND.
        """
        query = {"merchantId": merchant, "page": str(page), "pageSize": str(LARGEST_PAGE)}
        if statuses:
            query["status"] = ",".join(statuses)
        address = f"{self._batches}?{urlencode(query)}"
        return _decoded(await self._ask("GET", address, unseen=ProblemKind.NO_MERCHANT), BatchPage)

    async def create(self, merchant: str, assets: Sequence[tuple[str, str]]) -> CreatedBatch | None:
        """Have a batch made from `assets` (role, id); None where the server has no such route."""
        parts = [{"role": role, "assetId": asset} for role, asset in assets]
        wanted: dict[str, object] = {"merchantId": merchant, "assets": parts}
        return _decoded(await self._ask("POST", self._batches, wanted), CreatedBatch)

    async def delete(self, key: BatchKey) -> None:
        """Delete a batch on the server."""
        reply = await self._ask("DELETE", f"{self._batches}/{quote(key.batch_id, safe='')}")
        if _lacks_route(reply) or not reply.is_success:
            raise BatchdeskError(Problem(ProblemKind.NOT_THAT_SERVER, {"reason": str(reply.status)}))

    async def _ask(
        self,
        method: str,
        address: str,
        body: dict[str, object] | None = None,
        unseen: ProblemKind = ProblemKind.NOT_FOUND,
    ) -> Reply:
        """Ask with the session; once more with a renewed one after a 401. `unseen`: what it means that what is asked
        for does not exist or may not be seen."""
        await self._session.load()
        cookie = self._session.cookie_header(address)
        reply = await exchange(self._pool, method, address, headers=_headers(cookie), json=body)
        if reply.status == 401 and await self._session.renew(cookie):
            cookie = self._session.cookie_header(address)
            reply = await exchange(self._pool, method, address, headers=_headers(cookie), json=body)
        if reply.status == 401 or _leads_to_sign_in(reply):
            raise BatchdeskError(Problem(ProblemKind.SIGNED_OUT))
        raise_refusal(reply)
        if reply.status in (403, 404, 410) and not _lacks_route(reply):
            raise BatchdeskError(Problem(unseen))
        return reply


def _headers(cookie: str | None) -> dict[str, str]:
    return {"Cookie": cookie} if cookie is not None else {}


def _leads_to_sign_in(reply: Reply) -> bool:
    return reply.redirect is not None and leads_to_sign_in(reply.redirect)


def _lacks_route(reply: Reply) -> bool:
    """A route that is not there answers with a page; one that finds no batch says so in its own JSON."""
    if reply.status not in (404, 405):
        return False
    try:
        msgspec.json.decode(reply.body, type=_WireRefusal)
    except msgspec.DecodeError:
        return True
    return False


def _decoded(reply: Reply, wanted: type[Wanted]) -> Wanted | None:
    if _lacks_route(reply):
        return None
    try:
        if reply.is_success:
            return msgspec.json.decode(reply.body, type=wanted)
    except msgspec.DecodeError:
        pass  # answered, but not as a batch server does: the same as another status
    raise BatchdeskError(Problem(ProblemKind.NOT_THAT_SERVER, {"reason": str(reply.status)}))
