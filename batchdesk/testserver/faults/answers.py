"""Faults that take the place of an answer."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from starlette.responses import HTMLResponse, RedirectResponse, Response

from batchdesk.testserver.faults.kinds import Cut, Fault
from batchdesk.testserver.wire import now, to_json, to_timestamp

STREAM_SUFFIX = "/events"
REFUSALS = {
    401: "未认证访问",
    403: "无权访问",
    404: "批次不存在或无权访问",
    429: "请求过于频繁，请稍后再试",
    503: "服务暂时不可用",
}


@dataclass(frozen=True, kw_only=True)
class OpeningFault(Fault, ABC):
    """Takes the place of an answer."""

    everywhere: bool = False
    """False: only where a stream is asked for; True: any request of the server."""

    def is_for_path(self, path: str) -> bool:
        return self.everywhere or path.endswith(STREAM_SUFFIX)

    @abstractmethod
    def response(self, path: str) -> Response | Cut:
        """The answer, or how the connection ends without one."""


@dataclass(frozen=True, kw_only=True)
class Refuse(OpeningFault):
    """Answers with a status, as the application or a proxy before it would."""

    status: int
    retry_after: int | datetime | str | None = None
    """Seconds, a date, or any text, for the `Retry-After` header."""

    def response(self, path: str) -> Response:
        if self.status == 204:
            return Response(status_code=204)
        error = REFUSALS.get(self.status, "服务器错误")
        body = {"success": False, "error": error, "timestamp": to_timestamp(now())}
        response = Response(to_json(body), self.status, media_type="application/json")
        if isinstance(self.retry_after, datetime):
            response.headers["Retry-After"] = format_datetime(self.retry_after, usegmt=True)
        elif self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


@dataclass(frozen=True, kw_only=True)
class HtmlAnswer(OpeningFault):
    """A page, as a captive portal or a proxy gives; with 404, as an application gives that has no such route."""

    status: int = 200
    html: str = "<!DOCTYPE html><html><body><h1>Please sign in to the network</h1></body></html>"

    def response(self, path: str) -> Response:
        return HTMLResponse(self.html, self.status)


@dataclass(frozen=True, kw_only=True)
class Redirect(OpeningFault):
    """Sends the client elsewhere: by default to the sign-in page, as middleware before the routes does."""

    location: str = "/api/auth/signin?callbackUrl=%2F"
    """`{path}` stands for the path that was asked for. Whatever is below `/moved` is served like the rest."""
    status: int = 307

    def response(self, path: str) -> Response:
        return RedirectResponse(self.location.replace("{path}", path), self.status)


@dataclass(frozen=True, kw_only=True)
class HangUp(OpeningFault):
    """Ends the connection without an answer."""

    reset: bool = False

    def response(self, path: str) -> Cut:
        return Cut.RESET if self.reset else Cut.CLOSE
