"""Which id a batch gets: the time of adding in tenths of a second, so that the newest has the highest."""

import sqlite3


def free_slot(connection: sqlite3.Connection, slot: int) -> int:
    """`slot`, or the end of the row of ids that begins there. The end is looked for in leaps: an import may bring a
    hundred thousand batches that were added in one moment."""
    if not _is_taken(connection, slot):
        return slot
    taken, free = slot, slot + 1
    while _is_taken(connection, free):
        taken, free = free, free + 2 * (free - slot)
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if _is_taken(connection, middle) else (taken, middle)
    return free


def _is_taken(connection: sqlite3.Connection, slot: int) -> bool:
    return connection.execute("SELECT 1 FROM batches WHERE id = ?", (slot,)).fetchone() is not None
