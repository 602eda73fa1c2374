"""What a settings file's values mean. One that is wrong costs that value only: of a list or a table, that entry only.

Must not know of files.
"""

import copy
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from enum import StrEnum
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from batchdesk.settings.values import Settings

TOML_TYPES = (datetime, time)
"""What TOML has words for itself."""

Place = tuple[str | int, ...]
"""Where a value is: names of tables, and numbers in lists, from zero."""


class Reason(StrEnum):
    """Why a value cannot be used. `words.problems` says it."""

    NOT_ALLOWED = "none of the values that are allowed"
    MISSING = "something is missing"
    OTHER_KIND = "another kind of value is expected"


class Refused(Struct, frozen=True):
    """A value that cannot be used."""

    place: Place
    within: Place
    """What of it is wrong, from `place` on; empty: all of it."""
    reason: Reason


class Understood(Struct, frozen=True):
    """The settings, with what is usual in the place of what was refused."""

    settings: Settings
    refused: tuple[Refused, ...] = ()


def understand(values: dict[str, Any]) -> Understood:
    """Take over whatever makes sense. `values` stays as it is."""
    import msgspec  # not where there is nothing to understand, as at the first starts

    left = copy.deepcopy(values)
    refused: list[Refused] = []
    while True:
        try:
            return Understood(msgspec.convert(left, Settings, builtin_types=TOML_TYPES), tuple(refused))
        except msgspec.ValidationError as error:
            culprits = _culprits(left, error)
            refused += culprits
            if not _drop(left, [each.place for each in culprits]):
                return Understood(Settings(), tuple(refused))


def value_at(values: object, place: Place) -> Any:
    """The value there. Raises KeyError, IndexError or TypeError where there is none."""
    for step in place:
        values = cast(Any, values)[step]
    return values


def _culprits(values: dict[str, Any], error: Exception) -> list[Refused]:
    """What an error is about. Of the entries of a list or of a table of any names it tells one, or none by name: so
    each of them is tried alone."""
    refused, is_an_entry = _read(error)
    if not is_an_entry:
        return [refused]
    entries: Any = value_at(values, refused.place)
    tried = [_tried_alone(refused.place, name, entry) for name, entry in _named(entries)]
    return [mistake for mistake in tried if mistake is not None]


def _named(entries: dict[str, object] | list[object]) -> Iterable[tuple[str | int, object]]:
    return entries.items() if isinstance(entries, dict) else enumerate(entries)


def _tried_alone(above: Place, name: str | int, entry: object) -> Refused | None:
    import msgspec

    alone: Any = {name: entry} if isinstance(name, str) else [entry]
    for table in reversed(above):
        alone = {table: alone}
    try:
        msgspec.convert(alone, Settings, builtin_types=TOML_TYPES)
    except msgspec.ValidationError as error:
        return replace(_read(error)[0], place=(*above, name))
    return None


def _read(error: Exception) -> tuple[Refused, bool]:
    """What a message of msgspec's says, as in 'Invalid enum value 5 - at `$.telling.rules.rules[1].tell`' or
    '…`$.servers[...].proxy`', and whether it is about an entry of a list or of a table of any names."""
    words, _, where = str(error).partition(" - at `$")
    above, bracket, entry = where.rstrip("`").partition("[")
    return Refused(_names(above), _names(entry.partition("]")[2]), _reason(words)), bool(bracket)


def _reason(words: str) -> Reason:
    if words.startswith("Invalid enum value"):
        return Reason.NOT_ALLOWED
    return Reason.MISSING if words.startswith("Object missing required field") else Reason.OTHER_KIND


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name for name in dotted.split(".") if name)


def _drop(values: dict[str, Any], places: Sequence[Place]) -> bool:
    """Take these out, of a list the last first; whether there was anything to take."""
    for place in reversed(places):
        if not place:
            return False
        del value_at(values, place[:-1])[place[-1]]
    return True
