"""What the row knows of a batch, as names and values."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from batchdesk.batch.state import BatchState
from batchdesk.desktop.detail.texts import selectable
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching import formats
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence


class Facts(QWidget):
    """Names and values in two columns; a name without a value is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}

    def show_facts(self, batch: WatchedBatch, now: datetime) -> None:
        """Show what is known now."""
        for name, value in _facts(batch, now).items():
            name_label, value_label = self._rows.get(name) or self._add(name)
            if value_label.text() != value:
                value_label.setText(value)
            name_label.setVisible(bool(value))
            value_label.setVisible(bool(value))
        _, last_word = self._rows[translate("Detail", "Last word")]
        last_word.setToolTip(formats.heard_hint(batch))

    def _add(self, name: str) -> tuple[QLabel, QLabel]:
        name_label, value_label = plain_label(name, wrap=False), selectable(plain_label())
        name_label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        name_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        value_label.setFont(appearance.tabular(value_label.font()))
        value_label.setAccessibleName(name)
        row = len(self._rows)
        self._grid.addWidget(name_label, row, 0)
        self._grid.addWidget(value_label, row, 1)
        self._rows[name] = (name_label, value_label)
        return self._rows[name]


def _facts(batch: WatchedBatch, now: datetime) -> dict[str, str]:
    state, problem = batch.state, batch.connection.problem
    return {
        translate("Detail", "Copies"): formats.copies_words(batch),
        translate("Detail", "Elapsed"): formats.elapsed_words(batch, now),
        translate("Detail", "Started"): _local(state.started_at),
        translate("Detail", "Ended"): _local(state.completed_at),
        translate("Detail", "Tokens"): _tokens(state),
        translate("Detail", "Merchant"): formats.merchant_words(batch),
        translate("Detail", "Connection"): formats.connection_cell(batch, now),
        translate("Detail", "Why"): sentence(problem) if problem else "",
        translate("Detail", "Not kept"): formats.unkept_words(batch),
        translate("Detail", "Last word"): formats.heard_words(batch, now),
        translate("Detail", "Server"): batch.key.server,
    }


def _tokens(state: BatchState) -> str:
    usage = state.token_usage
    if usage is None:
        return ""
    return translate(
        "Detail",
        "{total} ({prompt} prompt, {completion} completion)",
        total=f"{usage.total:,}",
        prompt=f"{usage.prompt:,}",
        completion=f"{usage.completion:,}",
    )


def _local(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}" if time else ""
