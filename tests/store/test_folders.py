"""Folders for what is not to be kept: gone with their users, also with those that crashed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.store.folders import ThrowawayFolder, remove_abandoned, throwaway_folder

KILLED = """
import os, pathlib, signal, sys
from batchdesk.store.folders import ThrowawayFolder
folder = ThrowawayFolder(pathlib.Path(sys.argv[1]), "import-")
(folder.path / "x").touch()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_is_gone_with_its_block(tmp_path: Path) -> None:
    with throwaway_folder(tmp_path / "data", "import-") as folder:
        (folder / "large").mkdir()
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a Unix thing")
def test_one_whose_user_was_killed_is_removed_and_one_in_use_is_not(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)]).returncode == -signal.SIGKILL
    (abandoned,) = tmp_path.glob("import-*")
    used = ThrowawayFolder(tmp_path, "import-")
    (tmp_path / "import-me.jsonl").touch()
    remove_abandoned(tmp_path)
    assert not abandoned.exists()
    assert used.path.is_dir()
    assert (tmp_path / "import-me.jsonl").exists(), "a person's own"
    used.remove()
    assert not used.path.exists()


def test_where_none_can_be_made_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BatchdeskError) as refused:
        ThrowawayFolder(tmp_path / "file", "import-")
    assert refused.value.problem.kind is ProblemKind.DATA_FOLDER
