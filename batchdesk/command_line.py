"""What the commands' arguments mean: how folders, servers, batches and scenarios are written.

Refuses what makes no sense with a sentence; does nothing else.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from batchdesk.batch.identity import LINK_SCHEME, Reference, normalise_server, parse_reference
from batchdesk.log_file import start_log
from batchdesk.place import DATA_DIR_OPTION, Place
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

LONGEST_SHORT_HELP = 200
"""Characters: the list of the commands says a whole sentence of each, on two lines where one is too short for it."""

Function = TypeVar("Function", bound=Callable[..., Any])


class _HelpFormatter(click.HelpFormatter):
    """click's own few words, in the person's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or translate("Command", "Usage: "))

    def write_heading(self, heading: str) -> None:
        words = {"Options": translate("Command", "Options"), "Commands": translate("Command", "Commands")}
        super().write_heading(words.get(heading, heading))


class _Context(click.Context):
    formatter_class = _HelpFormatter


def _translated(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = translate("Command", "Show this help.")
    return option


class Command(click.Command):
    """A command that takes --data-dir itself and logs to a file of its own."""

    context_class = _Context

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params.append(data_dir_option())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _translated(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:
        return super().get_short_help_str(LONGEST_SHORT_HELP)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True  # so that it is we who refuse them
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click's parser does not know it
            raise
        if left and not ctx.resilient_parsing:
            raise click.UsageError(
                translate("Command", "{name} is one argument too many.", name=one_line(left[0])), ctx
            )
        return left

    def invoke(self, ctx: click.Context) -> Any:
        start_log(ctx.ensure_object(Place).log(self.name or "batchdesk"))
        return super().invoke(ctx)


class SubCommands(click.Group):
    """A command that has commands of its own; they are as all others."""

    command_class = Command
    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _translated(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:
        return super().get_short_help_str(LONGEST_SHORT_HELP)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(translate("Command", "There is no command {name}.", name=one_line(args[0])))
        return super().resolve_command(ctx, args)


class Commands(SubCommands):
    """A first argument that is an address or a link opens the window with it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if "://" in args[0] or args[0].lower().startswith(f"{LINK_SCHEME}:"):
            return "open", self.get_command(ctx, "open"), args
        return super().resolve_command(ctx, args)


class _Folder(click.Path):
    """A folder by its name: an empty one, as a script's unset variable gives, is not the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("", param, ctx)
        return super().convert(value, param, ctx)


def data_dir_option(envvar: str | None = None) -> click.Option:
    """`--data-dir`, and the environment variable that stands for it; the last one given counts."""
    return click.Option(
        [DATA_DIR_OPTION],
        type=_Folder(file_okay=False, path_type=Path),
        envvar=envvar,
        expose_value=False,
        callback=_choose_data_dir,
        metavar="DIR",
        help=translate("Command", "Folder for every file the program writes (or BATCHDESK_DATA_DIR)."),
    )


def _choose_data_dir(context: click.Context, option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Place).chosen = value


def server_address(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A server's one spelling. Raises InvalidReference."""
    return None if value is None else normalise_server(value)


def batch_references(context: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[Reference, ...]:
    """Batches by id, web address or link. Raises InvalidReference."""
    return tuple(map(parse_reference, values))


def batch_reference(context: click.Context, option: click.Parameter, value: str | None) -> Reference | None:
    """One batch by id, web address or link. Raises InvalidReference."""
    return None if value is None else parse_reference(value)


def scenario_names(context: click.Context, option: click.Parameter, names: Sequence[str]) -> tuple[str, ...]:
    """Names of the embedded server's scenarios."""
    if names:
        from batchdesk.testserver import SCENARIOS  # loads the whole server: only when a name is to be checked

        unknown = [name for name in names if name not in SCENARIOS]
        if unknown:
            raise wrong_value(context, option, ", ".join(SCENARIOS))
    return tuple(names)


def wrong_value(context: click.Context, option: click.Parameter, words: str) -> click.UsageError:
    """What to raise for a value that is none of these."""
    name = option.opts[0]
    return click.UsageError(
        translate("Command", "{name} takes one of these: {words}.", name=name, words=words), context
    )


json_option = click.option(
    "--json", "as_json", is_flag=True, help=translate("Command", "JSON for scripts instead of text for people.")
)
