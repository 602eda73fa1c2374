"""Where the rows of a long history are: by landmarks, so that any page is read by key and never by counting. Pure."""

from bisect import bisect_right

from msgspec import Struct
from msgspec.structs import replace

from batchdesk.store.records import HistoryEntry, HistoryQuery, Landmark

PAGE = 100
"""Rows that are read at once."""

EVERY = 500
"""Rows between two landmarks."""

PAGES_KEPT = 80


class Read(Struct, frozen=True):
    """Rows to be read: those from number `first` on, as the query has them."""

    first: int
    query: HistoryQuery


class Places:
    """The rows of one query as far as they are known."""

    def __init__(self, query: HistoryQuery, newest: HistoryEntry | None = None) -> None:
        """`newest` is the first row there was: what is added later is above it, and moves none of the others."""
        self.query = query
        self.known = 0
        """Rows that are known to be there."""
        self.complete = False
        """Whether there are no more."""
        self._numbers: list[int] = [0]
        self._positions: list[int | None] = [None if newest is None else newest.position + 1]
        self._pages: dict[int, list[HistoryEntry]] = {}

    def take_landmarks(self, landmarks: list[Landmark], *, complete: bool) -> None:
        """Know more rows, by the next landmarks."""
        for landmark in landmarks:
            self._numbers.append(landmark.rows)
            self._positions.append(landmark.position)
        self.known = max(self.known, self._numbers[-1])
        self.complete = complete

    @property
    def walked_to(self) -> tuple[int, int | None]:
        """How many rows the landmarks reach over, and the position of the last of them."""
        return self._numbers[-1], self._positions[-1]

    def take_rows(self, first: int, entries: list[HistoryEntry]) -> None:
        """Keep rows that were read, from number `first` on, which begins a page."""
        for start in range(0, len(entries), PAGE):
            page = (first + start) // PAGE
            self._pages.pop(page, None)
            self._pages[page] = entries[start : start + PAGE]
        while len(self._pages) > PAGES_KEPT:
            del self._pages[next(iter(self._pages))]
        self.known = max(self.known, first + len(entries))

    def entry(self, row: int) -> HistoryEntry | None:
        """The entry of a row; None where it has not been read."""
        page = self._pages.get(row // PAGE)
        return None if page is None or row % PAGE >= len(page) else page[row % PAGE]

    def loaded(self) -> list[tuple[int, HistoryEntry]]:
        """Every entry there is, with its row, from the top: never more than so many pages, however long the history."""
        pages = sorted(self._pages.items())
        return [(page * PAGE + place, entry) for page, entries in pages for place, entry in enumerate(entries)]

    def change(self, row: int, entry: HistoryEntry) -> None:
        """Have a newer state of a row that was read."""
        self._pages[row // PAGE][row % PAGE] = entry

    def reading(self, row: int) -> Read:
        """How to read the page of a row: from the page before it, or from the nearest landmark above."""
        page = row // PAGE
        before = self._pages.get(page - 1)
        if before is not None and len(before) == PAGE:
            return Read(page * PAGE, replace(self.query, before=before[-1].position, limit=PAGE))
        nearest = bisect_right(self._numbers, page * PAGE) - 1
        # A last landmark may be in the middle of a page; pages begin at multiples.
        while self._numbers[nearest] % PAGE:
            nearest -= 1
        first = self._numbers[nearest]
        limit = (page + 1) * PAGE - first
        return Read(first, replace(self.query, before=self._positions[nearest], limit=limit))
