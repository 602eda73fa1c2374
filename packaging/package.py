"""Builds what is installed: on Linux a .deb and a single file, elsewhere the program's folder for that system's tools.

Must not know what the program does. How to go on from here on Windows and macOS: README.md in this folder.
"""

import hashlib
import os
import runpy
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import build_environment
import elf
import system_packages
from deb import write_deb
from environment import ROOT
from process import Refusal, run, say
from single_file import write_single_file

HERE = ROOT / "packaging"
BUILD = ROOT / "build" / "package"
PROGRAM = BUILD / "dist" / "batchdesk"
LARGEST_DOWNLOAD_MB, LARGEST_INSTALLED_MB = 60, 180
# Without a history (a source archive) every build is of this moment.
_DEFAULT_EPOCH = 1_767_225_600


def package(arguments: Sequence[str]) -> int:
    """Builds the artefacts of this platform. Returns 0, or 2 for arguments; raises Refusal when a tool fails."""
    if arguments:
        say("package takes no arguments.")
        return 2
    system_packages.ensure()
    build_environment.ensure()
    build_program()
    if sys.platform == "linux":
        for artefact in write_linux_artefacts():
            say(f"{artefact.relative_to(ROOT)}: {_megabytes(artefact):.1f} MB")
    else:
        say(f"{PROGRAM.relative_to(ROOT)} is ready; packaging/README.md says what comes next on this system.")
    return 0


def version() -> str:
    """The one place that says it is batchdesk/__init__.py."""
    return str(runpy.run_path(str(ROOT / "batchdesk" / "__init__.py"))["__version__"])


def deb_path() -> Path:
    return BUILD / f"batchdesk_{version()}_amd64.deb"


def single_file_path() -> Path:
    return BUILD / f"batchdesk-{version()}-x86_64.run"


def epoch() -> int:
    """The moment that every file of the build is dated with: SOURCE_DATE_EPOCH, else the last commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    answer = run(("git", "log", "-1", "--format=%ct"), folder=ROOT) if shutil.which("git") else None
    return int(answer.output) if answer and answer.exit_code == 0 else _DEFAULT_EPOCH


def build_program(build: Path = BUILD) -> Path:
    """Builds the program's folder below `build` and returns it."""
    say("Building the program's folder. This takes a minute.")
    program = build / "dist" / "batchdesk"
    legal = build / "legal"
    _python("legal.py", legal)
    _python("shiboken_support.py", build / "shiboken")
    _bundle(build)
    # Only the finished folder shows which libraries of this system are in it.
    _python("legal.py", legal, *_taken_from_the_system(program))
    target = program / "_internal" / "batchdesk" / "resources" / "legal"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(legal, target)
    _python("command_documents.py", build / "documents")
    return program


def write_linux_artefacts() -> tuple[Path, ...]:
    """Writes the .deb and the single file, and refuses what has grown too large."""
    # Both compress for a minute, each on one core.
    with ThreadPoolExecutor(1) as executor:
        single_file = executor.submit(write_single_file, PROGRAM, single_file_path(), version(), epoch())
        write_deb(PROGRAM, BUILD / "documents", deb_path(), version(), epoch())
        single_file.result()
    contents = list_contents(PROGRAM)
    (BUILD / "contents.txt").write_text(contents, encoding="utf-8")
    say(contents)
    installed = sum(size for size, _ in _sizes(PROGRAM)) / 1e6
    artefacts = (deb_path(), single_file_path())
    largest = max(map(_megabytes, artefacts))
    if largest > LARGEST_DOWNLOAD_MB or installed > LARGEST_INSTALLED_MB:
        raise Refusal(f"{largest:.0f} MB to download, {installed:.0f} MB installed: too large. See contents.txt.")
    return artefacts


def list_contents(program: Path, shown: int = 24) -> str:
    """What takes the space, largest first, for people."""
    sizes = sorted(_sizes(program), reverse=True)
    total = sum(size for size, _ in sizes)
    lines = [f"{size / 1e6:7.1f} MB  {name}" for size, name in sizes[:shown]]
    rest = sum(size for size, _ in sizes[shown:])
    return "\n".join(
        (f"{total / 1e6:7.1f} MB  in {len(sizes)} files, of which:", *lines, f"{rest / 1e6:7.1f} MB  others")
    )


def hashes(folder: Path) -> dict[str, str]:
    """Each file's SHA-256, by its name in the folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _taken_from_the_system(program: Path) -> list[str]:
    """Libraries that came from neither Python nor a wheel: at the top of the bundle, and no Python modules."""
    if sys.platform != "linux":
        return []
    top = program / "_internal"
    names = (path.name for path in elf.files(top) if path.parent == top)
    return [name for name in names if not name.startswith("libpython") and ".cpython-" not in name]


def _bundle(build: Path) -> None:
    outcome = run(
        (
            build_environment.PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
            "--distpath", build / "dist", "--workpath", build / "work", HERE / "bundle.spec",
        ),
        folder=ROOT,
        # Names and constants in compiled files are ordered by their hashes.
        environment={
            "SOURCE_DATE_EPOCH": str(epoch()),
            "PYTHONHASHSEED": "0",
            "BATCHDESK_BUILD_LEGAL": str(build / "legal"),
            "BATCHDESK_BUILD_SHIBOKEN": str(build / "shiboken"),
        },
    )  # fmt: skip
    if outcome.exit_code != 0:
        raise Refusal(f"PyInstaller failed. Its last words:\n{outcome.last_lines()}")


def _python(script: str, *arguments: str | Path) -> None:
    outcome = run(
        (build_environment.PYTHON, HERE / script, *arguments), environment={"SOURCE_DATE_EPOCH": str(epoch())}
    )
    if outcome.exit_code != 0:
        raise Refusal(f"{script} failed. Its last words:\n{outcome.last_lines()}")


def _sizes(folder: Path) -> list[tuple[int, str]]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [(path.stat().st_size, str(path.relative_to(folder))) for path in paths]


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6
