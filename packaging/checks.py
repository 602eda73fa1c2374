"""All checks that a change has to pass, in one run: style, types, the layers, the tests.

Must not know how the environment came to be. What each tool demands stands in pyproject.toml.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from environment import PYTHON, ROOT, script
from process import run

# A worker a core. One that has nothing left takes from the others; each keeps to the order of the files, so that
# what the tests of a file share is seldom made twice. A few tests that somebody names need no workers, which would
# also keep a debugger from them.
ON_ALL_CORES = ("--numprocesses=auto", "--dist=worksteal")


class Check(NamedTuple):
    """One tool. A shown one prints as it goes; of the others the output is shown only when they fail."""

    name: str
    command: Sequence[str | Path]
    shown: bool = False


def run_all() -> int:
    """Runs every check, also after one has failed, and returns the exit code of the first that failed, or 0."""
    checks = (
        Check("ruff check", (script("ruff"), "check")),
        Check("ruff format", (script("ruff"), "format", "--check")),
        Check("basedpyright", (script("basedpyright"), "--pythonpath", PYTHON)),
        Check("lint-imports", (script("lint-imports"), "--no-logo", "--no-cache")),
        _pytest(ON_ALL_CORES),
    )
    codes = [_run(check) for check in checks]
    return next((code for code in codes if code != 0), 0)


def run_tests(arguments: Sequence[str]) -> int:
    """Runs pytest alone and in one process, with `arguments`, and returns its exit code."""
    return _run(_pytest(arguments))


def run_benchmarks(arguments: Sequence[str]) -> int:
    """Runs the benchmark `tests/bench/NAME.py` with what follows its name, or lists the names."""
    folder = ROOT / "tests" / "bench"
    names = sorted(path.stem for path in folder.glob("[!_]*.py") if not path.stem.startswith(("test_", "conftest")))
    if not arguments or arguments[0] not in names:
        _print(f"Say which benchmark: {', '.join(names) or 'there is none yet'}.")
        return 2
    return run((PYTHON, folder / f"{arguments[0]}.py", *arguments[1:]), shown=True).exit_code


def _pytest(arguments: Sequence[str]) -> Check:
    return Check("pytest", (PYTHON, "-m", "pytest", *arguments), shown=True)


def _run(check: Check) -> int:
    # Tests need no screen, unless the person says which.
    environment = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM") or "offscreen"}
    started = time.monotonic()
    code, output = run(check.command, shown=check.shown, folder=ROOT, environment=environment)
    if code != 0:
        _print(output)
    _print(f"{check.name:<14}{'ok' if code == 0 else 'FAILED':<8}{time.monotonic() - started:6.1f} s")
    return code


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (a command line's own voice)
