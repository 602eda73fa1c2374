"""Takes every picture of the program anew: those of the README, and the references that the tests compare with.

`python packaging/dev.py screenshots`. Needs no display, but the two fonts that all pictures are taken with.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
README_PICTURES = ROOT / "resources" / "screenshots"
SHOWN = "watching"
"""The scene that the README shows."""
MOST_SECONDS = 300.0


def main() -> int:
    """Take them all, and put each where it belongs."""
    sys.path.insert(0, str(ROOT))
    from tests.looks import fonts
    from tests.looks.taken import take_all

    if len(fonts.found()) < len(fonts.FILES):
        sys.stderr.write(f"The pictures need {fonts.NEEDED}. Install them and try again.\n")
        return 1
    with TemporaryDirectory() as folder:
        for language, paths in take_all(Path(folder), MOST_SECONDS).items():
            _keep(language, paths)
            for theme in ("light", "dark"):
                shutil.copy(
                    Path(folder) / language / f"{SHOWN}-{theme}.png",
                    README_PICTURES / f"window-{theme}-{language}.png",
                )
    return 0


def _keep(language: str, paths: list[Path]) -> None:
    """Make these the references; one that still looks the same stays as it is."""
    from PySide6.QtGui import QImage

    from tests.looks.comparing import compare, kept
    from tests.looks.taken import REFERENCES

    folder = REFERENCES / language
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in {path.name for path in folder.glob("*.png")} - {path.name for path in paths}:
        (folder / left_over).unlink()
    for path in paths:
        got, before = QImage(str(path)), QImage(str(folder / path.name))
        if before.isNull() or compare(before, got).others:
            kept(got).save(str(folder / path.name), None, 0)  # 0: as small as PNG gets


if __name__ == "__main__":
    sys.exit(main())
