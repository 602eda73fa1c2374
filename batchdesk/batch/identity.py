"""Which batch is meant: (server, batch id), and the many ways an operator writes it down."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from msgspec import Struct

LINK_SCHEME = "batchdesk"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{2,127}")
_BATCH_PATH = re.compile(r"^(?P<base>.*?)(?:/api)?/creative/batches/(?P<id>[^/]+)(?:/events)?/?$")


class InvalidReference(ValueError):
    """The text names no batch. `text` is what was given; `kind` says what is wrong with it.

    kind: "empty", "not_an_id", "not_a_batch_address", "not_a_server".
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text!r}")
        self.kind = kind
        self.text = text


class BatchKey(NamedTuple):
    """A batch's identity. The same id on two servers is two batches."""

    server: str
    """Base address of the server, as `normalise_server` gives it."""
    batch_id: str


class Reference(Struct, frozen=True):
    """A batch as somebody pointed at it: `server` is None where only an id was given."""

    batch_id: str
    server: str | None = None


def normalise_server(text: str) -> str:
    """Return the one spelling of a server's base address: lower-case scheme and host, no default port, no final slash.

    Raises InvalidReference("not_a_server") for what is no http or https address, or carries a user name or password.
    """
    text = text.strip()
    if text and "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InvalidReference("not_a_server", text) from error
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise InvalidReference("not_a_server", text)
    if re.search(r"[\s\\<>\"'`]", host + parts.path):
        raise InvalidReference("not_a_server", text)
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        host = f"{host}:{port}"
    return f"{parts.scheme}://{host}{parts.path.rstrip('/')}"


def parse_reference(text: str) -> Reference:
    """Read a batch id, a batch's web or API address, or a `batchdesk://watch/ID?server=URL` link.

    Raises InvalidReference with the kind of mistake.
    """
    text = text.strip()
    if not text:
        raise InvalidReference("empty", text)
    if text.lower().startswith(f"{LINK_SCHEME}:"):
        return _parse_link(text)
    if "://" in text:
        return _parse_address(text)
    return Reference(_checked_id(text, text))


def is_batch_id(text: str) -> bool:
    """Whether a batch can be called so: what a server's list says may be anything."""
    return _ID.fullmatch(text) is not None


def batch_link(key: BatchKey) -> str:
    """The `batchdesk://` link that opens this batch on another operator's machine."""
    return f"{LINK_SCHEME}://watch/{quote(key.batch_id, safe='')}?{urlencode({'server': key.server})}"


def web_address(key: BatchKey, pattern: str = "") -> str:
    """The batch's page in a browser: where `pattern` says with {id}, or as PROTOCOL.md does ('Lists')."""
    return (pattern or f"{key.server}/creative/batches/{{id}}").replace("{id}", quote(key.batch_id, safe=""))


def _parse_link(text: str) -> Reference:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise InvalidReference("not_a_batch_address", text) from error
    if parts.netloc.lower() != "watch":
        raise InvalidReference("not_a_batch_address", text)
    batch_id = _checked_id(unquote(parts.path.strip("/")), text)
    servers = parse_qs(parts.query).get("server", [])
    return Reference(batch_id, normalise_server(servers[0]) if servers else None)


def _parse_address(text: str) -> Reference:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise InvalidReference("not_a_batch_address", text) from error
    match = _BATCH_PATH.match(parts.path)
    if match is None:
        raise InvalidReference("not_a_batch_address", text)
    server = normalise_server(f"{parts.scheme}://{parts.netloc}{match['base']}")
    return Reference(_checked_id(unquote(match["id"]), text), server)


def _checked_id(batch_id: str, text: str) -> str:
    if _ID.fullmatch(batch_id) is None:
        raise InvalidReference("not_an_id", text)
    return batch_id
