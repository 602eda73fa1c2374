"""The Debian package, made of a program that is small: what is in it, and that it is the same whoever builds it."""

import gzip
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from batchdesk import __version__

from .conftest import ROOT

TOOLS = ("dpkg-deb", "dpkg", "objdump", "desktop-file-validate")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Debian has them"),
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]

EPOCH = 1_767_225_600
LEGAL = "usr/lib/batchdesk/_internal/batchdesk/resources/legal"


def packaging(program: str, *arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs a piece of Python with the modules of packaging/ importable."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "packaging")}
    command = (sys.executable, "-c", f"import sys; from pathlib import Path\n{program}", *arguments)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


def build(folder: Path, umask: int = 0o022) -> Path:
    """The package of a program that is as small as a program can be, put together in `folder`."""
    before = os.umask(umask)
    try:
        program, documents = folder / "program", folder / "documents"
        (program / "_internal" / "batchdesk" / "resources" / "legal").mkdir(parents=True)
        (program / "_internal" / "batchdesk" / "resources" / "legal" / "sbom.cdx.json").write_text("{}")
        shutil.copyfile("/bin/true", program / "batchdesk")
        (program / "batchdesk").chmod(0o777 & ~umask)
        documents.mkdir()
        for name in ("batchdesk.1", "batchdesk.bash", "batchdesk.zsh", "batchdesk.fish"):
            (documents / name).write_text(f"this is {name}\n")
    finally:
        os.umask(before)
    target = folder / f"batchdesk_{__version__}_amd64.deb"
    answer = packaging(
        "from deb import write_deb; write_deb(*map(Path, sys.argv[1:4]), sys.argv[4], int(sys.argv[5]))",
        program, documents, target, __version__, str(EPOCH),
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return target


@pytest.fixture(scope="module")
def deb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("deb"))


@pytest.fixture(scope="module")
def installed(deb: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root folder of a system that has the package, and what it says of itself below DEBIAN."""
    root = tmp_path_factory.mktemp("installed")
    subprocess.run(["dpkg-deb", "--raw-extract", deb, root], check=True)
    return root


def entry(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def test_the_command_leads_to_the_program(installed: Path) -> None:
    assert (installed / "usr/bin/batchdesk").resolve() == installed / "usr/lib/batchdesk/batchdesk"
    assert os.access(installed / "usr/bin/batchdesk", os.X_OK)


def test_the_launcher_opens_links_and_the_desktop_can_read_it(installed: Path) -> None:
    launcher = installed / "usr/share/applications/batchdesk.desktop"
    said = entry(launcher)
    assert said["Exec"] == "batchdesk %U"
    assert "x-scheme-handler/batchdesk" in said["MimeType"].split(";")
    assert (installed / "usr/share/icons/hicolor/scalable/apps" / f"{said['Icon']}.svg").is_file()
    answer = subprocess.run(["desktop-file-validate", launcher], capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (0, "")


def test_it_starts_hidden_at_login_and_a_person_may_change_that(installed: Path) -> None:
    autostart = "etc/xdg/autostart/batchdesk.desktop"
    assert entry(installed / autostart)["Exec"] == "batchdesk --hidden"
    assert (installed / "DEBIAN/conffiles").read_text().split() == [f"/{autostart}"]
    answer = subprocess.run(["desktop-file-validate", installed / autostart], capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (0, "")


@pytest.mark.parametrize("size", [16, 24, 32, 48, 64, 128, 256, 512])
def test_icons_of_all_sizes_are_what_their_folders_say(installed: Path, size: int) -> None:
    picture = (installed / f"usr/share/icons/hicolor/{size}x{size}/apps/batchdesk.png").read_bytes()
    assert struct.unpack_from(">8s8xII", picture) == (b"\x89PNG\r\n\x1a\n", size, size)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("usr/share/man/man1/batchdesk.1.gz", "batchdesk.1"),
        ("usr/share/bash-completion/completions/batchdesk", "batchdesk.bash"),
        ("usr/share/zsh/vendor-completions/_batchdesk", "batchdesk.zsh"),
        ("usr/share/fish/vendor_completions.d/batchdesk.fish", "batchdesk.fish"),
    ],
)
def test_manual_and_completions_are_where_they_are_looked_for(installed: Path, place: str, name: str) -> None:
    content = (installed / place).read_bytes()
    text = gzip.decompress(content) if place.endswith(".gz") else content
    assert text.decode() == f"this is {name}\n"


def test_software_centres_are_told_of_this_version(installed: Path) -> None:
    text = (installed / "usr/share/metainfo/org.batchdesk.batchdesk.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{__version__}" date="2026-01-01"/>' in text


def test_licences_are_where_a_debian_user_looks(installed: Path) -> None:
    documents = installed / "usr/share/doc/batchdesk"
    assert (documents / "copyright").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert (documents / "legal").resolve() == installed / LEGAL


def test_it_asks_for_what_the_program_needs_and_for_no_python(installed: Path) -> None:
    control = (installed / "DEBIAN/control").read_text()
    assert f"\nVersion: {__version__}\n" in control
    (depends,) = (line for line in control.splitlines() if line.startswith("Depends: "))
    assert "libc6 (>= 2." in depends
    assert {"libegl1", "libgl1", "ca-certificates"} <= set(depends.removeprefix("Depends: ").split(", "))
    assert "python" not in control


def test_everything_belongs_to_root_and_nobody_else_can_write_it(deb: Path) -> None:
    listing = subprocess.run(["dpkg-deb", "--contents", deb], capture_output=True, text=True, check=True).stdout
    lines = [line.split() for line in listing.splitlines()]
    assert {line[1] for line in lines} == {"root/root"}
    assert {line[0] for line in lines} == {"drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--", "lrwxrwxrwx"}


def test_two_builds_are_equal_though_files_are_younger_and_of_other_modes(deb: Path, tmp_path: Path) -> None:
    assert build(tmp_path, umask=0o077).read_bytes() == deb.read_bytes()


@pytest.mark.skipif(shutil.which("xz") is None, reason="needs xz")
@pytest.mark.parametrize(("limit", "exit_code"), [("LARGEST_DOWNLOAD_MB", 1), ("LARGEST_INSTALLED_MB", 1), ("", 0)])
def test_what_has_grown_too_large_is_refused_and_what_is_in_it_is_said(
    deb: Path, tmp_path: Path, limit: str, exit_code: int
) -> None:
    answer = packaging(
        "import package, process, shutil\n"
        "package.PROGRAM, package.BUILD = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "shutil.copytree(sys.argv[3], package.BUILD / 'documents')\n"
        "if sys.argv[4]: setattr(package, sys.argv[4], 0)\n"
        "try: print(*package.write_linux_artefacts())\n"
        "except process.Refusal as refusal: sys.exit(str(refusal))",
        deb.parent / "program", tmp_path, deb.parent / "documents", limit,
    )  # fmt: skip
    assert answer.returncode == exit_code, answer.stderr
    assert ("too large" in answer.stderr) == bool(exit_code)
    assert "batchdesk" in (tmp_path / "contents.txt").read_text()
    if not exit_code:
        made = {Path(path).name for path in answer.stdout.split()}
        assert made == {f"batchdesk_{__version__}_amd64.deb", f"batchdesk-{__version__}-x86_64.run"}
