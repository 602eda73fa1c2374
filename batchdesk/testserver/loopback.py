"""uvicorn, made to start when it is told, to stop at once, and to leave nothing behind.

Knows nothing of the application it serves.
"""

import asyncio
import contextlib
import socket
import sys

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
BACKLOG = 2048
HEADERS_READ = 64 * 1024
"""More than the application allows: it is the one to answer 431."""


class PortTaken(Exception):
    """The port cannot be listened on: another program has it, or this one may not."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of this computer cannot be used: another program may have it")
        self.port = port


def bind(port: int) -> socket.socket:
    """A listening socket on this computer alone; 0 is any free port. Raises PortTaken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        # A restart takes its port again, although old connections linger in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise PortTaken(port) from error
    return listener


class ReachableProtocol(H11Protocol):
    """Hands the application its connection, so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.app_state = {**self.app_state, "transport": transport}
        self.access_log = False  # whatever handlers others hang on uvicorn's loggers: we have a log of our own
        super().connection_made(transport)


class LoopbackServer(Server):
    """One run on one socket."""

    def __init__(self, application: ASGIApp) -> None:
        super().__init__(
            Config(
                application,
                http=ReachableProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                backlog=BACKLOG,
                h11_max_incomplete_event_size=HEADERS_READ,
            )
        )
        self._stopping = asyncio.Event()

    async def open(self, listener: socket.socket) -> None:
        """Answers requests once it returns."""
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup([listener])

    async def run_until_stopped(self) -> None:
        """Returns when `ask_to_stop` was called, with every connection cut and every request's task over."""
        while not self._stopping.is_set():
            await self.on_tick(0)  # keeps the Date header true
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._stopping.wait()
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks)
        for server in self.servers:
            await server.wait_closed()

    def ask_to_stop(self) -> None:
        """From the server's own thread."""
        self._stopping.set()
