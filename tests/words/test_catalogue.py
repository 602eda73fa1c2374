import os
import subprocess
import sys
from pathlib import Path

import pytest

from batchdesk.words.catalogue import insert, read_catalogue, set_language, translate
from batchdesk.words.system_language import system_language


def test_a_source_without_a_translation_is_shown_itself() -> None:
    set_language("zh_CN")
    source = "Never translated {name}"
    assert translate("Window", source, name="x") == "Never translated x"


def test_english_plurals_come_from_the_catalogue() -> None:
    assert translate("Status", "{made} of %n copies", 1, made=1) == "1 of 1 copy"
    assert translate("Status", "{made} of %n copies", 5, made=3) == "3 of 5 copies"
    assert translate("Status", "{made} of %n copies", 0, made=0) == "0 of 0 copies"


def test_chinese_has_one_form() -> None:
    set_language("zh_CN")
    assert translate("Notification", "%n failed", 1) == "1 个失败"
    assert translate("Notification", "%n failed", 12000) == "12,000 个失败"


def test_counts_carry_thousands_separators() -> None:
    assert translate("Notification", "%n batches ended", 1234567) == "1,234,567 batches ended"


@pytest.mark.parametrize("value", ["{time}", "%n", "{0.__class__}", "%s {", "\\1", "}"])
def test_values_are_never_read_again(value: str) -> None:
    text = translate("Notification", "{outcome} after {time}", 3, outcome=value, time="1:52")
    assert text == f"{value} after 1:52"


@pytest.mark.parametrize("broken", ["{", "}", "{}", "{unknown}", "{name!r}", "{name:>9999999}", "%", "%d {name"])
def test_a_broken_placeholder_in_a_translation_stays_as_it_is(broken: str) -> None:
    assert insert(broken, {"name": "x"}) == broken


def test_an_unfinished_translation_counts_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "batchdesk_zh_CN.ts"
    path.write_text(
        "<TS><context><name>Window</name><message><source>Open</source>"
        '<translation type="unfinished">Half</translation></message></context></TS>',
        encoding="utf-8",
    )
    assert read_catalogue(path) == {("Window", "Open"): ()}
    assert read_catalogue(tmp_path / "none.ts") == {}


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh_CN.UTF-8"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en"}, "zh_TW"),
        ({"LANG": "de_DE.UTF-8"}, "de_DE.UTF-8"),
    ],
)
def test_the_posix_order_of_variables(environment: dict[str, str], name: str) -> None:
    assert system_language(environment) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [("zh_CN.UTF-8", "zh_CN"), ("zh_HK.UTF-8", "zh_CN"), ("en_GB.UTF-8", "en"), ("de_DE", "en"), ("C", "en")],
)
def test_the_language_follows_the_system(name: str, code: str) -> None:
    program = "from batchdesk.words.catalogue import language; print(language())"
    environment = {**os.environ, "LC_ALL": name, "PYTHONUTF8": "1"}
    output = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == code
