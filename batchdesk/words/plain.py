"""Text from a server is data: nothing in it may move a cursor, turn the writing direction or start a formula.

Source: Unicode TR36 'Bidirectional Text Spoofing'; OWASP 'CSV Injection'. Pure.
"""

import html
import re
import unicodedata

_LINE_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_OBEYED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""JSON escapes the control characters below a space itself; these too would move a cursor or turn the writing."""
_JOINERS = frozenset("\u200c\u200d")
"""Part of ordinary writing (emoji, Persian), and harmless."""
_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""By which a spreadsheet takes a cell for a formula, after any spaces."""


def paragraph(text: str) -> str:
    """`text` with its line breaks kept and every other control, format or broken character made visible."""
    if text.isprintable():  # nearly all is, and a million texts are exported at once
        return text
    return "\n".join(_visible(line.expandtabs(4)) for line in _LINE_BREAK.split(text))


def one_line(text: str) -> str:
    """`paragraph`, with its lines joined by spaces."""
    return " ".join(line.strip() for line in paragraph(text).split("\n") if line.strip())


def markdown(text: str) -> str:
    """`one_line`, in which neither Markdown nor the HTML in it finds any markup."""
    return html.escape(_MARKDOWN.sub(r"\\\1", one_line(text)), quote=False)


def csv_cell(text: str) -> str:
    """`paragraph`, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{paragraph(text)}" if text.lstrip(" ").startswith(FORMULA_STARTS) else paragraph(text)


def json_text(text: str) -> str:
    """JSON on one line that means the same, and that no terminal obeys."""
    return text if text.isprintable() else _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(map(_visible_character, line))


def _visible_character(character: str) -> str:
    if unicodedata.category(character) not in _INVISIBLE or character in _JOINERS:
        return character
    if character < " ":
        return chr(0x2400 + ord(character))  # Unicode's pictures of control characters: ESC becomes ␛
    return "\N{REPLACEMENT CHARACTER}"
