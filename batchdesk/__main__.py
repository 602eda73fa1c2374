"""Where the program begins: chooses the language, then opens the window, or hands over to the commands."""

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from batchdesk.place import COMPLETION_VARIABLE, place_of
from batchdesk.settings.file import language_of
from batchdesk.words.catalogue import set_language


def main() -> int:
    """The console script. Returns the exit code."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Also when piped, on every platform; a lone surrogate in a file name must not end the program.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    arguments = sys.argv[1:]
    _set_language(arguments)
    try:
        if not arguments and COMPLETION_VARIABLE not in os.environ:
            return _open_window()
        from batchdesk.cli import run  # its help texts are made when it is loaded: in the language that is set by now
    except KeyboardInterrupt:
        return 130
    return run(arguments)


def _open_window() -> int:
    """What a double-click starts. It does not wait for the commands to be loaded."""
    # Nearly all that a start makes stays: looking for garbage in it would take a tenth of the time to the first paint.
    # `desktop.interpreter` has it collected again, once the window is made.
    gc.disable()
    from batchdesk.guard import guarded
    from batchdesk.opening import open_window

    place = place_of(())
    return guarded(place, lambda: open_window(place))


def _open_closed_streams() -> None:
    """What the caller has closed, or a program without a console never had, leads nowhere.

    In this order each gets the descriptor of its own number: none of our files can get one that others write to.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _set_language(arguments: Sequence[str]) -> None:
    """Speak as `--language` says, which the commands read again and check later; else as is chosen in the settings."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            code = value or "".join(arguments[position + 1 : position + 2])
            set_language("zh_CN" if code == "zh_CN" else "en")
            return
    set_language(language_of(place_of(arguments).settings_file) or None)


if __name__ == "__main__":
    sys.exit(main())
