"""Brings one batch before the operator's eyes: in the table, when it comes into it, or in the history.

Must not know who asks: a notification, the palette, a link or a view.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.counts import IS_PUT_AWAY
from batchdesk.desktop.filtering.language import to_text
from batchdesk.desktop.main_views import MainViews
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.engine.engine import Engine


class BatchOpening:
    """Keeps one wish: the batch asked for last, until it has been shown."""

    def __init__(
        self,
        engine: Engine,
        tasks: OwnedTasks,
        table: BatchTable,
        views: MainViews,
        show_desk: Callable[[], None],
    ) -> None:
        """`show_desk` has the views take the place of the first start's page."""
        self._engine = engine
        self._tasks = tasks
        self._table = table
        self._views = views
        self._show_desk = show_desk
        self._wanted: BatchKey | None = None

    def open(self, key: BatchKey, *, loaded: bool) -> bool:
        """Choose the batch in the table, and lift a filter that hides it. Returns whether it is there.

        Where it is not, it is chosen when it comes; `loaded` says that the cache has been read: one that was taken out
        of the table is then shown in the history.
        """
        self._wanted = None
        if self._table.batches.batch(key) is None:
            self._wanted = key
            if loaded:
                self._tasks.start(self._open_in_history(key))
            return False
        self._show_desk()
        self._views.open_table()
        if not self._table.choose(key):
            self._show_unfiltered(key)
        self._table.setFocus()
        # A detail that opens with it may take the table's lower half.
        QTimer.singleShot(0, self._table, self._table.show_current)
        return True

    def _show_unfiltered(self, key: BatchKey) -> None:
        self._views.navigation.show_all()
        if not self._table.choose(key):
            self._views.navigation.search_box.setText(to_text([IS_PUT_AWAY]))
            self._table.choose(key)

    @property
    def wanted(self) -> BatchKey | None:
        """The batch that was asked for and has not been shown yet."""
        return self._wanted

    async def _open_in_history(self, key: BatchKey) -> None:
        known = await self._engine.read(lambda reader: reader.batch(key))
        if known is None or known.watched:
            return  # what was just added is in the database before its row is here
        if self._wanted == key and self._table.batches.batch(key) is None:
            self._wanted = None
            self._show_desk()
            self._views.find_in_history(key.batch_id)
