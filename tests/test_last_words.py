"""What is said when Qt cannot: by a process of its own, with a dialog program of the test's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="scripts with a #! line")

TEXT = "Qt's 'xcb' is $broken\\n <b>"


def say(tmp_path: Path, path: str) -> subprocess.CompletedProcess[str]:
    program = f"from batchdesk.last_words import say_last_words; say_last_words({TEXT!r})"
    environment = {**os.environ, "PATH": path}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)


def test_the_first_dialog_program_shows_it_as_it_is(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    os.mkfifo(heard)
    dialog = tmp_path / "xmessage"
    dialog.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >{heard}\n')
    dialog.chmod(0o755)
    answer = say(tmp_path, f"{tmp_path}:/nowhere")
    assert heard.read_text() == f"-center|{TEXT}|"
    assert answer.stderr == f"batchdesk: {TEXT}\n"


def test_without_any_the_line_remains(tmp_path: Path) -> None:
    assert say(tmp_path, "/nowhere").stderr == f"batchdesk: {TEXT}\n"
