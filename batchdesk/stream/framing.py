"""Where an HTTP/1.1 body ends: RFC 9112, section 6. Bytes of the connection in, bytes of the body out, no I/O."""

import re
from typing import Protocol

LONGEST_LINE = 4096
"""Bytes of a chunk's size line or a trailer; the size itself is ten at most."""

_PLAIN_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})\r\n")
_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;.*)?")


class BadFraming(Exception):
    """The server broke the rules of its own framing."""


class Framing(Protocol):
    """Takes what the connection brings, gives what belongs to the body."""

    complete: bool
    """The body has ended; what comes after it is not looked at."""
    ends_with_connection: bool
    """Whether the connection's end is the body's, rather than a loss."""

    def feed(self, data: bytes) -> bytes:
        """The part of the body in `data`. Raises BadFraming."""
        ...


class UntilClose:
    """A body that lasts as long as the connection."""

    complete = False
    ends_with_connection = True

    def feed(self, data: bytes) -> bytes:
        return data


class Counted:
    """A body of a known length."""

    ends_with_connection = False

    def __init__(self, length: int) -> None:
        self._left = length
        self.complete = length == 0

    def feed(self, data: bytes) -> bytes:
        body = data[: self._left]
        self._left -= len(body)
        self.complete = self._left == 0
        return body


def _whole_chunk(data: bytes) -> bytes:
    """The content of the one chunk that `data` is: what a read brings when a server has written an event. Empty where
    it is anything else."""
    size = _PLAIN_SIZE.match(data)
    if size is None:
        return b""
    start = size.end()
    end = start + int(size[1], 16)
    return data[start:end] if data[end:] == b"\r\n" else b""


class Chunked:
    """A body in chunks (RFC 9112, section 7.1). Extensions and trailers are skipped."""

    ends_with_connection = False

    def __init__(self) -> None:
        self.complete = False
        self._data = b""
        self._position = 0
        self._left = 0
        self._step = self._take_size

    def feed(self, data: bytes) -> bytes:
        if self._step == self._take_size and self._position == len(self._data) and (chunk := _whole_chunk(data)):
            return chunk
        self._data = self._data[self._position :] + data
        self._position = 0
        parts: list[bytes] = []
        while not self.complete and self._step(parts):
            pass
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _take_size(self, parts: list[bytes]) -> bool:
        line = self._line()
        if line is None:
            return False
        size = _SIZE.fullmatch(line)
        if size is None:
            raise BadFraming("not a chunk size")
        self._left = int(size[1], 16)
        self._step = self._take_data if self._left else self._take_trailer
        return True

    def _take_data(self, parts: list[bytes]) -> bool:
        part = self._data[self._position : self._position + self._left]
        if part:
            parts.append(part)
        self._position += len(part)
        self._left -= len(part)
        if self._left:
            return False
        self._step = self._take_end_of_data
        return True

    def _take_end_of_data(self, parts: list[bytes]) -> bool:
        line = self._line()
        if line is None:
            return False
        if line:
            raise BadFraming("a chunk is longer than its size")
        self._step = self._take_size
        return True

    def _take_trailer(self, parts: list[bytes]) -> bool:
        line = self._line()
        self.complete = line == b""
        return line is not None

    def _line(self) -> bytes | None:
        end = self._data.find(b"\r\n", self._position)
        if end - self._position > LONGEST_LINE or (end < 0 and len(self._data) - self._position > LONGEST_LINE):
            raise BadFraming("a line too long")
        if end < 0:
            return None
        line = self._data[self._position : end]
        self._position = end + 2
        return line
