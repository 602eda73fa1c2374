"""Make the database of a release, to be kept here for ever and opened by every later version (test_old_databases.py).

Run once for each release that has a new schema, with that release's code, and commit the file; never make one anew:

    .venv/bin/python tests/old_databases/make.py
"""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from batchdesk import __version__
from batchdesk.batch.events import CompleteEvent, StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_complete, apply_status
from batchdesk.batch.telling import Telling
from batchdesk.store.records import Addition, Change, CopiesRecord, NoticeDraft
from batchdesk.store.store import Store

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
HERE, THERE = "https://batches.example", "https://other.example/base"


def main() -> None:
    """Write `<version>.sqlite` beside this script, as one file without a -wal. Fails where it exists."""
    path = Path(__file__).with_name(f"{__version__}.sqlite")
    if path.exists():
        raise SystemExit(f"{path.name} is there already, and a released database is never made anew")
    store = Store.open(path)
    _fill(store)
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("VACUUM")
    connection.close()


def _fill(store: Store) -> None:
    store.add_server(HERE, "ops@example.com")
    failed, partial, running = BatchKey(HERE, "cmfailed1"), BatchKey(HERE, "cmpartial1"), BatchKey(THERE, "cmrunning1")
    store.add_batches([Addition(failed, "昨夜失败的"), Addition(partial), Addition(running, "still going")])
    message = '模型超时\n=HYPERLINK("x") <b>raw</b>'
    notice = _play(store, failed, (1, "QUEUED", 0, None), (2, "RUNNING", 0, None), (3, "FAILED", 0, message))
    assert notice is not None
    store.mark_told([notice], "notification", START)
    _play(store, partial, (1, "QUEUED", 0, None), (3, "PARTIAL_SUCCESS", 3, "2 copies failed"))
    _play(store, running, (2, "RUNNING", 0, None))
    store.set_paused([running], True)
    store.set_watched([failed], False)
    # Since 0.2.0.
    store.set_note(failed, "打电话给商家\ntomorrow")
    store.set_merchant(failed, "cmmerchant1")
    store.change_tags([failed, running], add=("urgent", "复查"))
    store.change_tags([running], remove=("urgent",))
    store.set_pinned([failed], True)
    store.set_telling([running], Telling.NEVER)
    store.mark_read([notice], START)
    store.set_put_away([partial], True)
    store.keep_copies(partial, CopiesRecord(3, START, '{"success": true, "data": {"id": "cmpartial1", "copies": []}}'))
    store.follow(HERE, "cmmerchant1")
    store.note_outage(HERE, START, START + timedelta(minutes=5))
    store.note_outage(None, START + timedelta(hours=1), START + timedelta(hours=2))
    store.note_presence(START + timedelta(hours=3))


def _play(store: Store, key: BatchKey, *versions: tuple[int, str, int, str | None]) -> int | None:
    state, told = BatchState(key), None
    for number, word, copies, error in versions:
        ended = word in ("FAILED", "PARTIAL_SUCCESS")
        event = StatusEvent(
            key.batch_id,
            word,
            number,
            copy_count=copies,
            error_code="MODEL_TIMEOUT" if error else None,
            error_message=error,
            token_usage=TokenUsage(5400, 6100, 11500) if ended else None,
            started_at=START if number > 1 else None,
            completed_at=START + timedelta(seconds=41.5) if ended else None,
            timestamp=START + timedelta(seconds=10 * number),
            raw=f'{{"batchId": "{key.batch_id}", "statusVersion": {number}, "targetSequence": null}}',
        )
        at = START + timedelta(seconds=10 * number)
        applied = apply_status(state, event, at)
        draft = NoticeDraft(word, at, 41.5, False) if ended else None
        notice = store.record(Change(state, applied.state, at, event.raw, len(applied.skipped), draft)).result()
        told = notice.id if notice else told
        state = applied.state
    if state.ended:
        end = apply_complete(state, CompleteEvent(key.batch_id, state.status), START)
        store.record(Change(state, end.state, START)).result()
    return told


if __name__ == "__main__":
    main()
