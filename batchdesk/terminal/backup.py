"""`batchdesk backup`: a copy of the database."""

from collections.abc import Callable
from pathlib import Path

from batchdesk.store.backup import back_up
from batchdesk.terminal import exit_codes
from batchdesk.terminal.export import ended_by_signals
from batchdesk.words.catalogue import translate


def back_up_to(database: Path, target: Path, say: Callable[[str], None]) -> int:
    """Copy and return the command's exit code. Raises BatchdeskError where the database cannot be read."""
    try:
        with ended_by_signals():
            back_up(database, target)
    except FileExistsError:
        say(translate("Command", "{path} is there already. Choose another name, or move that file.", path=target))
        return exit_codes.FAILED
    except OSError as error:
        reason = error.strerror or str(error)
        say(
            translate("Command", "{path} cannot be written: {reason}. Choose another file.", path=target, reason=reason)
        )
        return exit_codes.FAILED
    say(translate("Command", "The copy is in {path}.", path=target))
    return exit_codes.SUCCEEDED
