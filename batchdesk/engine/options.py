"""How an engine is to behave."""

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # the window makes its options before the engine's thread loads the network code
    from batchdesk.stream.reconnect import ReconnectPolicy
    from batchdesk.stream.route import Routes
    from batchdesk.stream.subscription import StreamOptions


class FollowOptions(Struct, frozen=True):
    """How patiently it is looked for new batches of a merchant, and how many are taken. Times in seconds."""

    interval: float = 30.0
    """Between two looks at a merchant's list; some are a little sooner or later."""
    apart: float = 2.0
    """Of very many merchants each is looked at less often, so that the server has this long for each."""
    spread: float = 5.0
    """When the network is back, the lists are asked within this."""
    longest: float = 600.0
    """After trouble the pauses grow to this, unless the server asks for more. A server without a list, and a merchant
    that is not ours, are asked this seldom."""
    at_a_time: int = 50
    """What is more comes with the next looks."""
    in_all: int = 1000
    """While so many batches of a merchant are watched, no more come by themselves."""


class EngineOptions(Struct, frozen=True):
    """The defaults are the program's; tests and the demo use others."""

    record: bool = True
    """Write what is seen to the data folder. False: another batchdesk has it; all stays in memory."""
    take_up: bool = True
    """Go on with what was watched when the program was last closed. False: only what is added in this run."""
    keyring: bool = True
    """Use the system's keyring and BATCHDESK_SESSION_TOKEN. False: sessions of this run only, as in the demo."""
    connect: bool = True
    """Connect to the servers that are known. False: what was seen can be read, as in safe mode."""
    routes: "Routes | None" = None
    """How servers are reached that are not reached as the system says."""
    streams: "StreamOptions | None" = None
    """Watchdog and limits; None for the program's own."""
    policy: "ReconnectPolicy | None" = None
    """Backoff; None for the program's own."""
    following: FollowOptions = FollowOptions()
    """How merchants are followed."""
