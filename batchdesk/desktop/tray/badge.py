"""What the program's button in a taskbar or dock says, as values."""

from msgspec import Struct


class Badge(Struct, frozen=True):
    """What the button says. All that rests is no badge at all."""

    number: int = 0
    """Shown when it is not zero."""
    progress: float | None = None
    """0 … 1 while something is being worked on."""
    urgent: bool = False
    """It asks for attention: something failed."""
