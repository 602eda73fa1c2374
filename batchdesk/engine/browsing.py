"""Looking through a server's batches, merchant by merchant, and at what is known of them here."""

from collections.abc import Callable, Sequence

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.times import parse_time
from batchdesk.engine.archive import Archive
from batchdesk.engine.listed import ListedBatch, ListedPage, Standing
from batchdesk.engine.server import Server
from batchdesk.store.reader import Reader
from batchdesk.stream.api import BatchSummary


class Browsing:
    """Lives on the engine's loop."""

    def __init__(self, archive: Archive, server_at: Callable[[str], Server]) -> None:
        """`server_at` gives a server by its address, and raises UNKNOWN_SERVER where it is none of ours."""
        self._archive = archive
        self._server_at = server_at

    async def page(self, server: str, merchant: str, number: int) -> ListedPage:
        """Ask for one page of a merchant's batches. Raises UNKNOWN_SERVER, NO_LIST, NO_MERCHANT, SIGNED_OUT, and what
        the network does."""
        page = await self._server_at(server).api.batches(merchant, number)
        if page is None:
            raise BatchdeskError(Problem(ProblemKind.NO_LIST))
        keys = [BatchKey(server, summary.id) for summary in page.data]
        known = await self._archive.ask(lambda reader: standings(reader, keys))
        batches = tuple(_listed(key, summary, known[key]) for key, summary in zip(keys, page.data, strict=True))
        return ListedPage(batches, page.meta.page, page.meta.total_pages, page.meta.total)


def standings(reader: Reader, keys: Sequence[BatchKey]) -> dict[BatchKey, Standing]:
    """What is known of each of these batches."""
    found = dict.fromkeys(keys, Standing.NEW)
    for server in {key.server for key in keys}:
        in_table = reader.in_table(server, [key.batch_id for key in keys if key.server == server])
        for batch_id, is_there in in_table.items():
            found[BatchKey(server, batch_id)] = Standing.IN_TABLE if is_there else Standing.IN_HISTORY
    return found


def _listed(key: BatchKey, summary: BatchSummary, standing: Standing) -> ListedBatch:
    return ListedBatch(key, summary.status, summary.copy_count, parse_time(summary.created_at), standing)
