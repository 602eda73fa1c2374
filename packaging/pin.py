"""Makes the constraints anew from pyproject.toml: exact versions with hashes, for every platform and Python at once.

constraints.txt is for .venv; package-constraints.txt, with the same versions, for the building of installers.

Must not leave an address in it: where packages come from is the business of each machine.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build_environment import PACKAGE_CONSTRAINTS
from environment import CONSTRAINTS, ROOT, make_venv
from process import Refusal, run, say

# Versions that still fit stay, so that a new dependency does not move all others; `--upgrade` moves them.
COMPILE = (
    "pip", "compile", "pyproject.toml",
    "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
)  # fmt: skip


def pin(arguments: Sequence[str]) -> int:
    """Rewrites both files; `arguments` go to uv, such as `--upgrade`. Raises Refusal with uv's words."""
    with tempfile.TemporaryDirectory(prefix="batchdesk-pin-") as folder:
        scripts = make_venv(Path(folder))
        say("Installing uv for the moment.")
        _run(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
        _pin(scripts, CONSTRAINTS, "--group", "dev", *arguments)
        requirements = "packaging/package-requirements.in"
        _pin(scripts, PACKAGE_CONSTRAINTS, requirements, "--constraint", str(CONSTRAINTS), *arguments)
    return 0


def _pin(scripts: Path, target: Path, *arguments: str) -> None:
    say(f"Pinning into {target.relative_to(ROOT)}.")
    _run(scripts / "uv", *COMPILE, *arguments, "--output-file", str(target), **_index(scripts / "python"))


def _index(python: Path) -> dict[str, str]:
    # uv does not read pip's configuration; the machine's index is handed on.
    configured = run((python, "-m", "pip", "config", "get", "global.index-url"))
    index = os.environ.get("PIP_INDEX_URL") or (configured.output.strip() if configured.exit_code == 0 else "")
    return {"UV_DEFAULT_INDEX": index} if index else {}


def _run(program: Path, *arguments: str, **environment: str) -> None:
    outcome = run((program, *arguments), folder=ROOT, environment=environment)
    if outcome.exit_code != 0:
        raise Refusal(f"{program.name} failed. Its last words:\n{outcome.last_lines()}")
