"""Adding batches: what is pasted, or what is ticked in a server's list, with a label and tags for all of it."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from batchdesk.batch.identity import Reference
from batchdesk.desktop.adding.browse_page import BrowsePage
from batchdesk.desktop.adding.given import Given
from batchdesk.desktop.adding.paste_page import PastePage
from batchdesk.desktop.detail.own_words import tags_in
from batchdesk.desktop.placing import give_size
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.desktop.watching.delegates import LONGEST_LABEL
from batchdesk.words.catalogue import translate


class AddDialog(QDialog):
    """`accepted` says that the person wants what is on the page in front."""

    def __init__(self, paste: PastePage, browse: BrowsePage, parent: QWidget) -> None:
        super().__init__(parent)
        self.paste = paste
        self.browse = browse
        self.pages = QTabWidget()
        self.label = QLineEdit()
        self.tags = QLineEdit()
        buttons = QDialogButtonBox.StandardButton
        self._buttons = words_only(QDialogButtonBox(buttons.Cancel))
        self.add_button = self._buttons.addButton(translate("Window", "Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.button(buttons.Cancel).setText(translate("Window", "Cancel"))
        self._build()
        self._count()

    @property
    def references(self) -> list[Reference]:
        """What is to be added."""
        return self._page.references

    @property
    def given(self) -> Given:
        """What all of it is given on the way in."""
        return Given(self.label.text().strip(), tags_in(self.tags.text()), self._page.merchant)

    def show_browse(self) -> None:
        """Bring the server's list to the front, the keyboard where the merchant is typed."""
        self.pages.setCurrentWidget(self.browse)
        self.browse.merchant_box.setFocus()

    @property
    def _page(self) -> PastePage | BrowsePage:
        return self.browse if self.pages.currentWidget() is self.browse else self.paste

    def _build(self) -> None:
        self.setWindowTitle(translate("Window", "Add batches"))
        for tabs in (self.pages, self.pages.tabBar()):
            tabs.setAccessibleName(translate("Adding", "Ways to add"))
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.paste, translate("Adding", "&Paste"))
        self.pages.addTab(self.browse, translate("Adding", "&Browse a server"))
        self.pages.currentChanged.connect(self._count)
        self.paste.changed.connect(self._count)
        self.browse.changed.connect(self._count)
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setPlaceholderText(translate("Adding", "Your own name for it; several are numbered"))
        self.tags.setPlaceholderText(translate("Detail", "spring, launch"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(translate("Window", "Label"), self.label)
        form.addRow(translate("Detail", "Tags"), self.tags)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(self.pages, 1)
        column.addLayout(form)
        column.addWidget(self._buttons)
        give_size(self, 680, 560)
        self.paste.text.setFocus()  # not the tabs, which come first

    def _count(self) -> None:
        count = len(self.references)
        self.add_button.setEnabled(count > 0)
        self.add_button.setText(translate("Window", "Add %n", count) if count > 1 else translate("Window", "Add"))
