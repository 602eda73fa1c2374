"""What the command palette offers in the window: its actions, then its batches."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.palette.palette import Choice, Palette, choices_of
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate


def open_palette(
    actions: Iterable[QAction],
    batches: Iterable[WatchedBatch],
    open_batch: Callable[[BatchKey], None],
    parent: QWidget,
) -> None:
    """Ask what is to be done or opened."""
    kind = translate("Palette", "batch")
    choices = [
        Choice(f"{batch.label} {batch.key.batch_id}".strip(), kind, partial(open_batch, batch.key)) for batch in batches
    ]
    Palette([*choices_of(actions), *choices], parent).open()
