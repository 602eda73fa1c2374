"""A database with some batches, and English."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.words.catalogue import set_language

KEYS = [BatchKey("https://studio.example", f"cmgl{number:04}") for number in range(1_500)]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / DATABASE_NAME
    store = Store.open(path)
    try:
        store.add_batches([Addition(key) for key in KEYS]).result()
    finally:
        store.close()
    return path
