"""The history for programs: one JSON object a line, which `batchdesk import` reads again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TextIO

import msgspec

from batchdesk.exports.entries import copies_entry, entry
from batchdesk.store.bulk import BatchRow, VersionRow
from batchdesk.words.plain import json_text

VersionsOf = Callable[[Sequence[BatchRow]], Mapping[int, Sequence[VersionRow]]]
"""The timelines of some batches, by their positions."""

_encode = msgspec.json.Encoder().encode


def write_json_lines(
    pages: Iterable[Sequence[BatchRow]], out: TextIO, *, versions_of: VersionsOf | None = None, texts: bool = False
) -> None:
    """Each batch by the names of `entries.FIELDS`; with `versions_of`, the exact JSON of each version too; with `texts`
    the copies that the rows have."""
    for page in pages:
        values = list(map(entry, page))
        if versions_of is not None:
            timelines = versions_of(page)
            for row, value in zip(page, values, strict=True):
                value["versions"] = list(map(_version, timelines.get(row.position, ())))
        if texts:
            for row, value in zip(page, values, strict=True):
                value["copies"] = copies_entry(row.copies, exact=versions_of is not None)
        out.writelines(map(_line, values))


def _line(value: Mapping[str, object]) -> str:
    return json_text(_encode(value).decode()) + "\n"


def _version(row: VersionRow) -> dict[str, object]:
    return {
        "statusVersion": row.status_version,
        "status": row.status,
        "copyCount": row.copy_count,
        "receivedAt": row.received_at,
        "skipped": row.skipped,
        "json": row.json,
    }
