"""What happened with the streams of a few batches, for a ticket: kinds, numbers and times, never a server's own words.

English, as the log is. Must not know Qt.
"""

from collections.abc import Iterable

from batchdesk.batch.connection import Connection
from batchdesk.batch.connection_log import LogEntry, Turn
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.engine.watched import WatchedBatch

MOST_BATCHES = 5

_NUMBERS = ("code", "seconds", "limit")
_OUR_REASONS = frozenset({ProblemKind.UNREACHABLE, ProblemKind.LOST})
"""Their reason is one of ours (`stream.troubles.Reason`); that of others may quote what was sent."""


def connection_report(batches: Iterable[WatchedBatch]) -> list[str]:
    """A line a batch and a line an entry of its log, for the first few of them."""
    lines: list[str] = []
    for batch in list(batches)[:MOST_BATCHES]:
        lines.append(f"batch {batch.key.batch_id}: {batch.connection.state.value}")
        lines.extend(f"  {_entry(entry)}" for entry in batch.connection_log)
    return lines


def _entry(entry: LogEntry) -> str:
    at = f"{entry.since:%Y-%m-%dT%H:%M:%SZ}" if entry.since is not None else "-"
    if isinstance(entry, Connection):
        attempt = f" attempt {entry.attempt + 1}" if entry.attempt else ""
        return f"{at} {entry.state.value}{attempt}{_trouble(entry.problem)}"
    return f"{at} {entry.what.value if isinstance(entry.what, Turn) else 'skipped'}{_trouble(entry.what)}"


def _trouble(what: Problem | Turn | None) -> str:
    if not isinstance(what, Problem):
        return ""
    names = (*_NUMBERS, "reason") if what.kind in _OUR_REASONS else _NUMBERS
    details = ", ".join(f"{name} {what.detail[name]}" for name in names if name in what.detail)
    return f" ({what.kind.value}{': ' if details else ''}{details})"
