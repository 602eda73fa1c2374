"""`watch`."""

import click

from batchdesk.batch.identity import Reference
from batchdesk.command_line import Command, batch_references, json_option, server_address
from batchdesk.commands.chosen import routes
from batchdesk.guard import say
from batchdesk.place import Place
from batchdesk.words.catalogue import translate


@click.command(
    cls=Command,
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
@click.option("--label", default="", help=translate("Command", "Your own name for it; of several, each gets a number."))
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="NAME",
    help=translate("Command", "Your own word for what belongs together; may be repeated."),
)
@click.argument("references", nargs=-1, required=True, callback=batch_references, metavar="ID...")
@click.pass_obj
def watch(
    place: Place,
    server: str | None,
    as_json: bool,
    give_up: float,
    label: str,
    tags: tuple[str, ...],
    references: tuple[Reference, ...],
) -> int:
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.shown import display
    from batchdesk.terminal.watch import WatchOptions
    from batchdesk.terminal.watch import watch as watch_batches

    named = tuple(name for tag in tags if (name := tag.strip()))
    options = WatchOptions(place.data_dir, references, server, give_up, routes(place), label.strip(), named)
    return run_coroutine(watch_batches(options, lambda: display(as_json=as_json), say))
