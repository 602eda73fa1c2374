"""sdist → wheel → an environment of its own → the program's selftest, as `pipx install` goes."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from batchdesk import __version__

from .conftest import ROOT

pytestmark = pytest.mark.timeout(180)


def build(folder: Path, kind: str, target: Path) -> Path:
    """What the build backend makes of a source folder, without a network."""
    program = f"import hatchling.build, sys; print(hatchling.build.build_{kind}(sys.argv[1]))"
    answer = subprocess.run(
        [sys.executable, "-c", program, target], cwd=folder, capture_output=True, text=True, check=True
    )
    return target / answer.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    with tarfile.open(build(ROOT, "sdist", folder)) as archive:
        # Python before 3.11.4 (Debian 12's) has no filter; later ones warn without.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    return build(folder / f"batchdesk-{__version__}", "wheel", folder)


def test_wheel_carries_the_resources(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("icons/batchdesk.svg", "icons/batchdesk-512.png", "linux/batchdesk.desktop"):
        assert f"batchdesk/resources/{name}" in names


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """The command as it is installed: takes arguments, returns what it prints, fails when it fails."""
    folder = tmp_path_factory.mktemp("installed")
    venv.EnvBuilder(with_pip=True).create(folder / "venv")
    python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # The dependencies are those of this environment: the wheel is what is tried here, not a package index.
    (site,) = (folder / "venv").rglob("site-packages")
    path = [entry for entry in sys.path if entry.endswith("site-packages")]
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel], check=True)
    (site / "dependencies.pth").write_text("\n".join(path))
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}

    def run(*arguments: str | Path, **variables: str) -> str:
        command, chosen = [python.with_name("batchdesk"), *arguments], environment | variables
        return subprocess.run(command, capture_output=True, text=True, env=chosen, cwd=folder, check=True).stdout

    return run


def test_installed_wheel_passes_its_selftest(installed: Callable[..., str]) -> None:
    assert json.loads(installed("selftest", "--json"))["ok"]


def test_installed_wheel_keeps_a_history(installed: Callable[..., str], tmp_path: Path) -> None:
    # A copy: SQLite puts files of its own beside what it opens.
    released = shutil.copy(ROOT / "tests" / "old_databases" / "0.1.0.sqlite", tmp_path)
    installed("import", released)
    assert '"batchId":"cmpartial1"' in installed("history", "--json")
    for form in ("csv", "json", "md"):
        assert "cmpartial1" in installed("export", "--format", form)
    installed("backup", tmp_path / "copy.zip")
    installed("--data-dir", tmp_path / "elsewhere", "restore", tmp_path / "copy.zip")
    assert "cmpartial1" in installed("--data-dir", tmp_path / "elsewhere", "history")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux needs a launcher")
def test_installed_wheel_makes_a_launcher_and_takes_it_away(installed: Callable[..., str], tmp_path: Path) -> None:
    launcher = tmp_path / "applications" / "batchdesk.desktop"
    installed("desktop-entry", "install", XDG_DATA_HOME=str(tmp_path))
    assert re.search(r'^Exec="/.*/bin/batchdesk" %U$', launcher.read_text(encoding="utf-8"), re.MULTILINE)
    installed("desktop-entry", "remove", XDG_DATA_HOME=str(tmp_path))
    assert not launcher.exists()
