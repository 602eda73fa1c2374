"""What merging would bring, said before anything is merged."""

from pathlib import Path

from batchdesk.store.bulk import Batches
from batchdesk.store.connections import reading
from batchdesk.store.merging import Merged

_STORED = """SELECT batches.id, watched, status_version FROM batches JOIN servers ON servers.id = batches.server
  WHERE url = ? AND batch_id = ?"""
_VERSIONS = "SELECT status_version FROM versions WHERE batch = ?"


def compare(database: Path, batches: Batches) -> Merged:
    """How many of `batches` the database has not, has in an older state or without some versions, and knows in full.

    Labels, notes and tags are not compared: they are added where there are none. Raises BatchdeskError.
    """
    with reading(database) as connection:
        if connection is None:
            return Merged(new=len(batches))
        new = newer = 0
        for batch, timeline in batches:
            stored = connection.execute(_STORED, (batch.server, batch.batch_id)).fetchone()
            if stored is None:
                new += 1
                continue
            known = {version for (version,) in connection.execute(_VERSIONS, (stored["id"],))}
            # What is watched keeps the state that its stream gave it, and takes no later version than that.
            latest = stored["status_version"] if stored["watched"] else batch.status_version
            missing = any(one.status_version <= latest and one.status_version not in known for one in timeline)
            newer += missing or latest > stored["status_version"]
        return Merged(new, newer, len(batches) - new - newer)
