"""What is to be exported, in which form and where to, asked before anything is written."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.exports.description import described
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.records import HistoryQuery
from batchdesk.words.catalogue import translate

_WITH_TEXTS = (ExportForm.CSV, ExportForm.JSON_LINES)


class ExportDialog(QDialog):
    """A query and the batches chosen in, an order and a path out. `accepted` says that the person wants them."""

    def __init__(self, query: HistoryQuery, chosen: Sequence[BatchKey], parent: QWidget | None = None) -> None:
        """`query` is exported whole, whatever page of it is on show; `chosen` may be empty."""
        super().__init__(parent)
        self._query = query
        self._chosen = tuple(chosen)
        self._folder = _first_folder()
        self.form = QComboBox()
        self.which = QComboBox()
        self.excel = QCheckBox(translate("Export", "For Excel: begin with a byte order mark"))
        self.versions = QCheckBox(translate("Export", "With every version and its exact JSON, to be imported again"))
        self.texts = QCheckBox(translate("Export", "With the texts of the copies that are kept here"))
        self.path = QLineEdit()
        self._confirmed: Path | None = None
        self._buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("Export", "Cancel"))
        self.export_button = self._buttons.addButton(
            translate("Export", "Export"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._build()
        self._follow_form()

    @property
    def order(self) -> ExportOrder:
        """What the person wants."""
        form = self._chosen_form
        return ExportOrder(
            form,
            self._query,
            self._chosen if self.which.currentData() else (),
            excel=form is ExportForm.CSV and self.excel.isChecked(),
            versions=form is ExportForm.JSON_LINES and self.versions.isChecked(),
            texts=form in _WITH_TEXTS and self.texts.isChecked(),
        )

    @property
    def target(self) -> Path:
        """Where to. A bare name is one in the folder that is suggested."""
        text = os.path.expanduser(self.path.text().strip())  # noqa: PTH111 (pathlib raises for ~ and a stranger's name)
        return self._folder / text if text else Path()

    @property
    def may_replace(self) -> bool:
        """Whether the person has been asked already about a file that is there: the file dialog does."""
        return self.target == self._confirmed

    @property
    def _chosen_form(self) -> ExportForm:
        return ExportForm(self.form.currentData())

    def _build(self) -> None:
        self.setWindowTitle(translate("Export", "Export batches"))
        for form, words in _form_words().items():
            self.form.addItem(words, form.value)
        self.form.currentIndexChanged.connect(self._follow_form)
        if self._chosen:
            self.which.addItem(translate("Export", "%n chosen batches", len(self._chosen)), True)
        self.which.addItem(described(self._query), False)
        self.path.textChanged.connect(self._judge_path)
        browse = QPushButton(translate("Export", "Choose…"))
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.path, 1)
        place.addWidget(browse)
        rows = QFormLayout()
        rows.setVerticalSpacing(2 * GRID)
        rows.addRow(translate("Export", "Which"), self.which)
        rows.addRow(translate("Export", "As"), self.form)
        rows.addRow("", self.excel)
        rows.addRow("", self.versions)
        rows.addRow("", self.texts)
        rows.addRow(translate("Export", "File"), place)
        self._rows = rows
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(3 * GRID)
        column.addLayout(rows)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._name_parts()
        self.export_button.setDefault(True)
        self.resize(560, 0)

    def _name_parts(self) -> None:
        self.which.setAccessibleName(translate("Export", "Which"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.setAccessibleName(translate("Export", "As"))
        self.path.setAccessibleName(translate("Export", "File"))
        self.path.setText(str(self._folder / f"batchdesk-{date.today():%Y-%m-%d}.csv"))

    def _follow_form(self) -> None:
        form = self._chosen_form
        self._rows.setRowVisible(self.excel, form is ExportForm.CSV)
        self._rows.setRowVisible(self.versions, form is ExportForm.JSON_LINES)
        self._rows.setRowVisible(self.texts, form in _WITH_TEXTS)
        one_a_line = translate("Export", "One line a copy, each with all that is known of its batch.")
        self.texts.setToolTip(one_a_line if form is ExportForm.CSV else "")
        if self.path.text().endswith(tuple(each.suffix for each in ExportForm)):
            self.path.setText(str(self.target.with_suffix(form.suffix)))

    def _judge_path(self) -> None:
        self.export_button.setEnabled(bool(self.target.name))

    def _browse(self) -> None:
        dialog = QFileDialog(self, translate("Export", "Export to"), str(self.target))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(str(self.target))
        dialog.fileSelected.connect(self._take_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_path(self, path: str) -> None:
        self.path.setText(path)
        self._confirmed = self.target


def _form_words() -> dict[ExportForm, str]:
    return {
        ExportForm.CSV: translate("Export", "CSV, for spreadsheets"),
        ExportForm.JSON_LINES: translate("Export", "JSON lines, for programs"),
        ExportForm.MARKDOWN: translate("Export", "Markdown, a table in text"),
        ExportForm.HTML: translate("Export", "Report, a page to hand on"),
    }


def _first_folder() -> Path:
    """The operator's documents, or their home where a desktop has no such folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()
