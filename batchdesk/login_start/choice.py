"""What can be chosen, and what a system has to be able to for it."""

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
        """What the program is started with, beside its place."""
        return (HIDDEN_OPTION,) if self is AtLogin.TRAY else ()


class LoginStart(Protocol):
    """The system's list of what starts at login, as far as it is about this program. Raises OSError."""

    def chosen(self) -> AtLogin:
        """What happens now."""
        ...

    def choose(self, at_login: AtLogin) -> None:
        """Let this happen from the next login on."""
        ...
