"""One command line, from its arguments to its exit code: the window, or a command of `commands`.

A contract: scripts rely on names, output and exit codes (design, 'Commands'; `terminal.exit_codes`).
"""

import os
import sys
from collections.abc import Sequence

import click

from batchdesk import __version__
from batchdesk.batch.identity import parse_reference
from batchdesk.command_line import Commands, data_dir_option
from batchdesk.command_mistakes import usage_sentence
from batchdesk.commands.accounts import login, logout
from batchdesk.commands.cache import backup, export, history, import_history, restore
from batchdesk.commands.examining import doctor, selftest, test_server
from batchdesk.commands.menu import desktop_entry
from batchdesk.commands.watching import watch
from batchdesk.guard import complain, guarded
from batchdesk.opening import open_window
from batchdesk.place import COMPLETION_VARIABLE, DATA_DIR_VARIABLE, Place
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import Language, translate


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Whatever happens, a person reads sentences, never a traceback."""
    place = Place()
    return guarded(place, lambda: _run(arguments, place))


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
        return open_window(place, demo=demo, hidden=hidden, safe_mode=safe_mode, language=language)
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
    return open_window(context.ensure_object(Place), links=links, language=language)


_CACHE = (history, export, backup, restore, import_history)
for command in (watch, *_CACHE, login, logout, doctor, test_server, selftest, desktop_entry):
    cli.add_command(command)


def _run(arguments: Sequence[str], place: Place) -> int:
    try:
        if COMPLETION_VARIABLE in os.environ:
            return _complete(os.environ[COMPLETION_VARIABLE])
        with cli.make_context("batchdesk", list(arguments), obj=place) as context:
            code: object = cli.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        return complain(usage_sentence(error), exit_codes.USAGE)
    except click.Abort:
        return exit_codes.INTERRUPTED
    sys.stdout.flush()
    return code if isinstance(code, int) else exit_codes.SUCCEEDED


def _complete(instruction: str) -> int:
    from click.shell_completion import shell_complete

    return shell_complete(cli, {}, "batchdesk", COMPLETION_VARIABLE, instruction)
