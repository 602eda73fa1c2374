"""What the settings say of single servers, as those want it who reach them."""

from collections.abc import Mapping

from batchdesk.batch.identity import BatchKey, web_address
from batchdesk.settings.values import ServerSettings


def page_of(key: BatchKey, servers: Mapping[str, ServerSettings]) -> str:
    """The batch's page in a browser."""
    server = servers.get(key.server)
    return web_address(key, server.web_address if server else "")
