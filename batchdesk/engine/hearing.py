"""Whether one server can be heard, over all its streams: what the history says of the times in which it could not.

Pure: knows no network and no clock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from batchdesk.batch.connection import ConnectionState

WORTH_NOTING = timedelta(seconds=5)
"""A stream that is made anew in less has missed nothing that needs an explanation."""

_UNHEARD = frozenset({ConnectionState.CONNECTING, ConnectionState.WAITING, ConnectionState.SIGNED_OUT})


class Hearing:
    """Told of each change of each stream; tells of the times in which streams were wanted and none lived."""

    def __init__(self, on_silence: Callable[[datetime, datetime], None]) -> None:
        """`on_silence` is called with the beginning and the end of such a time, once it is over."""
        self._on_silence = on_silence
        self._live = 0
        self._unheard = 0
        self._silent_since: datetime | None = None

    def changed(
        self, before: ConnectionState, after: ConnectionState, heard_at: datetime | None, now: datetime
    ) -> None:
        """A stream went from one state to another. `heard_at`: its last sign of life, if it ever gave one."""
        self._live += (after is ConnectionState.LIVE) - (before is ConnectionState.LIVE)
        self._unheard += (after in _UNHEARD) - (before in _UNHEARD)
        if self._live or not self._unheard:
            self._end(now)
        elif self._silent_since is None:
            # A connection that died silently was found out later than it died.
            was_live = before is ConnectionState.LIVE
            self._silent_since = heard_at if was_live and heard_at is not None else now

    def _end(self, now: datetime) -> None:
        since, self._silent_since = self._silent_since, None
        if since is not None and now - since >= WORTH_NOTING:
            self._on_silence(since, now)
