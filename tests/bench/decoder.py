"""How fast the decoder is, beside httpx-sse on the same bytes in the same run. Prints JSON.

    python tests/bench/decoder.py

`httpx_sse` is its public way (`EventSource.iter_sse` over a response), `httpx_sse_bare` its two decoders alone, fed
with text: the least that anything built on them costs.
"""

import codecs
import json
import statistics
import time
from collections.abc import Callable, Iterator

import httpx
from httpx_sse import EventSource
from httpx_sse._decoders import SSEDecoder, SSELineDecoder

from batchdesk.stream.decoder import MEBIBYTE, Event, EventDecoder, EventTooLarge

RUNS = 5
SMALL = b'event: batch-status\ndata: {"batchId":"cmgl0001","status":"RUNNING","statusVersion":2,"copyCount":0}\n\n'
EVENTS = 20_000


def ours(pieces: list[bytes]) -> int:
    decoder = EventDecoder()
    return sum(isinstance(frame, Event) for piece in pieces for frame in decoder.feed(piece))


class _Body(httpx.SyncByteStream):
    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)


def httpx_sse(pieces: list[bytes]) -> int:
    response = httpx.Response(200, headers={"Content-Type": "text/event-stream"}, stream=_Body(pieces))
    return sum(1 for _ in EventSource(response).iter_sse())


def httpx_sse_bare(pieces: list[bytes]) -> int:
    text, lines, decoder = codecs.getincrementaldecoder("utf-8")("replace"), SSELineDecoder(), SSEDecoder()
    return sum(decoder.decode(line) is not None for piece in pieces for line in lines.decode(text.decode(piece)))


def seconds(work: Callable[[], object]) -> float:
    """The median of RUNS runs."""
    times: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def in_pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def events_a_second(pieces: list[bytes]) -> dict[str, float]:
    speeds: dict[str, float] = {}
    for decode in (ours, httpx_sse, httpx_sse_bare):
        assert decode(pieces) == EVENTS
        speeds[decode.__name__] = round(EVENTS / seconds(lambda decode=decode: decode(pieces)))
    speeds["times_httpx_sse"] = round(speeds["ours"] / speeds["httpx_sse"], 2)
    speeds["times_httpx_sse_bare"] = round(speeds["ours"] / speeds["httpx_sse_bare"], 2)
    return speeds


def four_mebibytes() -> None:
    """One event of 4 MiB, which comes in 40,000 pieces."""
    pieces = in_pieces(b"data: " + b"x" * (4 * MEBIBYTE) + b"\n\n", 4 * MEBIBYTE // 40_000 + 1)
    decoder = EventDecoder(max_event_bytes=8 * MEBIBYTE, max_line_bytes=8 * MEBIBYTE)
    assert sum(len(decoder.feed(piece)) for piece in pieces) == 1


def ten_mebibytes() -> int:
    """A line of 10 MiB against the limit of 1 MiB; returns how many bytes were taken before the error."""
    decoder, taken = EventDecoder(), 0
    for piece in in_pieces(b"data: " + b"x" * (10 * MEBIBYTE), 4096):
        taken += len(piece)
        try:
            decoder.feed(piece)
        except EventTooLarge:
            return taken
    raise AssertionError("the limit was not noticed")


def main() -> None:
    figures = {
        "events_per_second": {
            "64 KiB a read": events_a_second(in_pieces(SMALL * EVENTS, 65536)),
            "4 KiB a read": events_a_second(in_pieces(SMALL * EVENTS, 4096)),
            "one event a read": events_a_second([SMALL] * EVENTS),
        },
        "4 MiB in 40,000 pieces, seconds": round(seconds(four_mebibytes), 3),
        "10 MiB line, seconds to the error": round(seconds(ten_mebibytes), 4),
        "10 MiB line, bytes taken before the error": ten_mebibytes(),
    }
    print(json.dumps(figures, indent=2))  # noqa: T201 -- what a benchmark is for


if __name__ == "__main__":
    main()
