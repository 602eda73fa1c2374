"""What kills sockets silently is noticed: by the wall clock, which runs on in sleep, and by the machine's addresses."""

import asyncio
from collections.abc import Sequence

import pytest

from batchdesk.engine import disruption
from batchdesk.engine.disruption import Disruption, local_addresses, tell_of_disruptions
from batchdesk.engine.watches import SPREAD_SECONDS

HERE = ("10.0.0.7", None)


def seen(
    monkeypatch: pytest.MonkeyPatch, clock: Sequence[float], addresses: Sequence[tuple[str | None, ...]]
) -> list[Disruption]:
    """What is told while the clock and the addresses read like this, look by look."""
    monkeypatch.setattr(disruption, "TICK_SECONDS", 0.0)
    told: list[Disruption] = []
    readings, places = iter(clock), iter(addresses)

    async def main() -> None:
        looking = asyncio.create_task(tell_of_disruptions(told.append, lambda: next(readings), lambda: next(places)))
        await asyncio.wait([looking])
        assert isinstance(looking.exception(), RuntimeError), "it ends when the readings do"

    asyncio.run(main())
    return told


def test_a_jump_of_the_wall_clock_is_a_sleep_and_a_steady_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    told = seen(monkeypatch, [100.0, 101.0, 102.0, 3700.0, 3701.0], [HERE] * 5)
    assert told == [Disruption(slept=True, network_is_up=True)]


def test_a_network_that_goes_comes_or_changes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    away, elsewhere = (None, None), ("192.168.1.5", "fd00::5")
    told = seen(monkeypatch, [float(second) for second in range(6)], [HERE, HERE, away, away, HERE, elsewhere])
    assert told == [Disruption(False, False), Disruption(False, True), Disruption(False, True)]


def test_the_machines_own_addresses_can_be_read() -> None:
    assert len(local_addresses()) == 2
    assert local_addresses() == local_addresses()


def test_as_shipped_what_happened_is_noticed_and_everything_anew_within_two_seconds() -> None:
    assert disruption.TICK_SECONDS + SPREAD_SECONDS <= 2
