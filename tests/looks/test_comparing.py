"""What counts as another look, and what does not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.looks.comparing import compare, kept, write_all

SIZE = (400, 200)


def picture(
    *words: str,
    colour: str = "#1B1F24",
    down: int = 0,
    hinting: QFont.HintingPreference = QFont.HintingPreference.PreferNoHinting,
    size: tuple[int, int] = SIZE,
) -> QImage:
    """Lines of text as a window has them."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    font = QFont()
    font.setPointSize(9)
    font.setHintingPreference(hinting)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for number, line in enumerate(words or ("Sourdough, opening week", "3 of 5 copies", "about 0:27 left")):
        painter.drawText(QRect(10, 10 + 24 * number + down, 380, 24), Qt.AlignmentFlag.AlignLeft, line)
    painter.end()
    return image


@pytest.fixture(autouse=True)
def application(qtbot: QtBot) -> None:
    """Text needs one."""


def test_the_same_is_the_same_though_it_was_kept_small() -> None:
    assert compare(kept(picture()), picture()).others == 0


def test_how_the_edges_of_letters_are_smoothed_counts_for_nothing() -> None:
    otherwise = picture(hinting=QFont.HintingPreference.PreferVerticalHinting)
    assert compare(kept(picture()), otherwise).same


@pytest.mark.parametrize(
    "other",
    [
        lambda: picture("Sourdough, opening week", "3 of 5 copies", ""),
        lambda: picture("Sourdough, opening week", "3 of 5 copies", "about 0:27 le"),
        lambda: picture(down=4),
        lambda: picture(colour="#C4232B"),
        lambda: picture(size=(400, 220)),
    ],
    ids=["a line is missing", "a word is cut", "it is elsewhere", "another colour", "another size"],
)
def test_what_a_person_would_see_counts(other: Callable[[], QImage]) -> None:
    assert not compare(kept(picture()), other()).same


def test_the_three_pictures_are_left_beside_each_other(tmp_path: Path) -> None:
    expected, got = kept(picture()), picture(down=6)
    write_all(tmp_path / "looks", "window", expected, got, compare(expected, got))
    assert sorted(path.name for path in (tmp_path / "looks").iterdir()) == [
        "window-difference.png",
        "window-expected.png",
        "window-got.png",
    ]
