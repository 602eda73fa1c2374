"""Batches as Markdown, to be pasted into a chat or a ticket. Server text in it stays text."""

from collections.abc import Callable, Iterable
from datetime import datetime

from batchdesk.batch.identity import BatchKey, web_address
from batchdesk.desktop.watching import formats
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.batches import name_of
from batchdesk.words.plain import markdown


def as_markdown(
    batches: Iterable[WatchedBatch], now: datetime, page_of: Callable[[BatchKey], str] = web_address
) -> str:
    """A line a batch: its name as a link, how it stands, how long it took, and why it failed."""
    return "\n".join(_line(batch, now, page_of(batch.key)) for batch in batches)


def _line(batch: WatchedBatch, now: datetime, page: str) -> str:
    error = ": ".join(filter(None, (batch.state.error_code, batch.state.error_message)))
    facts = (formats.headline(batch, now), formats.elapsed_words(batch, now), error)
    said = " · ".join(markdown(fact) for fact in facts if fact)
    return f"* [{markdown(name_of(batch))}]({page}): {said}"
