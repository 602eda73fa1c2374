"""The embedded server: the real server's twin in a thread of its own, for the demo, for tests and for training.

Its methods may be called from any thread, also while it is stopped: batches and sessions outlive a restart, as with the
real server's database. Answers on this computer alone.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Self, TypeVar

from batchdesk.testserver.activity import Activity
from batchdesk.testserver.authentication import Authentication
from batchdesk.testserver.batches import Batch, Batches, new_batch_id
from batchdesk.testserver.directory import DEFAULT_MERCHANT, Directory, User
from batchdesk.testserver.fault_list import Faults
from batchdesk.testserver.faults import Fault
from batchdesk.testserver.front import Front
from batchdesk.testserver.loopback import HOST, LoopbackServer, bind
from batchdesk.testserver.plan import Change, Plan
from batchdesk.testserver.request_log import RequestLog
from batchdesk.testserver.routes import Application
from batchdesk.testserver.streams import OpenStreams, Pace
from batchdesk.testserver.wire import now
from batchdesk.testserver.worker import Worker

THREAD_NAME = "batchdesk-testserver"
CALL_SECONDS = 10.0
"""No call into the server's thread takes this long unless that thread is stuck."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class ServerOptions:
    """How the server behaves. Times are seconds."""

    port: int = 0
    """0: a free one, kept across restarts."""
    look_seconds: float = 1.0
    """How often a stream looks at its batch; 0: it sees every change at once."""
    heartbeat_seconds: float = 30.0
    email: str = "operator@example.com"
    code: str = field(default="123456", repr=False)
    authjs: bool = False
    """Answers like Auth.js 5 instead of NextAuth 4."""
    chunked_session: bool = False
    """Session tokens are so long that their cookie is split."""
    lists: bool = True
    """Has the list of a merchant's batches, which the guide does not promise."""
    session_seconds: float = 30 * 86400
    queued_seconds: float = 1.0
    running_seconds: float = 4.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A batch that is to be."""

    batch_id: str
    merchant_id: str
    plan: Plan
    scenario: str | None = None
    parent_batch_id: str | None = None
    assets: tuple[Mapping[str, object], ...] = ()
    triggered_by: str | None = None


class EmbeddedServer:
    """A context manager: started on entering, stopped on leaving."""

    def __init__(self, options: ServerOptions = ServerOptions()) -> None:
        self.options = options
        self.requests = RequestLog()
        self._directory = Directory(options.email, options.code)
        self._authentication = Authentication(
            self._directory,
            authjs=options.authjs,
            chunked=options.chunked_session,
            session_seconds=options.session_seconds,
        )
        self._batches = Batches()
        self._worker = Worker(self._batches)
        self._waiting_plans: dict[str, Plan] = {}
        self._faults = Faults()
        self._activity = Activity()
        self._streams = OpenStreams(
            self._batches,
            self._faults,
            Pace(options.look_seconds, options.heartbeat_seconds),
            self._activity,
            self._authentication.sessions.end_all,
        )
        self._batches.on_change = self._changed
        application = Application(
            self._directory,
            self._authentication,
            self._batches,
            self._streams,
            self._create_as_asked,
            lists=options.lists,
        )
        self._front = Front(application.asgi(), self._faults, self.requests)
        self._port = options.port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._http: LoopbackServer | None = None
        self._thread: threading.Thread | None = None

    # Its life.

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

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def describe(self) -> dict[str, object]:
        """What somebody needs to use it: address, sign-in, batches. For printing as JSON."""
        batches = self._call(self._batches.all)
        return {
            "url": self.url,
            "email": self.options.email,
            "code": self.options.code,
            "batches": [
                {"id": batch.id, "scenario": batch.scenario, "merchantId": batch.merchant_id} for batch in batches
            ],
        }

    # Batches.

    def create_batch(
        self,
        *,
        batch_id: str | None = None,
        merchant: str = DEFAULT_MERCHANT,
        plan: Plan | None = None,
        autostart: bool = True,
        scenario: str | None = None,
    ) -> str:
        """A new batch of a merchant (its id); returns the batch's id.

        With `autostart` the worker goes by the plan at once, else only after `start_batch`. Raises ValueError for an
        unknown merchant or an id that exists.
        """
        if self._directory.merchant(merchant) is None:
            raise ValueError(f"there is no merchant {merchant}")
        wanted = Wanted(batch_id or new_batch_id(), merchant, plan or Plan(), scenario)
        return self._call(lambda: self._create(wanted, autostart=autostart).id)

    def start_batch(self, batch_id: str) -> None:
        """The worker takes up a batch that was created without `autostart`. Raises KeyError for any other."""
        self._call(lambda: self._start(batch_id))

    def advance(
        self,
        batch_id: str,
        status: str | None = None,
        *,
        copy_count: int | None = None,
        error_code: str | None = None,
        error_message: str | None = None,
        token_usage: Mapping[str, int] | None = None,
    ) -> int:
        """One update by hand; returns the new version. The worker leaves this batch alone from then on.

        Raises KeyError for an unknown batch.
        """
        change = Change(status, copy_count, error_code, error_message, token_usage)
        return self._call(lambda: self._by_hand(batch_id, change))

    def delete_batch(self, batch_id: str) -> None:
        """Its streams say so at their next look. Deleting an unknown batch does nothing."""
        self._call(lambda: self._batches.delete(batch_id))

    def archive_batch(self, batch_id: str) -> None:
        """Raises KeyError for an unknown batch."""
        self._call(lambda: self._batches.archive(batch_id))

    # Faults, sessions, streams.

    def inject(self, fault: Fault) -> None:
        """Something is to go wrong; open streams notice at once."""
        self._call(lambda: self._inject(fault))

    def clear_faults(self) -> None:
        """Nothing is to go wrong any more. What has struck a stream already stays with that stream."""
        self._call(self._faults.clear)

    def end_sessions(self) -> None:
        """401 until somebody signs in again. Open streams go on: authorisation is checked when they open."""
        self._call(self._authentication.sessions.end_all)

    def lengthen_sessions(self, chunked: bool = True) -> None:
        """Session cookies that are issued from now on are split into chunks, or no longer are."""
        self._authentication.sessions.chunked = chunked

    def session_cookie(self, email: str | None = None) -> str:
        """A `Cookie` header for a fresh session of the operator, or of the user with this e-mail address."""
        user = self._directory.sign_in(email or self.options.email, self.options.code)
        if user is None:
            raise ValueError(f"there is no user {email}")
        _, cookies = self._call(lambda: self._authentication.sessions.issue(user.id))
        return "; ".join(f"{name}={value}" for name, value in cookies.items())

    def drop_streams(self, *, reset: bool = False) -> int:
        """Ends all open streams without `complete`: their bodies just end, or with RST. Returns how many."""
        return self._call(lambda: self._streams.drop(reset=reset))

    @property
    def open_streams(self) -> int:
        return self._streams.count()

    def open_streams_of(self, batch_id: str) -> int:
        return self._streams.count(batch_id)

    def wait_until(self, predicate: Callable[[], bool], timeout: float = 5.0) -> None:
        """Looks again whenever a stream opens or ends, or a batch is new, changed or deleted. Raises TimeoutError."""
        self._activity.wait_until(predicate, timeout)

    # In its own thread.

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

    def _call(self, function: Callable[[], Result]) -> Result:
        """Runs it in the server's thread, or here when there is none."""
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

    def _changed(self, batch_id: str) -> None:
        self._streams.wake(batch_id)
        self._activity.notify()

    def _create_as_asked(
        self, user: User, merchant_id: str, parent_id: str | None, assets: tuple[Mapping[str, object], ...]
    ) -> Batch:
        wanted = Wanted(new_batch_id(), merchant_id, Plan(), None, parent_id, assets, user.id)
        return self._create(wanted, autostart=True)

    def _create(self, wanted: Wanted, *, autostart: bool) -> Batch:
        plan = wanted.plan
        batch = Batch(
            wanted.batch_id,
            wanted.merchant_id,
            wanted.triggered_by or self._directory.operator.id,
            now() - timedelta(seconds=plan.age_seconds),
            parent_batch_id=wanted.parent_batch_id,
            target_sequence=plan.target_sequence,
            scenario=wanted.scenario,
            assets=wanted.assets,
        )
        self._batches.add(batch)
        self._waiting_plans[batch.id] = plan
        if autostart:
            self._start(batch.id)
        return batch

    def _start(self, batch_id: str) -> None:
        plan = self._waiting_plans.pop(batch_id)
        steps = plan.steps(self.options.queued_seconds, self.options.running_seconds)
        self._worker.begin(batch_id, steps, plan.age_seconds)

    def _by_hand(self, batch_id: str, change: Change) -> int:
        self._waiting_plans.pop(batch_id, None)
        self._worker.leave(batch_id)
        return self._batches.take(batch_id, change)

    def _inject(self, fault: Fault) -> None:
        self._faults.inject(fault)
        self._streams.wake(fault.batch_id)
