"""Runs a command to its end, shown or captured, and the words in which dev.py refuses.

Must not know which commands there are.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

SECONDS_TO_END_AFTER_INTERRUPT = 15


class Refusal(Exception):
    """What is wrong and what to do about it, for the person at the terminal; dev.py prints it and exits with 1."""


class Outcome(NamedTuple):
    """How a command ended: its exit code (128 + n after signal n, as shells count), and what it printed if captured."""

    exit_code: int
    output: str

    def last_lines(self, count: int = 12) -> str:
        return "\n".join(f"    {line}" for line in self.output.strip().splitlines()[-count:])


def run(
    command: Sequence[str | Path],
    *,
    shown: bool = False,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Runs `command` to its end. `shown` lets it use this terminal; otherwise both its outputs are captured.

    `environment` is added to ours. Raises Refusal when the command cannot be started at all.
    """
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=None if shown else subprocess.DEVNULL,
            stdout=None if shown else subprocess.PIPE,
            stderr=None if shown else subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise Refusal(f"{Path(command[0]).name} cannot be started: {error.strerror}.") from error
    with process:
        try:
            output, _ = process.communicate()
        except KeyboardInterrupt:
            _let_end(process)
            raise
    code = process.returncode
    return Outcome(128 - code if code < 0 else code, output or "")


def say(sentence: str) -> None:
    """Progress of the set-up. On standard error: standard output belongs to the command that was asked for."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 (a command line's own voice)


def _let_end(process: subprocess.Popen[str]) -> None:
    # A terminal's Ctrl+C reached the child too: it gets the time to clean up after itself.
    try:
        process.communicate(timeout=SECONDS_TO_END_AFTER_INTERRUPT)
    except subprocess.TimeoutExpired:
        process.kill()
