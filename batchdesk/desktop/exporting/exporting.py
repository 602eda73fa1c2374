"""Runs exports beside the window: asks, writes on a thread of its own, says how far it is, and can be cancelled."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.exporting.dialog import ExportDialog
from batchdesk.desktop.long_work import LongWork
from batchdesk.desktop.message_bar import Answer, MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.exports.export import ExportCancelled, export_to
from batchdesk.exports.order import ExportOrder
from batchdesk.store.records import HistoryQuery
from batchdesk.words.catalogue import translate

DONE_SECONDS = 12.0

Far = tuple[int, int]
"""Batches that are written, and how many there are in all; 0 while that is not known."""


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
        self._tasks.start(self._export(path, order, replacing), long=True)

    async def _export(self, path: Path, order: ExportOrder, replacing: bool) -> None:
        running = LongWork(partial(_work, path, order, self._database, replacing), (0, 0))
        cancel = Answer(translate("Export", "Cancel"), running.cancelled.set)
        message = self._messages.say(_progress(path, running.far), answer=cancel)
        try:
            batches = await running.finish(lambda: self._messages.change(message, _progress(path, running.far)))
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


def _work(
    path: Path,
    order: ExportOrder,
    database: Path,
    replacing: bool,
    note: Callable[[Far], None],
    stop: Callable[[], bool],
) -> int:
    if not replacing and path.exists():
        raise FileExistsError
    return export_to(path, database, order, lambda done, total: note((done, total)), stop)


def _progress(path: Path, far: Far) -> str:
    done, total = far
    if not total:
        return translate("Export", "Exporting to {name}…", name=path.name)
    return translate("Export", "Exporting to {name}: {done} of %n batches", total, name=path.name, done=f"{done:,}")


def _refusal(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return translate("Export", "{path} cannot be written: {reason}. Choose another file.", path=path, reason=reason)


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))
