"""sdist → wheel → an environment of its own → the program's selftest, as `pipx install` goes."""

import json
import subprocess
import sys
import tarfile
import venv
import zipfile
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


def test_installed_wheel_passes_its_selftest_and_makes_a_launcher(wheel: Path, tmp_path: Path) -> None:
    venv.EnvBuilder(with_pip=True).create(tmp_path / "venv")
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    # The dependencies are those of this environment: the wheel is what is tried here, not a package index.
    (site,) = (tmp_path / "venv").rglob("site-packages")
    path = [entry for entry in sys.path if entry.endswith("site-packages")]
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel], check=True)
    (site / "dependencies.pth").write_text("\n".join(path))
    program = python.with_name("batchdesk")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    answer = subprocess.run(
        [program, "selftest", "--json"], capture_output=True, text=True, env=environment, cwd=tmp_path, check=True
    )
    assert json.loads(answer.stdout)["ok"]
    if sys.platform == "linux":
        subprocess.run([program, "desktop-entry", "install"], env=environment, cwd=tmp_path, check=True)
        launcher = (tmp_path / "data" / "applications" / "batchdesk.desktop").read_text(encoding="utf-8")
        assert f'Exec="{program}" %U' in launcher
