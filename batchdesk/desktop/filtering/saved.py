"""Filters by name: kept in the settings, offered in the rail and in the command palette."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.settings.values import Settings
from batchdesk.words.catalogue import translate

LONGEST_NAME = 60


class SavedFilters(QObject):
    """`show` is called with the names and texts at once, and whenever they are others, as long as `parent` is there."""

    def __init__(
        self, settings: LiveSettings, show: Callable[[dict[str, str]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._show = show
        settings.changed.connect(self._follow)
        self._follow(settings.value)

    @property
    def by_name(self) -> dict[str, str]:
        """The texts of the filters by the operator's names for them."""
        return self._settings.value.saved_filters

    def ask_name(self, text: str, parent: QWidget) -> QInputDialog:
        """Ask for a name for `text`, and keep it. A name that is there already gets the new text."""
        dialog = QInputDialog(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(translate("Window", "Save the filter"))
        dialog.setLabelText(translate("Window", "Name"))
        dialog.setOkButtonText(translate("Window", "Save"))
        dialog.setCancelButtonText(translate("Window", "Cancel"))
        dialog.accepted.connect(lambda: self.save(dialog.textValue(), text))
        dialog.open()
        return dialog

    def save(self, name: str, text: str) -> None:
        """Keep `text` under `name`; nothing under no name."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if name and text:
            self._change(self.by_name | {name: text})

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        self._change({each: text for each, text in self.by_name.items() if each != name})

    def _change(self, filters: dict[str, str]) -> None:
        self._settings.change(replace(self._settings.value, saved_filters=filters))

    def _follow(self, settings: Settings) -> None:
        self._show(settings.saved_filters)
