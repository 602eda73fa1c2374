"""The application's routes: batches listed, created, read, deleted, streamed, and the page of one.

Everything that is asked for is checked here: signed in, a merchant's member, well-formed. Knows nothing of sockets.
"""

import html
import json
from collections.abc import Callable, Mapping
from typing import cast

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from batchdesk.testserver.authentication import Authentication
from batchdesk.testserver.batches import Batch, Batches
from batchdesk.testserver.directory import Directory, User
from batchdesk.testserver.plan import FINAL, QUEUED, RUNNING
from batchdesk.testserver.sample_texts import copy_text
from batchdesk.testserver.streams import OpenStreams, Stream
from batchdesk.testserver.wire import now, timestamp_or_null, to_json, to_timestamp

UNAUTHENTICATED = "未认证访问"
NOT_FOUND = "批次不存在或无权访问"
KNOWN_STATUSES = FINAL | {QUEUED, RUNNING}
DEFAULT_PAGE_SIZE = 20
LARGEST_PAGE = 100
FEWEST_ASSETS = 2


class Refusal(Exception):
    """An answer that is not what was asked for."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


class Application:
    """The web application, as one ASGI application."""

    def __init__(
        self,
        directory: Directory,
        authentication: Authentication,
        batches: Batches,
        streams: OpenStreams,
        create: Callable[[User, str, str | None, tuple[Mapping[str, object], ...]], Batch],
        *,
        lists: bool,
    ) -> None:
        self._directory = directory
        self._authentication = authentication
        self._batches = batches
        self._streams = streams
        self._create = create
        self._lists = lists

    def asgi(self) -> ASGIApp:
        routes: list[BaseRoute] = [
            *self._authentication.routes(),
            *([Route("/api/creative/batches", self._list)] if self._lists else []),
            Route("/api/creative/batches", self._post, methods=["POST"]),
            Route("/api/creative/batches/{batch_id}", self._detail),
            Route("/api/creative/batches/{batch_id}", self._delete, methods=["DELETE"]),
            Route("/api/creative/batches/{batch_id}/events", self._events),
            Route("/creative/batches/{batch_id}", self._page),
        ]
        # Below /moved everything is there again, for redirects that a client may follow.
        handlers = {Refusal: _refusal_response}
        return Starlette(routes=[*routes, Mount("/moved", routes=routes)], exception_handlers=handlers)

    async def _events(self, request: Request) -> ASGIApp:
        if request.method == "HEAD":
            return Response(status_code=405, headers={"Allow": "GET"})
        batch = self._batch(request)
        return Stream(batch.id, self._streams)

    async def _list(self, request: Request) -> Response:
        user = self._user(request)
        merchant_id = request.query_params.get("merchantId")
        if not merchant_id:
            raise Refusal(422, "缺少必填参数 merchantId")
        self._check_merchant(user, merchant_id)
        asked = (part for value in request.query_params.getlist("status") for part in value.split(","))
        statuses = frozenset(part.strip().upper() for part in asked) & KNOWN_STATUSES
        found = self._batches.of_merchant(merchant_id, statuses)
        page = max(1, _whole_number(request, "page", 1))
        size = min(max(1, _whole_number(request, "pageSize", DEFAULT_PAGE_SIZE)), LARGEST_PAGE)
        shown = found[(page - 1) * size : page * size]
        return _success([self._summary(batch) for batch in shown], _page_meta(page, size, len(found)))

    async def _detail(self, request: Request) -> Response:
        batch = self._batch(request)
        parent = self._batches.find(batch.parent_batch_id or "")
        details: dict[str, object] = self._summary(batch) | {
            "parentBatch": parent and {"id": parent.id, "status": parent.status},
            "errorCode": batch.error_code,
            "errorMessage": batch.error_message,
            "tokenUsage": batch.token_usage,
            "updatedAt": to_timestamp(batch.updated_at),
            "assets": batch.assets,
            "copies": [_copy(batch, number) for number in range(batch.copy_count)],
        }
        return _success(details)

    async def _post(self, request: Request) -> Response:
        user = self._user(request)
        body = await _json_object(request)
        merchant_id, parent_id = body.get("merchantId"), body.get("parentBatchId")
        if not isinstance(merchant_id, str) or not merchant_id:
            raise Refusal(422, "请求参数无效")
        assets = _assets(body.get("assets"))
        self._check_merchant(user, merchant_id)
        if parent_id is not None:
            parent = self._batches.find(str(parent_id))
            if parent is None or parent.merchant_id != merchant_id:
                raise Refusal(404, "父批次不存在或无权访问")
        batch = self._create(user, merchant_id, None if parent_id is None else str(parent_id), assets)
        answer = {
            "batchId": batch.id,
            "parentBatchId": batch.parent_batch_id,
            "status": batch.status,
            "statusVersion": batch.status_version,
            "createdAt": to_timestamp(batch.created_at),
        }
        return _json(answer, 201)

    async def _delete(self, request: Request) -> Response:
        self._batches.delete(self._batch(request).id)
        return _json({"success": True})

    async def _page(self, request: Request) -> Response:
        """The web page of a batch: a browser without a session is sent to the sign-in page."""
        if self._authentication.user(request) is None:
            return RedirectResponse(f"/api/auth/signin?callbackUrl={request.url.path}", 307)
        batch = self._batch(request)
        merchant = self._directory.merchant(batch.merchant_id)
        lines = (merchant.name if merchant else "", batch.id, batch.status, f"v{batch.status_version}")
        items = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        copies = "".join(f"<pre>{html.escape(copy_text(batch.id, number))}</pre>" for number in range(batch.copy_count))
        return HTMLResponse(f'<!DOCTYPE html><meta charset="utf-8"><title>{batch.id}</title>{items}{copies}')

    def _user(self, request: Request) -> User:
        user = self._authentication.user(request)
        if user is None:
            raise Refusal(401, UNAUTHENTICATED)
        return user

    def _batch(self, request: Request) -> Batch:
        """The batch that is asked for. An unknown and a forbidden one look the same."""
        user = self._user(request)
        batch = self._batches.find(request.path_params["batch_id"])
        if batch is None or not user.may_see(batch.merchant_id):
            raise Refusal(404, NOT_FOUND)
        return batch

    def _check_merchant(self, user: User, merchant_id: str) -> None:
        if self._directory.merchant(merchant_id) is None or not user.may_see(merchant_id):
            raise Refusal(404, "商家不存在或无权访问")

    def _summary(self, batch: Batch) -> dict[str, object]:
        parent = self._batches.find(batch.parent_batch_id or "")
        return {
            "id": batch.id,
            "merchantId": batch.merchant_id,
            "parentBatchId": batch.parent_batch_id,
            "parentStatus": parent and parent.status,
            "status": batch.status,
            "statusVersion": batch.status_version,
            "modelId": batch.model_id,
            "triggeredBy": batch.triggered_by,
            "targetSequence": batch.target_sequence,
            "startedAt": timestamp_or_null(batch.started_at),
            "completedAt": timestamp_or_null(batch.completed_at),
            "createdAt": to_timestamp(batch.created_at),
            "copyCount": batch.copy_count,
        }


def _copy(batch: Batch, number: int) -> dict[str, object]:
    return {
        "id": f"{batch.id}-{number}",
        "batchId": batch.id,
        "sequence": batch.target_sequence or number + 1,
        "state": "DRAFT",
        "markdownContent": copy_text(batch.id, number),
        "contentVersion": 1,
        "createdAt": timestamp_or_null(batch.completed_at),
    }


def _page_meta(page: int, size: int, total: int) -> dict[str, object]:
    pages = -(-total // size)
    return {
        "page": page,
        "pageSize": size,
        "total": total,
        "totalPages": pages,
        "hasNext": page < pages,
        "hasPrev": page > 1,
    }


def _whole_number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else default


async def _json_object(request: Request) -> dict[str, object]:
    try:
        body: object = json.loads(await request.body())
    except ValueError:
        raise Refusal(422, "请求参数无效") from None
    if not isinstance(body, dict):
        raise Refusal(422, "请求参数无效")
    return cast("dict[str, object]", body)


def _assets(value: object) -> tuple[Mapping[str, object], ...]:
    """At least two, each with a role and an id."""
    assets = cast("list[object]", value) if isinstance(value, list) else []
    objects = [cast("dict[str, object]", asset) for asset in assets if isinstance(asset, dict)]
    complete = [asset for asset in objects if asset.get("role") and asset.get("assetId")]
    if len(complete) != len(assets) or len(complete) < FEWEST_ASSETS:
        raise Refusal(422, "请求参数无效")
    return tuple(complete)


def _json(body: object, status: int = 200) -> Response:
    return Response(to_json(body), status, media_type="application/json")


def _success(data: object, meta: Mapping[str, object] | None = None) -> Response:
    page = {} if meta is None else {"meta": meta}
    return _json({"success": True, "data": data, **page, "timestamp": to_timestamp(now())})


async def _refusal_response(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    body = {"success": False, "error": refusal.error, "timestamp": to_timestamp(now())}
    return _json(body, refusal.status)
