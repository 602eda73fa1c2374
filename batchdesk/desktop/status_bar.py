"""The bottom line: how all connections stand, in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import ceil

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.problem import ProblemKind
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.engine.watched import ServerStatus, SessionState, WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.times import moment

TICK_MILLISECONDS = 1000
BEAT_MILLISECONDS = 1000
"""Between two sums while news keep coming: over five thousand batches one takes seven milliseconds."""


class ConnectionBar(QStatusBar):
    """Says the sum of the connections again with every second that the window is seen."""

    def __init__(self, words: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._label = plain_label(wrap=False)
        self._label.setAccessibleName(translate("Window", "Connections"))
        self._label.setIndent(GRID)
        self.addWidget(self._label, 1)
        self._ticker = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticker.timeout.connect(self.refresh)
        self._behind = False
        self._beat = QTimer(self, interval=BEAT_MILLISECONDS, singleShot=True)
        self._beat.timeout.connect(self._catch_up)

    def refresh(self) -> None:
        """Say how things stand now."""
        if self._ticker.isActive():
            self._ticker.start()  # the next second begins now
        if self._behind:  # not any more
            self._behind = False
            self._beat.start()
        self._label.setText(self._words())

    def hear(self) -> None:
        """Something is new: say it at once after a rest, else with the next beat. The sum is over all batches."""
        if self._beat.isActive():
            self._behind = True
        else:
            self.refresh()
            self._beat.start()

    def _catch_up(self) -> None:
        if self._behind:
            self.hear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()


def connection_summary(batches: Sequence[WatchedBatch], servers: Iterable[ServerStatus], now: datetime) -> str:
    """`12 live · 1 again in 4 s · signed in as …`, or that we are offline and how old what is shown is."""
    if is_offline(batches):
        heard = [time for batch in batches if (time := batch.heard_at or batch.state.received_at) is not None]
        if not heard:
            return translate("Window", "Offline. Nothing was known before.")
        return translate("Window", "Offline. Showing what was known at {time}", time=moment(max(heard), now))
    parts = [*_connections(batches, now), *_sessions(list(servers))]
    return translate("Window", " · ").join(parts)


def is_offline(batches: Sequence[WatchedBatch]) -> bool:
    """Whether no server can be reached: something waits for one, and nothing is connected."""
    if any(batch.connection.state is ConnectionState.LIVE for batch in batches):
        return False
    return any(
        connection.state in (ConnectionState.WAITING, ConnectionState.CONNECTING)
        and connection.problem is not None
        and connection.problem.kind is ProblemKind.UNREACHABLE
        for connection in (batch.connection for batch in batches)
    )


def _connections(batches: Sequence[WatchedBatch], now: datetime) -> list[str]:
    connections = [batch.connection for batch in batches]
    counts = Counter(connection.state for connection in connections)
    beginning = 0
    if counts[ConnectionState.IDLE]:
        # Read from the cache a moment ago: its subscription is about to begin.
        beginning = sum(batch.connection.state is ConnectionState.IDLE and not batch.state.ended for batch in batches)
    parts: list[str] = []
    if live := counts[ConnectionState.LIVE]:
        parts.append(translate("Window", "%n live", live))
    if connecting := counts[ConnectionState.CONNECTING] + beginning:
        parts.append(translate("Window", "%n connecting", connecting))
    if waiting := counts[ConnectionState.WAITING]:
        soonest = min((c.next_attempt_at for c in connections if c.next_attempt_at is not None), default=now)
        seconds = max(0, ceil((soonest - now).total_seconds()))
        parts.append(translate("Window", "%n again in {seconds} s", waiting, seconds=seconds))
    if paused := counts[ConnectionState.PAUSED]:
        parts.append(translate("Window", "%n paused", paused))
    if signed_out := counts[ConnectionState.SIGNED_OUT]:
        parts.append(translate("Window", "%n signed out", signed_out))
    if not parts and connections:
        parts.append(translate("Window", "nothing left to wait for"))
    return parts


def _sessions(servers: Sequence[ServerStatus]) -> list[str]:
    signed_in = [server for server in servers if server.session is SessionState.SIGNED_IN]
    if len(servers) > 1:
        count = f"{len(signed_in):,}"
        return [translate("Window", "signed in to {known} of %n servers", len(servers), known=count)]
    if signed_in and signed_in[0].email:
        return [translate("Window", "signed in as {email}", email=signed_in[0].email)]
    return [translate("Window", "signed in")] if signed_in else []
