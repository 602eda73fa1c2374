"""What can be chosen, and who keeps it here."""

import sys
from enum import Enum
from typing import Protocol

HIDDEN_OPTION = "--hidden"


class AtLogin(Enum):
    """What happens when the person logs in."""

    NOTHING = "nothing"
    WINDOW = "window"
    """The program starts, with its window."""
    TRAY = "tray"
    """The program starts in the tray."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the program is started with."""
        return (HIDDEN_OPTION,) if self is AtLogin.TRAY else ()


class LoginStart(Protocol):
    """The system's list of what starts at login, as far as it is about this program. Raises OSError."""

    def chosen(self) -> AtLogin:
        """What happens now."""
        ...

    def choose(self, at_login: AtLogin) -> None:
        """Let this happen from the next login on."""
        ...


def login_start() -> LoginStart:
    """That of this system."""
    if sys.platform == "win32":
        from batchdesk.login_start.windows import RunKey, WindowsLoginStart

        return WindowsLoginStart(RunKey())
    if sys.platform == "darwin":
        from batchdesk.login_start.macos import MacLoginStart

        return MacLoginStart()
    from batchdesk.login_start.linux import LinuxLoginStart

    return LinuxLoginStart()
