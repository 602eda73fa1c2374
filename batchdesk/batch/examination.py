"""What has to be well between us and a batch's news, step by step, and which step is not.

Pure: it asks nobody itself.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from enum import Enum

from msgspec import Struct

from batchdesk.batch.problem import Problem


class Step(Enum):
    """What is examined, what others depend on first. The value is what `--json` prints."""

    ADDRESS = "address"
    """Something answers there."""
    TLS = "tls"
    """Its certificate is trusted."""
    SERVER = "server"
    """It is a batch server."""
    SIGN_IN = "sign-in"
    """It knows us."""
    MERCHANT = "merchant"
    """We are a member of the batch's merchant."""
    BATCH = "batch"
    """The batch is there."""
    STREAM = "stream"
    """Its stream opens."""
    HEARTBEAT = "heartbeat"
    """The stream is alive, or its batch has ended."""


OF_A_SERVER = (Step.ADDRESS, Step.TLS, Step.SERVER, Step.SIGN_IN)
OF_A_BATCH = (Step.MERCHANT, Step.BATCH, Step.STREAM, Step.HEARTBEAT)


class Result(Enum):
    """How a step went. The value is what `--json` prints."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"


class Why(Enum):
    """Why a step is left out."""

    NO_SERVER = "no server"
    NO_BATCH = "no batch"
    PLAIN = "plain"
    """The address is not encrypted."""
    CAUSE = "cause"
    """A step before it failed, which is its cause as well."""


class Examined(Struct, frozen=True):
    """One step, done or left out."""

    step: Step
    problem: Problem | None = None
    why: Why | None = None
    """Left out; None: it was examined."""

    @property
    def result(self) -> Result:
        """How it went."""
        if self.why is not None:
            return Result.SKIPPED
        return Result.OK if self.problem is None else Result.FAILED


async def examine(
    server: str, ask: Callable[[Step], Awaitable[Problem | None]], *, batch: bool
) -> AsyncGenerator[Examined]:
    """Every step in its order, as soon as it is known. `ask` says what is not well with one.

    `server`: its address; empty: there is none to ask. `batch`: whether the steps of a batch are asked, too.
    """
    failed = False
    for step in (*OF_A_SERVER, *OF_A_BATCH):
        why = Why.CAUSE if failed else _why_not(step, server, batch=batch)
        if why is not None:
            yield Examined(step, why=why)
            continue
        problem = await ask(step)
        failed = problem is not None
        yield Examined(step, problem)


def _why_not(step: Step, server: str, *, batch: bool) -> Why | None:
    if not server:
        return Why.NO_SERVER
    if step is Step.TLS and not server.startswith("https:"):
        return Why.PLAIN
    return Why.NO_BATCH if step in OF_A_BATCH and not batch else None
