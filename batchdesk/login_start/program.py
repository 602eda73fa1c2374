"""Where this program is, for whoever writes down how it is started."""

import shutil
import sys
from pathlib import Path


def program_path() -> str:
    """What a launcher has to start: the packaged program, or the command beside this Python."""
    if getattr(sys, "frozen", False):
        return sys.executable
    beside = Path(sys.executable).with_name("batchdesk.exe" if sys.platform == "win32" else "batchdesk")
    return str(beside) if beside.exists() else shutil.which("batchdesk") or "batchdesk"
