"""`login` and `logout`."""

import sys
from collections.abc import Callable

import click

from batchdesk.command_line import Command, server_address
from batchdesk.commands.chosen import routes
from batchdesk.guard import say
from batchdesk.place import Place
from batchdesk.words.catalogue import translate


@click.command(
    cls=Command, help=translate("Command", "Sign in to a server. The session is kept in the system's keyring.")
)
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
        return run_coroutine(accounts.sign_in(place.data_dir, routes(place), server, email, code, say))
    text = _secret(translate("Command", "Cookie"), sys.stdin.read)
    return run_coroutine(accounts.paste_cookie(place.data_dir, routes(place), server, text, say))


@click.command(cls=Command, help=translate("Command", "End the session on a server and forget it."))
@click.option("--server", required=True, callback=server_address, help=translate("Command", "The server's address."))
@click.pass_obj
def logout(place: Place, server: str) -> int:
    from batchdesk.terminal import accounts
    from batchdesk.terminal.running import run as run_coroutine

    return run_coroutine(accounts.sign_out(place.data_dir, routes(place), server, say))


def _secret(prompt: str, read: Callable[[], str]) -> str:
    """Ask without echo on a terminal; read it otherwise. Raises UsageError when nothing came."""
    text = click.prompt(prompt, hide_input=True, err=True) if sys.stdin.isatty() else read()
    if not text.strip():
        raise click.UsageError(translate("Command", "Nothing came on standard input."))
    return text.strip()
