from collections.abc import Iterator

import pytest

from batchdesk.words.catalogue import set_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in English, whatever machine this runs on."""
    set_language("en")
    yield
    set_language(None)
