"""What is to be exported, and in which form."""

from dataclasses import dataclass
from enum import Enum

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import HistoryQuery


class ExportForm(Enum):
    """The value is how the command names it."""

    CSV = "csv"
    JSON_LINES = "json"
    MARKDOWN = "md"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """How a file of this form ends."""
        return ".jsonl" if self is ExportForm.JSON_LINES else f".{self.value}"


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """Which batches, and how they are written."""

    form: ExportForm
    query: HistoryQuery
    keys: tuple[BatchKey, ...] = ()
    """Just these batches, instead of what `query` finds."""
    excel: bool = False
    """CSV that Excel takes for UTF-8."""
    versions: bool = False
    """JSON lines with each batch's timeline and the exact JSON of its versions."""
    texts: bool = False
    """CSV or JSON lines with the texts of the copies that are kept."""
