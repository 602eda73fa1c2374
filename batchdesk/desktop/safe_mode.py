"""What `--safe-mode` leaves out, for the day when something around the program keeps it from starting.

No remembered window, no tray, no notification service, no keyring, no connection; and of Qt no plugins of the platform
or of the person. What was seen before can be read.
"""

from collections.abc import MutableMapping

from batchdesk.engine.options import EngineOptions

ENGINE = EngineOptions(keyring=False, connect=False)

_LEFT_OUT = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_FONT_DPI")
_PLAIN = {
    "QT_QPA_PLATFORMTHEME": "none",
    "QT_XCB_GL_INTEGRATION": "none",
    "QT_IM_MODULE": "compose",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}


def prepare(environment: MutableMapping[str, str]) -> None:
    """Make Qt's start a plain one. Only before the application is made."""
    for name in _LEFT_OUT:
        environment.pop(name, None)
    environment.update(_PLAIN)
