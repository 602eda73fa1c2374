"""What is known here of batches that somebody may want to add. Must not know where that is shown."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.tasks import PassingTasks
from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.engine.engine import Engine
from batchdesk.engine.listed import Standing, standings


class KnownBatches(QObject):
    """Of the table it knows at once; of the history once that was read, which `learnt` says."""

    learnt = Signal()

    def __init__(self, engine: Engine, tasks: PassingTasks, model: BatchModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._model = model
        self._ever: set[BatchKey] = set()
        """Those of the asked that were in the table at some time."""
        self._asked: set[BatchKey] = set()

    def standing(self, key: BatchKey) -> Standing:
        """How it stands with a batch, as far as is known by now."""
        row = self._model.batch(key)
        if row is None:
            return Standing.IN_HISTORY if key in self._ever else Standing.NEW
        return Standing.IN_HISTORY if row.put_away else Standing.IN_TABLE

    def ask(self, keys: Iterable[BatchKey]) -> None:
        """Read what the history knows of these, once."""
        new = [key for key in keys if key not in self._asked]
        if new:
            self._asked.update(new)
            self._tasks.start(self._ask(new))

    async def _ask(self, keys: list[BatchKey]) -> None:
        found = await self._engine.read(lambda reader: standings(reader, keys))
        self._ever |= {key for key, one in found.items() if one is not Standing.NEW}
        self.learnt.emit()
