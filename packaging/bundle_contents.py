"""What of Qt and Python goes into an installer: all that the program loads, and nothing else.

PyInstaller takes every plugin of a Qt module and all that those plugins need, whether this program loads it or not.
Must not know how a bundle is made.
"""

from pathlib import PurePosixPath

# By name, without 'lib' and the ending. A new Qt brings new plugins: what is not named here stays out.
QT_PLUGINS = frozenset(
    {
        # drawing and reading the icons
        "qsvgicon", "qsvg",
        # screens: X11, Wayland, Windows, macOS, and none
        "qxcb", "qwayland", "qwindows", "qcocoa", "qoffscreen",
        "qxcb-egl-integration", "qxcb-glx-integration",
        "qt-plugin-wayland-egl", "xdg-shell", "bradient", "adwaita",
        # the platform's own look, and its light or dark
        "qxdgdesktopportal", "qmodernwindowsstyle", "qmacstyle",
        # typing Chinese and accents
        "ibusplatforminputcontextplugin", "composeplatforminputcontextplugin",
    }
)  # fmt: skip

# Qt libraries that are only there because a plugin left out above asks for them.
_UNUSED_LIBRARIES = ("Pdf", "Qml", "Quick", "VirtualKeyboard", "EglF", "Wlr", "WaylandEgl", "Sql", "Test", "Designer")

# GTK's platform theme is left out; what it drags along of the build machine must not replace the desktop's own.
_FOREIGN_LIBRARIES = ("libgtk-", "libgdk", "libatk", "libcairo", "libpango", "libharfbuzz", "libatspi", "libepoxy",
    "libgraphite2", "libfribidi", "libthai", "libdatrie", "libpixman", "libtiff", "libjpeg", "libwebp", "liblerc",
    "libjbig", "libdeflate", "libXcomposite", "libXcursor", "libXdamage", "libXfixes", "libXinerama", "libXrandr",
    "libcloudproviders", "libtracker", "libcolord", "libcups", "libmysqlclient", "libpq", "libodbc")  # fmt: skip

# Python packages that something mentions and this program never imports.
EXCLUDED_MODULES = (
    "tkinter", "unittest", "pydoc", "doctest", "idlelib", "lib2to3", "ensurepip", "setuptools", "pip", "wheel",
    "pkg_resources", "IPython", "numpy", "PIL", "gi", "mypy", "pytest", "trio", "watchfiles", "websockets", "wsproto",
    "PyQt5", "PyQt6", "PySide2",
    # qtpy offers them to qtawesome, which does not ask for them
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtPrintSupport", "PySide6.QtTest", "PySide6.QtXml",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtUiTools", "PySide6.QtHelp", "PySide6.QtDesigner",
)  # fmt: skip

ICON_SET = "phosphor"
"""The font that `desktop.style.icons` draws with, of the fourteen that qtawesome has."""

TRANSLATIONS = frozenset({"qtbase_zh_CN.qm"})


def is_needed(name: str) -> bool:
    """Whether the file that PyInstaller would put at `name`, a path inside the bundle, belongs there."""
    path = PurePosixPath(name.replace("\\", "/"))
    if "PySide6" in path.parts and path.suffix in {".qm"}:
        return path.name in TRANSLATIONS
    if "plugins" in path.parts and "PySide6" in path.parts:
        return plugin_name(path) in QT_PLUGINS
    if "fonts" in path.parts and "qtawesome" in path.parts:
        return path.name.startswith(ICON_SET)
    if "screenshots" in path.parts:
        return False
    if path.name.startswith(_FOREIGN_LIBRARIES):
        return False
    return not _is_unused_library(path.name)


def plugin_name(path: PurePosixPath) -> str:
    """`libqsvg.so`, `qsvg.dll` and `libqsvg.dylib` are one plugin."""
    return path.name.partition(".")[0].removeprefix("lib")


def _is_unused_library(file_name: str) -> bool:
    stem = file_name.removeprefix("lib")
    return any(stem.startswith(f"Qt6{word}") for word in _UNUSED_LIBRARIES) or file_name.startswith("libpyside6qml")
