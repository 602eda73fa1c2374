"""A disk without room, as a limit on the size of files makes one: what is known is read all the same."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.lock import FolderLock
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition
from batchdesk.store.store import Store
from tests.store.conftest import SERVER

if sys.platform == "win32":
    pytest.skip("no limit on the size of files", allow_module_level=True)
from tests.no_room import no_room

KEY = BatchKey(SERVER, "cmgl0001")


def test_what_is_known_is_read_from_a_full_disk(path: Path, open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.add_batches([Addition(KEY)]).result()
    store.close()
    with no_room():
        assert [batch.key for batch in Reader(path).watched()] == [KEY]


def test_a_full_disk_leaves_the_store_to_be_read(
    path: Path, open_store: Callable[[], Store], problems: list[Problem]
) -> None:
    open_store().close()
    full = os.strerror(errno.ENOSPC)
    with no_room():
        store = open_store()
        assert store.read_only
        assert [(problem.kind, problem.detail["reason"]) for problem in problems] == [(ProblemKind.DATA_FOLDER, full)]
        with pytest.raises(BatchdeskError, match=full):
            store.add_batches([Addition(KEY)]).result()


def test_without_room_for_a_first_database_none_is_opened(open_store: Callable[[], Store]) -> None:
    for _ in range(2):
        with no_room(), pytest.raises(BatchdeskError) as error:
            open_store()
        assert error.value.problem.kind is ProblemKind.DATA_FOLDER


def test_the_lock_needs_no_room(tmp_path: Path) -> None:
    lock, other = FolderLock(tmp_path), FolderLock(tmp_path)
    with no_room(limit=0):
        assert lock.acquire()
        assert not other.acquire()
    lock.release()
