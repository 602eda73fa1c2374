"""The settings as a file that a person may read and edit. Their comments, and what this version does not know, stay."""

import contextlib
import os
import tempfile
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.settings.values import Settings

if TYPE_CHECKING:
    import tomlkit

FILE_NAME = "settings.toml"

_TOML_TYPES = (datetime, time)
"""What TOML has words for itself."""

_LEFT_OUT = frozenset({"quiet", "paused_until"})
"""Names that are not there while nothing is chosen."""

_FREE = frozenset({"servers", "saved_filters"})
"""Tables whose names are the operator's own: one that is missing was taken out."""

_HEADING = "What is chosen in batchdesk's settings. A change made here counts when the file is saved."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the file says, and what could not be read of it."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def load(path: Path) -> Loaded:
    """Read the settings. Never raises: what cannot be read counts as not chosen, and is told.

    SETTINGS_DAMAGED: the file is no TOML, and was set aside. SETTINGS_VALUE: one value is none of those allowed.
    SETTINGS_UNREADABLE: the system refuses the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Loaded(Settings())
    except UnicodeDecodeError:
        return Loaded(Settings(), (_set_aside(path),))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Loaded(Settings(), (Problem(ProblemKind.SETTINGS_UNREADABLE, {"path": str(path), "reason": reason}),))
    import tomllib  # not where there is nothing to read, as at the first starts

    try:
        chosen = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Loaded(Settings(), (_set_aside(path),))
    return _understood(chosen, path)


def save(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all, for nobody else to read. Raises OSError."""
    import msgspec  # neither is needed where nothing was ever chosen
    import tomlkit

    document = _document(path)
    _bring_in(document, _without_nothing(msgspec.to_builtins(settings, builtin_types=_TOML_TYPES)))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f"{FILE_NAME}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(tomlkit.dumps(document))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _understood(chosen: dict[str, Any], path: Path) -> Loaded:
    """One value that is wrong costs that value only."""
    import msgspec

    problems: list[Problem] = []
    while True:
        try:
            return Loaded(msgspec.convert(chosen, Settings, builtin_types=_TOML_TYPES), tuple(problems))
        except msgspec.ValidationError as error:
            reason, _, place = str(error).partition(" - at `$")
            keys = _keys(place.rstrip("`"))
            detail = {"path": str(path), "key": ".".join(keys), "reason": reason}
            problems.append(Problem(ProblemKind.SETTINGS_VALUE, detail))
            if not _drop(chosen, keys):
                return Loaded(Settings(), tuple(problems))


def _keys(place: str) -> list[str]:
    """`.telling.rules.quiet` or `.servers[...]`, as msgspec says where a value is. Which of a list it is, or of a table
    of any names, it does not say: then it is all of them."""
    known, _, _ = place.partition("[")
    return [key for key in known.split(".") if key]


def _drop(chosen: dict[str, Any], keys: list[str]) -> bool:
    table = chosen
    for key in keys[:-1]:
        inner = table.get(key)
        if not isinstance(inner, dict):
            return False
        table = cast(dict[str, Any], inner)
    return bool(keys) and table.pop(keys[-1], None) is not None


def _set_aside(path: Path) -> Problem:
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    with contextlib.suppress(OSError):
        path.replace(aside)
    return Problem(ProblemKind.SETTINGS_DAMAGED, {"path": str(path), "saved": str(aside)})


def _document(path: Path) -> "tomlkit.TOMLDocument":
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError):
        document = tomlkit.document()
        document.add(tomlkit.comment(_HEADING))
        return document


def _bring_in(table: MutableMapping[str, Any], values: dict[str, Any]) -> None:
    """Change what is different and leave the rest of the text alone."""
    for name, value in values.items():
        if isinstance(value, dict) and isinstance(table.get(name), MutableMapping):
            _bring_in(table[name], cast(dict[str, Any], value))
        elif table.get(name) != value:
            table[name] = value
    for name in _LEFT_OUT & set(table) - set(values):
        del table[name]
    for name in _FREE & set(values):
        for gone in set(table[name]) - set(values[name]):
            del table[name][gone]


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null: what is not chosen is left out."""
    return {
        name: _without_nothing(cast(dict[str, Any], value)) if isinstance(value, dict) else value
        for name, value in values.items()
        if value is not None
    }
