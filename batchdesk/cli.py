"""The commands, and nothing but their arguments: what they do is in `terminal` and `desktop`, loaded when asked for.

A contract: scripts rely on names, output and exit codes (design, 'Commands'; `terminal.exit_codes`).
"""

import logging
import os
import sys
from collections.abc import Callable, Sequence

import click

from batchdesk import __version__
from batchdesk.batch.identity import InvalidReference, Reference, parse_reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.cache_commands import backup, export, history, import_history, restore
from batchdesk.command_line import (
    Commands,
    Place,
    SubCommands,
    batch_reference,
    batch_references,
    data_dir_option,
    json_option,
    say,
    scenario_names,
    server_address,
)
from batchdesk.command_mistakes import usage_sentence
from batchdesk.last_words import say_last_words
from batchdesk.log_file import start_log, stop_log
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import resources_folder, translate
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
    params=[data_dir_option("BATCHDESK_DATA_DIR")],
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
    expose_value=False,
    help=translate("Command", "Instead of the system's."),
)
@click.version_option(
    __version__,
    prog_name="batchdesk",
    message="%(prog)s %(version)s",
    help=translate("Command", "Show the version."),
)
@click.pass_context
def cli(context: click.Context, demo: bool, hidden: bool, safe_mode: bool) -> int:
    """Open the window when no command was given."""
    if context.invoked_subcommand is None:
        return _open_window(context.ensure_object(Place), demo=demo, hidden=hidden, safe_mode=safe_mode)
    for option, given in {"--demo": demo, "--hidden": hidden, "--safe-mode": safe_mode}.items():
        if given:
            raise click.UsageError(translate("Command", "{name} takes no command beside it.", name=option), context)
    return 0


@cli.command("open", hidden=True, help=translate("Command", "Add what the links name to the window."))
@click.argument("links", nargs=-1, required=True, metavar="LINK...")
@click.pass_obj
def open_links(place: Place, links: tuple[str, ...]) -> int:
    for link in links:
        parse_reference(link)
    return _open_window(place, links=links)


@cli.command(
    help=translate("Command", "Watch batches to their end without a screen."),
    epilog=translate(
        "Command",
        "Exit code: 0 all succeeded, 1 some did not, 2 wrong usage, 3 not signed in, 4 not found or no access, "
        "5 server unreachable. Of several batches the worst counts: 3, 5, 4, 1, 0.",
    ),
)
@click.option(
    "--server",
    callback=server_address,
    help=translate("Command", "For ids without an address; becomes known."),
)
@json_option
@click.option(
    "--give-up",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help=translate("Command", "How long to wait without a connection; 0 waits for ever."),
)
@click.argument("references", nargs=-1, required=True, callback=batch_references, metavar="ID...")
@click.pass_obj
def watch(place: Place, server: str | None, as_json: bool, give_up: float, references: tuple[Reference, ...]) -> int:
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.shown import display
    from batchdesk.terminal.watch import WatchOptions
    from batchdesk.terminal.watch import watch as watch_batches

    options = WatchOptions(place.data_dir, references, server, give_up)
    return run_coroutine(watch_batches(options, lambda: display(as_json=as_json), say))


@cli.command(help=translate("Command", "Sign in to a server. The session is kept in the system's keyring."))
@click.option("--server", required=True, callback=server_address, help=translate("Command", "The server's address."))
@click.option("--email", help=translate("Command", "Sign in with e-mail and code; the code is asked for, or on stdin."))
@click.option("--cookie", is_flag=True, help=translate("Command", "Read a session cookie from stdin instead."))
@click.pass_obj
def login(place: Place, server: str, email: str | None, cookie: bool) -> int:
    from batchdesk.terminal import accounts
    from batchdesk.terminal.running import run as run_coroutine

    if cookie == (email is not None):
        raise click.UsageError(translate("Command", "Give either --email or --cookie."))
    if email is not None:
        code = _secret(translate("Command", "Code"), sys.stdin.readline)
        return run_coroutine(accounts.sign_in(place.data_dir, server, email, code, say))
    text = _secret(translate("Command", "Cookie"), sys.stdin.read)
    return run_coroutine(accounts.paste_cookie(place.data_dir, server, text, say))


