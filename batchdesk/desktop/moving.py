"""From a window to the one that takes its place: another language or another density is a window made anew.

So no widget has to know how to say its words a second time, and none can be forgotten.
"""

from PySide6.QtCore import QTimer

from batchdesk.desktop.window import MainWindow
from batchdesk.engine.watched import Changes


def bring_over(old: MainWindow, new: MainWindow) -> None:
    """Have the new one know all that the old one was told, and look alike: place, columns, view, filter, selection."""
    # In the order of the rows: those added at the same moment keep theirs.
    batches = {batch.key: batch for batch in (*old.batches.shown(), *old.batches.batches())}
    new.take(Changes(batches=batches, servers=dict(old.sessions.servers), loaded=old.loaded))
    new.restoreGeometry(old.saveGeometry())
    new.table.horizontalHeader().restoreState(old.table.horizontalHeader().saveState())
    new.table.widen_columns()
    new.desk.panes.restoreState(old.desk.panes.saveState())
    new.navigation.follow(old.navigation)
    new.menu.detail.setChecked(old.menu.detail.isChecked())
    new.table.choose_all([batch.key for batch in old.table.chosen()])
    place = old.table.verticalScrollBar().value()
    # Rows get their places with the first layout.
    QTimer.singleShot(0, new.table, lambda: new.table.verticalScrollBar().setValue(place))
