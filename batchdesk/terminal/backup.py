"""`batchdesk backup`: a copy of the database."""

import sys
from collections.abc import Callable
from pathlib import Path

from batchdesk.store.backup import back_up
from batchdesk.terminal import exit_codes
from batchdesk.terminal.export import ended_by_signals
from batchdesk.terminal.importing import copying
from batchdesk.terminal.progress_line import progress_line
from batchdesk.words.catalogue import translate


def back_up_to(database: Path, target: Path, say: Callable[[str], None]) -> int:
    """Copy and return the command's exit code. Raises BatchdeskError where the database cannot be read."""
    try:
        with ended_by_signals(), progress_line(sys.stderr) as show:
            back_up(database, target, lambda share: show(copying(share)))
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
