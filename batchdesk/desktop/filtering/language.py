"""The language of the search box: `status:failed tag:"spring sale" -merchant:m-7 timeout`. Pure.

Different fields combine, and so do words; of several values of one field any will do; what has a minus must not be.
Reading never fails: what is half typed means as much as it can. Must not know how a filter is applied.
"""

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What a term is about. The value is how it is written."""

    TEXT = ""
    STATUS = "status"
    IS = "is"
    TAG = "tag"
    SERVER = "server"
    MERCHANT = "merchant"


class Term(NamedTuple):
    """One condition. The value is not empty."""

    field: Field
    value: str
    negated: bool = False


ACTIVE = "active"
"""`is:active`: it has not ended, and is not gone."""
ATTENTION = "attention"
"""`is:attention`: somebody should look at it."""
PINNED = "pinned"
PUT_AWAY = "away"
"""`is:away`: the operator has put it out of sight; only who asks for these sees them."""
GONE = "gone"
"""`status:gone`: what nobody can look at any more; no status of the protocol."""

_CHINESE_FIELDS = {
    "状态": Field.STATUS,
    "标签": Field.TAG,
    "服务器": Field.SERVER,
    "商家": Field.MERCHANT,
    "是": Field.IS,
}
_CHINESE_VALUES = {
    "排队中": "queued",
    "生成中": "running",
    "已完成": "succeeded",
    "部分完成": "partial",
    "失败": "failed",
    "已归档": "archived",
    "已不存在": GONE,
    "进行中": ACTIVE,
    "需关注": ATTENTION,
    "已保留": PINNED,
    "已收起": PUT_AWAY,
}
_FIELDS = {field.value: field for field in Field if field is not Field.TEXT} | _CHINESE_FIELDS
_NAMES = "|".join(map(re.escape, _FIELDS))
_PREFIX = re.compile(rf"(?:{_NAMES})[:：]", re.IGNORECASE)
_TERM = re.compile(
    rf"(?P<minus>-?)(?:(?P<field>{_NAMES})[:：])?"
    r'(?:"(?P<quoted>(?:[^"]|"")*)"?|(?P<bare>[^\s"]\S*)|(?=\s|$))',
    re.IGNORECASE,
)


def parse(text: str) -> tuple[Term, ...]:
    """Read what was typed. A field of another name is text: an address can be searched for as it is."""
    return tuple(term for match in _TERM.finditer(text) if (term := _term(match)) is not None)


def to_text(terms: Iterable[Term]) -> str:
    """Write terms so that `parse` gives them back."""
    return " ".join(map(_written, terms))


def toggled(text: str, terms: Iterable[Term]) -> str:
    """`text` with these terms, or without them where it has them all already."""
    there, wanted = parse(text), tuple(terms)
    if set(wanted) <= set(there):
        return to_text(term for term in there if term not in wanted)
    return to_text((*there, *(term for term in wanted if term not in there)))


def chosen_instead(text: str, terms: Iterable[Term], fields: Collection[Field]) -> str:
    """`text` with these terms in place of all it says about `fields`; without them where it says just that."""
    there, wanted = parse(text), tuple(terms)
    others = tuple(term for term in there if term.field not in fields)
    return to_text(others if says(text, wanted, fields) else (*others, *wanted))


def says(text: str, terms: Iterable[Term], fields: Collection[Field]) -> bool:
    """Whether these terms are all that `text` says about `fields`."""
    return {term for term in parse(text) if term.field in fields} == set(terms)


def _term(match: re.Match[str]) -> Term | None:
    field = _FIELDS[match["field"].lower()] if match["field"] else Field.TEXT
    quoted = match["quoted"]
    value = match["bare"] or "" if quoted is None else quoted.replace('""', '"')
    if field in (Field.STATUS, Field.IS):
        value = _CHINESE_VALUES.get(value, value.lower())
    return Term(field, value, negated=bool(match["minus"])) if value else None


def _written(term: Term) -> str:
    minus = "-" if term.negated else ""
    name = f"{term.field.value}:" if term.field is not Field.TEXT else ""
    return f"{minus}{name}{_quoted(term.value) if _needs_quotes(term) else term.value}"


def _needs_quotes(term: Term) -> bool:
    reads_as_more = term.field is Field.TEXT and (term.value.startswith("-") or _PREFIX.match(term.value))
    return bool(reads_as_more) or re.search(r'[\s"]', term.value) is not None


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
