"""Linux: an entry in the folder `autostart`, by the Desktop Application Autostart Specification.

A package may have put one there for everybody; a person's own goes before it, also to say no.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from batchdesk.login_start.choice import HIDDEN_OPTION, AtLogin
from batchdesk.login_start.program import program_path
from batchdesk.words.catalogue import resources_folder

AUTOSTART = Path("autostart") / "batchdesk.desktop"

_NOT_FOR_ME = "[Desktop Entry]\nType=Application\nName=batchdesk\nExec=batchdesk\nHidden=true\n"
"""`Hidden` is the specification's word for an entry that counts as deleted."""

_ESCAPED = str.maketrans({character: f"\\{character}" for character in '"`$\\'})


class LinuxLoginStart:
    """Below the folders that `environment` names."""

    def __init__(self, environment: Mapping[str, str] = os.environ, place: Sequence[str] = ()) -> None:
        """`place` is what leads the program that starts to its files."""
        self._place = place
        self._own = config_home(environment) / AUTOSTART
        shared = environment.get("XDG_CONFIG_DIRS", "") or "/etc/xdg"
        self._shared = [Path(folder) / AUTOSTART for folder in shared.split(":") if folder.startswith("/")]

    def chosen(self) -> AtLogin:
        for path in (self._own, *self._shared):
            try:
                return _meaning_of(path.read_text(encoding="utf-8"))
            except (FileNotFoundError, NotADirectoryError):
                continue
        return AtLogin.NOTHING

    def choose(self, at_login: AtLogin) -> None:
        if at_login is not AtLogin.NOTHING:
            arguments = (*self._place, *at_login.arguments)
            write_entry(resources_folder() / "linux" / "batchdesk-autostart.desktop", self._own, arguments)
        elif any(path.exists() for path in self._shared):
            self._own.parent.mkdir(parents=True, exist_ok=True)
            self._own.write_text(_NOT_FOR_ME, encoding="utf-8")
        else:
            self._own.unlink(missing_ok=True)


def config_home(environment: Mapping[str, str]) -> Path:
    """XDG base directory specification: a relative path in the variable counts as none."""
    return base_folder(environment, "XDG_CONFIG_HOME", Path(".config"))


def base_folder(environment: Mapping[str, str], name: str, default: Path) -> Path:
    """The folder a variable names, or `default` in the person's home."""
    chosen = Path(environment.get(name, ""))
    return chosen if chosen.is_absolute() else Path.home() / default


def write_entry(template: Path, target: Path, arguments: Sequence[str] | None = None) -> None:
    """Write an entry of ours to where the desktop looks for it, with the program where it is.

    `arguments` take the place of those of the template.
    """
    lines = template.read_text(encoding="utf-8").splitlines(keepends=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(_started_here(line, arguments) for line in lines), encoding="utf-8")


def quoted(path: str) -> str:
    """A path in an Exec line, by the rules of the Desktop Entry Specification ('The Exec key')."""
    # The line is a string value first, where a backslash is written twice.
    return '"' + path.translate(_ESCAPED).replace("\\", "\\\\").replace("%", "%%") + '"'


def _started_here(line: str, arguments: Sequence[str] | None) -> str:
    command, _, given = line.rstrip("\n").partition(" ")
    if command != "Exec=batchdesk":
        return line
    if arguments is None:
        words = given.split()
    else:
        words = [word if word.startswith("--") else quoted(word) for word in arguments]
    return " ".join((f"Exec={quoted(program_path())}", *words)) + "\n"


def _meaning_of(entry: str) -> AtLogin:
    lines = [line.strip() for line in entry.splitlines()]
    if "Hidden=true" in lines or "X-GNOME-Autostart-enabled=false" in lines:
        return AtLogin.NOTHING
    command = next((line for line in lines if line.startswith("Exec=")), "")
    return AtLogin.TRAY if HIDDEN_OPTION in command.split() else AtLogin.WINDOW
