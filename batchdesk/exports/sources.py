"""What can be imported: an export in JSON lines, or a database of batchdesk. Nothing in it is trusted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.exports.reading_back import checked, read_json_lines
from batchdesk.store.bulk import Batches, BulkReader, VersionRow
from batchdesk.store.compression import plain_text

_DATABASE = b"SQLite format 3\0"
_FOREIGN = "another program's database"
_PAGE = 100
"""Batches that are passed on together."""

_BEGINNING = 1_000
"""Bytes in which an exported batch has named itself."""


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, by how it begins. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def looks_like_history(path: Path) -> bool:
    """Whether a file may be imported, by how it begins: for who has been handed any file. Raises OSError."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return beginning.startswith(_DATABASE) or (beginning.startswith(b"{") and b'"batchId"' in beginning)


def read_source(path: Path, reached: Callable[[float], None] = lambda share: None) -> Iterator[Batches]:
    """The batches of a file, some at a time; `reached` hears which share of the file that was.

    Raises BatchdeskError(IMPORT) where it cannot be used, and OSError.
    """
    if path.exists() and not path.is_file():  # a pipe gives what was looked at first no second time
        raise unusable(path, "no ordinary file")
    return _read_database(path, reached) if is_database(path) else read_json_lines(path, reached)


def _read_database(path: Path, reached: Callable[[float], None]) -> Iterator[Batches]:
    try:
        reader = BulkReader(path)
        if not reader.exists:
            raise unusable(path, _FOREIGN)
        positions = reader.positions(_PAGE)
        for number, position in enumerate(reversed(positions), start=1):
            batches = reversed(reader.whole(position, _PAGE))
            yield [(checked(row), list(map(_readable, versions))) for row, versions in batches]
            reached(number / len(positions))
    except BatchdeskError as error:
        reason = str(error.problem.detail.get("reason", error.problem.kind.value.replace("_", " ")))
        raise unusable(path, _FOREIGN if reason.startswith("no such ") else reason) from error
    except (ValueError, TypeError, AttributeError) as error:  # another program's idea of these tables
        raise unusable(path, str(error)) from error


def _readable(version: VersionRow) -> VersionRow:
    """The version as it is, once its JSON can be read. Raises ValueError."""
    plain_text(version.json)
    return version


def unusable(path: Path, reason: str) -> BatchdeskError:
    """Say why nothing of a file is taken."""
    return BatchdeskError(Problem(ProblemKind.IMPORT, {"path": str(path), "reason": reason}))
