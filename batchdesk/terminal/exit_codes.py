"""Exit codes: a contract that scripts rely on (design, 'Commands')."""

from collections.abc import Iterable, Mapping

from batchdesk.batch.problem import ProblemKind

SUCCEEDED = 0
FAILED = 1
"""Some batch did not succeed; or the command could not do its work, and has said why."""
USAGE = 2
NOT_SIGNED_IN = 3
NOT_FOUND = 4
"""Unknown, or no access: the server does not tell the two apart."""
UNREACHABLE = 5
INTERNAL = 70
"""A fault of this program (EX_SOFTWARE of sysexits.h)."""
INTERRUPTED = 130
BROKEN_PIPE = 141
"""Nobody reads any more: what a shell shows for a program that SIGPIPE ended."""

_BY_KIND: Mapping[ProblemKind, int] = {
    ProblemKind.INVALID_REFERENCE: USAGE,
    ProblemKind.NO_SERVER: USAGE,
    ProblemKind.UNKNOWN_SERVER: USAGE,
    ProblemKind.SIGNED_OUT: NOT_SIGNED_IN,
    ProblemKind.WRONG_CODE: NOT_SIGNED_IN,
    ProblemKind.BAD_COOKIE: NOT_SIGNED_IN,
    ProblemKind.NOT_FOUND: NOT_FOUND,
    ProblemKind.UNREACHABLE: UNREACHABLE,
    ProblemKind.CERTIFICATE: UNREACHABLE,
    ProblemKind.NOT_THAT_SERVER: UNREACHABLE,
}

_WORST_FIRST = (NOT_SIGNED_IN, UNREACHABLE, NOT_FOUND, FAILED, SUCCEEDED)
"""What keeps most from being known comes first: without a session nothing is, without a server nothing of it."""


def of_problem(kind: ProblemKind) -> int:
    """The code of a command that ends with this problem."""
    return _BY_KIND.get(kind, FAILED)


def worst(codes: Iterable[int]) -> int:
    """The code that stands for several batches: 3, then 5, 4, 1, 0."""
    return min(codes, key=_WORST_FIRST.index, default=SUCCEEDED)
