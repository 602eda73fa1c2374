"""What the cells of the history say."""

from datetime import UTC, datetime

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.history.columns import LONGEST_REMARK, Column, words_of
from batchdesk.store.records import BatchRecord

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
KEY = BatchKey("https://a.example", "cmgl0001")


def test_a_remark_of_a_megabyte_is_no_longer_than_a_cell_needs() -> None:
    state = BatchState(
        KEY, status.FAILED, 3, error_code="TIMEOUT", error_message=f"{'长' * 300_000} 电话 {'长' * 9_999}"
    )
    batch = BatchRecord(KEY, "", "", state, NOW, watched=False, paused=False, gone=False)
    assert words_of(batch, Column.REMARK, NOW) == f"TIMEOUT {'长' * (LONGEST_REMARK - 8)}"
    found = words_of(batch, Column.REMARK, NOW, ("电话",))
    assert len(found) == LONGEST_REMARK
    assert found.startswith(f"…{'长' * 11} 电话 长")
