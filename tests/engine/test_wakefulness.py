"""A sleep of the machine is noticed by the wall clock, which runs on while the program stands still."""

import asyncio

import pytest

from batchdesk.engine import wakefulness


def test_a_jump_of_the_wall_clock_is_a_sleep_and_a_steady_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakefulness, "TICK_SECONDS", 0.0)
    readings = iter([100.0, 101.0, 102.0, 3700.0, 3701.0, 3702.0])

    async def main() -> int:
        woken = 0

        def on_wake() -> None:
            nonlocal woken
            woken += 1

        with_clock = asyncio.create_task(wakefulness.tell_when_woken(on_wake, lambda: next(readings)))
        await asyncio.wait([with_clock])  # ends when the readings do
        assert isinstance(with_clock.exception(), RuntimeError)
        return woken

    assert asyncio.run(main()) == 1
