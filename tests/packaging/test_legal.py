"""What an installer says of its parts: written from this environment, as it is from the one that is shipped."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from batchdesk import __version__
from batchdesk.components import Component, components

from .conftest import ROOT


@pytest.fixture(scope="module")
def legal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the licences."""
    place = tmp_path_factory.mktemp("legal")
    return write(place, place / "legal")


def write(place: Path, folder: Path, *libraries: str) -> Path:
    # Only what is shipped is asked for, and PyInstaller's start of it is: here nothing else of PyInstaller is needed.
    told = place / "told" / "pyinstaller-6.0.dist-info" / "METADATA"
    told.parent.mkdir(parents=True, exist_ok=True)
    told.write_text("Metadata-Version: 2.1\nName: pyinstaller\nVersion: 6.0\n")
    environment = os.environ | {"PYTHONPATH": str(place / "told"), "SOURCE_DATE_EPOCH": "1767225600"}
    script = ROOT / "packaging" / "legal.py"
    subprocess.run([sys.executable, script, folder, *libraries], check=True, env=environment)
    return folder


def parts(legal: Path) -> dict[str, Component]:
    return {part.name: part for part in components(legal)}


def test_the_bill_of_materials_is_one(legal: Path) -> None:
    document: Any = json.loads((legal / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5")
    assert document["metadata"]["component"]["version"] == __version__
    packages = [part["purl"] for part in document["components"] if part.get("purl")]
    assert len(packages) == len(set(packages))
    assert [purl for purl in packages if purl.startswith("pkg:pypi/httpx@")]


def test_everything_shipped_is_named_with_its_licence(legal: Path) -> None:
    found = parts(legal)
    assert {"Python", "Qt", "SQLite", "OpenSSL", "PyInstaller bootloader", "h11", "qasync", "keyring"} <= found.keys()
    assert not {"pytest", "ruff", "hatchling", "batchdesk"} & found.keys()
    assert not [part.name for part in found.values() if not part.licence]


def test_texts_of_the_licences_are_there(legal: Path) -> None:
    for name in ("httpx", "h11", "click"):
        assert any((legal / name).iterdir()), name
    assert (legal / "batchdesk-LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_qt_is_under_the_lgpl_and_a_person_is_told_how_to_replace_it(legal: Path) -> None:
    assert parts(legal)["Qt"].licence == "LGPL-3.0-only"
    notice = (legal / "Qt" / "NOTICE.txt").read_text(encoding="utf-8")
    assert "GNU Lesser General Public License" in notice
    assert "yours to replace" in notice
    assert "_internal/PySide6" in notice
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (legal / "Qt" / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (legal / "Qt" / "GPL-3.0.txt").read_text(encoding="utf-8")


def test_it_is_the_same_whenever_it_is_written(legal: Path, tmp_path: Path) -> None:
    again = write(tmp_path, tmp_path / "again")
    names = {path.relative_to(legal) for path in legal.rglob("*") if path.is_file()}
    assert {path.relative_to(again) for path in again.rglob("*") if path.is_file()} == names
    assert not [name for name in names if (legal / name).read_bytes() != (again / name).read_bytes()]


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="needs Debian")
def test_libraries_of_the_system_are_named_by_their_packages(tmp_path: Path) -> None:
    document: Any = json.loads((write(tmp_path, tmp_path / "legal", "libc.so.6") / "sbom.cdx.json").read_text())
    named = {part["name"]: part.get("purl", "") for part in document["components"]}
    assert named["libc6"].startswith("pkg:deb/debian/libc6@2.")
