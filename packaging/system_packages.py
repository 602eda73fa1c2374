"""What batchdesk needs from a Debian or Ubuntu system beyond Python: found out, and installed where we may.

Must not know the virtual environment. Other systems bring these libraries with their desktop or with Qt's own wheel.
"""

import importlib.util
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from process import Outcome, Refusal, run, say

# A need is met by any one of its names. The first is the one to install: where a release has renamed
# the package, the new one provides the old name.
NEEDS: tuple[tuple[str, ...], ...] = (
    # Qt, also without a screen
    ("libegl1",),
    ("libgl1",),
    ("libxkbcommon0",),
    ("libfontconfig1",),
    ("libdbus-1-3",),
    ("libglib2.0-0", "libglib2.0-0t64"),
    # Qt's window on X11
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxkbcommon-x11-0",),
    ("libxcb-shape0",),
    # Chinese texts
    ("fonts-wqy-microhei", "fonts-wqy-zenhei", "fonts-noto-cjk"),
    # Tests of the notifications, on a session bus of their own
    ("dbus-daemon", "dbus"),
)
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
APT_LISTS = Path("/var/lib/apt/lists")


def ensure() -> None:
    """Leaves a Debian or Ubuntu system with all that is needed, or raises Refusal with the command to type."""
    if not _is_debian():
        return
    lacking = missing()
    if not lacking:
        return
    if os.geteuid() != 0:
        raise Refusal(how_to_install(lacking))
    install(lacking)


def missing() -> list[str]:
    """The packages to install, by the names apt-get takes."""
    names = [name for need in NEEDS for name in need]
    found = _installed(names)
    lacking = [need[0] for need in NEEDS if found.isdisjoint(need)]
    if importlib.util.find_spec("ensurepip") is None:
        # Debian splits it off its Python; a venv without pip is of no use here.
        lacking.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return lacking


def install(packages: Sequence[str]) -> None:
    """Installs `packages` without asking anything; for root. Raises Refusal with apt-get's last words."""
    say(f"Installing {len(packages)} system packages: {' '.join(packages)}")
    if not _lists_are_there():
        _update_lists()
    outcome = _apt(*APT_INSTALL, *packages)
    if outcome.exit_code != 0:
        _update_lists()  # lists of last month name versions that the mirror no longer has
        outcome = _apt(*APT_INSTALL, *packages)
    if outcome.exit_code != 0:
        raise Refusal(f"The system packages could not be installed. apt-get's last words:\n{outcome.last_lines()}")


def how_to_install(packages: Sequence[str]) -> str:
    """The one command that a person without root's rights has to type, in a sentence."""
    command = shlex.join(("sudo", *APT_INSTALL, *packages))
    if not _lists_are_there():
        command = f"sudo apt-get update && {command}"
    return (
        "This system lacks packages that the window, its Chinese texts or the tests need. "
        f"Install them with this command, then run dev.py again:\n\n    {command}\n"
    )


def _installed(names: Sequence[str]) -> set[str]:
    # dpkg-query exits with 1 as soon as it does not know one of the names, and still lists the others.
    query = ("dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names)
    try:
        answer = subprocess.run(query, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Refusal(
            f"dpkg-query, which knows the installed packages, cannot be started: {error.strerror}."
        ) from error
    pairs = (line.split() for line in answer.stdout.splitlines())
    return {pair[0] for pair in pairs if pair[1:] == ["installed"]}


def _apt(*command: str) -> Outcome:
    return run(
        (command[0], "-o", "DPkg::Lock::Timeout=300", *command[1:]),
        environment={"DEBIAN_FRONTEND": "noninteractive"},
    )


def _update_lists() -> None:
    # Its exit code is 0 without a network too. One list that cannot be had is no reason to stop, none at all is.
    outcome = _apt("apt-get", "update")
    if not _lists_are_there():
        raise Refusal(
            "apt-get could not fetch its package lists. Check the network and apt's configuration. "
            f"apt-get's last words:\n{outcome.last_lines()}"
        )


def _lists_are_there() -> bool:
    return any(APT_LISTS.glob("*_Packages*"))


def _is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in (release["ID"], *release.get("ID_LIKE", "").split())
