"""Charts in English, unless a test chooses otherwise."""

from collections.abc import Iterator

import pytest

from batchdesk.words.catalogue import set_language


@pytest.fixture(autouse=True)
def speaks_english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)
