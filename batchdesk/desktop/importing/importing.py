"""Imports beside the window: the files are read and checked, the person is asked, and what is missing is added, with
progress, and a way to cancel at every step."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from batchdesk.desktop.importing.dialog import ImportDialog
from batchdesk.desktop.long_work import BEAT_SECONDS, LongWork
from batchdesk.desktop.message_bar import Answer, MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.exports.importing import ImportCancelled, look_into
from batchdesk.exports.sources import is_database
from batchdesk.store.backup import BackupCancelled, keep_copy
from batchdesk.store.folders import ThrowawayFolder
from batchdesk.store.merging import Merged
from batchdesk.words.catalogue import translate

DONE_SECONDS = 12.0

Result = TypeVar("Result")


class Importing:
    """Imports of one window, one after the other or at once."""

    def __init__(
        self,
        engine: Engine,
        tasks: OwnedTasks,
        messages: MessageArea,
        parent: QWidget,
        show_history: Callable[[], None],
    ) -> None:
        self._show_history = show_history
        self._engine = engine
        self._tasks = tasks
        self._messages = messages
        self._parent = parent

    def open_dialog(self) -> QFileDialog:
        """Ask which files."""
        dialog = QFileDialog(self._parent, translate("Import", "Import a history"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                translate("Import", "Exports and databases (*.jsonl *.json *.sqlite *.db)"),
                translate("Import", "All files (*)"),
            ]
        )
        dialog.filesSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _take(self, names: list[str]) -> None:
        self.start(list(map(Path, names)))

    def start(self, sources: Sequence[Path]) -> None:
        """Read these files, ask, and import them."""
        self._tasks.start(self._import(sources), long=True)

    async def _import(self, sources: Sequence[Path]) -> None:
        folder = await asyncio.to_thread(ThrowawayFolder, self._engine.database.parent, "import-")
        prepared = folder.path / f"{uuid4().hex}.sqlite"
        try:
            copies = await self._look_into(sources, prepared)
            if copies is not None and (not copies or await self._keep_copy()):
                await self._merge(prepared)
        except OSError as error:
            reason = error.strerror or str(error)
            words = translate(
                "Import", "The import needs a file that cannot be used ({reason}). Nothing was changed.", reason=reason
            )
            self._messages.say(words, trouble=True)
        finally:
            await _remove(folder)

    async def _look_into(self, sources: Sequence[Path], prepared: Path) -> bool | None:
        """Whether to keep a copy first; None: it is not wanted any more."""
        contents = await self._with_progress(
            LongWork(partial(look_into, sources, self._engine.database, prepared), 0.0),
            lambda share: translate("Import", "Reading what is to be imported: {share}", share=f"{share:.0%}"),
            ImportCancelled,
        )
        if contents is None:
            return None
        restoring = await asyncio.to_thread(lambda: any(map(is_database, sources)))
        dialog = ImportDialog(sources, contents, copy_first=restoring, parent=self._parent)
        return dialog.copy_first.isChecked() if await _answer(dialog) else None

    async def _keep_copy(self) -> bool:
        copy = await self._with_progress(
            LongWork(partial(keep_copy, self._engine.database), 0.0),
            lambda share: translate("Import", "Copying the history as it is: {share}", share=f"{share:.0%}"),
            BackupCancelled,
        )
        return copy is not None

    async def _with_progress(
        self, work: LongWork[float, Result], words: Callable[[float], str], cancelled: type[Exception]
    ) -> Result | None:
        """The result of the work; None where the person did not want it any more."""
        cancel = Answer(translate("Import", "Cancel"), work.cancelled.set)
        message = self._messages.say(words(work.far), answer=cancel)
        try:
            return await work.finish(lambda: self._messages.change(message, words(work.far)))
        except cancelled:
            self._messages.say(translate("Import", "The import was cancelled; nothing was changed."), seconds=6)
            return None
        finally:
            message.over()

    async def _merge(self, prepared: Path) -> None:
        far = _Far()
        merging = asyncio.create_task(self._engine.take_in(prepared, far.note))
        message = self._messages.say(_adding(far.share), answer=_stopping(merging))
        try:
            while not merging.done():
                await asyncio.wait([merging], timeout=BEAT_SECONDS)
                self._messages.change(message, _adding(far.share))
            self._tell(await merging)
        except asyncio.CancelledError:
            if not merging.cancelled():  # it is we who are cancelled: the program ends
                merging.cancel()
                await asyncio.wait([merging])
                raise
            self._messages.say(_stopped())
        finally:
            message.over()

    def _tell(self, merged: Merged) -> None:
        words = translate(
            "Import",
            "The import is complete. New batches: {new}. Added to: {newer}. Known already: {known}.",
            new=f"{merged.new:,}",
            newer=f"{merged.newer:,}",
            known=f"{merged.known:,}",
        )
        show = Answer(translate("Import", "Show the history"), self._show_history)
        self._messages.say(words, answer=show, seconds=DONE_SECONDS)


def _stopping(merging: asyncio.Task[Merged]) -> Answer:
    def stop() -> None:
        merging.cancel()

    return Answer(translate("Import", "Stop"), stop)


class _Far:
    """What the engine's thread and the window share of a merge."""

    def __init__(self) -> None:
        self.share = 0.0

    def note(self, share: float) -> None:
        self.share = share


async def _remove(folder: ThrowawayFolder) -> None:
    """Also when it is cancelled meanwhile: nothing is to be left."""
    removing = asyncio.ensure_future(asyncio.to_thread(folder.remove))
    try:
        await asyncio.shield(removing)
    except asyncio.CancelledError:
        await asyncio.wait([removing])
        raise


async def _answer(dialog: QDialog) -> bool:
    """Whether it was accepted."""
    finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    dialog.finished.connect(finished.set_result)
    dialog.open()
    try:
        return await finished == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()


def _adding(share: float) -> str:
    return translate("Import", "Adding to the history: {share}", share=f"{share:.0%}")


def _stopped() -> str:
    return translate("Import", "The import was stopped. What was added until then stays; import again to go on.")
