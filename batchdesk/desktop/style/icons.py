"""The icons of the actions: one set, one weight, in the colour of the text.

The set takes a tenth of a second to load: ask for it after the first paint only.
"""

from functools import cache
from typing import cast

from PySide6.QtGui import QIcon

from batchdesk.desktop.style import appearance


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
    import qtawesome  # loads fonts: not before the window is painted

    # The library has no types of its own.
    return cast(QIcon, qtawesome.icon(f"ph.{name}", color=colour, color_disabled=disabled))  # pyright: ignore[reportUnknownMemberType]
