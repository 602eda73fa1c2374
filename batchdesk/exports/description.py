"""Which batches a query finds, in words."""

from datetime import datetime

from batchdesk.store.records import HistoryQuery
from batchdesk.words.batches import duration, status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line


def described(query: HistoryQuery) -> str:
    """`Status: failed, partial · Added from 2026-11-01 00:00`; all batches where nothing is filtered. Plain text."""
    parts = [
        *_listed(query),
        *([translate("Export", "Longer than {time}", time=duration(query.longer_than))] if query.longer_than else []),
        *([translate("Export", "With an error")] if query.with_error else []),
    ]
    if query.since is not None:
        parts.append(translate("Export", "Added from {time}", time=_moment(query.since)))
    if query.until is not None:
        parts.append(translate("Export", "Added before {time}", time=_moment(query.until)))
    if query.limit is not None:
        parts.append(translate("Export", "The newest %n", query.limit))
    return " · ".join(parts) or translate("Export", "All batches")


def _listed(query: HistoryQuery) -> list[str]:
    """What is named by words of the operator or of the server."""
    named = {
        "search": (query.search,) if query.search else (),
        "status": tuple(status_word(name) for name in query.statuses),
        "server": query.servers,
        "merchant": query.merchants,
        "tag": query.tags,
    }
    words = {
        "search": translate("Export", "Search"),
        "status": translate("Export", "Status"),
        "server": translate("Export", "Server"),
        "merchant": translate("Export", "Merchant"),
        "tag": translate("Export", "Tag"),
    }
    return [
        translate("Export", "{what}: {values}", what=words[kind], values=one_line(", ".join(values)))
        for kind, values in named.items()
        if values
    ]


def _moment(time: datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}"
