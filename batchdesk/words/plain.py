"""Text from a server is data: nothing in it may move a cursor, turn the writing direction or start a formula.

Source: Unicode TR36 'Bidirectional Text Spoofing'; OWASP 'CSV Injection'. Pure.
"""

import re
import unicodedata

_LINE_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""Part of ordinary writing (emoji, Persian), and harmless."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def paragraph(text: str) -> str:
    """`text` with its line breaks kept and every other control, format or broken character made visible."""
    return "\n".join(_visible(line.expandtabs(4)) for line in _LINE_BREAK.split(text))


def one_line(text: str) -> str:
    """`paragraph`, with its lines joined by spaces."""
    return " ".join(line.strip() for line in paragraph(text).split("\n") if line.strip())


def csv_cell(text: str) -> str:
    """`paragraph`, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{paragraph(text)}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else paragraph(text)


def _visible(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    return "".join(map(_visible_character, line))


def _visible_character(character: str) -> str:
    if unicodedata.category(character) not in _INVISIBLE or character in _JOINERS:
        return character
    if character < " ":
        return chr(0x2400 + ord(character))  # Unicode's pictures of control characters: ESC becomes ␛
    return "\N{REPLACEMENT CHARACTER}"
