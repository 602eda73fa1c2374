"""English in light colours."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from batchdesk.desktop.style import appearance
from batchdesk.words.catalogue import set_language


@pytest.fixture(autouse=True)
def speaks_english_in_light_colours(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    before = QPalette(qapp.palette())
    qapp.setStyle("Fusion")
    qapp.setPalette(appearance.palette(appearance.LIGHT))
    yield
    qapp.setPalette(before)
    set_language(None)
