"""One writer a data folder, also when the last one was killed."""

import subprocess
import sys

import pytest

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.store.lock import LOCK_NAME, FolderLock

HOLDER = """
import pathlib, sys
from batchdesk.store.lock import FolderLock
lock = FolderLock(pathlib.Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_two_in_one_process_exclude_each_other(tmp_path):
    first, second = FolderLock(tmp_path / "data"), FolderLock(tmp_path / "data")
    assert first.acquire()
    assert first.acquire(), "who has it has it"
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
    second.release()


def test_a_killed_process_leaves_it_free(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "True\n"
        lock = FolderLock(tmp_path)
        assert not lock.acquire()
        assert (tmp_path / LOCK_NAME).read_text() == f"{holder.pid}\n"
        holder.kill()
        holder.wait()
        assert lock.acquire()
        lock.release()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BatchdeskError) as caught:
        FolderLock(tmp_path / "file").acquire()
    assert caught.value.problem.kind is ProblemKind.DATA_FOLDER
