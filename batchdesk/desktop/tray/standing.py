"""What the tray's menu and tooltip say of single batches: those that end next, and the one that ended last. No Qt."""

from collections.abc import Iterable
from datetime import datetime
from heapq import nsmallest
from math import inf

from batchdesk.batch import status
from batchdesk.batch.progress import progress_of
from batchdesk.batch.telling import moment_of_end
from batchdesk.desktop.tray.overview import Overview
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.batches import age, duration, name_of, outcome, progress_sentence, status_word
from batchdesk.words.catalogue import translate

LONGEST_NAME = 40
"""Characters: a menu of the panel grows with its longest line, up to the width of the screen."""


def next_to_end(batches: Iterable[WatchedBatch], now: datetime, number: int) -> list[WatchedBatch]:
    """Those that will have ended first as far as can be known: the late ones, by what is left, then those that wait."""
    return nsmallest(number, (batch for batch in batches if not batch.state.ended), key=lambda each: _left(each, now))


def last_ended(batches: Iterable[WatchedBatch]) -> WatchedBatch | None:
    """The batch that ended last, by our clock."""
    ended = [(end, batch) for batch in batches if (end := moment_of_end(batch.state)) is not None]
    return max(ended, key=lambda each: each[0])[1] if ended else None


def running_words(batch: WatchedBatch, now: datetime) -> str:
    """`Spring sale · about 0:40 left, usually 0:35–1:00`."""
    words = status_word(batch.state.status)
    if batch.state.status == status.RUNNING:
        words = progress_sentence(progress_of(batch.state, batch.usual, now))
    return translate("Tray", "{name} · {words}", name=_name(batch), words=words)


def ended_words(batch: WatchedBatch, now: datetime) -> str:
    """`Last: Winter sale · 3 of 5 copies after 1:52 · 5 min ago`."""
    end, seconds = moment_of_end(batch.state), batch.state.running_seconds
    words = outcome(batch.state)
    if seconds is not None:
        words = translate("Tray", "{outcome} after {time}", outcome=words, time=duration(seconds))
    when = "" if end is None else age(end, now)
    return translate("Tray", "Last: {name} · {words} · {when}", name=_name(batch), words=words, when=when)


def _name(batch: WatchedBatch) -> str:
    name = name_of(batch)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _left(batch: WatchedBatch, now: datetime) -> tuple[float, bool]:
    """What sorts: the seconds that are left; and where they are not known, those first that have begun."""
    progress = progress_of(batch.state, batch.usual, now)
    waits = batch.state.status != status.RUNNING
    if progress.left is not None:
        return progress.left.median, waits
    return inf if progress.usual is None else 0.0, waits


def summary_of(overview: Overview) -> str:
    """One line that says what the icon says, in numbers: `3 running · 1 failed`."""
    working = overview.working
    parts = [translate("Tray", "%n running", working) if working else translate("Tray", "None running")]
    if overview.unseen_failed:
        parts.append(translate("Tray", "%n failed", overview.unseen_failed))
    if overview.unseen_partial:
        parts.append(translate("Tray", "%n partial", overview.unseen_partial))
    if overview.offline:
        parts.append(translate("Tray", "offline"))
    return " · ".join(parts)
