"""Where the files that come with the program are: beside the package in a checkout, inside it once installed."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file in `resources/`. It need not exist."""
    package = Path(__file__).parents[1]
    installed = package / "resources"
    return (installed if installed.is_dir() else package.parent / "resources").joinpath(*parts)
