"""Bodies of all three framings, cut anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.stream.framing import BadFraming, Chunked, Counted, Framing, UntilClose

CHUNKED = b'5\r\nhello\r\n1;ext="a"\r\n \r\n6 \r\nw\r\nrld\r\n0\r\nTrailer: x\r\n\r\n'


def fed(framing: Framing, data: bytes, size: int) -> bytes:
    return b"".join(framing.feed(data[start : start + size]) for start in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_chunks(size: int) -> None:
    framing = Chunked()
    assert fed(framing, CHUNKED, size) == b"hello w\r\nrld"
    assert framing.complete
    assert not framing.ends_with_connection


@given(st.lists(st.binary(min_size=1, max_size=40)), st.integers(1, 50))
def test_any_chunks_cut_anywhere(parts: list[bytes], size: int) -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    framing = Chunked()
    assert fed(framing, body, size) == b"".join(parts)
    assert not framing.complete
    for part in parts:
        assert framing.feed(b"%x\r\n%s\r\n" % (len(part), part)) == part
    assert framing.feed(b"0\r\n\r\n") == b""
    assert framing.complete


@pytest.mark.parametrize(
    "data", [b"x\r\n", b"-1\r\n", b"\r\n", b"1_0\r\n", b"2\r\nabc\r\n", b"1" * 9000, b"f" * 16 + b"\r\n"]
)
def test_what_is_no_chunk(data: bytes) -> None:
    with pytest.raises(BadFraming):
        Chunked().feed(data)


PIECES = st.sampled_from(
    [b"5\r\nhello\r\n", b"0\r\n\r\n", b"1;a=b\r\n", b"\r\n", b"ff\r\n", b"\r", b"\n", b"T: x\r\n", b"-"]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=12).map(b"".join), st.integers(1, 20))
def test_any_bytes_are_a_body_or_no_chunks_however_they_are_cut(data: bytes, size: int) -> None:
    def outcome(size: int) -> tuple[bytes, bool] | None:
        framing = Chunked()
        try:
            return fed(framing, data, size), framing.complete
        except BadFraming:
            return None

    assert outcome(size) == outcome(max(1, len(data)))


def test_a_length() -> None:
    framing = Counted(5)
    assert fed(framing, b"hello and more", 3) == b"hello"
    assert framing.complete
    assert Counted(0).complete


def test_until_the_connection_ends() -> None:
    framing = UntilClose()
    assert framing.feed(b"any") == b"any"
    assert not framing.complete
    assert framing.ends_with_connection
