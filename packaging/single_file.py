"""The program in one file for every Linux with a desktop: a script of the shell with the program behind its last line.

Not an AppImage: its start-up part is a prebuilt program that no package of Debian or PyPI brings, and a Debian 12
lacks the FUSE library it asks for. This one needs a shell, tar and xz, and starts as fast as an installed program,
because it unpacks itself once. Must not know what is in the folder.
"""

import hashlib
import lzma
import tarfile
from pathlib import Path

from archive import normalised

STUB = Path(__file__).parent / "linux" / "stub.sh"


def write_single_file(program: Path, target: Path, version: str, epoch: int) -> None:
    """Write `target` from the folder `program`; the same folder gives the same bytes."""
    payload = target.with_suffix(".tar.xz")
    with (
        # Less takes a third of the time, for a tenth more to download.
        lzma.open(payload, "wb", preset=3) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in (program, *sorted(program.rglob("*"))):
            name = Path("batchdesk") / path.relative_to(program)
            archive.add(path, str(name), recursive=False, filter=lambda info: normalised(info, epoch))
    content = payload.read_bytes()
    stub = STUB.read_text(encoding="utf-8")
    values = {
        "@VERSION@": version,
        "@NAME@": target.name,
        "@HASH@": hashlib.sha256(content).hexdigest()[:12],
        "@LINE@": str(len(stub.splitlines()) + 1),
    }
    for name, value in values.items():
        stub = stub.replace(name, value)
    target.write_bytes(stub.encode() + content)
    target.chmod(0o755)
    payload.unlink()
