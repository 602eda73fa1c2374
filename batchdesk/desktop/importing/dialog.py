"""What is in the files that are to be imported, and what it would bring, said before anything happens."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.exports.importing import Contents
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

WIDTH = 130 * GRID


class ImportDialog(QDialog):
    """Opened with `open`; `accepted` says that the person wants it."""

    def __init__(self, sources: Sequence[Path], contents: Contents, *, copy_first: bool, parent: QWidget) -> None:
        """`copy_first`: what is suggested."""
        super().__init__(parent)
        self.setWindowTitle(translate("Import", "Import a history"))
        self.title = plain_label(translate("Import", ", ").join(one_line(source.name) for source in sources))
        self.title.setFont(appearance.larger(self.title.font()))
        self.facts: list[str] = []
        """What is said of the contents, line by line."""
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(4 * GRID)
        self._facts.setVerticalSpacing(GRID)
        self._facts.setColumnStretch(2, 1)
        self.advice = plain_label(_advice(contents))
        self.copy_first = QCheckBox(translate("Import", "First keep a copy of the history as it is now"))
        self.copy_first.setChecked(copy_first)
        self._buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("Import", "Cancel"))
        self.import_button = self._buttons.addButton(
            translate("Import", "Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._build(contents)

    def _build(self, contents: Contents) -> None:
        for number, words, meaning in _facts(contents):
            self._add_fact(f"{number:,}", words, meaning)
        column = QVBoxLayout(self)
        column.setSpacing(3 * GRID)
        column.addWidget(self.title)
        column.addLayout(self._facts)
        column.addWidget(self.advice)
        column.addWidget(self.copy_first)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.import_button.setEnabled(contents.batches > 0)
        self.import_button.setDefault(True)
        self.import_button.setFocus()  # else Enter ticks the box, on desktops where it presses what has the keyboard
        # As high as the wrapped lines need: by itself a dialog asks for its height before it has its width.
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _add_fact(self, number: str, words: str, meaning: str) -> None:
        row = len(self.facts)
        self.facts.append(f"{number} {words}")
        count = plain_label(number, wrap=False)
        count.setAlignment(Qt.AlignmentFlag.AlignRight)
        explained = plain_label(meaning, wrap=False)
        explained.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for column, label in enumerate((count, plain_label(words, wrap=False), explained)):
            self._facts.addWidget(label, row, column)


def _facts(contents: Contents) -> Iterable[tuple[int, str, str]]:
    """How many, of what, and what that means."""
    expected = contents.expected
    versions = translate("Import", "with %n versions", contents.versions)
    yield contents.batches, translate("Import", "in all"), versions
    yield expected.new, translate("Import", "new"), translate("Import", "not in the history yet")
    yield (
        expected.newer,
        translate("Import", "newer or fuller"),
        translate("Import", "versions are added that are missing here"),
    )
    yield expected.known, translate("Import", "known already"), translate("Import", "they stay as they are")


def _advice(contents: Contents) -> str:
    if not contents.batches:
        return translate("Import", "There is no batch in it.")
    if not contents.expected.new and not contents.expected.newer:
        return translate(
            "Import", "All of it is here already. At most labels, notes and tags are added where there are none."
        )
    return translate(
        "Import",
        "Nothing is replaced by something older, and nothing of it is told as if it had ended now. Labels, notes and "
        "tags are taken where there are none here.",
    )
