"""What the settings say of single servers, as those want it who reach them, and how they say nothing more of one."""

from collections.abc import Mapping

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey, web_address
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.engine.engine import Engine
from batchdesk.settings.values import ServerSettings


def page_of(key: BatchKey, servers: Mapping[str, ServerSettings]) -> str:
    """The batch's page in a browser."""
    server = servers.get(key.server)
    return web_address(key, server.web_address if server else "")


async def forget_server(engine: Engine, live: LiveSettings, server: str) -> None:
    """Know a server no more. How it is reached counts until the session there has been ended.

    No matter of a page: a server that does not answer takes longer than somebody looks at one.
    """
    await engine.forget_server(server)
    left = {url: each for url, each in live.value.servers.items() if url != server}
    live.change(replace(live.value, servers=left))