@cli.command(help=translate("Command", "End the session on a server and forget it."))
@click.option("--server", required=True, callback=server_address, help=translate("Command", "The server's address."))
@click.pass_obj
def logout(place: Place, server: str) -> int:
    from batchdesk.terminal import accounts
    from batchdesk.terminal.running import run as run_coroutine

    return run_coroutine(accounts.sign_out(place.data_dir, server, say))


@cli.command(help=translate("Command", "Examine step by step what watching needs. Exit code 1 when something fails."))
@click.option(
    "--server", callback=server_address, help=translate("Command", "The server to examine, else the known one.")
)
@json_option
@click.argument("reference", required=False, callback=batch_reference, metavar="[ID]")
@click.pass_obj
def doctor(place: Place, server: str | None, as_json: bool, reference: Reference | None) -> int:
    from batchdesk.terminal.doctor import examine
    from batchdesk.terminal.running import run as run_coroutine

    return run_coroutine(examine(place.data_dir, server, reference, sys.stdout, as_json=as_json))


@cli.command("test-server", help=translate("Command", "Serve like the real server, on this computer alone."))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help=translate("Command", "A free one when none is given.")
)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    callback=scenario_names,
    metavar="NAME",
    help=translate("Command", "Begin with a batch that goes this way; may be repeated."),
)
@click.option("--look-seconds", type=click.FloatRange(min=0), default=1.0, show_default=True)
@click.option("--heartbeat-seconds", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True)
def test_server(port: int, scenarios: tuple[str, ...], look_seconds: float, heartbeat_seconds: float) -> int:
    from batchdesk.terminal.training import Training, serve

    return serve(Training(port, scenarios, look_seconds, heartbeat_seconds), sys.stdout)


@cli.command(help=translate("Command", "Run the protocol guide's six checks on a server of its own."))
@json_option
@click.pass_obj
def selftest(place: Place, as_json: bool) -> int:
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.selftest import selftest as check_all

    return run_coroutine(check_all(place.data_dir, sys.stdout, as_json=as_json))


@cli.group(
    "desktop-entry",
    cls=SubCommands,
    help=translate("Command", "Put batchdesk into the menu of a Linux desktop, or take it out again."),
)
def desktop_entry() -> None:
    """Installed from a wheel, the program has no launcher; an installer brings its own."""


@desktop_entry.command("install", help=translate("Command", "Write launcher, icons and the handler of links."))
@click.option("--autostart", is_flag=True, help=translate("Command", "Start hidden in the tray at login as well."))
def install_desktop_entry(autostart: bool) -> int:
    from batchdesk.terminal.desktop_entry import install

    launcher = install(resources_folder(), autostart=autostart)
    say(translate("Command", "batchdesk is in the menu: {path}.", path=launcher))
    return exit_codes.SUCCEEDED


@desktop_entry.command("remove", help=translate("Command", "Take away what install has written."))
def remove_desktop_entry() -> int:
    from batchdesk.terminal.desktop_entry import remove

    remove(resources_folder())
    say(translate("Command", "batchdesk is no longer in the menu. Your data stays."))
    return exit_codes.SUCCEEDED


for command in (history, export, backup, restore, import_history):
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
    place: Place, *, demo: bool = False, hidden: bool = False, safe_mode: bool = False, links: tuple[str, ...] = ()
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
    return run_desktop(DesktopOptions(place.data_dir, demo, links, hidden, safe_mode, place.config_dir))


def _terminal_demo(place: Place) -> int:
    from batchdesk.terminal.demo import demo
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.shown import demo_display

    return run_coroutine(demo(place.data_dir, demo_display, say))


def _secret(prompt: str, read: Callable[[], str]) -> str:
    """Ask without echo on a terminal; read it otherwise. Raises UsageError when nothing came."""
    text = click.prompt(prompt, hide_input=True, err=True) if sys.stdin.isatty() else read()
    if not text.strip():
        raise click.UsageError(translate("Command", "Nothing came on standard input."))
    return text.strip()


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
