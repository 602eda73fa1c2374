"""The translations are whole: every text of the code, with the placeholders of its source."""

import subprocess
import sys
from pathlib import Path

import pytest

from batchdesk.words.catalogue import PLACEHOLDER, read_catalogue, translations_folder

SCRIPT = Path(__file__).parents[2] / "packaging" / "translations.py"
HALF_WIDTH = set(",;!?")


def test_every_text_of_the_code_is_translated() -> None:
    check = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert check.returncode == 0, f"run packaging/translations.py, then translate:\n{check.stdout}{check.stderr}"


@pytest.mark.parametrize("name", ["batchdesk_en.ts", "batchdesk_zh_CN.ts"])
def test_a_translation_has_the_placeholders_of_its_source(name: str) -> None:
    for (context, source), forms in read_catalogue(translations_folder() / name).items():
        for form in forms:
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(source)), (context, source)
            assert ("%n" in form) == ("%n" in source), (context, source)


def test_chinese_is_written_with_chinese_punctuation() -> None:
    for (context, source), forms in read_catalogue(translations_folder() / "batchdesk_zh_CN.ts").items():
        for form in forms:
            chinese = any("\u4e00" <= character <= "\u9fff" for character in form)
            prose = PLACEHOLDER.sub("", form)
            assert not (chinese and HALF_WIDTH & set(prose)), (context, source, form)


def test_what_a_menu_only_begins_ends_alike_everywhere() -> None:
    for (context, source), forms in read_catalogue(translations_folder() / "batchdesk_zh_CN.ts").items():
        assert not any("……" in form for form in forms), (context, source, "one …, as all others have")
