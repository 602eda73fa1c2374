"""How an engine is to behave."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window makes its options before the engine's thread loads the network code
    from batchdesk.stream.reconnect import ReconnectPolicy
    from batchdesk.stream.route import Routes
    from batchdesk.stream.subscription import StreamOptions


@dataclass(frozen=True, slots=True)
class EngineOptions:
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
