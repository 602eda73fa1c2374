"""How the program looks: its colours for light and dark, its fonts, and whether things may move.

Knows Qt's style and palette; must not know a batch.
"""

from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from batchdesk.settings.values import Density, LookSettings, Theme

GRID = 4
"""Every distance is a multiple of this, in device-independent pixels."""

ROW_HEIGHT = 36
COMPACT_ROW_HEIGHT = 26

CONTROLS = (
    "QAbstractSpinBox",
    "QCheckBox",
    "QComboBox",
    "QLineEdit",
    "QPlainTextEdit",
    "QPushButton",
    "QRadioButton",
    "QTextEdit",
    "QToolButton",
)
"""Whose edge one has to see to know where to type or click."""

HEADER_STYLE = """
QHeaderView { background: palette(window); border: none; border-bottom: 1px solid palette(mid); }
QHeaderView::section { background: palette(window); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 4px 8px; }
"""
"""Column headings as quiet as the rest: no gradient, one line."""


class Colours(Struct, frozen=True):
    """The colours of one theme, as `#RRGGBB`. Each text colour has a contrast of at least 4.5:1 on every ground."""

    base: str
    ground: str
    line: str
    outline: str
    """Around what can be typed in, ticked or pressed: at least 3:1 on `base` and `ground`, also as light as Fusion
    makes some edges."""
    text: str
    muted: str
    selection: str
    """Ground of the selected row: tinted so lightly that every status colour stays readable on it."""
    changed: str
    """Ground of a row that has just changed, before it fades."""
    queued: str
    running: str
    succeeded: str
    partial: str
    failed: str
    archived: str
    gone: str


LIGHT = Colours(
    base="#FFFFFF",
    ground="#F6F7F9",
    line="#DDE1E7",
    outline="#767F8B",
    text="#1B1F24",
    muted="#5A6472",
    selection="#EDF2FD",
    changed="#FFF3CC",
    queued="#5A6472",
    running="#2457D6",
    succeeded="#1A7F37",
    partial="#8A5A00",
    failed="#C4232B",
    archived="#6B4FA0",
    gone="#5A6472",
)

DARK = Colours(
    base="#15181C",
    ground="#1D2126",
    line="#343A42",
    outline="#75808C",
    text="#E8EBEF",
    muted="#A3ADBA",
    selection="#22304D",
    changed="#3A3420",
    queued="#A3ADBA",
    running="#7CA2FF",
    succeeded="#4CC26B",
    partial="#E3A33A",
    failed="#FF7B72",
    archived="#B79CF0",
    gone="#9AA4B0",
)


def colours() -> Colours:
    """The colours of the theme that is shown now."""
    return _colours_of(QGuiApplication.palette().cacheKey())


@lru_cache(maxsize=4)  # every cell of a table asks
def _colours_of(_palette: int) -> Colours:
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Base) == QColor(DARK.base) else LIGHT


_chosen = LookSettings()
"""The application's, as its palette is: there is one look of a process."""


def apply(application: QApplication, look: LookSettings = LookSettings()) -> None:  # noqa: B008 -- frozen
    """Give `application` its style and the palette of this look, and let that follow the system while it runs."""
    global _chosen
    _chosen = look
    application.setStyle("Fusion")
    _follow(application)
    application.styleHints().colorSchemeChanged.connect(lambda: _follow(application))


def choose(application: QApplication, look: LookSettings) -> None:
    """Let the operator's choice count. Colours change at once; a view has the rows and the motion that it was made
    with."""
    global _chosen
    _chosen = look
    _follow(application)


def _follow(application: QApplication) -> None:
    system_is_dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    dark = system_is_dark if _chosen.theme is Theme.SYSTEM else _chosen.theme is Theme.DARK
    show_theme(application, DARK if dark else LIGHT)


def row_height(metrics: QFontMetrics) -> int:
    """How high a row of a table is; two lines of text have room in a comfortable one, one in a compact one."""
    if _chosen.density is Density.COMPACT:
        return max(COMPACT_ROW_HEIGHT, metrics.height() + 2 * GRID)
    return max(ROW_HEIGHT, 2 * metrics.height() + GRID)


def show_theme(application: QApplication, theme: Colours) -> None:
    """Show everything in the colours of `theme` from now on."""
    application.setPalette(palette(theme))
    for name in CONTROLS:
        # PySide's types want bytes here, and it accepts text only.
        application.setPalette(control_palette(theme), name)  # pyright: ignore[reportArgumentType]
    # WORKAROUND: a widget with a style sheet keeps the palette it had, and so do its children, until it gets the sheet
    # anew; Qt's documentation of setPalette warns of the two together (https://doc.qt.io/qt-6/qapplication.html).
    for widget in application.allWidgets():
        sheet = widget.styleSheet()
        if sheet:
            widget.setStyleSheet("")
            widget.setStyleSheet(sheet)


def palette(theme: Colours) -> QPalette:
    """`theme` in Qt's roles."""
    result = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.ground),
        (role.Base, theme.base),
        (role.AlternateBase, theme.ground),
        (role.Button, theme.ground),
        (role.ToolTipBase, theme.base),
        (role.WindowText, theme.text),
        (role.Text, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Accent, theme.running),
        (role.Link, theme.running),
        (role.BrightText, theme.failed),
        (role.Light, theme.base),
        (role.Midlight, theme.line),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
        (role.Shadow, theme.line),
    ):
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, which, mixed(theme.muted, theme.ground, 0.35))
    return result


def control_palette(theme: Colours) -> QPalette:
    """`theme` for what can be typed in, ticked or pressed: its edge is seen, and so is what has the keyboard.

    WORKAROUND: Fusion draws an edge in the window's colour made darker by 140 % (`outline` in qfusionstyle.cpp), which
    on a dark ground is no edge at all. These controls paint no ground of a window, so theirs is the colour of the edge.
    """
    result, role = palette(theme), QPalette.ColorRole
    result.setColor(role.Window, QColor(theme.outline).lighter(140))
    result.setColor(QPalette.ColorGroup.Disabled, role.Window, QColor(theme.line).lighter(140))
    result.setColor(role.Highlight, QColor(theme.running))
    result.setColor(role.HighlightedText, QColor(theme.base))
    return result


def mixed(colour: str, ground: str, share: float) -> QColor:
    """`colour` with `share` (0 … 1) of `ground` in it."""
    if share == 0:  # every cell of a table at rest
        return QColor(colour)
    first, second = QColor(colour), QColor(ground)
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


def motion_wanted(widget: QWidget) -> bool:
    """Whether things may move. Platforms hand 'reduce motion' to Qt as an animation time of zero."""
    system_moves = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
    return system_moves and not _chosen.still


def tabular(font: QFont) -> QFont:
    """`font` with figures of one width, so that a running time does not shake."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def smaller(font: QFont, *, bold: bool = False) -> QFont:
    """`font` a size below, for second lines."""
    result = QFont(font)
    result.setPointSizeF(max(7.0, font.pointSizeF() * 0.88))
    result.setBold(bold)
    return result


def larger(font: QFont) -> QFont:
    """`font` for a heading."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * 1.3)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def monospace(size: QFont) -> QFont:
    """The system's monospace face, as large as `size`."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(size.pointSizeF())
    return result
