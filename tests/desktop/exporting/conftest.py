"""A database with some batches."""

from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store

KEYS = [BatchKey("https://studio.example", f"cmgl{number:04}") for number in range(1_500)]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / DATABASE_NAME
    store = Store.open(path)
    try:
        store.add_batches([Addition(key) for key in KEYS]).result()
    finally:
        store.close()
    return path
