"""`batchdesk desktop-entry`: puts the program into the menu of a Linux desktop, for who installed it from a wheel.

Writes below XDG_DATA_HOME and XDG_CONFIG_HOME only, and removes exactly what it writes. Must not know how the program
was installed; an installer that writes for the whole system does not need it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from batchdesk.login_start.choice import AtLogin
from batchdesk.login_start.linux import AUTOSTART, LinuxLoginStart, base_folder, config_home, write_entry

LAUNCHER = Path("applications") / "batchdesk.desktop"


def install(
    resources: Path, environment: Mapping[str, str] = os.environ, *, autostart: bool = False, place: Sequence[str] = ()
) -> Path:
    """Write launcher and icons, and with `autostart` the entry that starts hidden at login, led to its files by
    `place`; return the launcher.

    Raises OSError when the folders cannot be written.
    """
    data = data_home(environment)
    for source, target in _icons(resources, data):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    launcher = data / LAUNCHER
    write_entry(resources / "linux" / "batchdesk.desktop", launcher)
    if autostart:
        LinuxLoginStart(environment, place).choose(AtLogin.TRAY)
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
    return base_folder(environment, "XDG_DATA_HOME", Path(".local", "share"))


def _icons(resources: Path, data: Path) -> Iterator[tuple[Path, Path]]:
    theme = data / "icons" / "hicolor"
    yield resources / "icons" / "batchdesk.svg", theme / "scalable" / "apps" / "batchdesk.svg"
    for source in sorted((resources / "icons").glob("batchdesk-*.png")):
        size = source.stem.rpartition("-")[2]
        yield source, theme / f"{size}x{size}" / "apps" / "batchdesk.png"


def _tell_desktop(data: Path) -> None:
    """Have links of ours lead to the launcher at once; a desktop without the tool looks at the next login."""
    program = shutil.which("update-desktop-database")
    if program is not None and (data / "applications").is_dir():
        subprocess.run([program, "-q", str(data / "applications")], stdin=subprocess.DEVNULL, check=False)
