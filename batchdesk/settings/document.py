"""The settings file's text: changed only where what is chosen differs from what it says. Comments, what this version
does not know and what it could not understand stay.

Must not know where the text is kept.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any, cast

from batchdesk.settings.understanding import TOML_TYPES, Place, Refused, understand, value_at
from batchdesk.settings.values import Settings

_HEADING = "What is chosen in batchdesk's settings. A change made here counts when the file is saved."

_MARK = "the value that is looked for"


def changed_text(text: str, settings: Settings) -> str:
    """`text` with these settings in it. Where it is no TOML, a new one."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
    except TOMLKitError:
        document = tomlkit.document()
    if not document:
        document.add(tomlkit.comment(_HEADING))
    values = document.unwrap()
    understood = understand(values)
    refused = {each.place: value_at(values, each.place) for each in understood.refused}
    _Merge(refused).bring_in(document, _as_values(understood.settings), _as_values(settings))
    return tomlkit.dumps(document)


def line_of(text: str, refused: Refused) -> int:
    """The line, from 1, in which a refused value stands; 0 where it cannot be said."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        *above, name = _innermost(document, (*refused.place, *refused.within))
        value_at(document, tuple(above))[name] = _MARK
        before, mark, _ = tomlkit.dumps(document).partition(_MARK)
    except (TOMLKitError, LookupError, TypeError, ValueError):
        return 0
    return before.count("\n") + 1 if mark else 0


def _innermost(document: Mapping[str, Any], place: Place) -> Place:
    """The first value inside of a table, for which there is a line to show."""
    while isinstance(inner := value_at(document, place), Mapping) and inner:
        place = (*place, next(iter(cast(Mapping[str, Any], inner))))
    return place


class _Merge:
    """Brings values into a document that has `refused` in it, by place."""

    def __init__(self, refused: Mapping[Place, Any]) -> None:
        self._refused = refused

    def bring_in(
        self, table: MutableMapping[str, Any], before: dict[str, Any], after: dict[str, Any], place: Place = ()
    ) -> None:
        """Change what was `before` and is not so `after`, and add what is not there."""
        for name, value in after.items():
            old, here = before.get(name), (*place, name)
            if isinstance(value, dict) and isinstance(table.get(name), MutableMapping):
                inner = cast(dict[str, Any], old) if isinstance(old, dict) else {}
                self.bring_in(table[name], inner, cast(dict[str, Any], value), here)
            elif name not in table or value != old:
                table[name] = self._with_refused(cast(object, value), here)
        for name in set(before) - set(after):
            del table[name]

    def _with_refused(self, value: object, place: Place) -> object:
        """A list keeps those of its entries that were not understood, where they were."""
        if not isinstance(value, tuple):
            return value
        entries = list(cast(tuple[Any, ...], value))
        for refused, entry in self._refused.items():
            if refused[:-1] == place and isinstance(number := refused[-1], int):
                entries.insert(number, entry)
        return entries


def _as_values(settings: Settings) -> dict[str, Any]:
    """As TOML has it: it has no null, so what is not chosen is left out."""
    import msgspec

    values = msgspec.to_builtins(settings, builtin_types=TOML_TYPES)
    return cast(dict[str, Any], _without_nothing(values))


def _without_nothing(value: object) -> object:
    if not isinstance(value, dict):
        return value
    inner = cast(dict[str, object], value)
    return {name: _without_nothing(each) for name, each in inner.items() if each is not None}
