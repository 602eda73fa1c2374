"""A loop in a thread: asked from any other loop, and never leaving a caller waiting."""

import asyncio
import threading

import pytest

from batchdesk.engine.loop_thread import LoopStopped, LoopThread


async def until_stopped(stopping: asyncio.Event) -> None:
    await stopping.wait()


@pytest.fixture
def thread() -> LoopThread:
    return LoopThread("test-loop", until_stopped)


def test_a_coroutine_runs_over_there_and_answers_here(thread: LoopThread) -> None:
    async def where() -> str:
        return threading.current_thread().name

    thread.start()
    try:
        assert asyncio.run(thread.call(where())) == "test-loop"
    finally:
        thread.stop()


def test_an_error_comes_back_to_the_caller(thread: LoopThread) -> None:
    async def fail() -> None:
        raise ValueError("from over there")

    thread.start()
    try:
        with pytest.raises(ValueError, match="from over there"):
            asyncio.run(thread.call(fail()))
    finally:
        thread.stop()


def test_who_waits_when_it_stops_is_let_go(thread: LoopThread) -> None:
    async def main() -> None:
        waiting = asyncio.Event()
        here = asyncio.get_running_loop()

        async def for_ever() -> None:
            here.call_soon_threadsafe(waiting.set)
            await asyncio.Event().wait()

        caller = asyncio.create_task(thread.call(for_ever()))
        await waiting.wait()
        await asyncio.to_thread(thread.stop)
        with pytest.raises(asyncio.CancelledError):
            await caller

    thread.start()
    asyncio.run(main())


def test_nothing_can_be_asked_before(thread: LoopThread) -> None:
    with pytest.raises(LoopStopped):
        asyncio.run(thread.call(asyncio.Event().wait()))


def test_nothing_can_be_asked_afterwards(thread: LoopThread) -> None:
    thread.start()
    thread.stop()
    thread.stop()
    with pytest.raises(LoopStopped):
        asyncio.run(thread.call(asyncio.Event().wait()))
