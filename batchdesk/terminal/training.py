"""`batchdesk test-server`: the embedded server as a program of its own, for tests and for training."""

import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType
from typing import TextIO

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.terminal.lines import json_line
from batchdesk.testserver import EmbeddedServer, PortTaken, ServerOptions, scenarios

_LOOK_AGAIN_SECONDS = 0.5
"""Windows hands a Ctrl+C over only between two waits."""


@dataclass(frozen=True, slots=True)
class Training:
    """How the server is to be, and which batches it begins with. Times are seconds."""

    port: int = 0
    scenarios: Sequence[str] = ()
    look_seconds: float = 1.0
    heartbeat_seconds: float = 30.0


def serve(training: Training, out: TextIO) -> int:
    """Write one JSON line with address, sign-in and batches, then serve until SIGINT or SIGTERM. Returns 0.

    Raises BatchdeskError(PORT_TAKEN).
    """
    stopping = _stop_on_signals()
    options = ServerOptions(
        port=training.port, look_seconds=training.look_seconds, heartbeat_seconds=training.heartbeat_seconds
    )
    try:
        with EmbeddedServer(options) as server:
            for name in training.scenarios:
                scenarios.start(server, name)
            out.write(json_line(server.describe()))
            out.flush()
            while not stopping.wait(_LOOK_AGAIN_SECONDS):
                pass
    except PortTaken as taken:
        raise BatchdeskError(Problem(ProblemKind.PORT_TAKEN, {"port": taken.port})) from taken
    return 0


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopping
