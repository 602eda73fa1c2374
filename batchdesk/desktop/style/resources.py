"""Files that come with the program."""

from pathlib import Path

from batchdesk.words.catalogue import resources_folder


def resource(*parts: str) -> Path:
    """The path of a file in `resources/`. It need not exist."""
    return resources_folder().joinpath(*parts)
