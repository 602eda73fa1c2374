"""Every coroutine has an owner: it is ended with it, and what keeps something is let come to its end."""

import asyncio

import pytest

from batchdesk.desktop import tasks
from batchdesk.desktop.tasks import OwnedTasks


def nothing_said(words: str) -> None:
    pytest.fail(words)


def test_at_the_end_what_saves_is_waited_for_and_all_else_is_cancelled() -> None:
    async def scenario() -> None:
        saved: list[str] = []
        may_go_on = asyncio.Event()

        async def save() -> None:
            await may_go_on.wait()
            saved.append("note")

        owned = OwnedTasks(nothing_said)
        saving = owned.start(save(), saves=True)
        waiting = owned.start(asyncio.Event().wait())  # type: ignore[arg-type]
        finishing = asyncio.create_task(owned.finish())
        await asyncio.wait([waiting])
        assert waiting.cancelled()
        assert not saving.done()
        may_go_on.set()
        await finishing
        assert saved == ["note"]

    asyncio.run(scenario())


def test_a_disk_that_is_full_does_not_keep_the_program_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "SAVING_SECONDS", 0.01)

    async def scenario() -> None:
        owned = OwnedTasks(nothing_said)
        saving = owned.start(asyncio.Event().wait(), saves=True)  # type: ignore[arg-type]
        await owned.finish()
        assert saving.cancelled()

    asyncio.run(scenario())


def test_after_the_end_nothing_begins() -> None:
    async def scenario() -> None:
        owned = OwnedTasks(nothing_said)
        await owned.finish()
        late = owned.start(asyncio.Event().wait(), saves=True)  # type: ignore[arg-type]
        await asyncio.wait([late])
        assert late.cancelled()

    asyncio.run(scenario())


def test_what_somebody_waits_for_is_told_apart() -> None:
    async def scenario() -> None:
        may_end = asyncio.Event()

        async def export() -> None:
            await may_end.wait()

        owned = OwnedTasks(nothing_said)
        owned.start(asyncio.Event().wait())  # type: ignore[arg-type]
        assert not owned.are_long
        await owned.long_ones_ended()
        exporting = owned.start(export(), long=True)
        assert owned.are_long
        waiting = asyncio.create_task(owned.long_ones_ended())
        may_end.set()
        await waiting
        assert exporting.done()
        assert not owned.are_long
        await owned.finish()

    asyncio.run(scenario())
