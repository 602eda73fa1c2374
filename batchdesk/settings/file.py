"""The settings as a file that a person may read and edit: read forgivingly, written whole or not at all."""

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.settings.values import Settings

if TYPE_CHECKING:
    from batchdesk.settings.understanding import Refused

FILE_NAME = "settings.toml"
_READ_AS = "utf-8-sig"
"""UTF-8, also with the byte order mark that some editors on Windows put before it."""


class Loaded(Struct, frozen=True):
    """What the file says, and what could not be read of it."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def load(path: Path) -> Loaded:
    """Read the settings. Never raises: what cannot be read counts as not chosen, and is told.

    SETTINGS_DAMAGED: the file is no TOML, and was set aside. SETTINGS_VALUE: one value is none of those allowed.
    SETTINGS_UNREADABLE: the system refuses the file.
    """
    try:
        text = path.read_text(_READ_AS)
    except (FileNotFoundError, NotADirectoryError):
        return Loaded(Settings())
    except UnicodeDecodeError:
        return Loaded(Settings(), (_set_aside(path),))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Loaded(Settings(), (Problem(ProblemKind.SETTINGS_UNREADABLE, {"path": str(path), "reason": reason}),))
    import tomllib  # not where there is nothing to read, as at the first starts

    from batchdesk.settings.understanding import understand

    try:
        chosen = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Loaded(Settings(), (_set_aside(path),))
    understood = understand(chosen)
    return Loaded(understood.settings, tuple(_problem(path, text, refused) for refused in understood.refused))


def language_of(path: Path) -> Literal["", "en", "zh_CN"]:
    """The language that is chosen there; empty where none is. Says nothing of a file that makes no sense: whoever
    loads it does, in that language."""
    try:
        text = path.read_text(_READ_AS)
        import tomllib  # not where there is nothing to read

        chosen = tomllib.loads(text).get("language")
    except (OSError, ValueError):  # ValueError: neither UTF-8 nor TOML
        return ""
    return chosen if chosen in ("en", "zh_CN") else ""


def save(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all, for nobody else to read. What of the file was not understood stays in
    it; a file that is no TOML is set aside. Raises OSError."""
    import tempfile  # this and what follows is not needed where nothing was ever chosen

    from batchdesk.settings.document import changed_text

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = changed_text(_text_of(path), settings)
    descriptor, name = tempfile.mkstemp(prefix=f"{FILE_NAME}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _text_of(path: Path) -> str:
    """What the file says now; nothing where it says nothing that could stay. Raises OSError."""
    import tomllib

    try:
        text = path.read_text(_READ_AS)
        tomllib.loads(text)
    except FileNotFoundError:
        return ""
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):  # edited since it was read: never written over
        _set_aside(path)
        return ""
    return text


def _problem(path: Path, text: str, refused: "Refused") -> Problem:
    from batchdesk.settings.document import line_of

    place = (*refused.place, *refused.within)
    key = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
    detail = {"path": str(path), "key": key, "reason": refused.reason.value, "line": line_of(text, refused)}
    return Problem(ProblemKind.SETTINGS_VALUE, detail)


def _set_aside(path: Path) -> Problem:
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    with contextlib.suppress(OSError):
        path.replace(aside)
    return Problem(ProblemKind.SETTINGS_DAMAGED, {"path": str(path), "saved": str(aside)})
