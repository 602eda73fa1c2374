"""Writes the program's icons from the drawing in `batchdesk.desktop.tray.mark`: `python packaging/icons.py`.

They are committed, so that packagers and desktop files need no Qt; a test says when they no longer match the drawing.
"""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPainterPath

from batchdesk.desktop.tray.mark import APPLICATION_COLOUR, MarkState, application_pixmap, mark_path

FOLDER = Path(__file__).parents[1] / "resources" / "icons"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
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
    (FOLDER / "batchdesk.ico").write_bytes(ico({size: png(size) for size in ICO_SIZES}))
    (FOLDER / "batchdesk.icns").write_bytes(icns({kind: png(size) for kind, size in ICNS_TYPES.items()}))
    application.shutdown()


def png(size: int) -> bytes:
    """The committed picture of that size."""
    return (FOLDER / f"batchdesk-{size}.png").read_bytes()


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """An icon file of Windows (Vista and later read PNGs in it): a header, one entry a picture, the pictures."""
    place = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: Mapping[bytes, bytes]) -> bytes:
    """An icon file of macOS: each picture after its type and its length."""
    parts = b"".join(kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


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
