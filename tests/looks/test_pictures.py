"""Every view, face and dialog looks as it did, in both languages and both themes.

What was meant to change is made the reference by one command: `python packaging/dev.py screenshots`.
"""

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.looks import fonts
from tests.looks.comparing import compare, write_all
from tests.looks.take import LANGUAGES
from tests.looks.taken import REFERENCES, ROOT, take_all

DIFFERENCES = ROOT / "build" / "looks"
"""Where the expected picture, the one we got and their difference are left."""
MOST_SECONDS = 150.0

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the pictures are those of a Linux machine"),
    pytest.mark.skipif(len(fonts.found()) < len(fonts.FILES), reason=f"needs {fonts.NEEDED}"),
    pytest.mark.timeout(MOST_SECONDS + 30),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_looks_as_it_did(language: str, tmp_path: Path) -> None:
    (taken,) = take_all(tmp_path, MOST_SECONDS, [language]).values()
    known = {path.name for path in (REFERENCES / language).glob("*.png")}
    other: list[str] = []
    for path in (each for each in taken if each.name in known):
        expected, got = QImage(str(REFERENCES / language / path.name)), QImage(str(path))
        comparison = compare(expected, got)
        if not comparison.same:
            write_all(DIFFERENCES, f"{language}-{path.stem}", expected, got, comparison)
            other.append(f"{path.stem} ({comparison.others} squares)")
    assert not other, (
        f"these look otherwise: {', '.join(other)}. Look at the pictures in {DIFFERENCES}; where it was meant, "
        "`python packaging/dev.py screenshots` makes them the references."
    )
    assert {path.name for path in taken} == known, "pictures and references are not the same ones: dev.py screenshots"


def test_the_references_are_small() -> None:
    assert sum(path.stat().st_size for path in REFERENCES.rglob("*.png")) < 3_000_000
