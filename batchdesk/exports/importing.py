"""Brings what is in files into the history. All of it is first put into a database of its own, so that a file that
cannot be used changes nothing; only that database is merged.

Works on any thread that may wait for the disk.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from batchdesk.batch.problem import Problem
from batchdesk.engine.deliveries import PAGE
from batchdesk.exports.sources import read_source, unusable
from batchdesk.store.bulk import Batches, BulkReader
from batchdesk.store.comparison import compare
from batchdesk.store.merge_offline import merge_offline
from batchdesk.store.merging import Merged
from batchdesk.store.staging import Staging

Reached = Callable[[float], None]
"""Hears which share of the work is done, after each step of it: it must only signal."""

_PREPARING = 0.8
"""The share that reading the files has of all that is done before anything is merged."""


class ImportCancelled(Exception):
    """Somebody did not want it any more."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in the files that are to be imported, beside the history as it is now."""

    versions: int
    expected: Merged
    """What merging it would bring."""

    @property
    def batches(self) -> int:
        """Each counted once, however often it is in the files."""
        return self.expected.new + self.expected.newer + self.expected.known


def look_into(
    sources: Sequence[Path],
    history: Path,
    prepared: Path,
    reached: Reached = lambda share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Contents:
    """Put the batches of all `sources` into the database `prepared`, and compare them with those of `history`.

    Raises BatchdeskError where a file, or the history, cannot be read, OSError, and ImportCancelled.
    """
    with closing(Staging(prepared)) as staging:
        for number, source in enumerate(sources):
            begin, size = number / len(sources) * _PREPARING, _PREPARING / len(sources)
            _prepare(staging, source, _part(reached, begin, size), cancelled)
    versions, expected = 0, Merged()
    for batches in _all_of(prepared, _part(reached, _PREPARING, 1 - _PREPARING)):
        _stop_if(cancelled)
        versions += sum(len(timeline) for _batch, timeline in batches)
        expected += compare(history, batches)
    return Contents(versions, expected)


def merge(
    database: Path, prepared: Path, on_problem: Callable[[Problem], None], reached: Reached = lambda share: None
) -> Merged:
    """Add to `database` what is missing in it of `prepared`. For who may write there: nobody else has it open.

    `on_problem` hears DATABASE_DAMAGED: it was set aside, and another made. Broken off, all that was merged so far
    stays. Raises BatchdeskError.
    """
    return merge_offline(database, _all_of(prepared, reached), on_problem)


def _prepare(staging: Staging, source: Path, reached: Reached, cancelled: Callable[[], bool]) -> None:
    for batches in read_source(source, reached):
        _stop_if(cancelled)
        try:
            staging.add(batches)
        except ValueError as error:  # values that no database of ours can have
            raise unusable(source, str(error)) from error


def _all_of(prepared: Path, reached: Reached) -> Iterator[Batches]:
    reader = BulkReader(prepared)
    positions = reader.positions(PAGE)
    for number, position in enumerate(positions, start=1):
        yield reader.whole(position, PAGE)
        reached(number / len(positions))


def _part(reached: Reached, begin: float, size: float) -> Reached:
    """`reached` for who does only `size` of the work, from `begin` on."""
    return lambda share: reached(begin + share * size)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise ImportCancelled
