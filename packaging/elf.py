"""What the programs and libraries of a folder ask of the system they run on. Needs binutils' objdump."""

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from process import Refusal, run

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")


def files(folder: Path) -> list[Path]:
    """The programs and libraries in it, in a fixed order."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]


def libraries_needed(paths: Sequence[Path]) -> set[str]:
    """The libraries that `paths` ask for and that are not among them."""
    return set(_NEEDED.findall(_headers(paths))) - {path.name for path in paths}


def glibc_needed(paths: Sequence[Path]) -> str:
    """The oldest C library they run with, such as 2.36."""
    major, minor = max((int(major), int(minor)) for major, minor in _GLIBC.findall(_headers(paths)))
    return f"{major}.{minor}"


def debian_packages(libraries: Iterable[str]) -> set[str]:
    """The packages of this Debian system that the libraries belong to. Raises Refusal for one that has none."""
    names = sorted(libraries)
    owners = package_of(names)
    for library in names:
        if library not in owners:
            raise Refusal(f"{library} is needed, and no package of this system has it. Install the one that does.")
    return set(owners.values())


def package_of(libraries: Sequence[str]) -> dict[str, str]:
    """Each library's Debian package, of those that belong to one."""
    command = ("dpkg", "-S", *(f"*/{library}" for library in libraries))
    # Its exit code is 1 as soon as one is unknown.
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line.rpartition(": ") for line in answer.stdout.splitlines()]
    return {path.rpartition("/")[2]: packages.partition(":")[0] for packages, _, path in lines}


def _headers(paths: Sequence[Path]) -> str:
    return run(("objdump", "--private-headers", *paths)).output


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
