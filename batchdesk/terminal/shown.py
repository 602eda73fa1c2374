"""Chooses how a watch is shown: by what standard output is."""

import sys

from rich.console import Console

from batchdesk.batch.identity import BatchKey
from batchdesk.terminal.progress_display import LiveTable
from batchdesk.terminal.steps import Display, JsonLines, PlainLines
from batchdesk.words.catalogue import translate


def display(*, as_json: bool) -> Display:
    """JSON lines when asked for; a live table on a terminal; plain lines elsewhere."""
    if as_json:
        return JsonLines(sys.stdout)
    console = Console()
    return LiveTable(console) if console.is_terminal else PlainLines(sys.stdout, sys.stderr)


def demo_display(labels: dict[BatchKey, str]) -> Display:
    """The demo's display, which says that it is one."""
    console = Console()
    title = translate("Terminal", "Demo: a server inside this program. Nothing here is real.")
    return LiveTable(console, title) if console.is_terminal else PlainLines(sys.stdout, sys.stderr, labels)
