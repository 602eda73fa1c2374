"""A desktop of its own, screen and bus, whose picture lies in a file: what is on it is seen within a millisecond.

Asks nothing of who paints: a program from a checkout, a packaged one and an empty window are watched alike.
"""

import mmap
import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 1280, 800
PIXEL_BYTES = 4
LOOK_SECONDS = 0.001
PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the screen, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


EVERYWHERE = Area(0, 50, WIDTH, HEIGHT)
"""By steps of a hundred lines this misses the mouse, whose pointer is in the very middle."""


class Screen:
    """An X server without a window manager; windows are in its middle."""

    def __init__(self, display: str, bus: str, picture: mmap.mmap) -> None:
        self._environment = {"DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": bus, "QT_QPA_PLATFORM": "xcb"}
        self._picture = picture
        # The head of an XWD file: 4-byte numbers, of which these say how long it and a line of the picture are.
        head = struct.unpack_from(">25I", picture)
        self._begin = head[0] + 12 * head[19]
        self._line_bytes = head[12]

    def lines(self, area: Area, step: int) -> list[bytes]:
        """Every `step`th line of the picture in the area."""
        begins = (self._begin + line * self._line_bytes for line in range(area.top, area.bottom, step))
        left, right = area.left * PIXEL_BYTES, area.right * PIXEL_BYTES
        return [self._picture[begin + left : begin + right] for begin in begins]

    def is_blank(self) -> bool:
        """Whether no window is seen: the screen's own ground has one colour."""
        return all(len(colours(line)) == 1 for line in self.lines(EVERYWHERE, step=100))

    def seconds_until(self, painted: Callable[[], bool], command: Sequence[str | Path]) -> float:
        """Start a program, wait for what it is to paint, and end it."""
        self._wait(self.is_blank)
        begin = time.perf_counter()
        with subprocess.Popen(command, env=os.environ | self._environment, stdout=subprocess.DEVNULL) as program:
            try:
                self._wait(painted)
                return time.perf_counter() - begin
            finally:
                program.terminate()

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.perf_counter() + PATIENCE_SECONDS
        while not condition():
            if time.perf_counter() > deadline:
                raise SystemExit("What was waited for never came to the screen.")
            time.sleep(LOOK_SECONDS)


def colours(line: bytes) -> set[int]:
    """The colours of a line's pixels, each as the screen has it."""
    return set(memoryview(line).cast("I"))


@contextmanager
def screen() -> Generator[Screen]:
    """A fresh screen and bus, and nothing of them left behind."""
    size = f"{WIDTH}x{HEIGHT}x24"
    with tempfile.TemporaryDirectory() as folder:
        server = ("Xvfb", "-screen", "0", size, "-noreset", "-fbdir", folder, "-displayfd")
        bus = ("dbus-daemon", "--session", "--nofork", "--print-address")
        with (
            _served(server) as display,
            _served(bus) as address,
            Path(folder, "Xvfb_screen0").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as picture,
        ):
            yield Screen(f":{display}", address, picture)


@contextmanager
def _served(command: Sequence[str]) -> Generator[str]:
    """A service that says on the descriptor it is given last where it can be reached."""
    reading, writing = os.pipe()
    with (
        os.fdopen(reading) as said,
        subprocess.Popen((*command, str(writing)), pass_fds=[writing], stderr=subprocess.DEVNULL) as service,
    ):
        os.close(writing)
        try:
            yield said.readline().strip()
        finally:
            service.terminate()
