"""The Debian package: where each file goes on the system, and what the package says of itself.

Must not know how the program's folder was made.
"""

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path

import elf
from archive import normalise_tree
from environment import ROOT
from process import Refusal, run

_CONTROL = """\
Package: batchdesk
Version: {version}
Architecture: amd64
Maintainer: batchdesk maintainers <maintainers@batchdesk.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: fonts-wqy-microhei | fonts-noto-cjk, xdg-utils, gnome-keyring | kwalletmanager
Section: net
Priority: optional
Description: Watch content-generation batches and be told when they end
 A desktop program for the operators of a content-generation service. It
 watches batches over Server-Sent Events, shows how far they are, tells once
 when one has ended, and keeps what it has seen for offline reading.
"""

_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_AUTOSTART = "etc/xdg/autostart/batchdesk.desktop"


def write_deb(program: Path, documents: Path, target: Path, version: str, epoch: int) -> None:
    """Write `target` from the program's folder and the folder with manual page and completions."""
    root = target.with_suffix(".root")
    shutil.rmtree(root, ignore_errors=True)
    _lay_out(root, program, documents, version, epoch)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    binaries = elf.files(root / "usr" / "lib" / "batchdesk")
    packages = elf.debian_packages(elf.libraries_needed(binaries)) - {"libc6"}
    # Qt opens them by name, so that no library asks for them.
    packages |= {"libgl1", "libegl1", "ca-certificates"}
    depends = ", ".join([f"libc6 (>= {elf.glibc_needed(binaries)})", *sorted(packages)])
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_CONTROL.format(version=version, kilobytes=size // 1024, depends=depends))
    (control / "conffiles").write_text(f"/{_AUTOSTART}\n")
    normalise_tree(root, epoch)
    # Compressed as little as keeps it below the limit: -z6 takes three times as long, for a tenth less.
    outcome = run(
        ("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", root, target),
        environment={"SOURCE_DATE_EPOCH": str(epoch)},
    )
    if outcome.exit_code != 0:
        raise Refusal(f"dpkg-deb failed. Its last words:\n{outcome.last_lines()}")
    shutil.rmtree(root)


def metainfo(version: str, epoch: int) -> str:
    """AppStream's description of this version."""
    text = (ROOT / "resources" / "linux" / "batchdesk.metainfo.xml").read_text(encoding="utf-8")
    day = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%d")
    return text.replace("@VERSION@", version).replace("@DATE@", day)


def _lay_out(root: Path, program: Path, documents: Path, version: str, epoch: int) -> None:
    share, linux, icons = root / "usr" / "share", ROOT / "resources" / "linux", ROOT / "resources" / "icons"
    shutil.copytree(program, root / "usr" / "lib" / "batchdesk", symlinks=True)
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "batchdesk").symlink_to("../lib/batchdesk/batchdesk")
    files = {
        linux / "batchdesk.desktop": "usr/share/applications/batchdesk.desktop",
        linux / "batchdesk-autostart.desktop": _AUTOSTART,
        icons / "batchdesk.svg": "usr/share/icons/hicolor/scalable/apps/batchdesk.svg",
        documents / "batchdesk.bash": "usr/share/bash-completion/completions/batchdesk",
        documents / "batchdesk.zsh": "usr/share/zsh/vendor-completions/_batchdesk",
        documents / "batchdesk.fish": "usr/share/fish/vendor_completions.d/batchdesk.fish",
        ROOT / "LICENSE": "usr/share/doc/batchdesk/copyright",
    } | {
        icons / f"batchdesk-{size}.png": f"usr/share/icons/hicolor/{size}x{size}/apps/batchdesk.png"
        for size in _ICON_SIZES
    }
    for source, place in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / place)
    # The licences lie with the program, which shows them; here is where a Debian user looks.
    (share / "doc" / "batchdesk" / "legal").symlink_to("../../../lib/batchdesk/_internal/batchdesk/resources/legal")
    _compress(documents / "batchdesk.1", share / "man" / "man1" / "batchdesk.1.gz")
    _compress(ROOT / "CHANGELOG.md", share / "doc" / "batchdesk" / "changelog.gz")
    description = share / "metainfo" / "org.batchdesk.batchdesk.metainfo.xml"
    description.parent.mkdir()
    description.write_text(metainfo(version, epoch), encoding="utf-8")


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as file:
        file.write(source.read_bytes())
