"""The event stream format, case by case of the HTML standard, and for any bytes cut anywhere."""

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.stream.decoder import (
    LONGEST_LINE,
    LONGEST_RETRY,
    MEBIBYTE,
    Comment,
    Event,
    EventDecoder,
    EventTooLarge,
    Frame,
    RetryHint,
)


def event(data: str, name: str = "message", last_event_id: str = "") -> Event:
    return Event(name, data, last_event_id)


CASES: list[tuple[str, bytes, list[Frame]]] = [
    ("one line of data", b"data: a\n\n", [event("a")]),
    ("named", b"event: batch-status\ndata: {}\n\n", [event("{}", "batch-status")]),
    ("lines joined by LF", b"data: YHOO\ndata: +2\ndata: 10\n\n", [event("YHOO\n+2\n10")]),
    ("the standard's test stream", b": test\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
     [Comment("test"), event("first", last_event_id="1"), event("second"), event(" third")]),
    ("empty data fields dispatch", b"data\n\ndata\ndata\n\ndata:", [event(""), event("\n")]),
    ("one space is stripped", b"data:test\n\ndata: test\n\ndata:  test\n\n",
     [event("test"), event("test"), event(" test")]),
    ("a tab is data", b"data:\ttest\n\n", [event("\ttest")]),
    ("without data nothing is dispatched", b"event: a\n\nid: 1\n\n", []),
    ("a name does not outlive its block", b"event: a\n\ndata: b\n\n", [event("b")]),
    ("an empty name is 'message'", b"event: a\nevent:\ndata: b\n\n", [event("b")]),
    ("a name of a space", b"event:  \ndata: b\n\n", [event("b", " ")]),
    ("the last name counts", b"event: a\nevent: b\ndata: c\n\n", [event("c", "b")]),
    ("a name after the data", b"data: c\nevent: b\n\n", [event("c", "b")]),
    ("a name between the data", b"data: a\nevent: n\ndata: b\n\n", [event("a\nb", "n")]),
    ("ids persist", b"id: 1\ndata: a\n\ndata: b\n\n", [event("a", last_event_id="1"), event("b", last_event_id="1")]),
    ("an empty id resets", b"id: 1\ndata: a\n\nid\ndata: b\n\n", [event("a", last_event_id="1"), event("b")]),
    ("an id with NUL is ignored", b"id: 1\nid: 2\x003\ndata: a\n\n", [event("a", last_event_id="1")]),
    ("a blank line commits an id without data", b"id: 7\n\ndata: a\n\n", [event("a", last_event_id="7")]),
    ("unknown fields are ignored", b"Data: a\ndatas: b\n data: c\ndata: d\n\n", [event("d")]),
    ("retry", b"retry: 1500\n\n", [RetryHint(1500)]),
    ("retry takes effect without a blank line", b"retry:1500\n", [RetryHint(1500)]),
    ("retry of ASCII digits only",
     "retry: 1.5\nretry: -1\nretry: +1\nretry: ٣\nretry: 1 \nretry\nretry: 1e3\n".encode(),
     []),
    ("retry of thousands of digits", b"retry: " + b"9" * 5000 + b"\n", [RetryHint(LONGEST_RETRY)]),
    ("retry with leading zeros", b"retry: " + b"0" * 50 + b"42\n", [RetryHint(42)]),
    ("comments", b": heartbeat\n:\n:x: y\n", [Comment("heartbeat"), Comment(""), Comment("x: y")]),
    ("a comment inside an event", b"data: a\n: c\ndata: b\n\n", [Comment("c"), event("a\nb")]),
    ("CRLF", b"event: a\r\ndata: b\r\n\r\n", [event("b", "a")]),
    ("CR", b"event: a\rdata: b\r\r", [event("b", "a")]),
    ("mixed line ends", b"data: a\r\ndata: b\rdata: c\n\r\n", [event("a\nb\nc")]),
    ("LF CR is two ends", b"data: a\n\rdata: b\n\n", [event("a"), event("b")]),
    ("a byte order mark", b"\xef\xbb\xbfdata: a\n\n", [event("a")]),
    ("only the first byte order mark", b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", [event("b")]),
    ("a byte order mark later on is text", b"data: a\n\n\xef\xbb\xbfdata: b\n\ndata: \xef\xbb\xbfc\n\n",
     [event("a"), event("\ufeffc")]),
    ("a byte order mark before a comment", b"\xef\xbb\xbf: a\n", [Comment("a")]),
    ("bad UTF-8", b"data: \xff\xfe a \xe6\x89\n\n", [event("\ufffd\ufffd a \ufffd")]),
    ("a bad byte ends no line", b"data: \xe6\ndata: b\n\n", [event("\ufffd\nb")]),
    ("data that other formats cut", "data: a\u2028b\u2029c\x85d\x0be\x0cf\x00g\x1ch\n\n".encode(),
     [event("a\u2028b\u2029c\x85d\x0be\x0cf\x00g\x1ch")]),
    ("a colon in the value", b"data: a: b:c\n\n", [event("a: b:c")]),
    ("many blank lines", b"\n\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n", [event("a"), event("b")]),
    ("an unfinished event is no event", b"data: a\n\ndata: b\n", [event("a")]),
    ("an unfinished line is no line", b"data: a\n\ndata: b", [event("a")]),
    ("Chinese", "event: error\ndata: {\"message\":\"批次已被删除\"}\n\n".encode(),
     [event('{"message":"批次已被删除"}', "error")]),
]  # fmt: skip


def feed_in_pieces(decoder: EventDecoder, stream: bytes, size: int) -> list[Frame]:
    return [frame for start in range(0, len(stream), size) for frame in decoder.feed(stream[start : start + size])]


@pytest.mark.parametrize(("stream", "frames"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10_000])
def test_the_standards_cases_in_any_pieces(stream: bytes, frames: list[Frame], size: int) -> None:
    assert feed_in_pieces(EventDecoder(), stream, size) == frames


@pytest.mark.parametrize("line_end", [b"\n", b"\r", b"\r\n"])
def test_an_event_is_there_with_the_first_byte_of_its_blank_line(line_end: bytes) -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a" + line_end) == []
    assert decoder.feed(line_end[:1]) == [event("a")]
    assert decoder.feed(line_end[1:]) == []
    assert decoder.feed(b"data: b" + line_end + line_end) == [event("b")]


def test_an_empty_piece_between_cr_and_lf_changes_nothing() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a\r") == []
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\ndata: b\n\n") == [event("a\nb")]


def test_the_last_event_id_is_the_one_that_a_blank_line_committed() -> None:
    decoder = EventDecoder(last_event_id="before")
    assert decoder.last_event_id == "before"
    decoder.feed(b"id: 1\n")
    assert decoder.last_event_id == "before"
    decoder.feed(b"\nid: 2\ndata: a\n")
    assert decoder.last_event_id == "1"
    assert decoder.feed(b"\n") == [event("a", last_event_id="2")]
    assert decoder.last_event_id == "2"
    assert decoder.feed(b"id: 3\ndata: b\n\n") == [event("b", last_event_id="3")]
    assert decoder.last_event_id == "3"
    assert EventDecoder(last_event_id="3").feed(b"data: a\n\n") == [event("a", last_event_id="3")]


LINES = st.sampled_from(
    [b"data: a", b"data", b"data:  b", b"event: x", b"event", b"id: 1", b"id", b"id: \x00", b"retry: 9", b": c", b"",
     b"x", "data: 中文🙂".encode(), b"data: \xf0\x9f", b"\xef\xbb\xbf", b"data: " + b"y" * 60]
)  # fmt: skip
STREAMS = st.one_of(
    st.binary(max_size=200),
    st.lists(st.tuples(LINES, st.sampled_from([b"\n", b"\r", b"\r\n"])), max_size=20).map(
        lambda lines: b"".join(line + end for line, end in lines)
    ),
)


def decoded(pieces: list[bytes], limit: int = 50) -> tuple[list[Frame], str, int | None]:
    """All that comes of these pieces: the frames, the last event id, and the limit that was passed."""
    decoder = EventDecoder(max_event_bytes=limit, max_line_bytes=limit)
    frames: list[Frame] = []
    for piece in pieces:
        try:
            frames += decoder.feed(piece)
        except EventTooLarge as error:
            return frames + list(error.frames), decoder.last_event_id, error.limit
    return frames, decoder.last_event_id, None


@given(STREAMS, st.lists(st.integers(0, 400)))
def test_any_cut_of_any_stream_gives_the_same(stream: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    pieces = [stream[start:end] for start, end in pairwise(edges)]
    one_by_one = [stream[index : index + 1] for index in range(len(stream))]
    assert decoded(pieces) == decoded([stream]) == decoded(one_by_one)


@given(STREAMS)
def test_lines_of_any_end_mean_the_same(stream: bytes) -> None:
    plain = stream.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert decoded([plain.replace(b"\n", b"\r\n")]) == decoded([plain]) == decoded([plain.replace(b"\n", b"\r")])


@pytest.mark.parametrize(
    "stream",
    [b"data: " + b"x" * 95, b": " + b"x" * 99, b"x" * 101, b"data: a\n\n" + b"x" * 101 + b"\n", b"id: " + b"x" * 98],
)
def test_a_line_beyond_the_limit_is_an_error_as_soon_as_it_is_one(stream: bytes) -> None:
    whole, piecemeal = EventDecoder(max_line_bytes=100), EventDecoder(max_line_bytes=100)
    with pytest.raises(EventTooLarge) as caught:
        whole.feed(stream)
    assert caught.value.limit == 100
    with pytest.raises(EventTooLarge):
        feed_in_pieces(piecemeal, stream, 1)


def test_what_came_before_a_giant_line_is_not_lost() -> None:
    decoder = EventDecoder(max_line_bytes=20)
    with pytest.raises(EventTooLarge) as caught:
        decoder.feed(b"data: a\n\n: b\n" + b"x" * 50 + b"\ndata: c\n\n")
    assert caught.value.frames == (event("a"), Comment("b"))
    with pytest.raises(EventTooLarge):
        decoder.feed(b"data: d\n\n")


def test_an_event_of_many_lines_is_limited_as_a_whole() -> None:
    decoder = EventDecoder(max_event_bytes=10)
    assert decoder.feed(b"data: 12345\ndata: 6789\n\n") == [event("12345\n6789")]
    assert decoder.feed("data: 中文字\n\n".encode()) == [event("中文字")]
    with pytest.raises(EventTooLarge) as caught:
        decoder.feed("data: 中文字\ndata: 1\n".encode())
    assert caught.value.limit == 10


def test_one_line_of_data_is_limited_as_an_event() -> None:
    with pytest.raises(EventTooLarge):
        EventDecoder(max_event_bytes=10).feed(b"data: 12345678901\n\n")


def test_an_event_may_have_a_mebibyte() -> None:
    half = b"data: " + b"x" * (MEBIBYTE // 2) + b"\n"
    half_less_one = b"data: " + b"x" * (MEBIBYTE // 2 - 1) + b"\n"
    (whole,) = EventDecoder().feed(half + half_less_one + b"\n")
    assert isinstance(whole, Event)
    assert len(whole.data) == MEBIBYTE
    with pytest.raises(EventTooLarge) as caught:
        EventDecoder().feed(half + half)
    assert caught.value.limit == MEBIBYTE


def test_comments_for_ever_fill_no_limit() -> None:
    decoder = EventDecoder(max_event_bytes=100, max_line_bytes=100)
    assert decoder.feed(b"data: a\n") == []
    for _ in range(1000):
        assert decoder.feed(b": heartbeat\nevent: x\nid: 1\n") == [Comment("heartbeat")]
    assert decoder.feed(b"\n") == [event("a", "x", "1")]


def test_a_giant_line_takes_no_more_memory_than_the_limit() -> None:
    decoder = EventDecoder()
    stream = b"x" * (10 * MEBIBYTE)
    tracemalloc.start()
    with pytest.raises(EventTooLarge) as caught:
        feed_in_pieces(decoder, stream, 4096)
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.limit == LONGEST_LINE
    assert peak < 4 * MEBIBYTE
    assert left < MEBIBYTE, "what was too large is not kept"
