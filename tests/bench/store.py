"""How fast the store is: durable events a second, the latency of one, and the reads of a start. Prints JSON.

.venv/bin/python tests/bench/store.py [EVENTS]
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from batchdesk.batch.events import StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, Change, HistoryQuery, NoticeDraft
from batchdesk.store.store import DATABASE_NAME, Store

SERVER = "https://batches.example"
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def main() -> None:
    """Measure in a new folder and print one JSON object."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE_NAME
        figures = _writing(path, events) | _reading(path)
        figures["kilobytes_a_batch"] = round(path.stat().st_size / 1024 / (events / 3), 2)
        figures["open_current_ms"] = _milliseconds(lambda: Store.open(path).close(), 5)
    print(json.dumps(figures))  # noqa: T201 - what it is for


def _writing(path: Path, events: int) -> dict[str, float]:
    store = Store.open(path)
    keys = [BatchKey(SERVER, f"cmbench{number:07}") for number in range(events // 3)]
    for first in range(0, len(keys), 1_000):
        store.add_batches([Addition(key, "春季上新 Spring sale", "cmmerchant") for key in keys[first : first + 1_000]])
    store.flush().result()
    changes = _changes(keys)
    started, processor = time.perf_counter(), time.process_time()
    futures = [store.record(change) for change in changes]
    for future in futures:
        future.result()
    seconds, processor = time.perf_counter() - started, time.process_time() - processor

    extra = [BatchKey(SERVER, f"cmextra{number}") for number in range(7)]
    store.add_batches([Addition(key) for key in extra]).result()
    single = [_timed(lambda change=change: store.record(change).result()) for change in _changes(extra)]
    store.close()
    return {
        "events": len(changes),
        "durable_events_per_second": round(len(changes) / seconds),
        "durable_events_per_processor_second": round(len(changes) / processor),
        "one_event_durable_ms": round(statistics.median(single), 1),
    }


def _reading(path: Path) -> dict[str, float]:
    reader = Reader(path)
    middle = reader.history(HistoryQuery())[-1].position - 5_000
    return {
        "watched_all_ms": _milliseconds(reader.watched, 3),
        "newest_100_ms": _milliseconds(lambda: reader.history(HistoryQuery()), 50),
        "page_in_the_middle_ms": _milliseconds(lambda: reader.history(HistoryQuery(before=middle)), 50),
        "timeline_ms": _milliseconds(lambda: reader.timeline(BatchKey(SERVER, "cmbench0000001")), 50),
        "durations_ms": _milliseconds(lambda: reader.durations(SERVER), 50),
        "search_nothing_ms": _milliseconds(lambda: reader.history(HistoryQuery(search="超时")), 3),
    }


def _changes(keys: list[BatchKey]) -> list[Change]:
    """Three versions of each batch, all first ones first, as many batches at once bring them; every 25th fails.

    Each is a state, a version and two counts; each last one is an end to be told, a duration and, where it failed, new
    words for the search.
    """
    states = {key: BatchState(key) for key in keys}
    changes: list[Change] = []
    for version, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1):
        for number, key in enumerate(keys):
            failed = version == 3 and number % 25 == 0
            outcome, message = ("FAILED", f"模型超时：第 {number} 次重试后仍未返回") if failed else (word, None)
            raw = json.dumps(
                {"batchId": key.batch_id, "status": outcome, "statusVersion": version, "errorMessage": "x" * 200}
            )
            event = StatusEvent(
                key.batch_id,
                outcome,
                version,
                error_code="MODEL_TIMEOUT" if failed else None,
                error_message=message,
                copy_count=5 if version == 3 else 0,
                started_at=NOW,
                completed_at=NOW + timedelta(seconds=40) if version == 3 else None,
                timestamp=NOW,
                raw=raw,
            )
            after = apply_status(states[key], event, NOW).state
            draft = NoticeDraft(outcome, NOW, 40.0, False) if version == 3 else None
            changes.append(Change(states[key], after, NOW, raw, 0, draft))
            states[key] = after
    return changes


def _milliseconds(action: Callable[[], object], times: int) -> float:
    return round(statistics.median(_timed(action) for _ in range(times)), 2)


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
