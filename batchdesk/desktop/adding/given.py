"""What batches are given on their way into the table. Knows no widget."""

from msgspec import Struct


class Given(Struct, frozen=True):
    """For all that are added together. Empty: nothing."""

    label: str = ""
    """Of several, each gets a number behind it."""
    tags: tuple[str, ...] = ()
    merchant: str = ""
