"""Which system this is."""

import sys
from pathlib import Path

from batchdesk.login_start.choice import LoginStart
from batchdesk.place import arguments_to


def login_start(data_dir: Path) -> LoginStart:
    """What starts at login here, to be read and to be changed. What is chosen starts with its files in `data_dir`."""
    place = arguments_to(data_dir)
    if sys.platform == "win32":
        from batchdesk.login_start.windows import RunKey, WindowsLoginStart

        return WindowsLoginStart(RunKey(), place)
    if sys.platform == "darwin":
        from batchdesk.login_start.macos import MacLoginStart

        return MacLoginStart(place=place)
    from batchdesk.login_start.linux import LinuxLoginStart

    return LinuxLoginStart(place=place)
