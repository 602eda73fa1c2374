"""The history is cleaned while the engine runs, as soon as somebody wants it."""

import asyncio
from datetime import UTC, datetime, timedelta

from batchdesk.batch.identity import BatchKey
from batchdesk.engine import housekeeping
from batchdesk.engine.housekeeping import Housekeeping
from batchdesk.store.records import Addition
from batchdesk.store.retention import Keep
from batchdesk.store.store import Store


def test_cleans_when_it_is_told_to_and_not_before(monkeypatch) -> None:
    monkeypatch.setattr(housekeeping, "PAUSE_SECONDS", 0)
    asked: list[Keep] = []
    done = asyncio.Event()

    async def scenario() -> None:
        store = Store.in_memory()
        key = BatchKey("https://batches.example", "cm1")
        store.add_batches([Addition(key)]).result()
        clean = store.clean

        def noted(keep: Keep):
            asked.append(keep)
            done.set()
            return clean(keep)

        monkeypatch.setattr(store, "clean", noted)
        keeper = Housekeeping(store)
        task = asyncio.create_task(keeper.run())
        await done.wait()
        assert asked == [Keep()]  # only what is free already
        done.clear()
        keeper.keep(days=30, megabytes=500)
        await done.wait()
        task.cancel()
        await asyncio.wait([task])
        store.close()

    asyncio.run(scenario())
    since = asked[-1].since
    assert since is not None
    assert abs(datetime.now(UTC) - timedelta(days=30) - since) < timedelta(minutes=1)
    assert asked[-1].bytes == 500_000_000


def test_what_was_put_away_is_let_go_after_its_time(monkeypatch) -> None:
    asked: list[datetime] = []

    async def scenario() -> None:
        store, done = Store.in_memory(), asyncio.Event()

        def noted(before: datetime) -> None:
            asked.append(before)
            done.set()

        monkeypatch.setattr(store, "let_go", noted)
        task = asyncio.create_task(Housekeeping(store).run())
        await done.wait()
        task.cancel()
        await asyncio.wait([task])
        store.close()

    asyncio.run(scenario())
    assert abs(datetime.now(UTC) - timedelta(days=housekeeping.PUT_AWAY_DAYS) - asked[0]) < timedelta(minutes=1)
