"""How an engine is to behave."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window makes its options before the engine's thread loads the network code
    from batchdesk.stream.subscription import SubscriptionOptions


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """The defaults are the program's; tests and the demo use others."""

    record: bool = True
    """Write what is seen to the data folder. False: another batchdesk has it; all stays in memory."""
    keyring: bool = True
    """Keep sessions in the system's keyring. False: for this run only, as the demo does."""
    subscription: "SubscriptionOptions | None" = None
    """Watchdog and backoff; None for the program's own."""
