"""What becomes of whatever goes wrong in a run: a sentence on standard error, an exit code, and the rest in the log.

Must not know how a command line is read: the window is opened without.
"""

import logging
import os
import sys
from collections.abc import Callable

from batchdesk.batch.identity import InvalidReference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.log_file import stop_log
from batchdesk.place import Place
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

_log = logging.getLogger("batchdesk.cli")


def say(text: str) -> None:
    """One sentence to the operator: standard output carries only what was asked for."""
    sys.stderr.write(f"batchdesk: {text}\n")


def complain(text: str, code: int) -> int:
    """Say why the run ends, and return its exit code."""
    say(text)
    return code


def guarded(place: Place, work: Callable[[], int]) -> int:
    """Do `work` and return its exit code. Whatever happens, a person reads sentences, never a traceback."""
    try:
        return work()
    except InvalidReference as error:
        problem = Problem(ProblemKind.INVALID_REFERENCE, {"text": error.text, "mistake": error.kind})
        return complain(sentence(problem), exit_codes.USAGE)
    except BatchdeskError as error:
        return complain(sentence(error.problem), exit_codes.of_problem(error.problem.kind))
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return exit_codes.BROKEN_PIPE
    except OSError as error:
        _log.exception("the system refused")
        _drop_output()
        reason = error.strerror or type(error).__name__
        return complain(translate("Command", "The system refused: {reason}.", reason=reason), exit_codes.FAILED)
    except Exception as error:
        _log.exception("unexpected error")
        return complain(_fault_sentence(error, place), exit_codes.INTERNAL)
    finally:
        stop_log()


def _drop_output() -> None:
    """What is still buffered goes nowhere, so that the interpreter does not complain of it at its exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _fault_sentence(error: Exception, place: Place) -> str:
    return translate(
        "Command",
        "Something went wrong inside the program ({fault}). What is known of it stands in {folder}; please report it.",
        fault=type(error).__name__,
        folder=place.data_dir / "logs",
    )
