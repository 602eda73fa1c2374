"""How Python is set while the window is open, so that the GUI thread waits for nobody long.

Two things stop every thread of a Python program: one that will not hand over the interpreter, and a full collection of
garbage. With thousands of streams the second takes a tenth of a second and more, and comes while they open.
"""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

SWITCH_SECONDS = 0.0001
"""After this long a thread has to hand over, to the GUI thread for one. It is paid at each of the many places of a
repaint where Qt lets go of the interpreter: with Python's own 5 ms, and still with half a millisecond, a repaint takes
several times as long while streams open. Handing over so often costs nothing that can be measured."""

LEAST_ON_WINDOWS = 0.001
"""Python waits by whole milliseconds there (Python/condvar.h): for less than one it would not wait, but turn."""

YOUNG_OBJECTS = 2_000
YOUNG_ROUNDS = 5
"""A collection of what is young looks at some ten thousand objects: five milliseconds."""

NEVER = 1_000_000_000

ROUND_MILLISECONDS = 10 * 60_000
ROUNDS_PUT_OFF = 5
"""A full collection waits for a moment when nobody works in the window, but not for longer than an hour."""


@contextmanager
def set_for_a_window() -> Generator[None]:
    """Set the interpreter for a window while the context lasts; a Qt application must be there."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    collector = Collector()
    timer = QTimer(interval=ROUND_MILLISECONDS)
    timer.timeout.connect(lambda: collector.next_round(worked_in=_worked_in()))
    sys.setswitchinterval(switch_seconds(sys.platform))
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_ROUNDS, NEVER)
    gc.enable()  # which a start does without
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(interval)


def switch_seconds(platform: str) -> float:
    """After how long a thread has to hand over on a platform (as `sys.platform` names it)."""
    return LEAST_ON_WINDOWS if platform == "win32" else SWITCH_SECONDS


class Collector:
    """Collects all garbage, in a round when nobody minds the pause."""

    def __init__(self) -> None:
        self._put_off = 0

    def next_round(self, *, worked_in: bool) -> None:
        """Collect now, or put it off because somebody works in the window."""
        if worked_in and self._put_off < ROUNDS_PUT_OFF:
            self._put_off += 1
        else:
            self._put_off = 0
            gc.collect()


def _worked_in() -> bool:
    return QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
