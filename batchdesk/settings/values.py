"""What an operator can choose, with what is chosen for them. Frozen values: whoever changes one makes another.

Every name here is a name in the file.
"""

from enum import Enum
from typing import Literal

from msgspec import Struct, field

from batchdesk.batch.rules import Rules


class OnClose(Enum):
    """What closing the window does."""

    TRAY = "tray"
    """It goes on in the tray; without one, it is minimised."""
    MINIMISE = "minimise"
    QUIT = "quit"
    ASK = "ask"
    """Each time."""


class Theme(Enum):
    """Whose colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(Enum):
    """How high a row is."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class TellingSettings(Struct, frozen=True):
    """Notifications."""

    rules: Rules = field(default_factory=Rules)
    hide_names: bool = False
    """Say 'A batch' instead of its name: the screen may be locked, or shared."""
    sounds: bool = False
    """Play the desktop's own sounds for success and failure."""
    connection: bool = True
    """Say when no server can be reached for two minutes, and when one can again."""


class StartSettings(Struct, frozen=True):
    """Beginning and end."""

    on_close: OnClose = OnClose.TRAY


class LookSettings(Struct, frozen=True):
    """How everything looks."""

    theme: Theme = Theme.SYSTEM
    density: Density = Density.COMFORTABLE
    still: bool = False
    """Nothing moves, whatever the system says."""


class HistorySettings(Struct, frozen=True):
    """How much is kept. Pinned and watched batches always are."""

    keep_days: int = 0
    """0: for ever."""
    keep_megabytes: int = 0
    """0: however large."""


class ServerSettings(Struct, frozen=True):
    """How one server is reached."""

    web_address: str = ""
    """Where a batch is in the browser, with {id} for its id; empty: as the protocol has it."""
    ca_file: str = ""
    """Certificates to trust besides the system's."""
    proxy: str = ""
    """Empty: as the system says."""


class Settings(Struct, frozen=True):
    """Everything."""

    language: Literal["", "en", "zh_CN"] = ""
    """'en' or 'zh_CN'; empty: the system's."""
    telling: TellingSettings = field(default_factory=TellingSettings)
    start: StartSettings = field(default_factory=StartSettings)
    look: LookSettings = field(default_factory=LookSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    servers: dict[str, ServerSettings] = field(default_factory=dict[str, ServerSettings])
    """By address."""
    saved_filters: dict[str, str] = field(default_factory=dict[str, str])
    """By the operator's name for them."""
