"""What the settings say of how servers are reached, as those want it who reach them."""

from collections.abc import Mapping

from batchdesk.settings.values import ServerSettings
from batchdesk.stream.route import Route


def routes_of(servers: Mapping[str, ServerSettings]) -> dict[str, Route]:
    """How each server is reached."""
    return {url: Route(server.ca_file, server.proxy) for url, server in servers.items()}
