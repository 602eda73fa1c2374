"""How Windows' taskbar and notifications know that this process is the program its installer made a launcher for."""

import sys

APPLICATION_ID = "batchdesk.batchdesk"
"""Also in the installer's script; a test compares them."""


def name_process() -> None:
    """Give this process the launcher's identity. Does nothing elsewhere; before the first window."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APPLICATION_ID)
