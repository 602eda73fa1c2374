"""The life of a batch drawn to scale: waiting, running, ended, and the times in which we could not hear.

All times on one line are our clock: a version counts from when it arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, Colours
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.store.reader import Reader
from batchdesk.store.records import Outage, VersionRecord
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.times import duration

BAR_HEIGHT = 3 * GRID
HATCH = 5


@dataclass(frozen=True, slots=True)
class TimelineRead:
    """What the cache has of the life of one batch."""

    versions: list[VersionRecord] = field(default_factory=list[VersionRecord])
    added_at: datetime | None = None
    """None: never added."""
    outages: tuple[Outage, ...] = ()
    """While the batch was followed."""


def read_timeline(reader: Reader, key: BatchKey) -> TimelineRead:
    """Read it; to be asked of the engine. Raises BatchdeskError."""
    versions, batch = reader.timeline(key), reader.batch(key)
    if batch is None or not versions:
        return TimelineRead(versions)
    outages = reader.outages(key.server, batch.added_at, versions[-1].received_at)
    return TimelineRead(versions, batch.added_at, tuple(outages))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in one status, as far as we know: until the next version arrived."""

    status: str
    begin: datetime
    end: datetime
    skipped: int = 0
    """Versions right before this one that were never seen."""

    @property
    def length(self) -> timedelta:
        """How long it lasted."""
        return self.end - self.begin


def stretches(added_at: datetime | None, versions: Sequence[VersionRecord]) -> list[Stretch]:
    """The statuses from the adding of the batch to its end, one after the other. What is still going on, and what came
    after the end, is not drawn: neither has a length that says anything."""
    result: list[Stretch] = []
    moments = [version.received_at for version in versions]
    if moments and added_at is not None and added_at < moments[0]:
        result.append(Stretch(status.UNKNOWN, added_at, moments[0]))
    for version, next_version in pairwise(versions):
        if version.status in status.FINAL:
            break
        result.append(Stretch(version.status, version.received_at, next_version.received_at, version.skipped))
    return result


class ScaleBar(QWidget):
    """One bar; several share a scale by `show_life(longest=…)`, so that their lengths can be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretches: list[Stretch] = []
        self._outages: tuple[Outage, ...] = ()
        self._longest = timedelta()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BAR_HEIGHT + 2 * GRID)

    def show_life(
        self, life: Sequence[Stretch], outages: Sequence[Outage] = (), longest: timedelta | None = None
    ) -> None:
        """Show these; the bar's width stands for `longest`, or for all of them."""
        self._stretches = list(life)
        self._outages = tuple(outages)
        self._longest = longest or self.length
        words = life_words(life, outages)
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))
        self.update()

    @property
    def length(self) -> timedelta:
        """From the first moment to the last."""
        return self._stretches[-1].end - self._stretches[0].begin if self._stretches else timedelta()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, BAR_HEIGHT + 2 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stretches or not self._longest:
            return
        theme = appearance.colours()
        painter = QPainter(self)
        first = self._stretches[0].begin
        for stretch in self._stretches:
            place = self._place(stretch.begin - first, stretch.end - first)
            painter.fillRect(place, QColor(_colour(stretch.status, theme)))
            if stretch.skipped:
                painter.fillRect(QRectF(place.left(), 0, 1, self.height()), QColor(theme.failed))
        for outage in self._outages:
            place = self._place(outage.from_at - first, outage.until_at - first)
            painter.fillRect(place, QColor(theme.base))
            _hatch(painter, place, QColor(theme.muted))
        painter.end()

    def _place(self, begin: timedelta, end: timedelta) -> QRectF:
        scale = self.width() / self._longest.total_seconds()
        left = max(0.0, begin.total_seconds() * scale)
        right = min(self.length.total_seconds() * scale, end.total_seconds() * scale)
        return QRectF(left, GRID, max(1.0, right - left), BAR_HEIGHT)


def life_words(life: Sequence[Stretch], outages: Sequence[Outage] = ()) -> str:
    """The same in words: `queued 0:03, running 1:52`, for the tooltip and a screen reader."""
    parts = [
        translate("History", "{status} {time}", status=_word(one.status), time=duration(one.length.total_seconds()))
        for one in life
    ]
    if outages:
        parts.append(translate("History", "%n times nothing could be heard", len(outages)))
    return translate("Table", ", ").join(parts)


def _word(name: str) -> str:
    return status_word(name) if name else translate("History", "not heard of")


def _colour(name: str, theme: Colours) -> str:
    return {status.QUEUED: theme.queued, status.RUNNING: theme.running}.get(name, theme.line)


def _hatch(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """Slanted lines: known by shape, not by colour alone."""
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setPen(colour)
    left = int(place.left()) - BAR_HEIGHT
    while left < place.right():
        painter.drawLine(left, int(place.bottom()), left + BAR_HEIGHT, int(place.top()))
        left += HATCH
    painter.restore()
