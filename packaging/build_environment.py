"""The environment that installers are built in: the pinned packages the program needs, the builder, and nothing else.

Apart from .venv, whose checks and tests would go into the bundle. Must not know what is built.
"""

import hashlib

from environment import CONSTRAINTS, ROOT, SCRIPTS, make_venv, pip_install
from process import run, say

PACKAGE_CONSTRAINTS = ROOT / "packaging" / "package-constraints.txt"
VENV = ROOT / "build" / "package-venv"
PYTHON = VENV / SCRIPTS.name / ("python.exe" if SCRIPTS.name == "Scripts" else "python")
_STAMP = VENV / "batchdesk-stamp"


def ensure() -> None:
    """Leaves it complete and up to date, or raises Refusal."""
    wanted = _fingerprint()
    ready = _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == wanted
    if not ready or run((PYTHON, "-I", "-S", "-c", "")).exit_code != 0:
        say("Setting up the environment for building. The first time takes a minute or two.")
        make_venv(VENV)
        pip_install(PYTHON, "The pinned packages", "--require-hashes", "--requirement", str(PACKAGE_CONSTRAINTS))
        _STAMP.write_text(wanted, encoding="ascii")
    # Its metadata is what the program's parts are found by; it changes with the sources.
    pip_install(PYTHON, "The project itself", "--no-deps", "--no-build-isolation", "--force-reinstall", str(ROOT))


def _fingerprint() -> str:
    made_from = (str(ROOT), PACKAGE_CONSTRAINTS.read_text(encoding="utf-8"), CONSTRAINTS.read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(made_from).encode()).hexdigest()
