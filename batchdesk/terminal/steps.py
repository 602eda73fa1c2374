"""What happens to watched batches, written as it happens: JSON lines for scripts, plain lines for logs and pipes."""

from datetime import datetime
from typing import Protocol, TextIO

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import CompleteEvent, ErrorEvent, StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.times import format_time
from batchdesk.engine.watched import Happening, WatchedBatch
from batchdesk.exports.entries import token_usage
from batchdesk.terminal.lines import json_line
from batchdesk.words.batches import connection_words, status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence


class Display(Protocol):
    """Shows a watch. Called on the terminal's loop."""

    def happened(self, happening: Happening) -> None:
        """One step of one batch, none left out."""
        ...

    def changed(self, batch: WatchedBatch) -> None:
        """The newest state of a batch; several changes may have become one."""
        ...

    def gave_up(self, key: BatchKey, problem: Problem) -> None:
        """Nobody waits for this batch any longer, because of `problem`."""
        ...

    def close(self) -> None:
        """There is nothing more to come."""
        ...


class JsonLines:
    """`watch --json`: one object a line, flushed, with the fields of the design's 'Commands'."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._states: dict[BatchKey, ConnectionState] = {}

    def happened(self, happening: Happening) -> None:
        """Write a taken event, a new connection state, or what went wrong."""
        key, what = happening.key, happening.what
        if isinstance(what, StatusEvent):
            self._write(_status(what, happening.at))
        elif isinstance(what, CompleteEvent):
            self._write({"type": "complete", "batchId": what.batch_id, "finalStatus": what.final_status})
        elif isinstance(what, ErrorEvent):
            self._error(key, what.message, ProblemKind.SERVER_MESSAGE)
        elif isinstance(what, Problem):
            self._error(key, sentence(what), what.kind)
        elif what.state is not self._states.get(key):
            self._connection(key, what)

    def changed(self, batch: WatchedBatch) -> None:
        """Nothing: every step was written already."""

    def gave_up(self, key: BatchKey, problem: Problem) -> None:
        """Write the reason as an error."""
        self._error(key, sentence(problem), problem.kind)

    def close(self) -> None:
        """Nothing: every line was flushed."""

    def _connection(self, key: BatchKey, connection: Connection) -> None:
        self._states[key] = connection.state
        self._write({"type": "connection", "batchId": key.batch_id, "state": connection.state.value})
        if connection.problem is not None and connection.state is not ConnectionState.CONNECTING:
            self._error(key, sentence(connection.problem), connection.problem.kind)

    def _error(self, key: BatchKey, message: str, kind: ProblemKind) -> None:
        self._write({"type": "error", "batchId": key.batch_id, "message": message, "kind": kind.value})

    def _write(self, line: dict[str, object]) -> None:
        self._out.write(json_line(line))
        self._out.flush()


class PlainLines:
    """A line for each version and each trouble, where nobody looks at a terminal."""

    def __init__(self, out: TextIO, trouble: TextIO, labels: dict[BatchKey, str] | None = None) -> None:
        """Versions go to `out`, everything else to `trouble`."""
        self._out = out
        self._trouble = trouble
        self._labels = labels or {}
        self._troubles: dict[BatchKey, Problem | None] = {}

    def happened(self, happening: Happening) -> None:
        """Write a taken event, or why the connection is not live: once, however many attempts fail alike."""
        key, what, at = happening.key, happening.what, happening.at
        if isinstance(what, StatusEvent):
            self._line(self._out, key, at, _plain_status(what))
        elif isinstance(what, CompleteEvent):
            ended = translate("Terminal", "ended: {status}", status=status_word(what.final_status))
            self._line(self._out, key, at, ended)
        elif isinstance(what, ErrorEvent):
            self._line(self._trouble, key, at, one_line(what.message))
        elif isinstance(what, Problem):
            self._line(self._trouble, key, at, sentence(what))
        elif what.state is not ConnectionState.CONNECTING:
            self._connection(key, what, at)

    def changed(self, batch: WatchedBatch) -> None:
        """Nothing: every step was written already."""

    def gave_up(self, key: BatchKey, problem: Problem) -> None:
        """Nothing: whoever gave up says so at the end."""

    def close(self) -> None:
        """Nothing: every line was flushed."""

    def _connection(self, key: BatchKey, connection: Connection, at: datetime) -> None:
        problem = connection.problem
        if problem is not None and problem != self._troubles.get(key):
            self._line(self._trouble, key, at, f"{connection_words(connection, at)}: {sentence(problem)}")
        self._troubles[key] = problem

    def _line(self, out: TextIO, key: BatchKey, at: datetime, text: str) -> None:
        name = one_line(self._labels.get(key, "")) or key.batch_id
        out.write(f"{at.astimezone():%H:%M:%S}  {name}  {text}\n")
        out.flush()


def _status(event: StatusEvent, received_at: datetime) -> dict[str, object]:
    return {
        "type": "status",
        "batchId": event.batch_id,
        "status": event.status,
        "statusVersion": event.version,
        "copyCount": event.copy_count,
        "errorCode": event.error_code,
        "errorMessage": event.error_message,
        "tokenUsage": token_usage(event.token_usage),
        "startedAt": format_time(event.started_at),
        "completedAt": format_time(event.completed_at),
        "timestamp": format_time(event.timestamp),
        "receivedAt": format_time(received_at),
    }


def _plain_status(event: StatusEvent) -> str:
    parts = [status_word(event.status), translate("Terminal", "version {number}", number=event.version)]
    if event.copy_count:
        parts.append(translate("Terminal", "%n copies", event.copy_count))
    if event.error_code:
        parts.append(one_line(event.error_code))
    return " · ".join(parts)
