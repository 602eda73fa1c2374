"""Compiles the Python modules that shiboken carries in its library as text, and compiles anew at each start.

Before it takes its own, shiboken looks for them in a folder `files.dir` beside itself, and with SBK_EMBED=no it writes
them there. Run with the build environment's Python: `shiboken_support.py FOLDER` leaves the compiled ones in FOLDER.

Must not know how a bundle is made.
"""

import os
import py_compile
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


def write_compiled(folder: Path) -> None:
    """Leaves in `folder` the modules of this Python's shiboken, without their sources, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    sources = _written_by_shiboken()
    for source in sorted((sources / "shibokensupport").rglob("*.py")):
        name = source.relative_to(sources)
        py_compile.compile(
            str(source),
            cfile=str(folder / name.with_suffix(".pyc")),
            # As in all modules of a bundle: tracebacks name no folder of the machine that built it.
            dfile=str(name),
            doraise=True,
            # Without the time at which they were written: two builds are equal.
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


def _written_by_shiboken() -> Path:
    """Raises SystemExit with the reason when this shiboken writes them no longer."""
    spec = find_spec("shiboken6")
    if spec is None or spec.origin is None:
        raise SystemExit("shiboken6 is not installed.")
    subprocess.run((sys.executable, "-c", "import shiboken6"), env={**os.environ, "SBK_EMBED": "no"}, check=True)
    sources = Path(spec.origin).parent / "files.dir"
    if not (sources / "shibokensupport" / "signature" / "loader.py").is_file():
        raise SystemExit("This shiboken does not write its modules with SBK_EMBED=no; see its signature_bootstrap.")
    return sources


if __name__ == "__main__":
    write_compiled(Path(sys.argv[1]))
