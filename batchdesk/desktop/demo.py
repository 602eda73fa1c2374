"""The demo: a server inside this program, and an engine that signs in to it as it would to any other.

Its data has a folder of its own, empty at each start; nothing of it touches real data.
"""

import asyncio
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.engine import Engine
from batchdesk.store.reader import Reader

if TYPE_CHECKING:  # the server's packages are loaded for a demo only, and not before its window is painted
    from batchdesk.testserver import DemoBatch


LEARNING_SECONDS = 0.1
"""Between two looks at whether the history is there."""


def open_demo(data_dir: Path) -> bool:
    """Start it as a program of its own, whose data do not mix with what is real; False where that did not work."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "batchdesk"]
    started, _process = QProcess.startDetached(sys.executable, [*module, "--data-dir", str(data_dir), "--demo"])
    return started


def empty_demo_folder(folder: Path) -> None:
    """Forget the demo before this one. Call it only while no other demo has the folder. Raises DATA_FOLDER.

    The instance's own lock and socket stay: they are in use.
    """
    try:
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif not entry.name.startswith("instance."):
                entry.unlink()
    except OSError as error:
        raise BatchdeskError(
            Problem(ProblemKind.DATA_FOLDER, {"path": str(folder), "reason": error.strerror or str(error)})
        ) from error


async def run_demo(engine: Engine, on_signed_in: Callable[[], None]) -> None:
    """Serve, and have `engine` watch what is served, until cancelled. Leaves no thread and no socket."""
    loop = asyncio.get_running_loop()
    later: asyncio.Queue[DemoBatch] = asyncio.Queue()
    with ThreadPoolExecutor(1, "batchdesk-demo-start") as executor:
        # Imported off the GUI thread, which goes on painting meanwhile.
        await loop.run_in_executor(executor, import_module, "batchdesk.testserver")
        from batchdesk.testserver import DemoScript, EmbeddedServer, scenarios

        server = EmbeddedServer()

        def started(batch: "DemoBatch") -> None:
            loop.call_soon_threadsafe(later.put_nowait, batch)

        script = DemoScript(server, started)
        try:
            await loop.run_in_executor(executor, server.start)
            await engine.add_server(server.url)
            await engine.sign_in(server.url, server.options.email, server.options.code)
            on_signed_in()
            await _learn(engine, server.url, await loop.run_in_executor(executor, scenarios.earlier, server))
            for batch in await loop.run_in_executor(executor, script.start):
                await _watch(engine, server.url, batch)
            while True:
                await _watch(engine, server.url, await later.get())
        finally:
            script.stop()
            server.stop()


async def _learn(engine: Engine, server: str, batches: "list[DemoBatch]") -> None:
    """Have a history, so that bars can estimate. Its batches leave the table as soon as their ends are known."""
    keys = [await _watch(engine, server, batch) for batch in batches]
    while not await engine.read(lambda reader: all(_has_ended(reader, key) for key in keys)):  # noqa: ASYNC110
        await asyncio.sleep(LEARNING_SECONDS)
    await engine.remove(keys)


def _has_ended(reader: Reader, key: BatchKey) -> bool:
    batch = reader.batch(key)
    return batch is not None and batch.state.ended


async def _watch(engine: Engine, server: str, batch: "DemoBatch") -> BatchKey:
    (key,) = await engine.add([Reference(batch.batch_id, server)], batch.label, batch.merchant)
    return key
