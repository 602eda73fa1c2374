"""How far a long command is: one line that counts, on a terminal only, and gone when the work is done."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TextIO

_BEAT_SECONDS = 0.1


@contextmanager
def progress_line(terminal: TextIO) -> Generator[Callable[[str], None]]:
    """What is called with the words of now, as often as one likes. Without a terminal nothing is written."""
    if not terminal.isatty():
        yield lambda words: None
        return
    line = _Line(terminal)
    try:
        yield line.show
    finally:
        line.clear()


class _Line:
    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._due = time.monotonic() + _BEAT_SECONDS

    def show(self, words: str) -> None:
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _BEAT_SECONDS
        self._terminal.write(f"\r\x1b[K{words}")
        self._terminal.flush()

    def clear(self) -> None:
        self._terminal.write("\r\x1b[K")
        self._terminal.flush()
