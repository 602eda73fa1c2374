"""Keep resources/translations in step with the texts in the code: `python packaging/translations.py [--check]`.

Writes every `translate("Context", "text")` of the sources into the Qt Linguist files, keeps what is translated, drops
what is gone, and says what is left to translate (exit code 1). `--check` writes nothing.

pyside6-lupdate is not used: up to 6.11 it skips every call with keyword arguments, which are our placeholders, and
never marks plural forms.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

TOP = Path(__file__).resolve().parents[1]
SOURCES = TOP / "batchdesk"
FOLDER = TOP / "resources" / "translations"
PLURAL_FORMS = {"en": 2, "zh_CN": 1}

Key = tuple[str, str]
"""Context and source text."""


@dataclass(frozen=True, slots=True)
class UnreadableText(Exception):
    """A call whose context or text is no literal: nobody could translate it."""

    place: str


def texts_in(path: Path) -> Iterator[Key]:
    """Every (context, source) that the module translates. Raises UnreadableText.

    The function is called by its bare name: `painter.translate` is something else.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate":
            literals = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
            if len(literals) != 2 or not all(isinstance(literal, str) for literal in literals):
                raise UnreadableText(f"{path.relative_to(TOP)}:{node.lineno}")
            yield cast(Key, tuple(literals))


def all_texts(folder: Path = SOURCES) -> set[Key]:
    """Every text of the program."""
    return {key for path in sorted(folder.rglob("*.py")) for key in texts_in(path)}


def is_needed(language: str, source: str) -> bool:
    """English is the source: its file holds plural forms only."""
    return language != "en" or "%n" in source


def read_forms(path: Path) -> dict[Key, tuple[str, ...]]:
    """What is in a file: the finished translations, and () for each unfinished one."""
    if not path.exists():
        return {}
    found: dict[Key, tuple[str, ...]] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms: tuple[str, ...] = ()
            if translation is not None and translation.get("type") is None:
                plural = tuple(form.text or "" for form in translation.iter("numerusform"))
                forms = plural or (translation.text or "",)
            found[context.findtext("name", ""), message.findtext("source", "")] = forms if all(forms) else ()
    return found


def write_forms(path: Path, language: str, forms: dict[Key, tuple[str, ...]]) -> None:
    """Write a Qt Linguist file, sorted and without line numbers, so that a change shows as itself."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = root
    for name, source in sorted(forms):
        if context is root or context.findtext("name") != name:
            context = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(context, "name").text = name
        _add_message(context, source, forms[name, source], PLURAL_FORMS[language])
    ElementTree.indent(root, " " * 4)
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8", newline="\n")


def update(language: str, texts: set[Key], *, write: bool) -> tuple[list[Key], list[Key]]:
    """Bring one file in step. Returns the texts without a translation, and the translations without a text."""
    path = FOLDER / f"batchdesk_{language}.ts"
    known = read_forms(path)
    wanted = {key: known.get(key, ()) for key in texts if is_needed(language, key[1])}
    if write:
        write_forms(path, language, wanted)
    return sorted(key for key, forms in wanted.items() if not forms), sorted(known.keys() - wanted.keys())


def main(arguments: list[str]) -> int:
    """Update, or with `--check` only compare. 1 when something is left to do."""
    write = "--check" not in arguments
    try:
        texts = all_texts()
    except UnreadableText as unreadable:
        print(f"{unreadable.place}: translate() takes its context and text as literals", file=sys.stderr)  # noqa: T201
        return 1
    left = 0
    for language in PLURAL_FORMS:
        missing, obsolete = update(language, texts, write=write)
        for word, keys in (("not translated", missing), ("dropped" if write else "obsolete", obsolete)):
            for context, source in keys:
                print(f"{language} {word}: [{context}] {source}")  # noqa: T201
        left += len(missing) + (0 if write else len(obsolete))
    return 1 if left else 0


def _add_message(context: ElementTree.Element, source: str, forms: tuple[str, ...], plural_forms: int) -> None:
    plural = "%n" in source
    message = ElementTree.SubElement(context, "message", {"numerus": "yes"} if plural else {})
    ElementTree.SubElement(message, "source").text = source
    translation = ElementTree.SubElement(message, "translation", {} if forms else {"type": "unfinished"})
    if plural:
        for number in range(plural_forms):
            ElementTree.SubElement(translation, "numerusform").text = forms[number] if forms else ""
    else:
        translation.text = forms[0] if forms else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
