"""Bytes in, events, comments and retry hints out: the event stream format, incrementally and without I/O.

Source: the HTML standard, 'Server-sent events', 9.2.5 (parsing) and 9.2.6 (interpretation). Knows nothing of
batches or connections.
"""

import re

import msgspec

MEBIBYTE = 1024 * 1024

LONGEST_LINE = MEBIBYTE + 1024
"""Bytes: room for the largest event on one line, with the name of its field."""

LONGEST_RETRY = 10**12
"""Milliseconds; a larger `retry` is taken as this. Python refuses to read a number of thousands of digits."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_tokens = re.compile(r"(?:event: ?+([^\n]++)\n)?data: ?+([^\n]*+)\n\n|([^\n]*+\n)").findall
"""Either what nearly every event looks like, taken whole (name, data), or any single line. Nothing falls between the
two, so that one call splits a block in C: three times as fast as line by line."""


class Event(msgspec.Struct, frozen=True, gc=False):
    """One dispatched event."""

    name: str
    """The event type; "message" where the stream named none."""
    data: str
    last_event_id: str


class Comment(msgspec.Struct, frozen=True, gc=False):
    """A line that began with a colon: how servers keep a connection alive."""

    text: str


class RetryHint(msgspec.Struct, frozen=True, gc=False):
    """The server asks for this reconnection time."""

    milliseconds: int


Frame = Event | Comment | RetryHint


class EventTooLarge(Exception):
    """A line or an event is larger than `limit` bytes. The decoder is of no further use.

    `frames` holds what was complete before it in the same bytes, so that no event is lost to a later one.
    """

    def __init__(self, limit: int, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(f"larger than {limit} bytes")
        self.limit = limit
        self.frames = frames


class EventDecoder:
    """Decodes one response body, cut anywhere. A new connection takes a new decoder, given the last event id.

    Memory is bounded by one line and one event, whatever comes.
    """

    def __init__(
        self, max_event_bytes: int = MEBIBYTE, max_line_bytes: int = LONGEST_LINE, last_event_id: str = ""
    ) -> None:
        self._max_event_bytes = max_event_bytes
        self._max_line_bytes = max_line_bytes
        self._smaller_limit = min(max_event_bytes, max_line_bytes)
        self._passed_limit: int | None = None
        self._unfinished_line = bytearray()
        self._at_start = True
        self._between_lines = False
        """Neither an unfinished line, nor a CR whose LF may follow, nor a byte order mark has to be thought of."""
        self._after_carriage_return = False
        self._name = ""
        self._data: list[str] = []
        self._data_bytes = 0
        self._id = last_event_id
        self._committed_id = last_event_id

    @property
    def last_event_id(self) -> str:
        """The id a reconnect has to name: the last one that a blank line has committed."""
        return self._committed_id

    def feed(self, data: bytes) -> list[Frame]:
        """Return what `data` completes, in order. An unfinished event waits for more; when the stream ends, it is lost.

        Raises EventTooLarge as soon as a limit is passed, and from then on.
        """
        if self._passed_limit is not None:
            raise EventTooLarge(self._passed_limit)
        frames: list[Frame] = []
        try:
            if self._between_lines and data.endswith(b"\n") and b"\r" not in data:
                self._interpret(data, frames)  # the usual read: whole lines, nothing to put together
            else:
                self._interpret(self._complete_lines(data), frames)
                if len(self._unfinished_line) > self._max_line_bytes:
                    raise EventTooLarge(self._max_line_bytes)
        except EventTooLarge as error:
            self._give_up(error.limit)
            raise EventTooLarge(error.limit, tuple(frames)) from None
        return frames

    def _complete_lines(self, data: bytes) -> bytes:
        """The lines that `data` ends, with LF at the end of each. A CR ends its line at once; an LF that comes after
        it, even alone, is the same end."""
        if self._after_carriage_return and data:
            self._after_carriage_return = False
            data = data.removeprefix(b"\n")
        if b"\r" in data:
            self._after_carriage_return = data.endswith(b"\r")
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        end = data.rfind(b"\n") + 1
        block = b""
        if end > 0:
            block = self._without_mark(bytes(self._unfinished_line + data[:end]))
            self._unfinished_line.clear()
        self._unfinished_line += data[end:]
        self._between_lines = not (self._unfinished_line or self._after_carriage_return or self._at_start)
        return block

    def _without_mark(self, block: bytes) -> bytes:
        """`block` without the byte order mark that may begin a stream, once."""
        if not self._at_start:
            return block
        self._at_start = False
        return block.removeprefix(_BYTE_ORDER_MARK)

    def _interpret(self, block: bytes, frames: list[Frame]) -> None:
        large = len(block) > self._smaller_limit
        whole = self._before_overlong_line(block) if large else block
        # Always UTF-8, whatever a charset parameter says; a block of whole lines cuts no character in two.
        for name, value, line in _tokens(whole.decode("utf-8", "replace")):
            if line:
                self._take_line(line, frames)
            elif large or self._data or self._name:
                self._name = name or self._name
                self._take_data(value)
                self._dispatch(frames)
            else:
                self._committed_id = self._id
                frames.append(Event(name or "message", value, self._id))
        if len(whole) < len(block):
            raise EventTooLarge(self._max_line_bytes)

    def _before_overlong_line(self, block: bytes) -> bytes:
        start = 0
        for line in block.split(b"\n"):
            if len(line) > self._max_line_bytes:
                return block[:start]
            start += len(line) + 1
        return block

    def _take_line(self, line: str, frames: list[Frame]) -> None:
        if line == "\n":
            self._dispatch(frames)
            return
        field, _, value = line[:-1].partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            self._take_data(value)
        elif field == "event":
            self._name = value
        elif field == "":
            frames.append(Comment(value))
        elif field == "id":
            if "\0" not in value:
                self._id = value
        elif field == "retry" and value.isascii() and value.isdigit():
            frames.append(RetryHint(_milliseconds(value)))

    def _take_data(self, value: str) -> None:
        self._data_bytes += len(value if value.isascii() else value.encode()) + 1
        if self._data_bytes > self._max_event_bytes + 1:  # the last line's end is no part of the data
            raise EventTooLarge(self._max_event_bytes)
        self._data.append(value)

    def _dispatch(self, frames: list[Frame]) -> None:
        self._committed_id = self._id
        if self._data:
            frames.append(Event(self._name or "message", "\n".join(self._data), self._id))
            self._data.clear()
            self._data_bytes = 0
        self._name = ""

    def _give_up(self, limit: int) -> None:
        self._passed_limit = limit
        self._unfinished_line.clear()
        self._data.clear()


def _milliseconds(digits: str) -> int:
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= 12 else LONGEST_RETRY
