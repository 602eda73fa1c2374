"""Tags for several batches at once: ticked ones all of them get, unticked ones all of them lose."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.detail.own_words import tags_in
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line


class TagChange(Struct, frozen=True):
    """What a change of tags really does to some of the batches: what they had, or had not, stays as it was."""

    keys: tuple[BatchKey, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def tag_changes(batches: Iterable[WatchedBatch], add: Sequence[str], remove: Sequence[str]) -> list[TagChange]:
    """What giving and taking these tags does, for all batches to which it does the same; nothing is left out."""
    keys: dict[tuple[tuple[str, ...], tuple[str, ...]], list[BatchKey]] = {}
    for batch in batches:
        added = tuple(tag for tag in add if tag not in batch.tags)
        removed = tuple(tag for tag in remove if tag in batch.tags)
        if added or removed:
            keys.setdefault((added, removed), []).append(batch.key)
    return [TagChange(tuple(of_these), added, removed) for (added, removed), of_these in keys.items()]


class TagDialog(QDialog):
    """A tag that only some of them have is left as it is until somebody ticks or unticks it."""

    def __init__(self, batches: Sequence[WatchedBatch], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Window", "Tags"))
        self.new = QLineEdit()
        self.new.setAccessibleName(translate("Window", "New tags"))
        self.new.setPlaceholderText(translate("Window", "New tags, with commas between them"))
        self.new.setMinimumWidth(self.new.fontMetrics().horizontalAdvance(self.new.placeholderText()) + 6 * GRID)
        self.boxes: dict[str, QCheckBox] = {}
        ticks = QVBoxLayout()
        counts = Counter(tag for batch in batches for tag in batch.tags)
        for tag in sorted(counts, key=str.casefold):
            self.boxes[tag] = _box(tag, everywhere=counts[tag] == len(batches))
            ticks.addWidget(self.boxes[tag])
        ticks.addStretch(1)
        content = QWidget()
        content.setLayout(ticks)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setVisible(bool(self.boxes))
        buttons = QDialogButtonBox()
        save = buttons.addButton(translate("Window", "Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(translate("Window", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(plain_label(translate("Window", "Tags of %n batches", len(batches)), wrap=False))
        column.addWidget(self.new)
        column.addWidget(scroll)
        column.addWidget(buttons)
        self.resize(90 * GRID, self.sizeHint().height())

    @property
    def added(self) -> tuple[str, ...]:
        """What all of them are to have."""
        ticked = [tag for tag, box in self.boxes.items() if box.checkState() is Qt.CheckState.Checked]
        return tuple(dict.fromkeys((*ticked, *tags_in(self.new.text()))))

    @property
    def removed(self) -> tuple[str, ...]:
        """What none of them is to have any more."""
        unticked = [tag for tag, box in self.boxes.items() if box.checkState() is Qt.CheckState.Unchecked]
        return tuple(tag for tag in unticked if tag not in tags_in(self.new.text()))


def _box(tag: str, *, everywhere: bool) -> QCheckBox:
    box = QCheckBox(one_line(tag).replace("&", "&&"))
    box.setTristate(not everywhere)
    box.setCheckState(Qt.CheckState.Checked if everywhere else Qt.CheckState.PartiallyChecked)
    return box
