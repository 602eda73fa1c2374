"""Writes the program's icons from the drawing in `batchdesk.desktop.mark`: `python packaging/icons.py`.

They are committed, so that packagers and desktop files need no Qt; a test says when they no longer match the drawing.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPainterPath

from batchdesk.desktop.mark import APPLICATION_COLOUR, MarkState, application_pixmap, mark_path

FOLDER = Path(__file__).parents[1] / "resources" / "icons"
PNG_SIZES = (16, 32, 48, 64, 128, 256)
SVG_SIZE = 64

_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}">
<path fill="#FFFFFF" d="M12 12H52V52H12Z"/>
<path fill="{colour}" fill-rule="evenodd" d="{outline}"/>
</svg>
"""


def main() -> None:
    """Write all of them."""
    application = QGuiApplication([*sys.argv[:1], "-platform", "offscreen"])
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "batchdesk.svg").write_text(svg(), encoding="ascii")
    for size in PNG_SIZES:
        application_pixmap(size).save(str(FOLDER / f"batchdesk-{size}.png"))
    application.shutdown()


def svg() -> str:
    """The icon as an SVG document."""
    path = mark_path(SVG_SIZE, MarkState.IDLE)
    return _SVG.format(size=SVG_SIZE, colour=APPLICATION_COLOUR, outline=outline(path))


def outline(path: QPainterPath) -> str:
    """A Qt path in SVG's words: M, L and C, absolute."""
    letters = {
        QPainterPath.ElementType.MoveToElement: "M",
        QPainterPath.ElementType.LineToElement: "L",
        QPainterPath.ElementType.CurveToElement: "C",
        QPainterPath.ElementType.CurveToDataElement: " ",
    }
    elements = map(path.elementAt, range(path.elementCount()))
    return "".join(f"{letters[each.type]}{each.x:.6g} {each.y:.6g}" for each in elements)


if __name__ == "__main__":
    main()
