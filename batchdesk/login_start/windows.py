"""Windows: a value in the person's own registry key of what runs at login; its name is the installer's, too."""

import subprocess
import sys
from collections.abc import Iterator, MutableMapping, Sequence

from batchdesk.login_start.choice import HIDDEN_OPTION, AtLogin
from batchdesk.login_start.program import program_path

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
NAME = "batchdesk"


class WindowsLoginStart:
    """Reads and writes one value of `run`: command lines by name."""

    def __init__(self, run: MutableMapping[str, str], place: Sequence[str] = ()) -> None:
        """`place` is what leads the program that starts to its files."""
        self._run = run
        self._place = place

    def chosen(self) -> AtLogin:
        command = self._run.get(NAME)
        if command is None:
            return AtLogin.NOTHING
        return AtLogin.TRAY if HIDDEN_OPTION in command.split() else AtLogin.WINDOW

    def choose(self, at_login: AtLogin) -> None:
        if at_login is AtLogin.NOTHING:
            self._run.pop(NAME, None)
        else:
            # Quotes always: a path with a blank in it is two programs to Windows otherwise.
            arguments = subprocess.list2cmdline((*self._place, *at_login.arguments))
            self._run[NAME] = f'"{program_path()}" {arguments}'.rstrip()


if sys.platform == "win32":
    import winreg

    class RunKey(MutableMapping[str, str]):
        """The registry key itself."""

        def __getitem__(self, name: str) -> str:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                    return str(winreg.QueryValueEx(key, name)[0])
            except FileNotFoundError:
                raise KeyError(name) from None

        def __setitem__(self, name: str, command: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, command)

        def __delitem__(self, name: str) -> None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY, access=winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, name)
            except FileNotFoundError:
                raise KeyError(name) from None

        def __iter__(self) -> Iterator[str]:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    yield winreg.EnumValue(key, number)[0]

        def __len__(self) -> int:
            return sum(1 for _ in self)
