"""Standard streams that the caller has closed, as `>&-` in a shell and some schedulers do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.test_commands import PROGRAM, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closing a descriptor is POSIX")

CLOSING = "import os, sys; os.close(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"


@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        (0, ("login", "--server", "http://127.0.0.1", "--cookie"), 2),
        (1, ("history",), 0),
        (2, ("history", "--since", "soon"), 2),
    ],
)
def test_a_closed_stream_leads_nowhere_and_no_file_of_ours_takes_its_place(
    tmp_path: Path, closed: int, arguments: tuple[str, ...], code: int
) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", CLOSING, str(closed), *PROGRAM, *arguments],
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert finished.returncode == code
    log = tmp_path / "logs" / f"{arguments[0]}.log"
    assert not log.exists() or "unexpected error" not in log.read_text(encoding="utf-8")
