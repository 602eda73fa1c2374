"""The catalogue of translations: Qt Linguist's own files, read without Qt.

`translate` takes its context and source as literals, so that `packaging/translations.py` finds them. Knows nothing
of batches.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from batchdesk.words.system_language import system_language

Language = Literal["en", "zh_CN"]
Context = Literal[
    "Adding",
    "Window",
    "Table",
    "Detail",
    "Tray",
    "Notification",
    "SignIn",
    "Terminal",
    "Command",
    "Connection",
    "Doctor",
    "Export",
    "History",
    "Import",
    "Inbox",
    "Insights",
    "Palette",
    "Problem",
    "Settings",
    "Status",
    "Time",
]
Catalogue = Mapping[tuple[str, str], tuple[str, ...]]
"""(context, source) → its translations: one, or one for each plural form."""

PLACEHOLDER = re.compile(r"%n|\{([a-z_]+)\}")

_chosen: Language | None = None


def set_language(code: Language | None) -> None:
    """Speak this language from now on; None: the system's, English where we do not speak that."""
    global _chosen
    _chosen = code


def chosen_language() -> Language | None:
    """What `set_language` was last given."""
    return _chosen


def language() -> Language:
    """The language spoken now. Any Chinese is answered in simplified Chinese."""
    return _chosen or _from_system()


def translate(context: Context, source: str, count: int | None = None, **values: object) -> str:
    """Return `source` in the language spoken now; the source itself where there is no translation.

    `%n` becomes `count` with thousands separators, and chooses the plural form; `{name}` becomes the value of that
    name. Values are inserted as they are, never read again as placeholders. A placeholder without a value stays.
    """
    forms = _catalogue(language()).get((context, source), ())
    return insert(_form(forms, count) or source, values, count)


def insert(text: str, values: Mapping[str, object], count: int | None = None) -> str:
    """Put values into a text that is translated already, by the rules of `translate`."""
    if count is None and not values:
        return text  # most texts, and every cell of a table asks for some

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match[0] if count is None else f"{count:,}"
        return str(values[name]) if name in values else match[0]

    return PLACEHOLDER.sub(value, text)


def resources_folder() -> Path:
    """Where the files are that come with the program: in the package once installed, at the top of a checkout else."""
    package = Path(__file__).parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def translations_folder() -> Path:
    """Where the .ts files are."""
    return resources_folder() / "translations"


def read_catalogue(path: Path) -> Catalogue:
    """Read a Qt Linguist file. Unfinished translations count as missing; so does the whole of a missing file."""
    try:
        root = ElementTree.parse(path).getroot()
    except FileNotFoundError:
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): _translations(message)
        for context in root.iter("context")
        for message in context.iter("message")
    }


def _translations(message: ElementTree.Element) -> tuple[str, ...]:
    translation = message.find("translation")
    if translation is None or translation.get("type"):
        return ()
    if message.get("numerus") == "yes":
        return tuple(form.text or "" for form in translation.iter("numerusform"))
    return (translation.text or "",)


def _form(forms: tuple[str, ...], count: int | None) -> str:
    if not forms:
        return ""
    # Chinese has one form, English two: for exactly one thing, and for any other number of them.
    return forms[0] if count in (None, 1) else forms[-1]


@cache
def _catalogue(code: Language) -> Catalogue:
    return read_catalogue(translations_folder() / f"batchdesk_{code}.ts")


@cache
def _from_system() -> Language:
    return "zh_CN" if system_language().lower().startswith("zh") else "en"
