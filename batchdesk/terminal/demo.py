"""The demo without a display: the embedded server and the real engine, shown in the terminal, ending by itself."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.engine.options import EngineOptions
from batchdesk.store.folders import throwaway_folder
from batchdesk.terminal.listening import Listening, Say, listening
from batchdesk.terminal.steps import Display
from batchdesk.terminal.watch import Vigil, mark_told
from batchdesk.testserver import DemoBatch, EmbeddedServer, scenarios
from batchdesk.words.catalogue import translate

DEMO_SECONDS = 75.0
"""All but one of the demo's batches end within a minute; that one is overdue, and stays so."""

Start = Callable[[EmbeddedServer], Sequence[DemoBatch]]
ShowDemo = Callable[[dict[BatchKey, str]], Display]
"""Makes the display, given what people call the batches."""


async def demo(
    data_dir: Path, show: ShowDemo, say: Say, *, start: Start = scenarios.demo, seconds: float = DEMO_SECONDS
) -> int:
    """Show the demo's batches until they have ended, or for so many seconds. Keeps nothing. Returns 0.

    Raises BatchdeskError where the data folder cannot be written.
    """
    with throwaway_folder(data_dir, "demo-") as folder, EmbeddedServer() as server:
        async with listening(folder, say, EngineOptions(keyring=False)) as listener:
            await _watch(listener, server, start, show, seconds)
    say(translate("Terminal", "The demo has ended. Nothing of it was kept."))
    return 0


async def _watch(listener: Listening, server: EmbeddedServer, start: Start, show: ShowDemo, seconds: float) -> None:
    await listener.engine.sign_in(server.url, server.options.email, server.options.code)
    labels: dict[BatchKey, str] = {}
    for batch in await asyncio.to_thread(start, server):
        (key,) = await listener.engine.add([Reference(batch.batch_id, server.url)], batch.label, batch.merchant)
        labels[key] = batch.label
    vigil = Vigil(labels, show(labels), give_up_seconds=0)
    try:
        async with asyncio.timeout(seconds):
            await vigil.keep(listener)
    except TimeoutError:
        listener.drain()
    finally:
        vigil.display.close()
    await mark_told(listener, labels)
