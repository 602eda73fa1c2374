"""`batchdesk desktop-entry`: puts the program into the menu of a Linux desktop, for who installed it from a wheel.

Writes below XDG_DATA_HOME and XDG_CONFIG_HOME only, and removes exactly what it writes. Must not know how the program
was installed; an installer that writes for the whole system does not need it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

LAUNCHER = Path("applications") / "batchdesk.desktop"
AUTOSTART = Path("autostart") / "batchdesk.desktop"

_ESCAPED = str.maketrans({character: f"\\{character}" for character in '"`$\\'})


def install(resources: Path, environment: Mapping[str, str] = os.environ, *, autostart: bool = False) -> Path:
    """Write launcher and icons, and with `autostart` the entry that starts hidden at login; return the launcher.

    Raises OSError when the folders cannot be written.
    """
    data, program = data_home(environment), program_path()
    for source, target in _icons(resources, data):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    launcher = data / LAUNCHER
    _write(resources / "linux" / "batchdesk.desktop", launcher, program)
    if autostart:
        _write(resources / "linux" / "batchdesk-autostart.desktop", config_home(environment) / AUTOSTART, program)
    _tell_desktop(data)
    return launcher


def remove(resources: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Take away what `install` writes. Raises OSError."""
    data = data_home(environment)
    icons = [target for _, target in _icons(resources, data)]
    for path in (data / LAUNCHER, config_home(environment) / AUTOSTART, *icons):
        path.unlink(missing_ok=True)
    _tell_desktop(data)


def data_home(environment: Mapping[str, str]) -> Path:
    """XDG base directory specification: a relative path in the variable counts as none."""
    return _folder(environment, "XDG_DATA_HOME", Path(".local", "share"))


def config_home(environment: Mapping[str, str]) -> Path:
    """As `data_home`, for what a person configures."""
    return _folder(environment, "XDG_CONFIG_HOME", Path(".config"))


def program_path() -> str:
    """What a launcher has to start: the packaged program, or the command beside this Python."""
    if getattr(sys, "frozen", False):
        return sys.executable
    beside = Path(sys.executable).with_name("batchdesk")
    return str(beside) if beside.exists() else shutil.which("batchdesk") or "batchdesk"


def quoted(program: str) -> str:
    """A path in an Exec line, by the rules of the Desktop Entry Specification ('The Exec key')."""
    # The line is a string value first, where a backslash is written twice.
    return '"' + program.translate(_ESCAPED).replace("\\", "\\\\").replace("%", "%%") + '"'


def _write(template: Path, target: Path, program: str) -> None:
    text = template.read_text(encoding="utf-8").replace("Exec=batchdesk", f"Exec={quoted(program)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _icons(resources: Path, data: Path) -> Iterator[tuple[Path, Path]]:
    theme = data / "icons" / "hicolor"
    yield resources / "icons" / "batchdesk.svg", theme / "scalable" / "apps" / "batchdesk.svg"
    for source in sorted((resources / "icons").glob("batchdesk-*.png")):
        size = source.stem.rpartition("-")[2]
        yield source, theme / f"{size}x{size}" / "apps" / "batchdesk.png"


def _folder(environment: Mapping[str, str], name: str, default: Path) -> Path:
    chosen = Path(environment.get(name, ""))
    return chosen if chosen.is_absolute() else Path.home() / default


def _tell_desktop(data: Path) -> None:
    """Have links of ours lead to the launcher at once; a desktop without the tool looks at the next login."""
    program = shutil.which("update-desktop-database")
    if program is not None and (data / "applications").is_dir():
        subprocess.run([program, "-q", str(data / "applications")], stdin=subprocess.DEVNULL, check=False)
