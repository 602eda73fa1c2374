"""What many streams cost: processor, memory, the GUI's lateness, the time to the painted row. Prints JSON.

    python tests/bench/streams.py [--runs 5] [--streams 1000] [NAME…]

Each figure is the median of the runs; each run of each measurement is a process of its own, against a server in
another. A figure with "httpx-sse" in its name is httpx and httpx-sse as shipped, on the same loop, in the same run.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
from importlib import import_module

import uvloop

Figures = dict[str, float]

MEASUREMENTS = {
    "wire": "wire.many_ours",
    "wire, httpx-sse": "wire.many_httpx_sse",
    "back": "wire.back",
    "engine": "desk.many_in_engine",
    "window, 1 stream": "window.window_1",
    "window, streams and as many events/s": "window.window_1000",
    "window, 5 x streams and streams / 2 events/s": "window.window_5000",
    "window, 10 x streams and heartbeats": "window.window_10000",
}
"""Module and function; Qt is loaded for its own only, since memory is measured."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="measure only what begins so")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--once", action="store_true", help="one run of one measurement, in this process")
    options = parser.parse_args()
    if options.once:
        figures = measure_here(options.names[0], options.streams)
    else:
        chosen = [name for name in MEASUREMENTS if not options.names or name.startswith(tuple(options.names))]
        runs = [{name: measure(name, options.streams) for name in chosen} for _ in range(options.runs)]
        figures = {name: medians([run[name] for run in runs]) for name in chosen}
    print(json.dumps(figures, indent=2, ensure_ascii=False))  # noqa: T201 -- what a benchmark is for


def measure(name: str, streams: int) -> Figures:
    """One run, in a process of its own."""
    command = [sys.executable, __file__, "--once", "--streams", str(streams), name]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def measure_here(name: str, streams: int) -> Figures:
    module, function = MEASUREMENTS[name].split(".")
    if module == "window":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measurement = getattr(import_module(f"many_streams.{module}"), function)
    with asyncio.Runner(loop_factory=qt_loop if module == "window" else uvloop.new_event_loop) as runner:
        return runner.run(measurement(streams))


def qt_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    return QEventLoop(QApplication([]))


def medians(runs: list[Figures]) -> Figures:
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}


if __name__ == "__main__":
    main()
