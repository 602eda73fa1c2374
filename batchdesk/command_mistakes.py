"""What a mistake in a command line is answered, in the person's language: click's own messages are English.

Knows click's exceptions; must not know a command.
"""

from typing import Any

import click

from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.sentences import one_after_another


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong, and where the help is."""
    text = _mistake(error)
    if error.ctx is None:
        return text
    return one_after_another((text, translate("Command", "See `{command} --help`.", command=error.ctx.command_path)))


def _mistake(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):  # its message is the whole help
        return translate("Command", "{name} is missing.", name="COMMAND")
    if isinstance(error, click.NoSuchOption):
        return translate("Command", "There is no option {name}.", name=one_line(error.option_name))
    if isinstance(error, click.BadOptionUsage):
        return _about_its_value(error.option_name, error.ctx)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = _name(error.param)
        if isinstance(error, click.MissingParameter):
            return translate("Command", "{name} is missing.", name=name)
        known = _what_it_takes(name, error.param.type)
        if known:
            return known
    text = one_line(error.format_message())
    return text if text.endswith((".", "。")) else f"{text}."


def _about_its_value(name: str, context: click.Context | None) -> str:
    parameters = context.command.params if context is not None else []
    flags = {word for each in parameters if isinstance(each, click.Option) and each.is_flag for word in each.opts}
    if name in flags:
        return translate("Command", "{name} takes no value.", name=name)
    return translate("Command", "{name} needs a value.", name=name)


def _what_it_takes(name: str, kind: "click.ParamType[Any, Any]") -> str:
    """A sentence for the kinds of value that click checks itself; empty for others."""
    if isinstance(kind, click.Choice):
        words = ", ".join(map(str, kind.choices))
        return translate("Command", "{name} takes one of these: {words}.", name=name, words=words)
    if isinstance(kind, click.IntRange):
        return translate("Command", "{name} takes a whole number: {range}.", name=name, range=_range(kind))
    if isinstance(kind, click.FloatRange):
        return translate("Command", "{name} takes a number: {range}.", name=name, range=_range(kind))
    if isinstance(kind, click.Path):
        return _what_path_it_takes(name, kind)
    return ""


def _range(kind: click.IntRange | click.FloatRange) -> str:
    if kind.max is not None and kind.min is not None:
        return f"{kind.min:g}–{kind.max:g}"
    if kind.max is not None:
        return f"{'<' if kind.max_open else '≤'} {kind.max:g}"
    return f"{'>' if kind.min_open else '≥'} {kind.min or 0:g}"


def _what_path_it_takes(name: str, kind: "click.Path[Any]") -> str:
    if not kind.file_okay:
        return translate("Command", "{name} takes a folder.", name=name)
    if kind.exists:
        return translate("Command", "{name} takes a file that is there and can be read.", name=name)
    return translate("Command", "{name} takes a file, not a folder.", name=name)


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        return (parameter.metavar or parameter.opts[0]).strip("[].")
    return parameter.opts[0]
