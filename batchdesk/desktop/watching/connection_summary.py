"""How all subscriptions and sessions stand, in one line of words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil

from batchdesk.batch.connection import ConnectionState
from batchdesk.desktop.watching.connection_counts import ConnectionCounts
from batchdesk.engine.watched import ServerStatus, SessionState, WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.sentences import one_after_another
from batchdesk.words.times import moment


def connection_summary(
    counts: ConnectionCounts,
    batches: Iterable[WatchedBatch],
    servers: Iterable[ServerStatus],
    now: datetime,
    *,
    connects: bool = True,
) -> str:
    """`12 live · 1 again in 4 s · signed in as …`, or that we are offline and how old what is shown is.

    Without `connects` the program does not try to: nothing is about to begin. `counts` are of `batches`, which are
    looked at only where their age is asked for.
    """
    if not connects or counts.is_offline:
        heard = [time for batch in batches if (time := batch.heard_at or batch.state.received_at) is not None]
        why = translate("Window", "Offline.") if connects else translate("Window", "Safe mode, without the network.")
        if not heard:
            return one_after_another((why, translate("Window", "Nothing was known before.")))
        showing = translate("Window", "Showing what was known at {time}", time=moment(max(heard), now))
        return one_after_another((why, showing))
    parts = [*_connections(counts, now), *_sessions(list(servers))]
    return translate("Window", " · ").join(parts)


def _connections(counts: ConnectionCounts, now: datetime) -> list[str]:
    parts: list[str] = []
    if live := counts.number(ConnectionState.LIVE):
        parts.append(translate("Window", "%n live", live))
    if connecting := counts.number(ConnectionState.CONNECTING) + counts.beginning:
        parts.append(translate("Window", "%n connecting", connecting))
    if waiting := counts.number(ConnectionState.WAITING):
        seconds = max(0, ceil(((counts.next_attempt_at or now) - now).total_seconds()))
        parts.append(translate("Window", "%n again in {seconds} s", waiting, seconds=seconds))
    if paused := counts.number(ConnectionState.PAUSED):
        parts.append(translate("Window", "%n paused", paused))
    if signed_out := counts.number(ConnectionState.SIGNED_OUT):
        parts.append(translate("Window", "%n signed out", signed_out))
    if not parts and counts.any:
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
