"""Whether there is a screen that Qt could open a window on. Loads no Qt itself."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_X_SOCKETS = Path("/tmp/.X11-unix")
_PROBE_SECONDS = 20.0


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """False where Qt would abort the process for want of a display. Only Linux and the like can be without one."""
    if sys.platform in ("win32", "darwin") or environment.get("QT_QPA_PLATFORM"):
        return True
    if environment.get("WAYLAND_DISPLAY"):
        return True
    name = environment.get("DISPLAY", "")
    host, _, number = name.partition(":")
    if not number or host not in ("", "unix"):
        return bool(name)
    return _answers(_X_SOCKETS / f"X{number.partition('.')[0]}")


def qt_starts() -> bool:
    """Whether Qt comes up here, tried in a process of its own: where it does not, it aborts its process.

    Takes as long as Qt does, a quarter of a second. A packaged program has no Python to try it with, and says yes.
    """
    if getattr(sys, "frozen", False):
        return True
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    try:
        tried = subprocess.run(
            [sys.executable, "-c", probe],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _answers(path: Path) -> bool:
    # The socket may be in Linux's abstract namespace alone, whose names begin with a null byte.
    for address in (str(path), f"\0{path}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            try:
                client.connect(address)
            except OSError:
                continue
            return True
    return False
