"""What must not be in the repository: where packages come from, and where somebody's checkout lies."""

import re
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from .conftest import ROOT

LOCK_FILES = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json"}
REGISTRY = re.compile(
    r"https?://[a-z0-9.-]+(:[0-9]+)?/(simple|packages|npm|pool)/"
    r"|\b(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|archive\.ubuntu\.com)\b",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.])/(work|root)/[A-Za-z.]")


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    answer = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in answer.stdout.split("\0") if name]


def texts(tracked: list[str]) -> dict[str, str]:
    """The tracked files that are text and still there."""
    found: dict[str, str] = {}
    for name in tracked:
        path: Path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".ico", ".icns", ".wav", ".oga", ".sqlite"}:
            found[name] = path.read_text(encoding="utf-8", errors="replace")
    return found


def lines_with(pattern: re.Pattern[str], files: dict[str, str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_lock_file_is_tracked(tracked: list[str]):
    assert not [name for name in tracked if PurePosixPath(name).name in LOCK_FILES]


def test_no_registry_is_named(tracked: list[str]):
    assert not lines_with(REGISTRY, texts(tracked))


def test_no_path_of_a_machine_is_named(tracked: list[str]):
    assert not lines_with(MACHINE_PATH, texts(tracked))


def test_nothing_that_is_made_is_tracked(tracked: list[str]):
    assert not [name for name in tracked if {".venv", "__pycache__", "build", "dist"} & set(PurePosixPath(name).parts)]
