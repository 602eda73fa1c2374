"""A checkout in a temporary folder: the real dev.py on a project that needs no package and so no network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY_PROJECT = Path(__file__).parent / "tiny_project"


class Checkout:
    """Runs dev.py, or a piece of Python beside it, in processes of their own."""

    def __init__(self, root: Path):
        self.root = root
        self.venv = root / ".venv"

    def dev(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, self.root / "packaging" / "dev.py", *arguments)
        return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Starts dev.py in a process group of its own, as a terminal does."""
        return subprocess.Popen(
            (sys.executable, self.root / "packaging" / "dev.py", *arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
            start_new_session=True,
        )

    def evaluate(self, program: str, **environment: str) -> str:
        """What `program` prints, with the modules of packaging/ importable."""
        process = subprocess.run(
            (sys.executable, "-c", program),
            cwd=self.root,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONPATH": str(self.root / "packaging")} | environment,
        )
        return process.stdout.strip()

    def is_ready(self) -> bool:
        answer = self.evaluate("import environment as e; print(e.is_ready(e.fingerprint()))")
        return answer == "True"

    def copy_to(self, root: Path) -> "Checkout":
        shutil.copytree(self.root, root, symlinks=True)
        return Checkout(root)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A fresh checkout, nothing set up."""
    return _fresh(tmp_path / "checkout")


@pytest.fixture(scope="session")
def ready_checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that is set up; for tests that change nothing in it."""
    ready = _fresh(tmp_path_factory.mktemp("ready") / "checkout")
    answer = ready.dev("setup")
    assert answer.returncode == 0, answer.stderr
    return ready


def _fresh(root: Path) -> Checkout:
    shutil.copytree(TINY_PROJECT, root)
    shutil.copytree(ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "packaging" / "constraints.txt").write_text("")
    return Checkout(root)
