"""What every fault has, and what faults need to know of a stream. Knows no fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn, Protocol


class Cut(Enum):
    """How a connection ends before its stream has."""

    END = "the body ends as if it were complete, without `complete`"
    CLOSE = "the connection is closed in the middle of the body"
    RESET = "the connection is reset"


class Strikable(Protocol):
    """A stream, as far as faults need to know it."""

    @property
    def batch_id(self) -> str: ...
    @property
    def last_state(self) -> Mapping[str, object]:
        """The data of the newest `batch-status` sent; empty before the first."""
        ...

    async def insert(self, data: bytes) -> None:
        """Writes bytes that are no event of the batch's own."""
        ...

    async def cut(self, how: Cut) -> NoReturn: ...
    async def hold(self) -> NoReturn:
        """Writes nothing any more, not even a heartbeat, until the client goes."""
        ...

    def advance(self, status: str) -> None: ...
    def delete_batch(self) -> None: ...
    def end_sessions(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What every fault has."""

    batch_id: str | None = None
    """None: of any batch."""
    times: int | None = 1
    """How many requests or streams it strikes, each once; None: every one until `clear_faults`."""

    def is_for(self, batch_id: str | None) -> bool:
        return self.batch_id in (None, batch_id)
