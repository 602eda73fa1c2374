"""Language, colours, rows, and whether anything moves."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout

from batchdesk.desktop.preferences.page import Page
from batchdesk.settings.values import Density, Settings, Theme
from batchdesk.words.catalogue import translate


class LookPage(Page):
    """Every change is seen at once."""

    def __init__(self) -> None:
        super().__init__()
        self.language = _choice([("", translate("Settings", "as the system")), ("en", "English"), ("zh_CN", "中文")])
        self.theme = _choice(
            [
                (Theme.SYSTEM.value, translate("Settings", "as the system")),
                (Theme.LIGHT.value, translate("Settings", "light")),
                (Theme.DARK.value, translate("Settings", "dark")),
            ]
        )
        self.density = _choice(
            [
                (Density.COMFORTABLE.value, translate("Settings", "comfortable")),
                (Density.COMPACT.value, translate("Settings", "compact")),
            ]
        )
        self.still = QCheckBox(translate("Settings", "Nothing moves"))
        self._build()

    def part_of(self, settings: Settings) -> object:
        return settings.language, settings.look

    def show_parts(self, settings: Settings) -> None:
        for box, value in (
            (self.language, settings.language),
            (self.theme, settings.look.theme.value),
            (self.density, settings.look.density.value),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.still.setChecked(settings.look.still)

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(translate("Settings", "Language"), self.language)
        form.addRow(translate("Settings", "Colours"), self.theme)
        form.addRow(translate("Settings", "Rows"), self.density)
        form.addRow("", self.still)
        self.column.addLayout(form)
        self.column.addStretch(1)
        for box in (self.language, self.theme, self.density):
            box.activated.connect(self._chosen)
        self.still.toggled.connect(self._chosen)

    def _chosen(self) -> None:
        look = replace(
            self.settings.look,
            theme=Theme(self.theme.currentData()),
            density=Density(self.density.currentData()),
            still=self.still.isChecked(),
        )
        self.choose(replace(self.settings, language=self.language.currentData(), look=look))


def _choice(options: Sequence[tuple[str, str]]) -> QComboBox:
    """Each option by its value, as the settings have it, and in words."""
    box = QComboBox()
    for value, words in options:
        box.addItem(words, value)
    return box
