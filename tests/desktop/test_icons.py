"""The committed icons are the drawing."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from batchdesk.desktop.style.resources import resource
from batchdesk.desktop.tray.mark import application_pixmap

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def icons() -> ModuleType:
    specification = importlib.util.spec_from_file_location("icons", REPOSITORY / "packaging" / "icons.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_are_what_the_script_writes(icons: ModuleType, qtbot: QtBot) -> None:
    assert resource("icons", "batchdesk.svg").read_text() == icons.svg()
    for size in icons.PNG_SIZES:
        committed = QImage(str(resource("icons", f"batchdesk-{size}.png")))
        drawn = application_pixmap(size).toImage().convertToFormat(committed.format())
        assert committed == drawn, f"run packaging/icons.py: batchdesk-{size}.png is not the drawing"


def test_the_svg_can_be_read(qtbot: QtBot) -> None:
    renderer = QSvgRenderer(str(resource("icons", "batchdesk.svg")))
    assert renderer.isValid()
    assert renderer.defaultSize().width() == 64
