"""A build backend (PEP 517 and 660) that needs nothing installed, and can be held in the middle of its work."""

import os
import zipfile
from pathlib import Path

DIST_INFO = "batchdesk-1.dist-info"
# Stand in for the tools of `dev.py test`: each prints its name, and exits as told.
TOOLS = ("ruff", "basedpyright", "lint-imports")
TOOL = """#!python
import os, sys
print("words of {name}")
sys.exit(int(os.environ.get("TINY_{variable}_EXIT", "0")))
"""
METADATA = "Metadata-Version: 2.1\nName: batchdesk\nVersion: 1\n"


def prepare_metadata_for_build_editable(metadata_directory, config_settings=None):
    folder = Path(metadata_directory, DIST_INFO)
    folder.mkdir()
    (folder / "METADATA").write_text(METADATA)
    return DIST_INFO


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    _wait_at_gate()
    name = "batchdesk-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory, name), "w") as wheel:
        wheel.writestr("batchdesk.pth", f"{Path.cwd()}\n")
        wheel.writestr(f"{DIST_INFO}/METADATA", METADATA)
        wheel.writestr(f"{DIST_INFO}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        for tool in TOOLS:
            entry = zipfile.ZipInfo(f"batchdesk-1.data/scripts/{tool}")
            entry.external_attr = 0o100755 << 16
            wheel.writestr(entry, TOOL.format(name=tool, variable=tool.replace("-", "_").upper()))
        wheel.writestr(f"{DIST_INFO}/RECORD", "")
    return name


def _wait_at_gate():
    # Opening a named pipe waits for the other side: the test learns that we are here, and then lets us go on.
    if gate := os.environ.get("TINY_BACKEND_GATE"):
        Path(gate, "arrived").write_text("")
        Path(gate, "go_on").read_text()
