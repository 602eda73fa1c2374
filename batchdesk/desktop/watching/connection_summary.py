"""How all subscriptions and sessions stand, in one line of words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.problem import ProblemKind
from batchdesk.engine.watched import ServerStatus, SessionState, WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.sentences import one_after_another
from batchdesk.words.times import moment


def connection_summary(
    batches: Sequence[WatchedBatch], servers: Iterable[ServerStatus], now: datetime, *, connects: bool = True
) -> str:
    """`12 live · 1 again in 4 s · signed in as …`, or that we are offline and how old what is shown is.

    Without `connects` the program does not try to: nothing is about to begin.
    """
    if not connects or is_offline(batches):
        heard = [time for batch in batches if (time := batch.heard_at or batch.state.received_at) is not None]
        why = translate("Window", "Offline.") if connects else translate("Window", "Safe mode, without the network.")
        if not heard:
            return one_after_another((why, translate("Window", "Nothing was known before.")))
        showing = translate("Window", "Showing what was known at {time}", time=moment(max(heard), now))
        return one_after_another((why, showing))
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
