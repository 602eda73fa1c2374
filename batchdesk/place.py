"""Where one run keeps its files. Says nothing to anybody: it is asked before a language is chosen."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

DATABASE_NAME = "batchdesk.sqlite"
DATA_DIR_OPTION = "--data-dir"
DATA_DIR_VARIABLE = "BATCHDESK_DATA_DIR"
COMPLETION_VARIABLE = "_BATCHDESK_COMPLETE"
"""By which a shell asks how a command line may go on (click's name for it)."""


class Place(Struct):
    """The platform's own places, or one chosen folder for everything."""

    chosen: Path | None = None

    @property
    def data_dir(self) -> Path:
        """The folder of --data-dir or BATCHDESK_DATA_DIR, or the platform's own place."""
        if self.chosen is not None:
            return self.chosen.absolute()
        import platformdirs

        return platformdirs.user_data_path("batchdesk", appauthor=False)

    @property
    def config_dir(self) -> Path:
        """Where the settings are: beside the data where its folder was chosen, or in the platform's own place."""
        if self.chosen is not None:
            return self.data_dir
        import platformdirs

        return platformdirs.user_config_path("batchdesk", appauthor=False)

    @property
    def database(self) -> Path:
        return self.data_dir / DATABASE_NAME

    @property
    def settings_file(self) -> Path:
        from batchdesk.settings.file import FILE_NAME  # not for commands that ask for no settings

        return self.config_dir / FILE_NAME

    def log(self, command: str) -> Path:
        """Each command has its own log: two programs never rotate one file."""
        return self.data_dir / "logs" / f"{command}.log"


def arguments_to(data_dir: Path) -> tuple[str, ...]:
    """What a start needs in its command line to have its files in this folder; in the platform's own place, nothing."""
    return () if data_dir == Place().data_dir else (DATA_DIR_OPTION, str(data_dir))


def place_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Place:
    """Where a command line points to, before anything else of it is understood; the commands read it again later."""
    chosen = environment.get(DATA_DIR_VARIABLE, "")
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == DATA_DIR_OPTION:
            chosen = value or "".join(arguments[position + 1 : position + 2])
    return Place(Path(chosen) if chosen else None)
