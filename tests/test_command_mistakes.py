"""What a mistake in a command line is answered: one sentence in the person's language, and exit code 2."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from batchdesk.cli import run
from batchdesk.words.catalogue import set_language


@pytest.fixture(autouse=True)
def own_language_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BATCHDESK_DATA_DIR", str(tmp_path))
    yield
    set_language(None)


MISTAKES = [
    (["history", "--limit", "many"], "--limit takes a whole number: ≥ 1.", "--limit 需为整数：≥ 1。"),
    (["history", "--limit", "0"], "--limit takes a whole number: ≥ 1.", "--limit 需为整数：≥ 1。"),
    (["history", "--limit"], "--limit needs a value.", "--limit 需要一个值。"),
    (["history", "--json=yes"], "--json takes no value.", "--json 不带值。"),
    (["history", "--nonsense"], "There is no option --nonsense.", "没有 --nonsense 这个选项。"),
    (["history", "more"], "more is one argument too many.", "多了一个参数：more。"),
    (["export"], "--format is missing.", "缺少 --format。"),
    (
        ["export", "--format", "xls"],
        "--format takes one of these: csv, json, md, html.",
        "--format 只能是：csv, json, md, html。",
    ),
    (
        ["export", "--format", "csv", "--output", "/"],
        "--output takes a file, not a folder.",
        "--output 需为文件，不能是文件夹。",
    ),
    (
        ["export", "--format", "md", "--excel"],
        "--excel goes with --format csv only.",
        "--excel 只能与 --format csv 一起使用。",
    ),
    (
        ["export", "--format", "csv", "--versions"],
        "--versions goes with --format json only.",
        "--versions 只能与 --format json 一起使用。",
    ),
    (
        ["export", "--format", "html", "--texts"],
        "--texts goes with --format json or csv only.",
        "--texts 只能与 --format json 或 csv 一起使用。",
    ),
    (["test-server", "--port", "99999"], "--port takes a whole number: 0–65535.", "--port 需为整数：0–65535。"),
    (["history", "--data-dir", ""], "--data-dir takes a folder.", "--data-dir 需为文件夹。"),
    (["desktop-entry"], "COMMAND is missing.", "缺少 COMMAND。"),
    (["desktop-entry", "instal"], "There is no command instal.", "没有 instal 这个命令。"),
    (["watch", "--give-up", "soon", "cmgl0001"], "--give-up takes a number: ≥ 0.", "--give-up 需为数字：≥ 0。"),
]


@pytest.mark.parametrize(("arguments", "english", "chinese"), MISTAKES)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_mistake_is_answered_in_the_persons_language(
    arguments: list[str], english: str, chinese: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_language("en" if language == "en" else "zh_CN")
    assert run(arguments) == 2
    written = capsys.readouterr()
    assert written.out == ""
    answer = f"{english} See `" if language == "en" else f"{chinese}请参阅 `"
    assert written.err.startswith(f"batchdesk: {answer}")


@pytest.mark.parametrize(
    ("option", "value"), [("--since", "tomorrow"), ("--until", "11/24"), ("--longer-than", "long"), ("--status", "odd")]
)
def test_a_filter_that_makes_no_sense_says_what_would(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_language("en")
    assert run(["history", option, value]) == 2
    assert capsys.readouterr().err.startswith(f"batchdesk: {option} takes one of these: ")
