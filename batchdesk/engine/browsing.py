"""Looking through a server's batches, merchant by merchant, and at what is known of them here."""

from collections.abc import Callable

from batchdesk.batch.identity import BatchKey, is_batch_id
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.times import parse_time
from batchdesk.engine.archive import Archive
from batchdesk.engine.listed import ListedBatch, ListedPage, Standing, standings
from batchdesk.engine.server import Server
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
        listed = {BatchKey(server, summary.id): summary for summary in page.data if is_batch_id(summary.id)}
        known = await self._archive.ask(lambda reader: standings(reader, tuple(listed)))
        batches = tuple(_listed(key, summary, known[key]) for key, summary in listed.items())
        return ListedPage(batches, page.meta.page, page.meta.total_pages, page.meta.total)


def _listed(key: BatchKey, summary: BatchSummary, standing: Standing) -> ListedBatch:
    return ListedBatch(key, summary.status, summary.copy_count, parse_time(summary.created_at), standing)
