"""The rows of a server's batches: ticks and place stay, and the colours are those of the theme, also of another one."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.adding.server_list import HERE, ID, ServerList
from batchdesk.desktop.style import appearance
from batchdesk.engine.listed import ListedBatch, Standing

BATCHES = [
    ListedBatch(BatchKey("https://studio.example", f"cm{standing.name}"), status.RUNNING, None, None, standing)
    for standing in (Standing.NEW, Standing.IN_TABLE)
]


def test_the_theme_may_change_while_it_is_open(qtbot: QtBot, qapp: QApplication) -> None:
    rows = ServerList()
    qtbot.addWidget(rows)
    rows.show_batches(BATCHES)
    rows.tick_new()
    rows.setCurrentItem(rows.topLevelItem(1))
    rows.show()
    for theme in (appearance.DARK, appearance.LIGHT):
        new, known = rows.topLevelItem(0), rows.topLevelItem(1)
        assert new is not None
        assert known is not None
        appearance.show_theme(qapp, theme)
        qtbot.waitUntil(lambda new=new, theme=theme: new.foreground(HERE).color() == theme.succeeded)
        assert known.foreground(ID).color() == theme.muted
        assert rows.palette().color(QPalette.ColorRole.Base) == theme.base
        assert list(rows.ticked) == [BATCHES[0].key]
        assert rows.currentItem() is known
