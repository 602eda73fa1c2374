"""From a start to the window, or to why there is none. A double-click comes here without the commands being loaded."""

from batchdesk.guard import complain, say
from batchdesk.last_words import say_last_words
from batchdesk.log_file import start_log
from batchdesk.place import Place
from batchdesk.terminal import exit_codes
from batchdesk.words.catalogue import Language, translate


def open_window(
    place: Place,
    *,
    demo: bool = False,
    hidden: bool = False,
    safe_mode: bool = False,
    links: tuple[str, ...] = (),
    language: Language | None = None,
) -> int:
    """Open the window, or hand over to the one that is open. Returns the exit code."""
    from batchdesk.terminal.display import has_display, qt_starts

    if hidden and not place.database.exists():
        return exit_codes.SUCCEEDED  # the system starts it for everybody at login, also for who never used it
    start_log(place.log("window"))
    if demo and not (has_display() and qt_starts()):
        say(translate("Command", "No display was found: the demo runs in the terminal, and ends by itself."))
        return _terminal_demo(place)
    if not has_display():
        words = translate("Command", "No display was found, so no window can open. `batchdesk watch ID` needs none.")
        return complain(words, exit_codes.FAILED)
    try:
        from batchdesk.desktop.plain_import import import_plainly

        import_plainly()
        from batchdesk.desktop.application import DesktopOptions, run_desktop
    except ImportError as error:
        words = translate("Command", "Qt cannot be loaded: {reason}. `batchdesk watch ID` works without.", reason=error)
        say_last_words(words)
        return exit_codes.FAILED
    return run_desktop(DesktopOptions(place.data_dir, demo, links, hidden, safe_mode, place.config_dir, language))


def _terminal_demo(place: Place) -> int:
    from batchdesk.terminal.demo import demo
    from batchdesk.terminal.running import run as run_coroutine
    from batchdesk.terminal.shown import demo_display

    return run_coroutine(demo(place.data_dir, demo_display, say))
