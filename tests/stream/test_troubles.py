"""What the network raises becomes a problem in the program's own words, whatever it is wrapped in."""

import errno

import httpx
import pytest

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.troubles import Reason, problem_of


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_no_more_files_may_be_opened(number: int) -> None:
    error = httpx.ConnectError("all attempts failed")
    error.__cause__ = OSError(number, "Too many open files")
    assert problem_of(error) == Problem(ProblemKind.OPEN_FILES)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ECONNREFUSED, Reason.REFUSED),
        (errno.ETIMEDOUT, Reason.TIMED_OUT),
        (errno.ENETUNREACH, Reason.NETWORK_UNREACHABLE),
        (errno.EHOSTUNREACH, Reason.NETWORK_UNREACHABLE),
        (errno.ENETDOWN, Reason.NETWORK_UNREACHABLE),
        (errno.ECONNRESET, Reason.RESET),
        (errno.EPROTO, Reason.OTHER),
    ],
)
def test_what_prevented_a_connection(number: int, reason: Reason) -> None:
    error = httpx.ConnectError("all attempts failed")
    error.__cause__ = OSError(number, "as the system says")
    assert problem_of(error) == Problem(ProblemKind.UNREACHABLE, {"reason": reason.value})


def test_of_several_addresses_the_first_stands_for_all() -> None:
    error = httpx.ConnectError("all attempts failed")
    attempts = [OSError(errno.ECONNREFUSED, "IPv6"), OSError(errno.ENETUNREACH, "IPv4")]
    error.__cause__ = ExceptionGroup("both", attempts)
    assert problem_of(error).detail["reason"] == Reason.REFUSED.value


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (httpx.ConnectTimeout("no connection in time"), ProblemKind.UNREACHABLE, Reason.TIMED_OUT),
        (httpx.InvalidURL("no host"), ProblemKind.UNREACHABLE, Reason.ADDRESS),
        (httpx.ReadError("broken"), ProblemKind.LOST, Reason.RESET),
        (httpx.RemoteProtocolError("Server disconnected"), ProblemKind.LOST, Reason.CLOSED),
        (httpx.RemoteProtocolError("illegal status line"), ProblemKind.LOST, Reason.NOT_HTTP),
    ],
)
def test_what_ended_one(error: Exception, kind: ProblemKind, reason: Reason) -> None:
    assert problem_of(error) == Problem(kind, {"reason": reason.value})
