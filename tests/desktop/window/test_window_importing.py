"""A history is imported from the window's menu."""

import gc
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.importing.dialog import ImportDialog
from batchdesk.store.records import Addition
from batchdesk.store.store import Store
from tests.waiting import until

from .opened import OnLoop, opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_file_that_is_chosen_is_read_and_asked_about(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    theirs = Store.open(tmp_path / "theirs.sqlite")
    theirs.add_batches([Addition(BatchKey("https://studio.example", "cmtheirs"))]).result()
    theirs.close()

    async def scenario() -> None:
        async with opened(tmp_path / "mine") as (window, engine):
            await engine.ready()
            window.menu.import_history.trigger()
            gc.collect()  # whoever asks is there as long as the question
            (choosing,) = window.findChildren(QFileDialog)
            choosing.filesSelected.emit([str(tmp_path / "theirs.sqlite")])
            choosing.reject()
            await until(lambda: any(dialog.isVisible() for dialog in window.findChildren(ImportDialog)))
            (asking,) = window.findChildren(ImportDialog)
            asking.accept()
            await until(lambda: any(text.startswith("The import is complete.") for text in window.messages.texts))

    on_qt_loop(scenario())
