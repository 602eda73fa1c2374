"""`doctor`, and the embedded server's `test-server` and `selftest`."""

import sys

import click

from batchdesk.batch.identity import Reference
from batchdesk.command_line import Command, batch_reference, json_option, scenario_names, server_address
from batchdesk.commands.chosen import routes, settings
from batchdesk.place import Place
from batchdesk.words.catalogue import translate


@click.command(
    cls=Command,
    help=translate("Command", "Examine step by step what watching needs. Exit code 1 when something fails."),
)
@click.option(
    "--server", callback=server_address, help=translate("Command", "The server to examine, else the known one.")
)
@click.option(
    "--diagnostics",
    is_flag=True,
    help=translate("Command", "Print what helps to find a fault, without tokens, e-mail addresses and batch texts."),
)
@json_option
@click.argument("reference", required=False, callback=batch_reference, metavar="[ID]")
@click.pass_obj
def doctor(place: Place, server: str | None, diagnostics: bool, as_json: bool, reference: Reference | None) -> int:
    if diagnostics:
        from batchdesk.terminal.ticket import write_diagnostics

        return write_diagnostics(place.database, place.log("window"), settings(place), sys.stdout)
    from batchdesk.terminal.doctor import examine
    from batchdesk.terminal.running import run as run_coroutine

    return run_coroutine(examine(place.data_dir, routes(place), server, reference, sys.stdout, as_json=as_json))


@click.command(
    "test-server", cls=Command, help=translate("Command", "Serve like the real server, on this computer alone.")
)
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


@click.command(cls=Command, help=translate("Command", "Run the protocol guide's six checks on a server of its own."))
@json_option
@click.pass_obj
def selftest(place: Place, as_json: bool) -> int:
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.selftest import selftest as check_all

    return run_coroutine(check_all(place.data_dir, sys.stdout, as_json=as_json))
