"""Batches as Markdown, to be pasted into a chat or a ticket. Server text in it stays text."""

import html
import re
from collections.abc import Iterable
from datetime import datetime

from batchdesk.batch.identity import web_address
from batchdesk.desktop.watching import formats
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.plain import one_line

_MARKUP = re.compile(r"([\\`*_\[\]|~])")


def as_markdown(batches: Iterable[WatchedBatch], now: datetime) -> str:
    """A line a batch: its name as a link, how it stands, how long it took, and why it failed."""
    return "\n".join(_line(batch, now) for batch in batches)


def _line(batch: WatchedBatch, now: datetime) -> str:
    error = ": ".join(filter(None, (batch.state.error_code, batch.state.error_message)))
    facts = (formats.headline(batch, now), formats.elapsed_words(batch, now), error)
    said = " · ".join(_literal(fact) for fact in facts if fact)
    return f"* [{_literal(formats.name_words(batch))}]({web_address(batch.key)}): {said}"


def _literal(text: str) -> str:
    return html.escape(_MARKUP.sub(r"\\\1", one_line(text)), quote=False)
