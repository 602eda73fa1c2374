"""kill -9 at any moment: every end is told, and none twice, but for a kill between the showing of one and its mark.

BATCHDESK_KILLS sets how often (4 by default). Prints how many kills fell into that window, which cannot be closed: the
desktop shows a message and the disk keeps that it did, and no transaction spans the two.
"""

import asyncio
import os
import random
import re
import shutil
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer, Plan, ServerOptions
from tests.notification_daemon import Daemon, private_bus, run_daemon
from tests.waiting import until

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the notification daemon is that of a Linux desktop"),
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon"),
]

KILLS = int(os.environ.get("BATCHDESK_KILLS", "4"))
PATIENCE_SECONDS = 60.0
LONGEST_RUN_SECONDS = 6.0

OUTCOMES = ("SUCCEEDED", "PARTIAL_SUCCESS", "FAILED")


@dataclass
class Desk:
    """The program, a process of its own, and all that it can see of the world."""

    folder: Path
    server: EmbeddedServer
    daemon: Daemon
    environment: dict[str, str]

    def add_some(self, chance: random.Random) -> None:
        """Have some more batches watched, which end in the next seconds. Only while the program does not run."""
        self.add_batches(
            Plan(queued_seconds=0.0, running_seconds=chance.uniform(0.1, 4.0), final_status=chance.choice(OUTCOMES))
            for _ in range(chance.randint(1, 8))
        )

    def add_batches(self, plans: Iterable[Plan]) -> None:
        """Have batches watched that go by these plans. Only while the program does not run."""
        ids = [self.server.create_batch(plan=plan, autostart=False) for plan in plans]
        with closing(Store.open(self.folder / DATABASE_NAME)) as store:
            store.add_server(self.server.url)
            store.add_batches([Addition(BatchKey(self.server.url, batch_id)) for batch_id in ids]).result()
        for batch_id in ids:
            self.server.start_batch(batch_id)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Process]:
        """The program; killed when it still runs at the end."""
        command = (sys.executable, "-m", "batchdesk", "--data-dir", str(self.folder))
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, env=self.environment)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            _, errors = await process.communicate()
        assert errors == b""
        await self.daemon.is_alone()

    def recorded(self) -> list[tuple[str | None, str | None]]:
        """When and where each end was told, as the table of notifications has it."""
        with closing(sqlite3.connect(f"file:{self.folder / DATABASE_NAME}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT told_at, shown FROM notifications").fetchall()

    def marked(self) -> int:
        return sum(told_at is not None for told_at, _ in self.recorded())

    @property
    def ends_sent(self) -> int:
        return sum(map(ends_in, self.daemon.sent))

    @property
    def ends_on_screen(self) -> int:
        """Without those whose message was replaced."""
        return sum(map(ends_in, self.daemon.shown.values()))


def ends_in(message: list[Any]) -> int:
    """How many ends a message tells."""
    counted = re.search(r"(\d+) batches ended$", message[3])
    return int(counted[1]) if counted else 1


async def some_moment(desk: Desk, chance: random.Random) -> None:
    """Anywhere in a run: its start, and around each of its messages."""
    if chance.random() < 0.3:
        await asyncio.sleep(chance.uniform(0.0, LONGEST_RUN_SECONDS / 2))
        return
    try:
        async with asyncio.timeout(LONGEST_RUN_SECONDS):
            await desk.daemon.has_taken(len(desk.daemon.sent) + chance.randint(1, 4))
    except TimeoutError:
        return
    await asyncio.sleep(chance.uniform(0.0, 0.1))


async def run_until_killed(desk: Desk, chance: random.Random) -> int:
    """Return how many ends were shown and not marked when the kill came."""
    sent, marked = len(desk.daemon.sent), desk.marked()
    async with desk.running():
        await some_moment(desk, chance)
    shown = [ends_in(message) for message in desk.daemon.sent[sent:]]
    unmarked = sum(shown) - (desk.marked() - marked)
    # One message at a time: only the last can be without its mark, and no mark is without its message.
    assert unmarked == 0 or unmarked == shown[-1]
    return unmarked


async def told_by_then(desk: Desk, batches: int) -> None:
    """Let the program catch up with everything, and end it as a person does."""
    async with desk.running() as process:
        await until(lambda: len(desk.recorded()) == desk.marked() == batches)
        process.terminate()
        assert await process.wait() == 0


@asynccontextmanager
async def desk_in(folder: Path) -> AsyncIterator[Desk]:
    """A data folder, a server, a bus and a notification daemon of the test's own."""
    data = folder / "data"
    data.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "BATCHDESK"))}
    with private_bus(folder) as bus, EmbeddedServer(ServerOptions(look_seconds=0.05)) as server:
        environment = kept | {
            "BATCHDESK_SESSION_TOKEN": server.session_cookie(),
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "LC_ALL": "C",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        }
        async with run_daemon(bus, "body", "actions") as daemon:
            yield Desk(data, server, daemon, environment)


@pytest.mark.timeout(PATIENCE_SECONDS + 15 * KILLS)
def test_killed_at_any_moment(tmp_path: Path) -> None:
    async def scenario() -> None:
        chance = random.Random(20261124)
        async with desk_in(tmp_path) as desk:
            caught: list[int] = []
            for _ in range(KILLS):
                desk.add_some(chance)
                caught.append(await run_until_killed(desk, chance))
            desk.add_some(chance)
            batches = len(desk.server.describe()["batches"])
            await told_by_then(desk, batches)
            assert {shown for _, shown in desk.recorded()} <= {"freedesktop", "digest: freedesktop"}
            assert desk.ends_sent == batches + sum(caught)
            twice = sum(1 for unmarked in caught if unmarked)
            print(  # noqa: T201 - the figures are what a long run is for
                f"{KILLS} kills, {batches} ends in {len(desk.daemon.sent)} messages; {twice} kills fell between a"
                f" message and its mark, so that {sum(caught)} ends were told twice,"
                f" {desk.ends_on_screen - batches} of them without replacing"
            )

    asyncio.run(scenario())


def test_what_was_shown_and_not_marked_is_replaced(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with desk_in(tmp_path) as desk:
            desk.daemon.answers = False
            desk.add_batches([Plan(queued_seconds=0.0, running_seconds=2.0)])
            async with desk.running():
                await desk.daemon.has_taken(1)
            desk.daemon.answers = True
            await told_by_then(desk, 1)
            assert (desk.ends_sent, desk.ends_on_screen) == (2, 1)

    asyncio.run(scenario())
