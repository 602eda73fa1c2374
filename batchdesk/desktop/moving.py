"""From a window to the one that takes its place: another language or another density is a window made anew.

So no widget has to know how to say its words a second time, and none can be forgotten.
"""

import asyncio

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QDialog, QLineEdit, QWidget

from batchdesk.desktop.window import MainWindow
from batchdesk.engine.watched import Changes
from batchdesk.words.catalogue import translate


async def at_rest(window: MainWindow) -> tuple[str, ...]:
    """Wait until nothing is asked or under way in the window that would be lost with it; what was said meanwhile."""
    if not window.has_work and _question(window) is None:
        return ()
    before = window.messages.texts
    words = translate("Window", "The window is made anew as soon as what is open or under way in it is done.")
    message = window.messages.say(words)
    try:
        while window.has_work or _question(window) is not None:
            question = _question(window)
            await (_closed(question) if question is not None else window.work_done())
    finally:
        message.over()
    return tuple(text for text in window.messages.texts if text not in before)


def bring_over(old: MainWindow, new: MainWindow) -> None:
    """Have the new one know all that the old one was told, and look alike: place, columns, view, filter, selection,
    and what is half typed."""
    new.adding.follow(old.adding)
    new.sessions.follow(old.sessions)
    # In the order of the rows: those added at the same moment keep theirs.
    batches = {batch.key: batch for batch in (*old.batches.shown(), *old.batches.batches())}
    followed = tuple(old.adding.following.merchants.values())
    new.take(Changes(batches=batches, servers=dict(old.sessions.servers), followed=followed, loaded=old.loaded))
    new.sessions.follow_typing(old.sessions)
    new.restoreGeometry(old.saveGeometry())
    new.table.horizontalHeader().restoreState(old.table.horizontalHeader().saveState())
    new.table.widen_columns()
    new.desk.panes.restoreState(old.desk.panes.saveState())
    new.navigation.follow(old.navigation)
    new.menu.detail.setChecked(old.menu.detail.isChecked())
    new.detail.follow(old.detail)
    new.table.choose_all([batch.key for batch in old.table.chosen()])
    place = old.table.verticalScrollBar().value()
    # Rows get their places with the first layout.
    QTimer.singleShot(0, new.table, lambda: new.table.verticalScrollBar().setValue(place))


def bring_over_typing(old: QWidget, new: QWidget) -> None:
    """Have what is half typed in the fields of one in those of another, which is built alike."""
    for theirs, mine in zip(_fields(old), _fields(new), strict=True):
        if theirs.isModified():
            mine.setText(theirs.text())
            mine.setModified(True)
            mine.textEdited.emit(mine.text())


def bring_over_focus(old: QWidget, new: QWidget) -> None:
    """Give the keyboard to what stands where it was in a widget that is built alike."""
    theirs, mine, focus = _stops(old), _stops(new), old.focusWidget()
    if focus in theirs and len(theirs) == len(mine):
        mine[theirs.index(focus)].setFocus()


def _stops(parent: QWidget) -> list[QWidget]:
    """Where the keyboard can be."""
    return [each for each in parent.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _fields(parent: QWidget) -> list[QLineEdit]:
    """Those of numbers are left out: what stands in them has a unit, in words."""
    return [field for field in parent.findChildren(QLineEdit) if not isinstance(field.parent(), QAbstractSpinBox)]


def _question(window: MainWindow) -> QDialog | None:
    """A dialog that keeps the window from being used until it is answered."""
    dialogs = window.findChildren(QDialog)
    return next((dialog for dialog in dialogs if dialog.isVisible() and dialog.isModal()), None)


async def _closed(dialog: QDialog) -> None:
    closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    dialog.finished.connect(closed.set_result)
    await closed
