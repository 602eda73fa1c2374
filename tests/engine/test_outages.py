"""What the history says of the times in which nothing could be heard, and of those in which nobody listened."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batchdesk.batch.connection import Connection
from batchdesk.batch.connection import ConnectionState as State
from batchdesk.engine import hearing, presence
from batchdesk.engine.hearing import Hearing
from batchdesk.engine.presence import Presence
from batchdesk.store.reader import Reader
from batchdesk.store.records import Outage
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer
from batchdesk.testserver.faults import Refuse
from tests.engine.conftest import desk_on

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
SERVER = "https://batches.example"


def at(seconds: float) -> datetime:
    return EIGHT + timedelta(seconds=seconds)


class Streams:
    """Some streams of a server, moved by hand."""

    def __init__(self) -> None:
        self.silences: list[tuple[datetime, datetime]] = []
        self._hearing = Hearing(lambda since, until: self.silences.append((since, until)))
        self._states: dict[str, State] = {}

    def move(self, stream: str, state: State, seconds: float, heard: float | None = None) -> None:
        before = self._states.get(stream, State.IDLE)
        self._states[stream] = state
        self._hearing.changed(before, state, None if heard is None else at(heard), at(seconds))


def test_a_server_is_silent_while_none_of_its_streams_lives() -> None:
    streams = Streams()
    for stream in ("one", "two"):
        streams.move(stream, State.CONNECTING, 0)
        streams.move(stream, State.LIVE, 1)
    streams.move("one", State.WAITING, 100, heard=99)
    assert streams.silences == []
    streams.move("two", State.WAITING, 160, heard=102)  # died silently: found out a minute later
    streams.move("one", State.CONNECTING, 170)
    streams.move("one", State.WAITING, 171)
    streams.move("two", State.CONNECTING, 180)
    streams.move("two", State.LIVE, 181)
    streams.move("one", State.LIVE, 182)
    assert streams.silences == [(at(102), at(181))]


def test_a_short_break_and_an_end_are_no_silence() -> None:
    streams = Streams()
    streams.move("one", State.CONNECTING, 0)
    streams.move("one", State.LIVE, 1)
    streams.move("one", State.WAITING, 50, heard=49)
    streams.move("one", State.LIVE, 52)
    streams.move("one", State.IDLE, 100)
    streams.move("two", State.CONNECTING, 900)
    streams.move("two", State.LIVE, 901)
    assert streams.silences == []


def test_a_session_that_ended_is_a_silence_until_nobody_wants_to_listen() -> None:
    streams = Streams()
    streams.move("one", State.LIVE, 1)
    streams.move("one", State.SIGNED_OUT, 50)
    streams.move("one", State.PAUSED, 80)
    assert streams.silences == [(at(50), at(80))]


@contextmanager
def opened(folder: Path) -> Generator[tuple[Store, Reader]]:
    store = Store.open(folder / DATABASE_NAME)
    try:
        yield store, Reader(folder / DATABASE_NAME)
    finally:
        store.close()


def test_a_program_that_was_closed_or_killed_says_so_when_it_is_back(tmp_path: Path) -> None:
    async def run(last: datetime | None, *moments: datetime) -> None:
        """From its start to its end; between them the machine wakes up."""
        clock = iter(moments)
        presence = Presence(store, last, lambda: next(clock), lambda: False)
        presence.start()
        for _ in moments[1:-2]:
            presence.woke_up()
        await presence.stop()
        await asyncio.wrap_future(store.flush())

    with opened(tmp_path) as (store, reader):
        asyncio.run(run(None, at(0), at(60), at(60)))
        assert reader.last_present() == at(60)
        asyncio.run(run(reader.last_present(), at(63), at(120), at(120)))
        asyncio.run(run(reader.last_present(), at(4_000), at(4_050), at(9_000), at(9_010), at(9_010)))
        assert reader.outages(SERVER, at(0), at(10_000)) == [
            Outage(None, at(120), at(4_000)),  # closed
            Outage(None, at(4_050), at(9_000)),  # asleep
        ]


@pytest.mark.parametrize("is_listening", [False, True])
def test_the_disk_is_woken_only_while_somebody_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_listening: bool
) -> None:
    monkeypatch.setattr(presence, "STAMP_SECONDS", 0.0)

    async def main() -> None:
        ticks, enough = iter(range(1_000_000)), asyncio.Event()

        def now() -> datetime:
            tick = next(ticks)
            if tick == 10:
                enough.set()
            return at(tick / 1_000)

        keeper = Presence(store, at(0), now, lambda: is_listening)
        keeper.start()
        await enough.wait()
        await asyncio.wrap_future(store.flush())
        last_present = reader.last_present()
        assert last_present is not None if is_listening else last_present is None
        await keeper.stop()
        await asyncio.wrap_future(store.flush())

    with opened(tmp_path) as (store, reader):
        asyncio.run(main())
        assert reader.last_present() is not None, "its end is noted"


def test_outages_are_those_of_a_server_and_of_the_program_that_touch_a_time(tmp_path: Path) -> None:
    with opened(tmp_path) as (store, reader):
        for server in (SERVER, "https://other.example"):
            store.add_server(server)
        store.note_outage(SERVER, at(100), at(200))
        store.note_outage("https://other.example", at(100), at(200))
        store.note_outage("https://stranger.example", at(100), at(200))
        store.note_outage(None, at(50), at(120))
        store.flush().result()
        both = [Outage(None, at(50), at(120)), Outage(SERVER, at(100), at(200))]
        assert reader.outages(SERVER, at(0), at(300)) == both
        assert reader.outages(SERVER, at(110), at(115)) == both
        assert reader.outages(SERVER, at(120), at(300)) == both[1:]
        assert reader.outages(SERVER, at(0), at(100)) == both[:1]


def test_a_server_that_is_away_leaves_a_line_and_so_does_the_time_between_two_runs(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((hearing, "WORTH_NOTING"), (presence, "AWAY")):
        monkeypatch.setattr(module, name, timedelta())
    batch = server.create_batch(autostart=False)
    since = datetime.now(UTC)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.rows[key].connection.state is State.LIVE)
            server.inject(Refuse(batch_id=batch, status=503))
            server.drop_streams()
            await desk.until(
                lambda: (
                    [one.what.state for one in desk.journal if isinstance(one.what, Connection)].count(State.LIVE) == 2
                )
            )
        async with desk_on(tmp_path) as desk:
            await desk.engine.ready()

    asyncio.run(main())
    reader = Reader(tmp_path / DATABASE_NAME)
    found = reader.outages(server.url, since, datetime.now(UTC))
    assert {outage.server for outage in found} == {server.url, None}
    assert all(since <= outage.from_at <= outage.until_at for outage in found)
