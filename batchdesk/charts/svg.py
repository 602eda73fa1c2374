"""A scene as SVG: for a file of its own, or to stand in a page. Every text is escaped; the same scene gives the same
bytes; the colours are those of the page, or of light and dark."""

from html import escape

from batchdesk.charts.scene import FONT_SIZE, Line, Rect, Scene, Shape, Text

_PALETTE = {
    "base": ("#ffffff", "#15181c"),
    "text": ("#1b1f24", "#e8ebef"),
    "muted": ("#5a6472", "#a3adba"),
    "line": ("#dde1e7", "#343a42"),
    "accent": ("#2457d6", "#7ca2ff"),
    "queued": ("#5a6472", "#a3adba"),
    "succeeded": ("#1a7f37", "#4cc26b"),
    "partial": ("#8a5a00", "#e3a33a"),
    "failed": ("#c4232b", "#ff7b72"),
    "archived": ("#6b4fa0", "#b79cf0"),
}
"""In light and in dark."""

_DASHES = {"": "", "dashed": ' stroke-dasharray="6 4"', "dotted": ' stroke-dasharray="2 3"'}

PATTERNS = (
    '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="1.5" height="6" fill="var(--base)"/></pattern>'
    '<pattern id="dotted" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<circle cx="2.5" cy="2.5" r="1" fill="var(--base)"/></pattern></defs>'
)
"""Stand once in a page that has scenes in it."""


def style() -> str:
    """The colours, for a page or a file that has none."""
    light, dark = (" ".join(f"--{name}: {colours[theme]};" for name, colours in _PALETTE.items()) for theme in (0, 1))
    return f":root {{ {light} }} @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"


def to_svg(scene: Scene, title: str) -> str:
    """A file of its own, readable in light and dark."""
    background = f'<rect width="{_number(scene.width)}" height="{_number(scene.height)}" fill="var(--base)"/>'
    return _element(scene, title, f"<style>{style()}</style>{PATTERNS}{background}") + "\n"


def inline_svg(scene: Scene, title: str) -> str:
    """For a page that has the colours as variables of its own, and PATTERNS once."""
    return _element(scene, title, "")


def _element(scene: Scene, title: str, before: str) -> str:
    width, height = _number(scene.width), _number(scene.height)
    shapes = "\n".join(map(_shape, scene.shapes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" font-family="system-ui, sans-serif" font-size="{FONT_SIZE}">'
        f"<title>{escape(title)}</title>{before}\n{shapes}\n</svg>"
    )


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return _rect(shape)
    if isinstance(shape, Line):
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
        stroke = f'stroke="var(--{shape.role})" stroke-width="{_number(shape.width)}"{_DASHES[shape.dash]}'
        return f'<polyline points="{points}" fill="none" stroke-linejoin="round" {stroke}/>'
    return _text(shape)


def _rect(rect: Rect) -> str:
    place = f'x="{_number(rect.x)}" y="{_number(rect.y)}" width="{_number(rect.width)}" height="{_number(rect.height)}"'
    opacity = "" if rect.opacity == 1 else f' fill-opacity="{_number(rect.opacity)}"'
    filled = f'<rect {place} fill="var(--{rect.role})"{opacity}/>'
    return filled + (f'<rect {place} fill="url(#{rect.pattern})"/>' if rect.pattern else "")


def _text(text: Text) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    weight = ' font-weight="600"' if text.bold else ""
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" fill="var(--{text.role})"{anchor}{weight}>'
        f"{escape(text.text)}</text>"
    )


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
