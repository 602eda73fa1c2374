"""How one server is reached where that is not as the system says. Loads nothing of the network."""

from collections.abc import Mapping

from msgspec import Struct


class Route(Struct, frozen=True):
    """Empty: as the system says."""

    ca_file: str = ""
    """Certificates to trust besides the system's."""
    proxy: str = ""
    """Address of the proxy."""


Routes = Mapping[str, Route]
"""By the server's base address; one that is not named is reached as the system says."""
