"""One command line, from its arguments to its exit code: the window, or a command of `commands`.

A contract: scripts rely on names, output and exit codes (design, 'Commands'; `terminal.exit_codes`).
"""

import logging
import os
import sys
from collections.abc import Sequence

import click

from batchdesk import __version__
from batchdesk.batch.identity import InvalidReference, parse_reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.command_line import Commands, data_dir_option, say
from batchdesk.command_mistakes import usage_sentence
from batchdesk.commands.accounts import login, logout
from batchdesk.commands.cache import backup, export, history, import_history, restore
from batchdesk.commands.examining import doctor, selftest, test_server
from batchdesk.commands.menu import desktop_entry
from batchdesk.commands.watching import watch
from batchdesk.last_words import say_last_words
from batchdesk.log_file import start_log, stop_log
from batchdesk.place import DATA_DIR_VARIABLE, Place
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import Language, translate
from batchdesk.words.problems import sentence

_log = logging.getLogger("batchdesk.cli")

_COMPLETION = "_BATCHDESK_COMPLETE"
"""By which a shell asks how a command line may go on (click's name for it)."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Whatever happens, a person reads sentences, never a traceback."""
    place = Place()
    try:
        if _COMPLETION in os.environ:
            return _complete(os.environ[_COMPLETION])
        return _run(arguments, place)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        return _complain(usage_sentence(error), exit_codes.USAGE)
    except InvalidReference as error:
        problem = Problem(ProblemKind.INVALID_REFERENCE, {"text": error.text, "mistake": error.kind})
        return _complain(sentence(problem), exit_codes.USAGE)
    except BatchdeskError as error:
        return _complain(sentence(error.problem), exit_codes.of_problem(error.problem.kind))
    except (KeyboardInterrupt, click.Abort):
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return exit_codes.BROKEN_PIPE
    except OSError as error:
        _log.exception("the system refused")
        _drop_output()
        reason = error.strerror or type(error).__name__
        return _complain(translate("Command", "The system refused: {reason}.", reason=reason), exit_codes.FAILED)
    except Exception as error:
        _log.exception("unexpected error")
        return _complain(_fault_sentence(error, place), exit_codes.INTERNAL)
    finally:
        stop_log()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    params=[data_dir_option(DATA_DIR_VARIABLE)],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=translate(
        "Command",
        "Watches content-generation batches. Without a command it opens the window; with links or a batch's web "
        "addresses it adds them to the window that is open.",
    ),
)
@click.option("--demo", is_flag=True, help=translate("Command", "Open on a server inside the program; keeps nothing."))
@click.option("--hidden", is_flag=True, help=translate("Command", "Start in the tray, as at login."))
@click.option(
    "--safe-mode",
    is_flag=True,
    help=translate("Command", "Start without settings, tray, keyring, network and platform plugins."),
)
@click.option(
    "--language",
    type=click.Choice(["en", "zh_CN"]),
    help=translate("Command", "Instead of the one in the settings, or the system's."),
)
@click.version_option(
    __version__,
    prog_name="batchdesk",
    message="%(prog)s %(version)s",
    help=translate("Command", "Show the version."),
)
@click.pass_context
def cli(context: click.Context, demo: bool, hidden: bool, safe_mode: bool, language: Language | None) -> int:
    """Open the window when no command was given."""
    if context.invoked_subcommand is None:
        place = context.ensure_object(Place)
        return _open_window(place, demo=demo, hidden=hidden, safe_mode=safe_mode, language=language)
    for option, given in {"--demo": demo, "--hidden": hidden, "--safe-mode": safe_mode}.items():
        if given:
            raise click.UsageError(translate("Command", "{name} takes no command beside it.", name=option), context)
    return 0


@cli.command("open", hidden=True, help=translate("Command", "Add what the links name to the window."))
@click.argument("links", nargs=-1, required=True, metavar="LINK...")
@click.pass_context
def open_links(context: click.Context, links: tuple[str, ...]) -> int:
    for link in links:
        parse_reference(link)
    parent = context.parent
    language: Language | None = parent.params.get("language") if parent is not None else None
    return _open_window(context.ensure_object(Place), links=links, language=language)


_CACHE = (history, export, backup, restore, import_history)
for command in (watch, *_CACHE, login, logout, doctor, test_server, selftest, desktop_entry):
    cli.add_command(command)


def _complete(instruction: str) -> int:
    from click.shell_completion import shell_complete

    return shell_complete(cli, {}, "batchdesk", _COMPLETION, instruction)


def _run(arguments: Sequence[str], place: Place) -> int:
    with cli.make_context("batchdesk", list(arguments), obj=place) as context:
        code: object = cli.invoke(context)
    sys.stdout.flush()
    return code if isinstance(code, int) else exit_codes.SUCCEEDED


def _open_window(
    place: Place,
    *,
    demo: bool = False,
    hidden: bool = False,
    safe_mode: bool = False,
    links: tuple[str, ...] = (),
    language: Language | None = None,
) -> int:
    from batchdesk.terminal.display import has_display, qt_starts

    if hidden and not place.database.exists():
        return exit_codes.SUCCEEDED  # the system starts it for everybody at login, also for who never used it
    start_log(place.log("window"))
    if demo and not (has_display() and qt_starts()):
        say(translate("Command", "No display was found: the demo runs in the terminal, and ends by itself."))
        return _terminal_demo(place)
    if not has_display():
        say(translate("Command", "No display was found, so no window can open. `batchdesk watch ID` needs none."))
        return exit_codes.FAILED
    try:
        from batchdesk.desktop.application import DesktopOptions, run_desktop
    except ImportError as error:
        words = translate("Command", "Qt cannot be loaded: {reason}. `batchdesk watch ID` works without.", reason=error)
        say_last_words(words)
        return exit_codes.FAILED
    return run_desktop(DesktopOptions(place.data_dir, demo, links, hidden, safe_mode, place.config_dir, language))


def _terminal_demo(place: Place) -> int:
    from batchdesk.terminal.demo import demo
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.shown import demo_display

    return run_coroutine(demo(place.data_dir, demo_display, say))


def _drop_output() -> None:
    """What is still buffered goes nowhere, so that the interpreter does not complain of it at its exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _complain(text: str, code: int) -> int:
    say(text)
    return code


def _fault_sentence(error: Exception, place: Place) -> str:
    return translate(
        "Command",
        "Something went wrong inside the program ({fault}). What is known of it stands in {folder}; please report it.",
        fault=type(error).__name__,
        folder=place.data_dir / "logs",
    )
