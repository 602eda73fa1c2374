"""The icons of the actions: one set, one weight, in the colour of the text.

The set takes a while to load: ask for it after the first paint only.
"""

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QIcon

from batchdesk.desktop.style import appearance

if TYPE_CHECKING:
    from qtawesome.iconic_font import IconicFont


def icon(name: str) -> QIcon:
    """The icon `name` of the Phosphor set, for the theme that is shown now."""
    theme = appearance.colours()
    return _icon(name, theme.text, theme.muted)


def muted_icon(name: str) -> QIcon:
    """The same in the colour of what only accompanies."""
    theme = appearance.colours()
    return _icon(name, theme.muted, theme.muted)


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    # The library has no types of its own.
    return cast(QIcon, _font().icon(f"ph.{name}", color=colour, color_disabled=disabled))  # pyright: ignore[reportUnknownMemberType]


@cache
def _font() -> "IconicFont":
    """The one set we use. The library's own `icon` would load the fourteen that come with it."""
    from qtawesome.iconic_font import IconicFont

    fonts = Path(sys.modules["qtawesome"].__path__[0], "fonts")
    (font,), (names,) = fonts.glob("phosphor-[0-9]*.ttf"), fonts.glob("phosphor-charmap-*.json")
    return IconicFont(("ph", font.name, names.name))
