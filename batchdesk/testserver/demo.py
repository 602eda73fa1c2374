"""Keeps the demo alive: after the opening a new batch now and then, and an end to it.

One thread of its own that only waits and asks the server. Knows the scenarios' names, nothing of how they work.
"""

import itertools
import threading
from collections.abc import Callable

from batchdesk.testserver import scenarios
from batchdesk.testserver.scenarios import DemoBatch
from batchdesk.testserver.server import EmbeddedServer

THREAD_NAME = "batchdesk-demo"
MOST_BATCHES = 30
SECONDS_BETWEEN = 25.0


class DemoScript:
    """Starts batches on a running server until `stop`, or until there are `most_batches` of them."""

    def __init__(
        self,
        server: EmbeddedServer,
        on_started: Callable[[DemoBatch], None],
        *,
        seconds_between: float = SECONDS_BETWEEN,
        most_batches: int = MOST_BATCHES,
    ) -> None:
        self._server = server
        self._on_started = on_started
        self._seconds_between = seconds_between
        self._most_batches = most_batches
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> list[DemoBatch]:
        """Makes the opening's batches and returns them; `on_started` is told of later ones, in the script's thread."""
        opening = scenarios.demo(self._server)
        left = max(0, self._most_batches - len(opening))
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, args=(left,), name=THREAD_NAME, daemon=True)
        self._thread.start()
        return opening

    def stop(self) -> None:
        """No batch is started any more once it returns. Call it before the server's own `stop`."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, left: int) -> None:
        for entry in itertools.islice(itertools.cycle(scenarios.LATER), left):
            if self._stopping.wait(self._seconds_between):
                return
            self._on_started(entry.start(self._server))
