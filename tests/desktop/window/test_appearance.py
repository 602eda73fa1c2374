"""The colours can be read: contrast as WCAG 2 counts it, for every colour of a text on every ground."""

import pytest
from msgspec.structs import fields
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import DARK, LIGHT, Colours
from tests.looks.contrast import ENOUGH, ENOUGH_FOR_AN_EDGE, contrast

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

GROUNDS = ("base", "ground", "selection", "changed")
TEXTS = tuple(field.name for field in fields(Colours) if field.name not in (*GROUNDS, "line", "outline"))


def test_contrast_is_counted_as_the_standard_counts_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_can_be_read_on_every_ground(theme: Colours, ground: str, text: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= ENOUGH


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QPushButton])
def test_the_edge_of_what_can_be_used_is_seen(
    qapp: QApplication, qtbot: QtBot, kind: type[QWidget], theme: Colours
) -> None:
    appearance.show_theme(qapp, theme)
    ground = QWidget()
    qtbot.addWidget(ground)
    control = kind()
    QVBoxLayout(ground).addWidget(control)
    ground.show()
    place, image = control.geometry(), ground.grab().toImage()
    y = place.center().y() if place.height() < 40 else place.bottom() - 20
    edge = [image.pixelColor(x, y).name() for x in range(place.left() - 2, place.left() + 16)]
    assert max(contrast(colour, theme.ground) for colour in edge) >= ENOUGH_FOR_AN_EDGE
    assert max(contrast(colour, theme.base) for colour in edge) >= ENOUGH_FOR_AN_EDGE


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_that_is_marked_in_a_field_can_be_read(theme: Colours) -> None:
    palette = appearance.control_palette(theme)
    marked, ground = palette.highlightedText().color().name(), palette.highlight().color().name()
    assert contrast(marked, ground) >= ENOUGH
    assert contrast(ground, theme.base) >= ENOUGH_FOR_AN_EDGE


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_are_those_of_the_palette_that_is_shown(qapp: QApplication, theme: Colours) -> None:
    qapp.setPalette(appearance.palette(theme))
    assert appearance.colours() is theme


def test_a_change_of_theme_reaches_what_is_below_a_style_sheet(qapp: QApplication, qtbot: QtBot) -> None:
    appearance.show_theme(qapp, LIGHT)
    outer = QWidget()
    outer.setStyleSheet("QSplitter::handle { background: palette(mid); }")
    inner = QListWidget(outer)
    qtbot.addWidget(outer)
    outer.show()
    appearance.show_theme(qapp, DARK)
    for widget in (outer, inner, inner.viewport()):
        assert widget.palette().color(QPalette.ColorRole.Base) == QColor(DARK.base)


def test_what_is_disabled_looks_so(qapp: QApplication) -> None:
    palette = appearance.palette(LIGHT)
    text = QPalette.ColorRole.Text
    assert palette.color(QPalette.ColorGroup.Disabled, text) != palette.color(QPalette.ColorGroup.Active, text)


def test_buttons_of_dialogs_have_no_icons_of_a_desktops_theme(qapp: QApplication) -> None:
    appearance.apply(qapp)
    assert qapp.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons) == 0
    qapp.setStyle("Fusion")
