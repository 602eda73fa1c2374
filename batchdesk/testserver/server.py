"""The embedded server: the real server's twin in a thread of its own, for the demo, for tests and for training.

Its methods may be called from any thread, also while it is stopped: batches and sessions outlive a restart, as with the
real server's database. Answers on this computer alone.
"""

from collections.abc import Callable, Mapping
from typing import Self

from batchdesk.testserver.activity import Activity
from batchdesk.testserver.authentication import Authentication
from batchdesk.testserver.batches import Batches, new_batch_id
from batchdesk.testserver.directory import DEFAULT_MERCHANT, Directory
from batchdesk.testserver.fault_list import Faults
from batchdesk.testserver.faults import Fault
from batchdesk.testserver.front import Front
from batchdesk.testserver.making import Making, Wanted
from batchdesk.testserver.options import ServerOptions
from batchdesk.testserver.plan import Change, Plan
from batchdesk.testserver.request_log import RequestLog
from batchdesk.testserver.routes import Application
from batchdesk.testserver.server_thread import ServerThread
from batchdesk.testserver.streams import OpenStreams, Pace
from batchdesk.testserver.worker import Worker


class EmbeddedServer:
    """A context manager: started on entering, stopped on leaving."""

    def __init__(self, options: ServerOptions = ServerOptions()) -> None:  # noqa: B008 - frozen
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
        worker = Worker(self._batches)
        self._making = Making(
            self._batches, worker, self._directory.operator.id, options.queued_seconds, options.running_seconds
        )
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
            self._making.create_as_asked,
            lists=options.lists,
        )
        front = Front(application.asgi(), self._faults, self.requests)
        self._thread = ServerThread(front, worker, options.port)
        self._call = self._thread.call

    # Its life.

    @property
    def url(self) -> str:
        """Its base address, without a slash at the end. Known once it was started."""
        return self._thread.url

    @property
    def running(self) -> bool:
        return self._thread.running

    def start(self) -> None:
        """Returns when it answers. Raises PortTaken, or RuntimeError when it runs already."""
        self._thread.start()

    def stop(self) -> None:
        """Cuts every connection at once and returns when the thread is over. Does nothing when it is not running."""
        self._thread.stop()

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
        return self._call(lambda: self._making.create(wanted, autostart=autostart).id)

    def start_batch(self, batch_id: str) -> None:
        """The worker takes up a batch that was created without `autostart`. Raises KeyError for any other."""
        self._call(lambda: self._making.start(batch_id))

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
        return self._call(lambda: self._making.by_hand(batch_id, change))

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

    # What happens in its thread.

    def _changed(self, batch_id: str) -> None:
        self._streams.wake(batch_id)
        self._activity.notify()

    def _inject(self, fault: Fault) -> None:
        self._faults.inject(fault)
        self._streams.wake(fault.batch_id)
