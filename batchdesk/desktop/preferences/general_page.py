"""Language, look, what closing does, and how much history is kept."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page
from batchdesk.settings.values import Density, Settings, Theme
from batchdesk.words.catalogue import translate

MOST_DAYS = 3650
MOST_MEGABYTES = 100_000


class GeneralPage(Page):
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
        self.days = _amount(MOST_DAYS, translate("Settings", " days"))
        self.megabytes = _amount(MOST_MEGABYTES, translate("Settings", " MB"))
        self._build()

    def show_parts(self, settings: Settings) -> None:
        for box, value in (
            (self.language, settings.language),
            (self.theme, settings.look.theme.value),
            (self.density, settings.look.density.value),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.still.setChecked(settings.look.still)
        self.days.setValue(settings.history.keep_days)
        self.megabytes.setValue(settings.history.keep_megabytes)

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(translate("Settings", "Language"), self.language)
        form.addRow(translate("Settings", "Colours"), self.theme)
        form.addRow(translate("Settings", "Rows"), self.density)
        form.addRow("", self.still)
        form.addRow(translate("Settings", "Keep the history for"), self.days)
        form.addRow(translate("Settings", "Keep the file below"), self.megabytes)
        self.column.addLayout(form)
        self.column.addWidget(
            plain_label(
                translate("Settings", "Batches in the table and those that are kept for ever are never cleaned away.")
            )
        )
        self.column.addStretch(1)
        for box in (self.language, self.theme, self.density):
            box.activated.connect(self._chosen)
        self.still.toggled.connect(self._chosen)
        for amount in (self.days, self.megabytes):
            amount.editingFinished.connect(self._chosen)

    def _chosen(self) -> None:
        settings = self.settings
        look = replace(
            settings.look,
            theme=Theme(self.theme.currentData()),
            density=Density(self.density.currentData()),
            still=self.still.isChecked(),
        )
        history = replace(settings.history, keep_days=self.days.value(), keep_megabytes=self.megabytes.value())
        self.choose(replace(settings, language=self.language.currentData(), look=look, history=history))


def _choice(options: Sequence[tuple[str, str]]) -> QComboBox:
    """Each option by its value, as the settings have it, and in words."""
    box = QComboBox()
    for value, words in options:
        box.addItem(words, value)
    return box


def _amount(most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, most)
    box.setSuffix(unit)
    box.setSpecialValueText(translate("Settings", "no limit"))
    return box
