"""The manual page and the shells' completions, made from the commands themselves so that they cannot differ.

Runs in the build environment: `python command_documents.py FOLDER`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from batchdesk import __version__  # noqa: E402 (of this checkout)
from batchdesk.place import COMPLETION_VARIABLE  # noqa: E402
from batchdesk.words.catalogue import set_language  # noqa: E402


def main(folder: Path) -> None:
    """Write `batchdesk.1`, `batchdesk.bash`, `batchdesk.zsh` and `batchdesk.fish`."""
    set_language("en")
    from batchdesk.cli import cli  # its help texts are made when it is loaded

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "batchdesk.1").write_text("\n".join(manual(cli)) + "\n", encoding="utf-8")
    for name, shell in {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}.items():
        complete = shell(cli, {}, "batchdesk", COMPLETION_VARIABLE)
        # Not `source()`: for bash it asks the bash of this machine for its version.
        script = complete.source_template % complete.source_vars()
        (folder / f"batchdesk.{name}").write_text(script, encoding="utf-8")


def manual(cli: click.Group) -> Iterator[str]:
    """The manual page's lines, in man's own language."""
    context = click.Context(cli, info_name="batchdesk")
    yield f'.TH BATCHDESK 1 "" "batchdesk {__version__}" "User Commands"'
    yield from (".SH NAME", "batchdesk \\- watch content\\-generation batches and be told when they end")
    yield from (".SH SYNOPSIS", r"\fBbatchdesk\fR [\fIOPTIONS\fR] [\fILINK\fR...|\fICOMMAND\fR [\fIARGUMENTS\fR]]")
    yield from (".SH DESCRIPTION", _plain(cli.help or ""))
    yield ".SH OPTIONS"
    yield from _options(cli, context)
    yield ".SH COMMANDS"
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None and not command.hidden:
            yield from _command(command, name, context)
    yield from (".SH ENVIRONMENT", ".TP", r"\fBBATCHDESK_DATA_DIR\fR", "Folder for every file the program writes.")
    yield from (".TP", r"\fBBATCHDESK_SESSION_TOKEN\fR", "A session's token, where there is no keyring to keep it.")


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield from (f".SS batchdesk {_plain(name)} {_plain(pieces)}", _plain(command.help or ""))
    yield from _options(command, context)
    if command.epilog:
        yield from (".PP", _plain(command.epilog))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield from (".TP", rf"\fB{_plain(record[0])}\fR", _plain(record[1]))


def _plain(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
