"""The versions of one batch with their times and gaps, and the JSON of the one that is chosen."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from batchdesk.desktop.detail.texts import beginning
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, HEADER_STYLE
from batchdesk.store.records import VersionRecord
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.times import duration

_RAW = Qt.ItemDataRole.UserRole
_STATUS = 1
_AT = 2
_NUMBERS = (2, 3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NARROW_HEADINGS = "QHeaderView::section { padding: 3px; }"
_FEWEST_LINES, _MOST_LINES = 4, 9


class Timeline(QTreeWidget):
    """Oldest first. `chosen` carries the JSON of a version, indented and harmless to show."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Detail", "Timeline"))
        self.setHeaderLabels(
            [
                translate("Detail", "Version"),
                translate("Detail", "Status"),
                translate("Detail", "At"),
                translate("Detail", "After"),
            ]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setIndentation(0)
        header = self.header()
        header.setStyleSheet(HEADER_STYLE + _NARROW_HEADINGS)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_STATUS, QHeaderView.ResizeMode.Stretch)
        for column in _NUMBERS:
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.currentItemChanged.connect(self._choose)

    def show_versions(self, versions: Sequence[VersionRecord]) -> None:
        """Replace what is shown. The newest version is chosen."""
        self.clear()
        before: VersionRecord | None = None
        for version in versions:
            if version.skipped:
                self._add_gap(version)
            self._add_version(version, before)
            before = version
        self._fit()
        newest = self.topLevelItem(self.topLevelItemCount() - 1)
        if newest is not None:
            self.setCurrentItem(newest)
        else:
            self.chosen.emit("")

    def lines(self) -> list[str]:
        """What is shown, a text a line, for a person who cannot see it."""
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [
            " ".join(filter(None, (item.text(column) for column in range(self.columnCount()))))
            for item in items
            if item
        ]

    def _add_version(self, version: VersionRecord, before: VersionRecord | None) -> None:
        at = version.received_at.astimezone()
        after = "" if before is None else f"+{duration((version.received_at - before.received_at).total_seconds())}"
        words = status_word(version.status)
        if version.copy_count:
            words = translate("Detail", "{status} · {copies}", status=words, copies=f"{version.copy_count:,}")
        item = QTreeWidgetItem([f"v{version.version}", words, f"{at:%H:%M:%S}", after])
        item.setToolTip(_AT, f"{at:%Y-%m-%d %H:%M:%S}")
        item.setData(0, _RAW, version.raw)
        for column in _NUMBERS:
            item.setTextAlignment(column, _RIGHT)
        self.addTopLevelItem(item)

    def _add_gap(self, version: VersionRecord) -> None:
        first, last = version.version - version.skipped, version.version - 1
        item = QTreeWidgetItem([_not_seen(first, last)])
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(0, _muted())
        self.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for item in map(self.topLevelItem, range(self.topLevelItemCount())):
                if item is not None and item.flags() == Qt.ItemFlag.NoItemFlags:
                    item.setForeground(0, _muted())

    def _fit(self) -> None:
        lines = min(max(self.topLevelItemCount(), _FEWEST_LINES), _MOST_LINES) + 1
        self.setFixedHeight(lines * (self.fontMetrics().height() + 2 * GRID))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        raw = item.data(0, _RAW) if item else ""
        self.chosen.emit(readable(raw if isinstance(raw, str) else ""))


def _muted() -> QBrush:
    return QBrush(QColor(appearance.colours().muted))


def readable(raw: str) -> str:
    """JSON with one field a line; what is none, as it came. Control characters are made visible."""
    try:
        return beginning(json.dumps(json.loads(raw), ensure_ascii=False, indent=2))
    except (ValueError, RecursionError):
        return beginning(raw)


def _not_seen(first: int, last: int) -> str:
    if first == last:
        return translate("Detail", "v{version} not seen", version=first)
    return translate("Detail", "v{first} to v{last} not seen", first=first, last=last)
