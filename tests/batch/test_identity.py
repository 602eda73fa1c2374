"""Every way an operator writes a batch down, and every way that is none."""

import pytest

from batchdesk.batch.identity import (
    BatchKey,
    InvalidReference,
    Reference,
    batch_link,
    normalise_server,
    parse_reference,
    web_address,
)

ID = "cmgl3k2a90000abcd1234efgh"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Desk.Example.com/", "https://desk.example.com"),
        ("desk.example.com", "https://desk.example.com"),
        ("https://desk.example.com:443", "https://desk.example.com"),
        ("http://desk.example.com:80/app/", "http://desk.example.com/app"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("http://[::1]:8123/", "http://[::1]:8123"),
        ("  https://desk.example.com?x=1#y ", "https://desk.example.com"),
    ],
)
def test_one_spelling_of_a_server(text: str, expected: str) -> None:
    assert normalise_server(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ftp://x",
        "https://",
        "https://user:pw@host",
        "https://host:port",
        "https://a b",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_what_is_no_server(text: str) -> None:
    with pytest.raises(InvalidReference) as caught:
        normalise_server(text)
    assert caught.value.kind == "not_a_server"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"  {ID}\n", Reference(ID)),
        (f"https://desk.example.com/creative/batches/{ID}", Reference(ID, "https://desk.example.com")),
        (f"https://desk.example.com/app/creative/batches/{ID}/?tab=1", Reference(ID, "https://desk.example.com/app")),
        (f"http://127.0.0.1:9/api/creative/batches/{ID}/events", Reference(ID, "http://127.0.0.1:9")),
        (f"batchdesk://watch/{ID}?server=https%3A%2F%2Fdesk.example.com", Reference(ID, "https://desk.example.com")),
        (f"BATCHDESK://WATCH/{ID}", Reference(ID)),
    ],
)
def test_references(text: str, expected: Reference) -> None:
    assert parse_reference(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("   ", "empty"),
        ("hello world", "not_an_id"),
        ("批次", "not_an_id"),
        ("../../etc/passwd", "not_an_id"),
        ("https://example.com/news/today", "not_a_batch_address"),
        ("https://example.com/creative/batches/a%2Fb", "not_an_id"),
        ("batchdesk://open/cmgl", "not_a_batch_address"),
        ("batchdesk://watch/", "not_an_id"),
        (f"batchdesk://watch/{ID}?server=file:///etc/passwd", "not_a_server"),
        ("http://[/creative/batches/cmgl1", "not_a_batch_address"),
    ],
)
def test_what_names_no_batch(text: str, kind: str) -> None:
    with pytest.raises(InvalidReference) as caught:
        parse_reference(text)
    assert caught.value.kind == kind


def test_a_link_and_an_address_lead_back_to_the_batch() -> None:
    key = BatchKey("https://desk.example.com:8443/app", ID)
    for text in (batch_link(key), web_address(key)):
        assert parse_reference(text) == Reference(key.batch_id, key.server)
