"""The virtual environment of this checkout: exactly the pinned packages and the project itself, or made anew.

Must not know what is done with it afterwards.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from process import Refusal, run, say

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
# Written last and removed first: its presence says that the set-up came to its end.
STAMP = VENV / "batchdesk-stamp"
# Outside .venv, which is emptied while the lock is held.
LOCK = ROOT / "build" / "setup.lock"


def ensure() -> None:
    """Leaves `.venv` complete and up to date, or raises Refusal. Costs little when it already is."""
    try:
        wanted = fingerprint()
        if is_ready(wanted):
            return
        with _only_one():
            if not is_ready(wanted):  # the one we waited for may have done it
                _make(wanted)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"pyproject.toml cannot be read: {error}.") from error
    except OSError as error:
        raise Refusal(f"{error.filename or VENV}: {error.strerror}. Remove .venv, or make it yours.") from error


def fingerprint() -> str:
    """Of all that an environment is made from; another one means that it has to be made anew.

    The checkout's own place is part of it, because scripts in a virtual environment name it.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    made_from = {
        "place": str(ROOT),
        "python": [sys.implementation.cache_tag, sysconfig.get_platform()],
        "constraints": CONSTRAINTS.read_text(encoding="utf-8"),
        "project": [project.get(name) for name in ("build-system", "project", "dependency-groups")],
    }
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def script(name: str) -> Path:
    """The path of a command that an installed package brought."""
    return SCRIPTS / (f"{name}.exe" if os.name == "nt" else name)


def is_ready(wanted: str) -> bool:
    """Whether `.venv` was completed from what `wanted`, a fingerprint, stands for, and its Python still starts."""
    try:
        if STAMP.read_text(encoding="ascii") != wanted:
            return False
        # Only starting it shows whether the Python below it is still there.
        return subprocess.run((PYTHON, "-I", "-S", "-c", ""), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv(folder: Path) -> Path:
    """Makes an empty virtual environment with pip in `folder` and returns the folder of its scripts."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Refusal("This Python comes without ensurepip, so a virtual environment has no pip. Use another Python.")
    try:
        venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=True).create(folder)
    except subprocess.CalledProcessError as error:
        words = bytes(error.output or b"").decode(errors="replace").strip()
        raise Refusal(f"Python could not put pip into {folder}. Its last words:\n{words}") from error
    return folder / SCRIPTS.name


def _make(wanted: str) -> None:
    say("Setting up .venv with the pinned packages. The first time takes a minute or two.")
    STAMP.unlink(missing_ok=True)
    make_venv(VENV)
    pip_install(PYTHON, "The pinned packages", "--require-hashes", "--requirement", str(CONSTRAINTS))
    pip_install(PYTHON, "The project itself", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(wanted, encoding="ascii")


def pip_install(python: Path, what: str, *arguments: str) -> None:
    """Installs with pip into the environment of `python`. Raises Refusal, which names `what`, when that fails."""
    outcome = run(
        (python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *arguments), folder=ROOT
    )
    if outcome.exit_code != 0:
        raise Refusal(
            f"{what} could not be installed. Check the network and pip's configuration, then run this again. "
            f"pip's last words:\n{outcome.last_lines()}"
        )


@contextmanager
def _only_one() -> Generator[None]:
    """Waits until no other dev.py sets up this checkout. The system ends the lock with the process that holds it."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("a", encoding="ascii") as file:
        if not _try_lock(file):
            say("Another dev.py is setting up this checkout; waiting for it.")
            while not _try_lock(file, waiting=True):
                pass
        yield


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: TextIO, *, waiting: bool = False) -> bool:
        try:
            # LK_LOCK tries for ten seconds and then gives up.
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if waiting else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: TextIO, *, waiting: bool = False) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waiting else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
