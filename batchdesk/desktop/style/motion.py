"""What moves in the table: one timer for the turning rings, the unfinished bars and the fading grounds.

It ticks only while something moves on the screen, and not at all where the person wants no motion.
"""

from collections.abc import Iterable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from batchdesk.batch.identity import BatchKey

FADE_SECONDS = 0.6
TURN_SECONDS = 1.6
FRAME_MILLISECONDS = 125
"""Enough for a ring that turns in the corner of the eye: each frame paints twenty rows anew."""


class Motion(QObject):
    """Says how far each movement is. `frame` asks the view to repaint what moves."""

    frame = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.wanted = True
        """Whether the person wants motion at all."""
        self._turning = False
        self._changed: dict[BatchKey, float] = {}
        self._timer = QTimer(self, interval=FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._next_frame)

    @property
    def turn(self) -> float:
        """How far a turn is, 0 … 1. Stands still while nothing turns."""
        return monotonic() % TURN_SECONDS / TURN_SECONDS if self._turning else 0.0

    @property
    def fading(self) -> frozenset[BatchKey]:
        """Batches whose ground has not yet faded."""
        return frozenset(self._changed)

    def glow(self, key: BatchKey) -> float:
        """How much of the changed ground is left on this row: 1 just after the change, 0 when it has faded."""
        changed_at = self._changed.get(key)
        return 0.0 if changed_at is None else max(0.0, 1.0 - (monotonic() - changed_at) / FADE_SECONDS)

    def light_up(self, keys: Iterable[BatchKey]) -> None:
        """Let the ground of these rows fade once."""
        if self.wanted:
            self._changed.update(dict.fromkeys(keys, monotonic()))
            self._settle()

    def set_turning(self, turning: bool) -> None:
        """Whether anything on the screen turns or slides."""
        self._turning = turning and self.wanted
        self._settle()

    def stop(self) -> None:
        """Nothing is on the screen any more."""
        self._turning = False
        self._changed.clear()
        self._settle()

    def _next_frame(self) -> None:
        self.frame.emit()
        over = monotonic() - FADE_SECONDS
        self._changed = {key: changed_at for key, changed_at in self._changed.items() if changed_at > over}
        self._settle()

    def _settle(self) -> None:
        if not (self._turning or self._changed):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
