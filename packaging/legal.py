"""Writes what an installer has to say of its parts: a bill of materials, and the licence of each.

Runs in the build environment, which holds exactly what is shipped: `python legal.py FOLDER [LIBRARY...]`, with the
libraries that were taken from this system. Must not know how they are shipped.
"""

import json
import os
import platform
import shutil
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import elf
from bundle_contents import EXCLUDED_MODULES

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from batchdesk import __version__  # noqa: E402 (of this checkout)
from batchdesk.components import BILL_OF_MATERIALS, distributions, licence  # noqa: E402

_LICENCE_FILE = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
_DOCUMENTS = Path("/usr/share/doc")
_QT_NOTICE = """\
batchdesk uses Qt {version} and Qt for Python (PySide6, shiboken6) under the GNU Lesser General Public License,
version 3. They are not changed. Their sources are at https://download.qt.io/official_releases/.

They are shared libraries, and yours to replace: `_internal/PySide6` below this program's folder holds Qt for
Python, `_internal/PySide6/Qt/lib` (Windows: `_internal/PySide6`) Qt itself. Put libraries of the same major version
and name there, and the program runs with them. Nothing checks or prevents it. On Linux `_internal/shiboken6/files.dir`
holds shiboken's own Python modules, compiled; remove it with a shiboken of another version, which then uses its own.

The licence's text is beside this file.
"""


def main(arguments: Sequence[str]) -> None:
    """Write everything into the folder that is named first."""
    folder, libraries = Path(arguments[0]), arguments[1:]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts = [*_python_packages(folder), *_runtime(folder), *_system_packages(folder, libraries)]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).strftime(
                "%Y-%m-%dT%H:%M:%SZ"
            ),
            "component": _component("application", "batchdesk", __version__, "MIT"),
        },
        "components": sorted(parts, key=lambda part: str(part["name"]).lower()),
    }
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (folder / BILL_OF_MATERIALS).write_text(text + "\n", encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder / "batchdesk-LICENSE")


def _python_packages(folder: Path) -> Iterator[dict[str, Any]]:
    for distribution in distributions():
        if distribution.name in EXCLUDED_MODULES:
            continue
        for file in distribution.files or ():
            path = Path(str(file.locate()))
            if file.name.upper().startswith(_LICENCE_FILE) and ".dist-info" in str(file) and path.is_file():
                _copy(path, folder / distribution.name / file.name)
        name = distribution.name.lower()
        part = _component("library", distribution.name, distribution.version, licence(distribution))
        yield part | {"purl": f"pkg:pypi/{name}@{distribution.version}"}


def _runtime(folder: Path) -> Iterator[dict[str, Any]]:
    """What came inside other parts: Python, its libraries, and the Qt within PySide6."""
    python_licence = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python_licence.is_file():
        _copy(python_licence, folder / "Python" / "LICENSE.txt")
    yield _component("framework", "Python", platform.python_version(), "PSF-2.0")
    yield _component("library", "SQLite", sqlite3.sqlite_version, "blessing")
    yield _component("library", "OpenSSL", ssl.OPENSSL_VERSION.split()[1], "Apache-2.0")
    qt = metadata.version("pyside6-essentials")
    yield _component("framework", "Qt", qt, "LGPL-3.0-only")
    _copy(ROOT / "resources" / "licences" / "LGPL-3.0.txt", folder / "Qt" / "LGPL-3.0.txt")
    _copy(ROOT / "resources" / "licences" / "GPL-3.0.txt", folder / "Qt" / "GPL-3.0.txt")
    (folder / "Qt" / "NOTICE.txt").write_text(_QT_NOTICE.format(version=qt), encoding="utf-8")
    # Its own exception allows to ship it with any program.
    yield _component("application", "PyInstaller bootloader", metadata.version("pyinstaller"), "GPL-2.0-or-later")


def _system_packages(folder: Path, libraries: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The Debian packages that the libraries of the build machine belong to."""
    if not libraries:
        return
    for package in sorted(set(elf.package_of(libraries).values())):
        document = _DOCUMENTS / package / "copyright"
        if document.is_file():
            _copy(document, folder / package / "copyright")
        version = _version_of(package)
        part = _component("library", package, version, f"see {package}/copyright")
        yield part | {"purl": f"pkg:deb/debian/{package}@{version}"}


def _version_of(package: str) -> str:
    query = ("dpkg-query", "--show", "--showformat=${Version}\n", package)
    return subprocess.run(query, capture_output=True, text=True, check=True).stdout.partition("\n")[0]


def _component(kind: str, name: str, version: str, licence_words: str) -> dict[str, Any]:
    part: dict[str, Any] = {"type": kind, "name": name, "version": version}
    if licence_words:
        part["licenses"] = [{"license": {"name": licence_words}}]
    return part


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main(sys.argv[1:])
