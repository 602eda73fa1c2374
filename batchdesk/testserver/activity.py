"""Lets any thread wait for what the server's thread does."""

import threading
import time
from collections.abc import Callable


class Activity:
    """Counts what happened in the server."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def notify(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait_until(self, predicate: Callable[[], bool], timeout: float) -> None:
        """Returns once it holds; raises TimeoutError after `timeout` seconds in which it did not.

        The predicate runs without the lock: it may ask the server's thread, which may be about to notify.
        """
        deadline = time.monotonic() + timeout
        while True:
            with self._changed:
                seen = self._count
            if predicate():
                return
            with self._changed:
                left = deadline - time.monotonic()
                if not self._changed.wait_for(lambda seen=seen: self._count != seen, max(0.0, left)):
                    raise TimeoutError(f"the embedded server did not get there within {timeout:g} s")
