"""Says why the program cannot start where Qt cannot say it: on standard error, and with what dialogs a desktop has.

Must not need Qt, nor anything that may be what is broken.
"""

import shutil
import subprocess
import sys
import textwrap

_DIALOGS = (
    ("zenity", "--error", "--no-markup", "--title=batchdesk", "--text={text}"),
    ("kdialog", "--title", "batchdesk", "--error", "{text}"),
    ("xmessage", "-center", "{text}"),
    ("notify-send", "--urgency=critical", "batchdesk", "{text}"),
)
"""Whichever comes first is there on nearly every desktop. They are left open: nobody waits for an answer."""

_LINE = 80


def say_last_words(text: str) -> None:
    """Write `text`, a plain sentence, and show it where no terminal does."""
    sys.stderr.write(f"batchdesk: {text}\n")
    sys.stderr.flush()
    if sys.stderr.isatty():
        return
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "batchdesk", 0x10)
    else:
        _show(text)


def _show(text: str) -> None:
    for name, *arguments in _DIALOGS:
        program = shutil.which(name)
        if program is not None:
            words = textwrap.fill(text, _LINE) if name == "xmessage" else text  # which wraps nothing
            command = [program, *(argument.replace("{text}", words) for argument in arguments)]
            # Its exit code says nothing that could still be acted on.
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            return
