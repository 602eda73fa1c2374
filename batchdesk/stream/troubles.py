"""Where foreign exceptions end: what httpx, ssl and the system raise becomes one Problem, here and nowhere else."""

import errno
import socket
import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from enum import StrEnum

import httpx

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind


class Reason(StrEnum):
    """The `reason` of an UNREACHABLE or LOST problem, so that a front end can say it in the operator's language."""

    NAME_NOT_FOUND = "name not found"
    REFUSED = "connection refused"
    TIMED_OUT = "timed out"
    NETWORK_UNREACHABLE = "network unreachable"
    RESET = "connection reset"
    CLOSED = "closed by the server"
    NOT_HTTP = "no HTTP answer"
    NOT_ENCRYPTED = "no encrypted answer"
    PROXY = "proxy refused"
    ADDRESS = "not a valid address"
    OTHER = "connection failed"


_BY_ERRNO = {
    errno.ECONNREFUSED: Reason.REFUSED,
    errno.ETIMEDOUT: Reason.TIMED_OUT,
    errno.ENETUNREACH: Reason.NETWORK_UNREACHABLE,
    errno.EHOSTUNREACH: Reason.NETWORK_UNREACHABLE,
    errno.ENETDOWN: Reason.NETWORK_UNREACHABLE,
    errno.ECONNRESET: Reason.RESET,
    errno.ECONNABORTED: Reason.RESET,
    errno.EPIPE: Reason.RESET,
}

_OPEN_FILES = (errno.EMFILE, errno.ENFILE)
"""The process's own limit, and the whole system's."""

_BY_TYPE: tuple[tuple[type[BaseException], Reason], ...] = (
    (socket.gaierror, Reason.NAME_NOT_FOUND),
    (httpx.TimeoutException, Reason.TIMED_OUT),
    (TimeoutError, Reason.TIMED_OUT),
    (httpx.ProxyError, Reason.PROXY),
    (httpx.InvalidURL, Reason.ADDRESS),
    (httpx.UnsupportedProtocol, Reason.ADDRESS),
    (ssl.SSLError, Reason.NOT_ENCRYPTED),
)

_NEVER_CONNECTED = (
    httpx.ConnectError,
    httpx.TimeoutException,
    httpx.ProxyError,
    httpx.InvalidURL,
    httpx.UnsupportedProtocol,
    TimeoutError,
)


@contextmanager
def foreign_errors() -> Generator[None]:
    """Raise BatchdeskError (UNREACHABLE, CERTIFICATE, OPEN_FILES or LOST) for what the network did within."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise BatchdeskError(problem_of(error)) from error


def problem_of(error: BaseException) -> Problem:
    """The problem a network exception stands for: what the environment did, not where in the code it was noticed."""
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, ssl.SSLCertVerificationError):
            return Problem(ProblemKind.CERTIFICATE, {"reason": link.verify_message})
        if isinstance(link, OSError) and link.errno in _OPEN_FILES:
            return Problem(ProblemKind.OPEN_FILES)
    kind = ProblemKind.UNREACHABLE if isinstance(error, _NEVER_CONNECTED) else ProblemKind.LOST
    return Problem(kind, {"reason": _reason(chain)})


_OF_THE_PROXY = frozenset(
    {
        *(Reason.NAME_NOT_FOUND.value, Reason.REFUSED.value, Reason.TIMED_OUT.value, Reason.NETWORK_UNREACHABLE.value),
        *(Reason.PROXY.value, Reason.ADDRESS.value),
    }
)
"""Why a request that goes by a proxy is not answered, and the server has nothing to do with it."""


def on_the_way_by(proxy: str, problem: Problem) -> Problem:
    """The problem of a request by this proxy, which is named where it is the one at fault; its password never is."""
    if problem.kind is not ProblemKind.UNREACHABLE or problem.detail.get("reason") not in _OF_THE_PROXY:
        return problem
    return Problem(problem.kind, {**problem.detail, "proxy": proxy.rpartition("://")[2].rpartition("@")[2]})


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """`error` and what caused it, outermost first. Of several attempts (IPv4, IPv6) the first stands for all."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from _chain(error.exceptions[0])  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] -- typeshed leaves a narrowed group's type unknown
            return
        error = error.__cause__ or error.__context__


def _reason(chain: list[BaseException]) -> str:
    for link in reversed(chain):
        if isinstance(link, OSError) and link.errno in _BY_ERRNO:
            return _BY_ERRNO[link.errno].value
    for link in reversed(chain):
        for kind, reason in _BY_TYPE:
            if isinstance(link, kind):
                return reason.value
    if isinstance(chain[0], httpx.RemoteProtocolError):
        cut_short = "disconnected" in str(chain[0]) or "closed" in str(chain[0])
        return (Reason.CLOSED if cut_short else Reason.NOT_HTTP).value
    return (Reason.RESET if isinstance(chain[0], httpx.ReadError | httpx.WriteError) else Reason.OTHER).value
