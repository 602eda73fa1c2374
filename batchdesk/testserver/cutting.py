"""How a connection ends at once, as servers and networks end them."""

import asyncio
import socket
import struct
import sys

RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER, on, no time: closing sends RST instead of FIN."""


def cut_connection(transport: asyncio.Transport, *, reset: bool) -> None:
    """Ends a connection at once: with FIN, or with RST."""
    if not reset:
        transport.close()
        return
    raw: socket.socket | None = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    transport.abort()
