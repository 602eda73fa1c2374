"""How the window is opened: what the command line says, as values."""

from pathlib import Path

from msgspec import Struct

from batchdesk.settings.file import FILE_NAME as SETTINGS_NAME
from batchdesk.words.catalogue import Language


def demo_folder(data_dir: Path) -> Path:
    """Where the demo of this data folder keeps its files."""
    return data_dir / "demo"


class DesktopOptions(Struct, frozen=True):
    """How the window is opened."""

    data_dir: Path
    """Every file that is written is below it."""
    demo: bool = False
    links: tuple[str, ...] = ()
    hidden: bool = False
    """Start in the tray, as at login."""
    safe_mode: bool = False
    """Start without what may keep it from starting: `desktop.safe_mode`."""
    config_dir: Path | None = None
    """Where the settings are; None: in the data folder."""
    language: Language | None = None
    """Asked for in the command line; None: as is chosen in the settings."""

    @property
    def folder(self) -> Path:
        """Where this run keeps its files: a demo has a folder of its own, so that it never mixes with what is real."""
        return demo_folder(self.data_dir) if self.demo else self.data_dir

    @property
    def settings_file(self) -> Path:
        """The settings, which the demo has from the real program."""
        return (self.config_dir or self.data_dir) / SETTINGS_NAME
