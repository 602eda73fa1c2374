"""macOS: a launch agent of the person's own, which launchd reads at login."""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from batchdesk.login_start.choice import HIDDEN_OPTION, AtLogin
from batchdesk.login_start.program import program_path

LABEL = "batchdesk.login"
FOLDER = Path("Library") / "LaunchAgents"


class MacLoginStart:
    """One file in `folder`."""

    def __init__(self, folder: Path | None = None, place: Sequence[str] = ()) -> None:
        """`folder` None: the person's own. `place` is what leads the program that starts to its files."""
        self._place = place
        self._file = (folder or Path.home() / FOLDER) / f"{LABEL}.plist"

    def chosen(self) -> AtLogin:
        try:
            agent: dict[str, Any] = plistlib.loads(self._file.read_bytes())
        except (FileNotFoundError, plistlib.InvalidFileException):
            return AtLogin.NOTHING
        if agent.get("Disabled") or not agent.get("RunAtLoad"):
            return AtLogin.NOTHING
        return AtLogin.TRAY if HIDDEN_OPTION in agent.get("ProgramArguments", ()) else AtLogin.WINDOW

    def choose(self, at_login: AtLogin) -> None:
        if at_login is AtLogin.NOTHING:
            self._file.unlink(missing_ok=True)
            return
        agent = {
            "Label": LABEL,
            "ProgramArguments": [program_path(), *self._place, *at_login.arguments],
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(plistlib.dumps(agent))
