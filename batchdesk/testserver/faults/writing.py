"""Faults that change all bytes of a stream."""

from dataclasses import dataclass

from batchdesk.testserver.faults.kinds import Fault


@dataclass(frozen=True, kw_only=True)
class WireFault(Fault):
    """Changes how a stream is written, from its opening on."""

    pause_seconds: float = 0.0
    """Waited after each byte; 0: events are written whole."""

    def encoded(self, block: bytes) -> bytes:
        """An event or a comment, as it is written instead."""
        return block


@dataclass(frozen=True, kw_only=True)
class LineEnds(WireFault):
    """CR LF, or CR alone: the standard allows all three (WHATWG HTML, 9.2.5)."""

    line_end: bytes = b"\r\n"

    def encoded(self, block: bytes) -> bytes:
        return block.replace(b"\n", self.line_end)


@dataclass(frozen=True, kw_only=True)
class IdAndRetry(WireFault):
    """`id:` and `retry:` fields, which the server does not send today."""

    event_id: str = "41"
    retry: str = "3000"

    def encoded(self, block: bytes) -> bytes:
        if block.startswith(b":"):
            return block
        return f"id: {self.event_id}\nretry: {self.retry}\n".encode() + block


@dataclass(frozen=True, kw_only=True)
class SlowDrip(WireFault):
    """Bytes come one by one."""

    pause_seconds: float = 0.001
