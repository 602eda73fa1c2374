"""`desktop-entry`."""

import click

from batchdesk.command_line import SubCommands
from batchdesk.guard import say
from batchdesk.place import Place, arguments_to
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import resources_folder, translate


@click.group(
    "desktop-entry",
    cls=SubCommands,
    help=translate("Command", "Put batchdesk into the menu of a Linux desktop, or take it out again."),
)
def desktop_entry() -> None:
    """Installed from a wheel, the program has no launcher; an installer brings its own."""


@desktop_entry.command("install", help=translate("Command", "Write launcher, icons and the handler of links."))
@click.option("--autostart", is_flag=True, help=translate("Command", "Start hidden in the tray at login as well."))
@click.pass_obj
def install_desktop_entry(place: Place, autostart: bool) -> int:
    from batchdesk.terminal.desktop_entry import install

    launcher = install(resources_folder(), autostart=autostart, place=arguments_to(place.data_dir))
    say(translate("Command", "batchdesk is in the menu: {path}.", path=launcher))
    return exit_codes.SUCCEEDED


@desktop_entry.command("remove", help=translate("Command", "Take away what install has written."))
def remove_desktop_entry() -> int:
    from batchdesk.terminal.desktop_entry import remove

    remove(resources_folder())
    say(translate("Command", "batchdesk is no longer in the menu. Your data stays."))
    return exit_codes.SUCCEEDED
