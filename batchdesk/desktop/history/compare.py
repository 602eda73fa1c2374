"""Two batches side by side: what differs is marked, and their lives are drawn on one scale."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from batchdesk.desktop.detail.scale import ScaleBar, Stretch, TimelineRead, life_words, read_timeline, stretches
from batchdesk.desktop.history.columns import Column, header, words_of
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.engine.engine import Engine
from batchdesk.store.records import BatchRecord, VersionRecord
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import paragraph

COLUMN_WIDTH = 75 * GRID


class Compared(Struct, frozen=True):
    """One of the two, with all that is compared."""

    batch: BatchRecord
    timeline: TimelineRead

    @property
    def life(self) -> list[Stretch]:
        """Its statuses to scale."""
        return stretches(self.batch.added_at, self.timeline.versions)


async def read_compared(engine: Engine, batches: Sequence[BatchRecord]) -> list[Compared]:
    """Read what is needed of these batches. Raises BatchdeskError."""
    return await engine.read(lambda reader: [Compared(batch, read_timeline(reader, batch.key)) for batch in batches])


class CompareDialog(QDialog):
    """Opened with `open`; deletes itself."""

    def __init__(self, left: Compared, right: Compared, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("History", "Two batches compared"))
        self.differing: list[str] = []
        """The headings of what differs."""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setVerticalSpacing(GRID)
        for column in (1, 2):
            self._grid.setColumnMinimumWidth(column, COLUMN_WIDTH)
            self._grid.setColumnStretch(column, 1)
        for heading, one, other in _facts(left, right, now):
            self._add_row(heading, one, other)
        self._add_lives(left, right)
        buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(buttons)

    def _add_row(self, heading: str, one: str, other: str) -> None:
        row = self._grid.rowCount()
        differs = one != other
        if differs:
            self.differing.append(heading)
        name = plain_label(translate("History", "{field} ≠", field=heading) if differs else heading, wrap=False)
        name.setAccessibleName(translate("History", "{field}, different", field=heading) if differs else heading)
        cells = [name, plain_label(one), plain_label(other)]
        for place, cell in enumerate(cells):
            cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if differs:
                _embolden(cell)
            self._grid.addWidget(cell, row, place)

    def _add_lives(self, left: Compared, right: Compared) -> None:
        """Both bars below each other, as wide as the longer one needs."""
        bars = [ScaleBar(self), ScaleBar(self)]
        lives = [left.life, right.life]
        spans = [life[-1].end - life[0].begin for life in lives if life]
        if not spans:
            return
        for bar, life, compared in zip(bars, lives, (left, right), strict=True):
            bar.show_life(life, compared.timeline.outages, longest=max(spans))
            row = self._grid.rowCount()
            self._grid.addWidget(plain_label(compared.batch.label or compared.batch.key.batch_id, wrap=False), row, 0)
            self._grid.addWidget(bar, row, 1, 1, 2)
            self._grid.addWidget(plain_label(life_words(life, compared.timeline.outages)), row + 1, 1, 1, 2)


def _facts(left: Compared, right: Compared, now: datetime) -> list[tuple[str, str, str]]:
    """What is compared: heading, and what each says."""
    pair = (left.batch, right.batch)
    facts = [(translate("History", "Id"), *(batch.key.batch_id for batch in pair))]
    facts += [(header(column), *(words_of(batch, column, now) for batch in pair)) for column in Column]
    facts += [
        (translate("History", "Error"), *(paragraph(batch.state.error_message or "") for batch in pair)),
        (translate("History", "Server"), *(batch.key.server for batch in pair)),
        (translate("History", "Versions"), *(_numbers(one.timeline.versions) for one in (left, right))),
    ]
    # A remark is an error or a note, shortened: here each is whole.
    facts = [fact for fact in facts if fact[0] != header(Column.REMARK)]
    facts.append((translate("History", "Note"), *(paragraph(batch.note) for batch in pair)))
    return [(heading, one, other) for heading, one, other in facts if one or other]


def _numbers(versions: Sequence[VersionRecord]) -> str:
    return translate("Table", ", ").join(f"v{version.version}" for version in versions)


def _embolden(label: QLabel) -> None:
    font = label.font()
    font.setBold(True)
    label.setFont(font)
