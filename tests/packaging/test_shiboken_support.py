"""The modules that shiboken would compile at each start: compiled when a package is built, and used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

from .conftest import ROOT

SCRIPT = ROOT / "packaging" / "shiboken_support.py"
WHERE_FROM = "import shiboken6, shibokensupport.signature.parser as parser; print(parser.__file__)"


@pytest.fixture
def own_shiboken(tmp_path: Path) -> dict[str, str]:
    """The environment of a Python that takes a copy of shiboken: the script makes it write beside itself."""
    ignored = shutil.ignore_patterns("files.dir", "__pycache__")
    shutil.copytree(Path(shiboken6.__file__).parent, tmp_path / "packages" / "shiboken6", ignore=ignored)
    return {**os.environ, "PYTHONPATH": str(tmp_path / "packages")}


def _compiled(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    subprocess.run((sys.executable, SCRIPT, folder), check=True, env=environment)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_shiboken_takes_the_compiled_modules(own_shiboken: dict[str, str], tmp_path: Path) -> None:
    compiled = tmp_path / "compiled"
    assert "shibokensupport/signature/parser.pyc" in _compiled(compiled, own_shiboken)
    used = tmp_path / "packages" / "shiboken6" / "files.dir"
    shutil.rmtree(used)
    shutil.copytree(compiled, used)
    answer = subprocess.run(
        (sys.executable, "-c", WHERE_FROM), check=True, env=own_shiboken, capture_output=True, text=True
    )
    assert answer.stdout.strip() == str(used / "shibokensupport" / "signature" / "parser.pyc")


def test_two_builds_have_the_same_ones_and_name_no_folder(own_shiboken: dict[str, str], tmp_path: Path) -> None:
    first, second = (_compiled(tmp_path / name, own_shiboken) for name in ("first", "second"))
    assert first == second
    assert all(name.endswith(".pyc") for name in first)
    assert not [name for name, content in first.items() if os.fsencode(tmp_path) in content]
