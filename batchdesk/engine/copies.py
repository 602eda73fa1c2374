"""The generated texts of a batch, fetched from its server when somebody wants to read them, and kept for later."""

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.engine.edits import Edits
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.servers import Servers
from batchdesk.engine.watches import Watches
from batchdesk.store.records import CopiesRecord
from batchdesk.stream.api import BatchSummary


class Copies:
    """Lives on the engine's loop."""

    def __init__(self, outlet: Outlet, servers: Servers, watches: Watches, edits: Edits) -> None:
        self._outlet = outlet
        self._servers = servers
        self._watches = watches
        self._edits = edits

    async def fetch(self, key: BatchKey) -> CopiesRecord | None:
        """Ask the server for the texts of a batch, watched or not; None where it has no route for them.

        The answer does not wait for the disk. Raises BatchdeskError: UNKNOWN_SERVER, and what `ServerApi` does.
        """
        server = self._servers.of(self._servers.key(Reference(key.batch_id, key.server)))
        detail = await server.api.batch(key)
        if detail is None:
            return None
        fetched = CopiesRecord(detail.summary.status_version, self._outlet.now(), detail.raw)
        self._outlet.store.keep_copies(key, fetched)
        await self._learn_merchant(key, detail.summary)
        return fetched

    async def _learn_merchant(self, key: BatchKey, summary: BatchSummary) -> None:
        """The stream never says whose a batch is; this answer does."""
        watched = self._watches.chosen([key])
        if summary.merchant_id and watched and not watched[0].row.merchant:
            await self._edits.set_merchant(key, summary.merchant_id)
