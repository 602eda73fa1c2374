"""How fast a history is imported, from JSON lines and from a database, and how much memory that takes. Prints JSON.

    python tests/bench/importing.py [BATCHES]

Each import is a process of its own: read and checked ('look'), then merged ('merge') into a history that is empty, has
all of it already ('known'), or is open in a running engine ('engine'). Batches a second, and the peak in megabytes.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from long_history.million import make

from batchdesk.batch.problem import Problem
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.exports.export import export_to
from batchdesk.exports.importing import look_into, merge
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.merging import Merged
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME, Store

SOURCES = {"JSON lines": "export.jsonl", "database": "other.sqlite"}
INTO = ("empty", "known", "engine")


def main() -> None:
    """Measure each import in a new folder; or one of them, for the process that does."""
    if len(sys.argv) == 4:
        sys.stdout.write(json.dumps(measured(Path(sys.argv[1]), sys.argv[2], sys.argv[3])))
        return
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder / SOURCES["database"], batches)
        order = ExportOrder(ExportForm.JSON_LINES, HistoryQuery(limit=None), versions=True)
        export_to(folder / SOURCES["JSON lines"], folder / SOURCES["database"], order, lambda done, total: None)
        figures = {
            f"{name}, {into}": in_a_process(folder, source, into) for name, source in SOURCES.items() for into in INTO
        }
    sys.stdout.write(json.dumps({"batches": batches} | figures, indent=2) + "\n")


def in_a_process(folder: Path, source: str, into: str) -> object:
    command = [sys.executable, __file__, str(folder), source, into]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def measured(folder: Path, source: str, into: str) -> dict[str, object]:
    """Import one file; each into a history of its own."""
    data = folder / f"{source}-{into}"
    data.mkdir()
    history, prepared = data / DATABASE_NAME, data / "prepared.sqlite"
    Store.open(history).close()
    if into == "known":
        look_into([folder / source], history, data / "before.sqlite")
        merge(history, data / "before.sqlite", unexpected)
    began, began_cpu = time.perf_counter(), time.process_time()
    contents = look_into([folder / source], history, prepared)
    looked = time.perf_counter()
    merged = asyncio.run(taken_in(data, prepared)) if into == "engine" else merge(history, prepared, unexpected)
    ended = time.perf_counter()
    assert merged == contents.expected, "what was said before is what came"
    return {
        "look a second": round(contents.batches / (looked - began)),
        "merge a second": round(contents.batches / (ended - looked)),
        "both a second": round(contents.batches / (ended - began)),
        "processor, both a second": round(contents.batches / (time.process_time() - began_cpu)),
        "peak megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def unexpected(problem: Problem) -> None:
    sys.exit(f"the history could not be used: {problem}")


async def taken_in(data: Path, prepared: Path) -> Merged:
    """As the window does it, while its engine has the history open."""
    engine = Engine(data, wake=lambda: None, options=EngineOptions(connect=False))
    engine.start()
    try:
        return await engine.take_in(prepared, lambda share: None)
    finally:
        engine.stop()


if __name__ == "__main__":
    main()
