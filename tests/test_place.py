"""Where a run keeps its files, read before anything else of the command line is understood."""

from pathlib import Path

import pytest

from batchdesk.place import DATA_DIR_VARIABLE, Place, place_of


@pytest.mark.parametrize(
    ("arguments", "variable", "chosen"),
    [
        ([], "", None),
        (["history"], "/env", "/env"),
        (["history", "--data-dir", "/mine"], "/env", "/mine"),
        (["--data-dir=/first", "history", "--data-dir", "/last"], "", "/last"),
        (["--data-dir"], "", None),
    ],
)
def test_the_last_folder_that_is_given_counts(arguments: list[str], variable: str, chosen: str | None) -> None:
    place = place_of(arguments, {DATA_DIR_VARIABLE: variable})
    assert place == Place(Path(chosen) if chosen else None)


def test_settings_are_beside_the_data_where_its_folder_was_chosen(tmp_path: Path) -> None:
    assert Place(tmp_path).settings_file == tmp_path / "settings.toml"
