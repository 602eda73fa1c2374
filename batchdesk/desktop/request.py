"""What a second start wants of the program that runs."""

from msgspec import Struct


class Request(Struct, frozen=True):
    """What a second start hands to the first."""

    links: tuple[str, ...] = ()
    activation_token: str = ""
    """What lets a window come to the front on Wayland (XDG activation); empty elsewhere."""
