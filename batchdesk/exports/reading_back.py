"""An export in JSON lines, read again. What is in it is not trusted: every value is checked before one is used."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from batchdesk.batch.identity import InvalidReference, normalise_server, parse_reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.times import format_time, parse_time
from batchdesk.store.bulk import Batches, BatchRow, CopiesRow, VersionRow

LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of one batch with all its versions and texts."""

_PAGE = 100
"""Batches that are passed on together."""

_Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_Word = Annotated[str, msgspec.Meta(max_length=200)]
_Text = Annotated[str, msgspec.Meta(max_length=1_000_000)]
_Answer = Annotated[str, msgspec.Meta(max_length=LONGEST_LINE)]
_Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]


class _Usage(msgspec.Struct, frozen=True):
    total: _Count
    prompt: _Count | None = None
    completion: _Count | None = None


class _Version(msgspec.Struct, frozen=True, rename="camel"):
    status_version: _Count
    status: _Word
    copy_count: _Count
    received_at: _Word
    json: _Text
    skipped: _Count = 0


class _Copies(msgspec.Struct, frozen=True, rename="camel"):
    status_version: _Count
    fetched_at: _Word
    json: _Answer | None = None
    """Missing where the file was written without what the server sent: such texts are for reading only."""


class _Line(msgspec.Struct, frozen=True, rename="camel"):
    """The fields of `entries.FIELDS`; an older version wrote fewer."""

    batch_id: _Word
    server: _Text
    added_at: _Word
    status: _Word | None = None
    status_version: _Count = 0
    copy_count: _Count = 0
    copy_target: _Count = 5
    label: _Text = ""
    merchant: _Word = ""
    error_code: _Text | None = None
    error_message: _Text | None = None
    token_usage: _Usage | None = None
    started_at: _Word | None = None
    completed_at: _Word | None = None
    seconds: _Seconds | None = None
    received_at: _Word | None = None
    server_time: _Word | None = None
    completed: bool = False
    gone: bool = False
    pinned: bool = False
    note: _Text = ""
    tags: tuple[_Word, ...] = ()
    versions: tuple[_Version, ...] = ()
    copies: _Copies | None = None


_decode = msgspec.json.Decoder(_Line).decode


def read_json_lines(path: Path, reached: Callable[[float], None] = lambda share: None) -> Iterator[Batches]:
    """The batches of a file, some at a time, in the order in which they are there; `reached` hears which share of the
    file that was.

    Raises BatchdeskError(IMPORT) with the number of the first line that cannot be used, and OSError.
    """
    page: list[tuple[BatchRow, list[VersionRow]]] = []
    with path.open("rb") as file:
        size = max(1, os.fstat(file.fileno()).st_size)
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if not line.strip():
                continue
            try:
                page.append(_batch(line))
            except (ValueError, msgspec.MsgspecError) as error:
                is_json = not isinstance(error, msgspec.DecodeError) or isinstance(error, msgspec.ValidationError)
                detail = {"path": str(path), "line": number, "reason": str(error) if is_json else "no JSON"}
                raise BatchdeskError(Problem(ProblemKind.IMPORT, detail)) from error
            if len(page) == _PAGE:
                yield page
                page = []
                reached(min(1.0, file.tell() / size))
    if page:
        yield page


def _batch(text: bytes) -> tuple[BatchRow, list[VersionRow]]:
    if len(text) > LONGEST_LINE:
        raise ValueError("a line is too long")
    line = _decode(text)
    usage = line.token_usage
    row = BatchRow(
        position=0,
        batch_id=line.batch_id,
        server=line.server,
        label=line.label,
        merchant=line.merchant,
        status=line.status or "",
        status_version=line.status_version,
        copy_count=line.copy_count,
        copy_target=line.copy_target,
        error_code=line.error_code,
        error_message=line.error_message,
        prompt_tokens=usage.prompt if usage else None,
        completion_tokens=usage.completion if usage else None,
        total_tokens=usage.total if usage else None,
        started_at=line.started_at,
        completed_at=line.completed_at,
        seconds=line.seconds,
        added_at=line.added_at,
        received_at=line.received_at,
        gone=int(line.gone),
        pinned=int(line.pinned),
        note=line.note,
        tags="\n".join(" ".join(tag.split()) for tag in line.tags),
        server_time=line.server_time,
        completed=int(line.completed),
        copies=_copies(line.copies),
    )
    return checked(row), list(map(_version, line.versions))


def checked(row: BatchRow) -> BatchRow:
    """The batch with its server and times in the one spelling that the database has. Raises ValueError."""
    return row._replace(
        batch_id=_id(row.batch_id),
        server=_server(row.server),
        started_at=_time(row.started_at),
        completed_at=_time(row.completed_at),
        server_time=_time(row.server_time),
        received_at=_time(row.received_at),
        added_at=_needed_time(row.added_at),
        tags="\n".join(sorted(set(row.tag_list) - {""})),
        copies=row.copies and row.copies._replace(fetched_at=_needed_time(row.copies.fetched_at)),
    )


def _copies(copies: _Copies | None) -> CopiesRow | None:
    if copies is None or copies.json is None:
        return None
    return CopiesRow(copies.status_version, copies.fetched_at, copies.json)


def _version(version: _Version) -> VersionRow:
    return VersionRow(
        position=0,
        status_version=version.status_version,
        status=version.status,
        copy_count=version.copy_count,
        received_at=_needed_time(version.received_at),
        skipped=version.skipped,
        json=version.json,
    )


def _id(text: str) -> str:
    reference = parse_reference(text)
    if reference.server is not None or reference.batch_id != text:
        raise InvalidReference("not_an_id", text)
    return text


def _server(text: str) -> str:
    if "://" not in text:
        raise InvalidReference("not_a_server", text)
    return normalise_server(text)


def _time(text: str | None) -> str | None:
    return None if text is None else _needed_time(text)


def _needed_time(text: str) -> str:
    time = format_time(parse_time(text))
    if time is None or time < "1971":
        raise ValueError(f"no time: {text!r}")
    return time
