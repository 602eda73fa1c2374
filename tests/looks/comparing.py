"""Whether two pictures look the same. What a font's rasteriser does a little otherwise counts for nothing.

Both are made of the means of small squares: a word in its place weighs the same whichever way its edges are smoothed,
and a word that is missing, longer, elsewhere or in another colour does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

SQUARE = 8
"""Pixels of a side: about as high as a small letter."""
NOTICEABLE = 20
"""Of 255: a square whose mean in one colour is off by more counts as other."""
MOST_OTHER = 1
"""Squares: less than a letter."""
KEPT_SCALE = 2
"""References are kept at half their size: they are looked at through the squares only."""
_STEP = 8
_ROUNDED = bytes(min(255, (value + _STEP // 2) // _STEP * _STEP) for value in range(256))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it."""

    others: int
    """Squares that are other; all of them where the sizes differ."""
    difference: QImage
    """The new picture, pale, with the squares that are other in red."""

    @property
    def same(self) -> bool:
        """Whether nobody would see a difference."""
        return self.others <= MOST_OTHER


def compare(expected: QImage, got: QImage) -> Comparison:
    """Compare a reference, as it was kept, with a picture as it was taken."""
    wanted = QSize(expected.width() * KEPT_SCALE, expected.height() * KEPT_SCALE)
    if abs(wanted.width() - got.width()) >= KEPT_SCALE or abs(wanted.height() - got.height()) >= KEPT_SCALE:
        return Comparison(got.width() * got.height() // SQUARE**2, got)
    size = QSize(got.width() // SQUARE, got.height() // SQUARE)
    squares = zip(_pixels(_scaled(expected, size)), _pixels(_scaled(got, size)), strict=True)
    differing = [number for number, (one, other) in enumerate(squares) if one != other and _differ(one, other)]
    return Comparison(len(differing), _marked(got, differing))


def kept(picture: QImage) -> QImage:
    """A picture as a reference is kept: at half its size, every colour rounded, so that its file is small."""
    size = QSize(picture.width() // KEPT_SCALE, picture.height() // KEPT_SCALE)
    small = _scaled(picture, size)
    rounded = bytes(small.constBits()).translate(_ROUNDED)
    return QImage(rounded, size.width(), size.height(), small.bytesPerLine(), small.format()).copy()


def write_all(folder: Path, name: str, expected: QImage, got: QImage, comparison: Comparison) -> None:
    """Leave the three pictures beside each other for whoever looks into it."""
    folder.mkdir(parents=True, exist_ok=True)
    expected.save(str(folder / f"{name}-expected.png"))
    got.save(str(folder / f"{name}-got.png"))
    comparison.difference.save(str(folder / f"{name}-difference.png"))


def _scaled(picture: QImage, size: QSize) -> QImage:
    return picture.convertToFormat(QImage.Format.Format_RGB32).scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _pixels(picture: QImage) -> Sequence[int]:
    """All of them, line by line: a copy, for the picture may be gone before it is read."""
    return memoryview(bytes(picture.constBits())).cast("I")


def _differ(one: int, other: int) -> bool:
    return any(abs((one >> shift & 255) - (other >> shift & 255)) > NOTICEABLE for shift in (0, 8, 16))


def _marked(got: QImage, squares: Sequence[int]) -> QImage:
    marked = got.convertToFormat(QImage.Format.Format_RGB32)
    across = got.width() // SQUARE
    painter = QPainter(marked)
    painter.fillRect(marked.rect(), QColor(128, 128, 128, 180))
    for number in squares:
        painter.fillRect(number % across * SQUARE, number // across * SQUARE, SQUARE, SQUARE, QColor(220, 40, 40, 160))
    painter.end()
    return marked
