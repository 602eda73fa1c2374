"""How well what was typed fits a name: its letters in their order, better at the beginnings of words. Pure."""

_TOGETHER = 8
_AT_A_BEGINNING = 6
_AT_THE_START = 4
_BETWEEN = frozenset(" -_/.:·")


def fit(typed: str, name: str) -> int | None:
    """Higher is better; None where a letter is missing. Nothing typed fits everything equally."""
    wanted, text = "".join(typed.casefold().split()), name.casefold()
    if not wanted:
        return 0
    whole = text.find(" ".join(typed.casefold().split()))
    if whole >= 0:
        return len(wanted) * (_TOGETHER + _AT_A_BEGINNING) + _bonus(text, whole) - len(text) // 8
    score, place = 0, -1
    for letter in wanted:
        found = text.find(letter, place + 1)
        if found < 0:
            return None
        score += _TOGETHER if found == place + 1 and place >= 0 else 1
        score += _bonus(text, found)
        place = found
    return score - len(text) // 8


def _bonus(text: str, place: int) -> int:
    if place == 0:
        return _AT_A_BEGINNING + _AT_THE_START
    return _AT_A_BEGINNING if text[place - 1] in _BETWEEN else 0
