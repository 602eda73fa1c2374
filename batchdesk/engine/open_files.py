"""How many files and connections the system lets this process have open at once."""

import contextlib
import logging
import sys

MACOS_LIMIT = 10_240
"""macOS names a hard limit without end, and refuses more than this (OPEN_MAX in its <sys/syslimits.h>)."""

_log = logging.getLogger("batchdesk.engine")


def raise_open_files_limit() -> None:
    """Raise the soft limit to the hard one: usual soft limits, 256 and 1,024, are fewer than an operator's streams.

    Safe where nothing uses `select`, which stops at 1,024: here it is epoll and kqueue. Windows has no such limit.
    """
    if sys.platform == "win32":
        return
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, MACOS_LIMIT):
        if soft == hard or 0 <= wanted <= soft:
            break
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            _log.info("open files: %d instead of %d", wanted, soft)
            return
