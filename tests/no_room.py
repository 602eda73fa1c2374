"""A disk without room, as a limit on the size of files makes one. Not on Windows."""

import resource
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def no_room(limit: int = 1000) -> Generator[None]:
    """No file can grow beyond `limit` bytes, less than a page."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
