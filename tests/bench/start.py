"""How long from a double-click to the cached list, beside an empty PySide6 window, both in one run. Prints JSON.

    python tests/bench/start.py [--runs N] [--batches N] [--packaged]

Milliseconds from the start of the process to what is on the screen, in turn, the smallest and the median; 'times' is
one smallest by the other. `--packaged` takes the program that `dev.py package` has built, and has PyInstaller
freeze the empty window as it does by itself. Needs Xvfb.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from first_paint.screen import Area, Screen, colours, screen
from long_history.million import make

from batchdesk.store.store import DATABASE_NAME

ROOT = Path(__file__).parents[2]
EMPTY = Path(__file__).parent / "first_paint" / "empty_window.py"
BUILT = ROOT / "build" / "package" / "dist" / "batchdesk" / "batchdesk"
BUILDER = ROOT / "build" / "package-venv" / "bin" / "python"

ROWS = Area(left=320, top=220, right=1120, bottom=420)
"""Where the table's rows are, right of the rail and below all bars. Each has texts in several colours."""
COLOURS_OF_TEXT = 8
LINES_OF_TEXT = 5

Command = Sequence[str | Path]


def rows(shown: Screen) -> bool:
    """Whether the table has painted its batches."""
    texts = [line for line in shown.lines(ROWS, step=10) if len(colours(line)) >= COLOURS_OF_TEXT]
    return len(texts) >= LINES_OF_TEXT


def cached(folder: Path, batches: int) -> None:
    """A data folder whose every batch has ended, and is still in the table."""
    make(folder / DATABASE_NAME, batches)
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection, connection:
        connection.execute("UPDATE batches SET watched = 1")


def freeze(folder: Path) -> Path:
    """The empty window as PyInstaller freezes it."""
    folders = ("--distpath", folder / "dist", "--workpath", folder / "work", "--specpath", folder)
    subprocess.run((BUILDER, "-m", "PyInstaller", "--log-level", "ERROR", *folders, EMPTY), check=True)
    return folder / "dist" / EMPTY.stem / EMPTY.stem


def measure(empty: Command, program: Command, runs: int) -> dict[str, object]:
    """Start both in turn, after one start of each that only warms the disk's cache."""
    times: dict[str, list[float]] = {"empty window": [], "cached list": []}
    with screen() as shown:
        for _ in range(runs + 1):
            times["empty window"].append(shown.seconds_until(lambda: not shown.is_blank(), empty) * 1000)
            times["cached list"].append(shown.seconds_until(lambda: rows(shown), program) * 1000)
    figures: dict[str, object] = {
        name: {"smallest ms": round(min(taken[1:])), "median ms": round(statistics.median(taken[1:]))}
        for name, taken in times.items()
    }
    return figures | {"times": round(min(times["cached list"][1:]) / min(times["empty window"][1:]), 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description="How long from a double-click to the cached list.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--batches", type=int, default=1_000)
    parser.add_argument("--packaged", action="store_true", help="what dev.py package has built")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = folder / "data"
        data.mkdir()
        cached(data, arguments.batches)
        # As after a double-click: without arguments, and with nobody's own settings.
        own = {"HOME": temporary, "XDG_CONFIG_HOME": temporary, "BATCHDESK_DATA_DIR": str(data)}
        os.environ.update({**own, "PYTHONPATH": str(ROOT)})
        # The first start keeps the bytecode for all later ones, wherever nobody has forbidden it.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        empty: Command = (sys.executable, EMPTY)
        program: Command = (sys.executable, "-P", "-m", "batchdesk")
        if arguments.packaged:
            empty, program = (freeze(folder / "frozen"),), (BUILT,)
        result = measure(empty, program, arguments.runs)
    sys.stdout.write(json.dumps({"batches": arguments.batches, **result}, indent=2) + "\n")


if __name__ == "__main__":
    main()
