"""The thread in which an embedded server answers, from its port's being taken to the last connection's end.

Must not know what is answered.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from batchdesk.testserver.front import Front
from batchdesk.testserver.loopback import HOST, LoopbackServer, bind
from batchdesk.testserver.worker import Worker

THREAD_NAME = "batchdesk-testserver"
CALL_SECONDS = 10.0
"""No call into the thread takes this long unless it is stuck."""

Result = TypeVar("Result")


class ServerThread:
    """Started and stopped any number of times, on the same port. The worker works while it runs."""

    def __init__(self, front: Front, worker: Worker, port: int) -> None:
        """`port` 0: a free one, taken at the first start."""
        self._front = front
        self._worker = worker
        self._port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._http: LoopbackServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Its base address, without a slash at the end. Known once it was started."""
        return f"http://{HOST}:{self._port}"

    @property
    def running(self) -> bool:
        return self._thread is not None

    def start(self) -> None:
        """Returns when it answers. Raises PortTaken, or RuntimeError when it runs already."""
        if self._thread is not None:
            raise RuntimeError("the embedded server runs already")
        listener = bind(self._port)
        self._port = listener.getsockname()[1]
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(listener, ready), name=THREAD_NAME, daemon=True)
        self._thread.start()
        try:
            ready.result()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Cuts every connection at once and returns when the thread is over. Does nothing when it is not running."""
        thread, loop, http = self._thread, self._loop, self._http
        if thread is None:
            return
        if loop is not None and http is not None:
            loop.call_soon_threadsafe(http.ask_to_stop)
        thread.join()
        self._thread = None

    def _run(self, listener: socket.socket, ready: Future[None]) -> None:
        try:
            asyncio.run(self._serve(listener, ready))
        except Exception as error:
            if ready.done():
                raise
            ready.set_exception(error)

    async def _serve(self, listener: socket.socket, ready: Future[None]) -> None:
        http = LoopbackServer(self._front)
        await http.open(listener)
        self._http, self._loop = http, asyncio.get_running_loop()
        self._worker.resume(self._loop)
        ready.set_result(None)
        try:
            await http.run_until_stopped()
        finally:
            self._worker.pause()
            self._http = self._loop = None

    def call(self, function: Callable[[], Result]) -> Result:
        """Runs it in this thread, or in the caller's while there is none."""
        loop = self._loop
        if loop is None or threading.current_thread() is self._thread:
            return function()
        done: Future[Result] = Future()

        def run() -> None:
            try:
                done.set_result(function())
            except Exception as error:
                done.set_exception(error)

        loop.call_soon_threadsafe(run)
        return done.result(CALL_SECONDS)
