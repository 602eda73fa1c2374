"""Has all pictures taken, each language in a process of its own, and knows where the references are kept."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.looks.take import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = Path(__file__).parent / "pictures"
"""A folder a language; made anew by `dev.py screenshots`."""


class PicturesFailed(Exception):
    """The process that takes them ended with an error; its last words."""


def take_all(folder: Path, seconds: float, languages: Iterable[str] = LANGUAGES) -> dict[str, list[Path]]:
    """The pictures of each language, by its code. Raises PicturesFailed."""
    running = {language: _begin(language, folder / language) for language in languages}
    try:
        for language, process in running.items():
            _, errors = process.communicate(timeout=seconds)
            if process.returncode != 0:
                raise PicturesFailed(f"{language}: {errors[-2000:]}")
    finally:
        for process in running.values():
            process.kill()
            process.communicate()
    return {language: sorted((folder / language).glob("*.png")) for language in running}


def _begin(language: str, folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.looks.take", language, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
