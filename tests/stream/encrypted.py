"""A server with a certificate of its own, for this machine."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def encrypted_server(
    answer: bytes, certificate: str = "server", taken: list[str | None] | None = None
) -> AsyncIterator[str]:
    """A server on this machine with a certificate that only our file vouches for; gives its https address.

    The certificate "server" is for this machine, "elsewhere" for elsewhere.example. It offers HTTP/2 as well, as the
    usual web server does; `taken` receives what each connection settled on (RFC 7301).
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem", CERTIFICATES / f"{certificate}.key")
    context.set_alpn_protocols(["h2", "http/1.1"])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if taken is not None:
                taken.append(writer.get_extra_info("ssl_object").selected_alpn_protocol())
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            await reader.read()
        finally:
            writer.transport.abort()

    ours = asyncio.all_tasks()
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()
        if serving := asyncio.all_tasks() - ours:
            await asyncio.wait(serving)
