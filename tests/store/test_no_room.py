"""A disk without room, as a limit on the size of files makes one: what is known is read all the same."""

import errno
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition
from batchdesk.store.store import Store
from tests.store.conftest import SERVER

if sys.platform == "win32":
    pytest.skip("no limit on the size of files", allow_module_level=True)
import resource

KEY = BatchKey(SERVER, "cmgl0001")


@contextmanager
def no_room() -> Generator[None]:
    """No file can grow to the size of a page."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_is_known_is_read_from_a_full_disk(path: Path, open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.add_batches([Addition(KEY)]).result()
    store.close()
    with no_room():
        assert [batch.key for batch in Reader(path).watched()] == [KEY]


def test_why_a_full_disk_takes_no_database_is_said(path: Path) -> None:
    Store.open(path).close()
    with no_room(), pytest.raises(BatchdeskError) as error:
        Store.open(path)
    assert error.value.problem.detail["reason"] == os.strerror(errno.ENOSPC)
