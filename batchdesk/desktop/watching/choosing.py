"""What is chosen after something was done to what was chosen: so one is dealt with after the other, by keys alone."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QTimer

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.watching.batch_table import BatchTable


class Choosing:
    """Of one table."""

    def __init__(self, table: BatchTable) -> None:
        self._table = table
        self._awaited: frozenset[BatchKey] = frozenset()
        table.batches.rowsInserted.connect(self._look_soon)

    def beside(self, going: Sequence[BatchKey]) -> None:
        """Choose the row that takes the place of those that are about to go."""
        keys, shown = set(going), self._table.batches.shown()
        last = max((row for row, batch in enumerate(shown) if batch.key in keys), default=0)
        beside = (*shown[last + 1 :], *reversed(shown[:last]))
        left = next((batch.key for batch in beside if batch.key not in keys), None)
        if left is not None:
            self._table.choose(left)

    def when_back(self, keys: Collection[BatchKey]) -> None:
        """Choose these once all of them are shown again."""
        self._awaited = frozenset(keys)
        self._look()

    def _look_soon(self) -> None:
        if self._awaited:
            QTimer.singleShot(0, self._table, self._look)  # the model is at it still

    def _look(self) -> None:
        if self._awaited and all(self._table.batches.index_of(key).isValid() for key in self._awaited):
            self._table.choose_all(self._awaited)
            self._awaited = frozenset()
