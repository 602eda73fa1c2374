"""The commands on what is cached: they need no server and no window."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from batchdesk.batch import status
from batchdesk.batch.identity import normalise_server
from batchdesk.command_line import Command, Function, json_option, wrong_value
from batchdesk.guard import say
from batchdesk.place import Place
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import translate

_READABLE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


def _server_addresses(context: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(normalise_server, values))


def _statuses(context: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The protocol's words in any case; a status of a future server in capitals."""
    known = {name.lower(): name for name in (status.QUEUED, status.RUNNING, *sorted(status.FINAL))}
    known["partial"] = status.PARTIAL_SUCCESS
    unknown = [value for value in values if value.lower() not in known and not value.isupper()]
    if unknown:
        raise wrong_value(context, option, ", ".join(known))
    return tuple(known.get(value.lower(), value) for value in values)


def _since(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    from batchdesk.terminal.time_arguments import parse_since

    return _time(context, option, value, parse_since)


def _until(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    from batchdesk.terminal.time_arguments import parse_until

    return _time(context, option, value, parse_until)


def _time(
    context: click.Context, option: click.Parameter, value: str | None, parse: Callable[[str, datetime], datetime]
) -> datetime | None:
    try:
        return None if value is None else parse(value, datetime.now())  # the time on the wall: dates are local
    except (ValueError, OverflowError):
        hint = translate("Command", "a date such as 2026-11-01, today, yesterday, 7d, 24h")
        raise wrong_value(context, option, hint) from None


def _length(context: click.Context, option: click.Parameter, value: str | None) -> float | None:
    from batchdesk.terminal.time_arguments import parse_length

    try:
        return None if value is None else parse_length(value)
    except ValueError:
        hint = translate("Command", "a time such as 90, 90s, 2m, 1h, 1:30")
        raise wrong_value(context, option, hint) from None


def _filters(default_limit: int | None) -> Callable[[Function], Function]:
    """The options by which `history` and `export` choose batches: the fields of a `HistoryQuery`."""
    options = (
        click.option(
            "--search", default="", help=translate("Command", "Part of an id, label, error text, note or tag.")
        ),
        click.option(
            "--status",
            "statuses",
            multiple=True,
            callback=_statuses,
            help=translate("Command", "Only batches with this status; may be repeated."),
        ),
        click.option(
            "--since",
            callback=_since,
            help=translate("Command", "Only batches added since: 2026-11-01, today, yesterday, 7d, 24h."),
        ),
        click.option(
            "--until",
            callback=_until,
            help=translate("Command", "Only batches added until: a time, or a day, which counts to its end."),
        ),
        click.option(
            "--server",
            "servers",
            multiple=True,
            callback=_server_addresses,
            help=translate("Command", "Only batches of this server; may be repeated."),
        ),
        click.option(
            "--merchant",
            "merchants",
            multiple=True,
            help=translate("Command", "Only batches of this merchant; may be repeated."),
        ),
        click.option(
            "--tag", "tags", multiple=True, help=translate("Command", "Only batches with this tag; may be repeated.")
        ),
        click.option(
            "--longer-than",
            callback=_length,
            metavar="TIME",
            help=translate("Command", "Only batches that took longer: 90, 90s, 2m, 1h, 1:30."),
        ),
        click.option("--with-error", is_flag=True, help=translate("Command", "Only batches with an error.")),
        click.option(
            "--limit",
            type=click.IntRange(min=1),
            default=default_limit,
            help=translate("Command", "At most so many, newest first."),
        ),
    )

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@click.command(cls=Command, help=translate("Command", "List what is known, newest first, offline."))
@_filters(default_limit=100)
@json_option
@click.pass_obj
def history(place: Place, as_json: bool, **filters: Any) -> int:
    from batchdesk.store.bulk import BulkReader
    from batchdesk.store.records import HistoryQuery
    from batchdesk.terminal.history import show_history

    query = HistoryQuery(**filters)
    if not show_history(BulkReader(place.database), query, sys.stdout, datetime.now(UTC), as_json=as_json):
        say(translate("Command", "No batch in the history matches."))
    return exit_codes.SUCCEEDED


@click.command(
    cls=Command, help=translate("Command", "Write the history as CSV, JSON lines, Markdown or an HTML report, offline.")
)
@click.option("--format", "form", type=click.Choice(["csv", "json", "md", "html"]), required=True)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=translate("Command", "A file instead of standard output; it appears whole or not at all."),
)
@click.option("--excel", is_flag=True, help=translate("Command", "CSV with a byte order mark, as Excel needs it."))
@click.option(
    "--versions", is_flag=True, help=translate("Command", "JSON with every version and what the server sent, exactly.")
)
@click.option(
    "--texts",
    is_flag=True,
    help=translate("Command", "JSON or CSV with the texts of the copies that are kept; in CSV one line a copy."),
)
@_filters(default_limit=None)
@click.pass_context
def export(
    context: click.Context,
    form: str,
    output: Path | None,
    excel: bool,
    versions: bool,
    texts: bool,
    **filters: Any,
) -> int:
    from batchdesk.exports.order import ExportForm, ExportOrder
    from batchdesk.store.records import HistoryQuery
    from batchdesk.terminal.export import export_history

    asked = (("--excel", excel, ("csv",)), ("--versions", versions, ("json",)), ("--texts", texts, ("json", "csv")))
    for name, given, forms in asked:
        if given and form not in forms:
            needed = translate("Command", " or ").join(forms)
            words = translate("Command", "{name} goes with --format {form} only.", name=name, form=needed)
            raise click.UsageError(words, context)
    order = ExportOrder(ExportForm(form), HistoryQuery(**filters), excel=excel, versions=versions, texts=texts)
    return export_history(context.ensure_object(Place).database, order, output, say)


@click.command(
    cls=Command, help=translate("Command", "Copy the database to a new file, also while batchdesk is running.")
)
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(place: Place, target: Path) -> int:
    from batchdesk.terminal.backup import back_up_to

    return back_up_to(place.database, target, say)


@click.command(
    "import",
    cls=Command,
    help=translate(
        "Command", "Add what is missing from JSON exports or other databases, also while batchdesk is running."
    ),
)
@click.argument("sources", metavar="FILE...", nargs=-1, required=True, type=_READABLE)
@click.pass_obj
def import_history(place: Place, sources: tuple[Path, ...]) -> int:
    from batchdesk.terminal.importing import import_files

    return import_files(place.data_dir, sources, say)


@click.command(
    cls=Command, help=translate("Command", "Bring back what a copy made by backup has and the history lacks.")
)
@click.argument("source", metavar="FILE", type=_READABLE)
@click.pass_obj
def restore(place: Place, source: Path) -> int:
    from batchdesk.terminal.importing import restore as bring_back

    return bring_back(place.data_dir, source, say)
