"""Which system this is."""

import sys

from batchdesk.login_start.choice import LoginStart


def login_start() -> LoginStart:
    """What starts at login here, to be read and to be changed."""
    if sys.platform == "win32":
        from batchdesk.login_start.windows import RunKey, WindowsLoginStart

        return WindowsLoginStart(RunKey())
    if sys.platform == "darwin":
        from batchdesk.login_start.macos import MacLoginStart

        return MacLoginStart()
    from batchdesk.login_start.linux import LinuxLoginStart

    return LinuxLoginStart()
