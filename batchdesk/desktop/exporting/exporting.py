"""Runs exports beside the window: asks, writes on a thread of its own, says how far it is, and can be cancelled."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.exporting.dialog import ExportDialog
from batchdesk.desktop.message_bar import Answer, MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.exports.export import ExportCancelled, export_to
from batchdesk.exports.order import ExportOrder
from batchdesk.store.records import HistoryQuery
from batchdesk.words.catalogue import translate

BEAT_SECONDS = 0.1
"""Between two words of how far it is."""
DONE_SECONDS = 12.0


class Exporting:
    """Exports of one window; several may run at once."""

    def __init__(self, database: Path, tasks: OwnedTasks, messages: MessageArea) -> None:
        self._database = database
        self._tasks = tasks
        self._messages = messages

    def open_dialog(self, parent: QWidget, query: HistoryQuery, chosen: Sequence[BatchKey]) -> ExportDialog:
        """Ask, then export. All that `query` finds, whatever page of it is on show."""
        dialog = ExportDialog(replace(query, limit=None, before=None), chosen, parent)
        dialog.accepted.connect(lambda: self.start(dialog.target, dialog.order, replacing=dialog.may_replace))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def start(self, path: Path, order: ExportOrder, *, replacing: bool = False) -> None:
        """Export to `path`; over a file that is there only when `replacing`, else the person is asked first."""
        self._tasks.start(self._export(path, order, replacing))

    async def _export(self, path: Path, order: ExportOrder, replacing: bool) -> None:
        running = _Running(path, order, self._database, replacing)
        message = self._messages.say(running.words, answer=Answer(translate("Export", "Cancel"), running.cancelled.set))
        try:
            batches = await running.finish(lambda: self._messages.change(message, running.words))
        except ExportCancelled:
            self._messages.say(translate("Export", "The export was cancelled; no file was written."), seconds=6)
        except FileExistsError:
            again = Answer(translate("Export", "Replace it"), lambda: self.start(path, order, replacing=True))
            self._messages.say(translate("Export", "{path} is there already.", path=path), answer=again)
        except OSError as error:
            self._messages.say(_refusal(path, error), trouble=True)
        else:
            done = translate("Export", "%n batches were exported to {path}.", batches, path=path)
            show = Answer(translate("Export", "Open the folder"), lambda: _open_folder(path))
            self._messages.say(done, answer=show, seconds=DONE_SECONDS)
        finally:
            message.over()


class _Running:
    """One export on its thread. What the thread and the window share is a pair of numbers and a wish to stop."""

    def __init__(self, path: Path, order: ExportOrder, database: Path, replacing: bool) -> None:
        self._path = path
        self._replacing = replacing
        self._order = order
        self._database = database
        self._far = (0, 0)
        self.cancelled = threading.Event()

    @property
    def words(self) -> str:
        """How far it is."""
        done, total = self._far
        name = self._path.name
        if not total:
            return translate("Export", "Exporting to {name}…", name=name)
        return translate("Export", "Exporting to {name}: {done} of %n batches", total, name=name, done=f"{done:,}")

    async def finish(self, tell: Callable[[], None]) -> int:
        """Wait for its end, and `tell` now and then until then. Ends the work before it lets itself be cancelled."""
        loop = asyncio.get_running_loop()
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="batchdesk-export")
        work = loop.run_in_executor(thread, self._work)
        try:
            while not work.done():
                await asyncio.wait([work], timeout=BEAT_SECONDS)
                tell()
            return await work
        except asyncio.CancelledError:
            self.cancelled.set()
            await asyncio.gather(work, return_exceptions=True)
            raise
        finally:
            thread.shutdown()

    def _work(self) -> int:
        if not self._replacing and self._path.exists():
            raise FileExistsError
        return export_to(self._path, self._database, self._order, self._note, self.cancelled.is_set)

    def _note(self, done: int, total: int) -> None:
        self._far = (done, total)


def _refusal(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return translate("Export", "{path} cannot be written: {reason}. Choose another file.", path=path, reason=reason)


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))
