"""Watched batches on a terminal that moves: a table painted again a few times a second.

Everything is `rich.text.Text`, never markup: labels and errors are data.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.live import Live
from rich.table import Table
from rich.text import Text

from batchdesk.batch import status
from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.batch.progress import elapsed_seconds, progress_of
from batchdesk.engine.watched import Happening, WatchedBatch
from batchdesk.words.batches import connection_words, duration, name_of, outcome, progress_sentence, status_word
from batchdesk.words.catalogue import translate

REFRESHES_A_SECOND = 4
_BAR_CELLS = 12

_ECHO_CELLS = 2
"""Left free at the right: a terminal that echoes ^C there would otherwise begin a new line under the table."""

# Shape, word and colour, as the window has them: never colour alone.
_LOOKS: Mapping[str, tuple[str, str]] = {
    status.UNKNOWN: ("·", "dim"),
    status.QUEUED: ("○", "dim"),
    status.RUNNING: ("◔", "blue"),
    status.SUCCEEDED: ("✓", "green"),
    status.PARTIAL_SUCCESS: ("◐", "yellow"),
    status.FAILED: ("✗", "red"),
    status.ARCHIVED: ("□", "magenta"),
}
_FUTURE_LOOK = ("?", "cyan")


class LiveTable:
    """Shows the newest state of each batch until `close`, which leaves the last table standing."""

    def __init__(self, console: Console, title: str = "") -> None:
        self._console = console
        self._title = title
        self._rows: dict[BatchKey, WatchedBatch] = {}
        self._live = Live(
            console=console, get_renderable=self._painted, refresh_per_second=REFRESHES_A_SECOND, transient=False
        )
        self._live.start()

    def happened(self, happening: Happening) -> None:
        """Nothing: the newest state is enough, and `changed` brings it."""

    def changed(self, batch: WatchedBatch) -> None:
        """Show the newest state of a batch."""
        # Replaced, never changed: rich paints on a thread of its own.
        self._rows = {**self._rows, batch.key: batch}

    def gave_up(self, key: BatchKey, problem: Problem) -> None:
        """Nothing: whoever gave up says so at the end."""

    def close(self) -> None:
        """Paint once more and give the terminal back."""
        self._live.stop()

    def _painted(self) -> RenderableType:
        now = datetime.now(UTC)
        table = Table.grid(padding=(0, 2))
        # Rich narrows the columns that may wrap. Their cells may not: on a narrow terminal labels and sentences are cut
        # short, never a status or a time.
        for no_wrap in (True, False, False, True, False):
            table.add_column(no_wrap=no_wrap)
        for row in self._rows.values():
            table.add_row(*_cells(row, now))
        painted = Group(Text(self._title, style="bold reverse"), table) if self._title else table
        return Constrain(painted, self._console.width - _ECHO_CELLS)


def _cells(row: WatchedBatch, now: datetime) -> tuple[Text, ...]:
    connection = Text(connection_words(row.connection, now), style="dim", no_wrap=True, overflow="ellipsis")
    name = Text(name_of(row), no_wrap=True, overflow="ellipsis")
    if row.connection.state is ConnectionState.GONE and not row.state.ended:
        return Text(f"◌ {translate('Terminal', 'gone')}", style="dim"), name, Text(""), Text(""), connection
    shape, colour = _LOOKS.get(row.state.status, _FUTURE_LOOK)
    elapsed = elapsed_seconds(row.state, now)
    return (
        Text(f"{shape} {status_word(row.state.status)}", style=colour),
        name,
        _progress(row, now),
        Text("" if elapsed is None else duration(elapsed), justify="right"),
        connection,
    )


def _progress(row: WatchedBatch, now: datetime) -> Text:
    cell = Text(no_wrap=True, overflow="ellipsis")
    if row.state.ended:
        return cell.append(outcome(row.state))
    if row.state.status != status.RUNNING:
        return cell
    progress = progress_of(row.state, row.usual, now)
    if progress.fraction is not None:
        # An estimate that looks like one: light, and never full.
        filled = int(progress.fraction * _BAR_CELLS)
        cell.append("▒" * filled, style="blue").append("·" * (_BAR_CELLS - filled) + " ", style="dim")
    return cell.append(progress_sentence(progress))
