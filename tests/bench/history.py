"""How fast the history is with a million batches and three million versions, which it makes itself. Prints JSON.

    python tests/bench/history.py [--batches N] [--runs N] [--keep FILE]

Times are milliseconds, medians of the runs; 'cold' has the file taken out of the system's cache before each run. Each
read opens the database anew, as in the program. `--keep` leaves the database where it is said, or takes the one there.
"""

import argparse
import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from long_history.million import LAST, SERVERS, make
from msgspec.structs import replace

from batchdesk.store.bulk import BulkReader
from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery, InboxQuery
from batchdesk.store.store import DATABASE_NAME

MERCHANT = "cm0007merchant"

SEARCHES = (
    *("超时", "模型超时", "超", "春季", "cmgl", "0999", "99999999", "spring", "le", "e", "x", "zz", "-", "1 2 3"),
    *("MODEL_TIMEOUT", "urgent", "复查", "spring 超时", "not there", "没有"),
)
"""Two Chinese characters, parts of ids, rare and common words, single characters, several words, tags, nothing."""

FILTERS = {
    "failed": HistoryQuery(statuses=("FAILED",)),
    "failed or partial": HistoryQuery(statuses=("FAILED", "PARTIAL_SUCCESS")),
    "queued (none)": HistoryQuery(statuses=("QUEUED",)),
    "server": HistoryQuery(servers=SERVERS[:1]),
    "merchant": HistoryQuery(merchants=(MERCHANT,)),
    "merchant, failed": HistoryQuery(merchants=(MERCHANT,), statuses=("FAILED",)),
    "tag": HistoryQuery(tags=("urgent",)),
    "tag, merchant": HistoryQuery(tags=("urgent",), merchants=(MERCHANT,)),
    "with an error": HistoryQuery(with_error=True),
    "with an error, succeeded (none)": HistoryQuery(with_error=True, statuses=("SUCCEEDED",)),
    "longer than 100 s": HistoryQuery(longer_than=100),
    "longer than a day (none)": HistoryQuery(longer_than=86_400),
    "a week half a year ago": HistoryQuery(since=LAST - timedelta(days=187), until=LAST - timedelta(days=180)),
    "that week, failed": HistoryQuery(
        statuses=("FAILED",), since=LAST - timedelta(days=187), until=LAST - timedelta(days=180)
    ),
}

COMMON_WITH_NOTHING = ("cmgl", "spring", "e", "超时")
"""The hardest: a common word, and a filter that leaves nothing of what it finds."""


def main() -> None:
    """Make the database, measure, and print one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--batches", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / DATABASE_NAME
        started = time.perf_counter()
        if not path.exists():
            make(path, arguments.batches)
        figures: dict[str, object] = {
            "batches": BulkReader(path).total(HistoryQuery(limit=None)),
            "made_in_seconds": round(time.perf_counter() - started),
            "kilobytes_a_batch": round(path.stat().st_size / 1000 / arguments.batches, 3),
        }
        figures |= _measured(path, arguments.runs)
    print(json.dumps(figures, ensure_ascii=False, indent=1))  # noqa: T201 (what it is for)


def _measured(path: Path, runs: int) -> dict[str, object]:
    reader = Reader(path)
    marks = list(reader.landmarks(HistoryQuery()))
    middle = marks[len(marks) // 2].position
    berlin = ZoneInfo("Europe/Berlin")
    views: dict[str, Callable[[], object]] = {
        "newest 100": lambda: reader.history(HistoryQuery()),
        "a page in the middle": lambda: reader.history(HistoryQuery(before=middle)),
        "what can be filtered by": reader.facets,
        "a year by day, percentiles": lambda: reader.statistics(HistoryQuery(), berlin),
        "a year of one server": lambda: reader.statistics(HistoryQuery(servers=SERVERS[:1]), berlin),
        "a year of one merchant": lambda: reader.statistics(HistoryQuery(merchants=(MERCHANT,)), berlin),
        "landmarks of all": lambda: list(reader.landmarks(HistoryQuery())),
        "inbox": lambda: reader.inbox(InboxQuery()),
        "inbox, searched": lambda: reader.inbox(InboxQuery(search="超时")),
    }
    searches = {f"search {words}": HistoryQuery(search=words) for words in SEARCHES}
    nothing = {
        f"search {words}, {name}": replace(query, search=words)
        for words in COMMON_WITH_NOTHING
        for name, query in FILTERS.items()
        if name.endswith("(none)")
    }
    rows = {name: lambda query=query: reader.history(query) for name, query in (FILTERS | searches | nothing).items()}
    counts = {name: lambda query=query: reader.count(query) for name, query in (FILTERS | searches | nothing).items()}
    first_rows = {"warm": _all(rows, path, runs, cold=False), "cold": _all(rows, path, runs, cold=True)}
    return {
        "views_warm_ms": _all(views, path, runs, cold=False),
        "views_cold_ms": _all(views, path, runs, cold=True),
        "first_rows_warm_ms": first_rows["warm"],
        "first_rows_cold_ms": first_rows["cold"],
        "slowest_first_rows": {
            heat: max(figures.items(), key=lambda one: one[1]) for heat, figures in first_rows.items()
        },
        "counts_up_to_1001_warm_ms": _all(counts, path, runs, cold=False),
    }


def _all(actions: Mapping[str, Callable[[], object]], path: Path, runs: int, *, cold: bool) -> dict[str, float]:
    return {name: _median(action, path, runs, cold=cold) for name, action in actions.items()}


def _median(action: Callable[[], object], path: Path, runs: int, *, cold: bool) -> float:
    times: list[float] = []
    for _ in range(runs):
        if cold:
            _forget(path)
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(times), 1)


def _forget(path: Path) -> None:
    """Take the file out of the system's cache, where the system lets a program ask for it."""
    for file in (path, path.with_name(f"{path.name}-wal")):
        with contextlib.suppress(FileNotFoundError), file.open("rb") as opened:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
