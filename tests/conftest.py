"""What every test must leave behind: no thread, no socket, no forgotten task."""

import gc
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("batchdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("batchdesk")

PATIENCE_SECONDS = 3.0
"""For threads and sockets that are closed already and need a moment to be gone."""


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take what importing all tests has made out of each collection, and out of each look for what a test left."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def leaves_nothing_behind() -> Iterator[None]:
    """Fail the test that leaves a thread, a socket or a task, or whose event loop complains."""
    complaints = _Records()
    loop_log = logging.getLogger("asyncio")
    loop_log.addHandler(complaints)
    threads, sockets = _threads(), _sockets()
    yield
    left_threads = _still_there(_threads, threads)
    left_sockets = _still_there(_sockets, sockets)
    # A task or future that nobody holds any more is reported when it is collected.
    gc.collect(1)
    loop_log.removeHandler(complaints)
    assert not left_threads, f"join these threads before the test ends: {sorted(left_threads)}"
    assert not left_sockets, f"close these sockets before the test ends: {sorted(left_sockets)}"
    assert not complaints.messages, f"the event loop complained: {complaints.messages}"


def _still_there(look: Callable[[], set[str]], before: set[str]) -> set[str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := look() - before) and time.monotonic() < deadline:
        gc.collect()
        time.sleep(0.01)
    return left


def _threads() -> set[str]:
    return {f"{thread.name} ({thread.ident})" for thread in threading.enumerate() if thread.is_alive()}


def _sockets() -> set[str]:
    """Sockets that this process has open, as the kernel names them; nothing where it does not say."""
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        return set()
    names: set[str] = set()
    for descriptor in descriptors.iterdir():
        try:
            name = os.readlink(descriptor)  # noqa: PTH115 - a name of the kernel's, no path
        except FileNotFoundError:
            continue
        if name.startswith("socket:"):
            names.add(name)
    return names
