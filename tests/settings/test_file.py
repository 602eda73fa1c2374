"""The settings as a file: written whole, read forgivingly, a person's own words kept."""

import os
import stat
import tomllib
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from batchdesk.batch.problem import ProblemKind
from batchdesk.batch.rules import QuietHours, Rule, Rules, Tell
from batchdesk.settings.file import FILE_NAME, Loaded, language_of, load, save
from batchdesk.settings.understanding import Reason
from batchdesk.settings.values import LookSettings, ServerSettings, Settings, TellingSettings, Theme
from batchdesk.words.problems import sentence

CHOSEN = Settings(
    language="zh_CN",
    telling=TellingSettings(
        rules=Rules(
            outcomes=("FAILED",),
            rules=(Rule(Tell.LAST, tag="春季"), Rule(Tell.NEVER, server="https://a.example")),
            quiet=QuietHours(time(22), time(7, 30), failures=False),
            paused_until=datetime(2026, 11, 25, 1, tzinfo=UTC),
        ),
        hide_names=True,
    ),
    look=LookSettings(theme=Theme.DARK),
    servers={"https://a.example": ServerSettings(proxy="http://proxy.example:3128")},
    saved_filters={"昨夜 失败": "status:failed 超时"},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / FILE_NAME


def test_what_was_never_written_is_as_usual(path: Path) -> None:
    assert load(path) == Loaded(Settings())


@pytest.mark.parametrize("settings", [Settings(), CHOSEN])
def test_everything_comes_back(path: Path, settings: Settings) -> None:
    save(path, settings)
    assert load(path) == Loaded(settings)
    save(path, Settings())
    assert load(path) == Loaded(Settings())


def test_comments_and_what_a_newer_version_wrote_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        '# mine\n[look]\ntheme = "dark"  # easier on the eyes\nfuture = 1\n[later]\nx = 2\n', encoding="utf-8"
    )
    save(path, CHOSEN)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert 'theme = "dark"  # easier on the eyes' in text
    assert "future = 1" in text
    assert "[later]" in text
    assert load(path).settings == CHOSEN


def test_a_byte_order_mark_is_no_damage(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('language = "zh_CN"\n', encoding="utf-8-sig")
    assert language_of(path) == "zh_CN"
    assert load(path) == Loaded(Settings(language="zh_CN"))
    save(path, Settings(language="en"))
    assert load(path) == Loaded(Settings(language="en"))


def test_a_value_that_is_wrong_costs_only_itself(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        'language = 5\n[telling]\nhide_names = true\n[telling.rules]\nquiet = 3\nrules = [{tell = "no"}]\n'
        '[look]\ntheme = "dark"\n'
    )
    loaded = load(path)
    assert loaded.settings == Settings(telling=TellingSettings(hide_names=True), look=LookSettings(theme=Theme.DARK))
    assert {problem.kind for problem in loaded.problems} == {ProblemKind.SETTINGS_VALUE}
    assert [problem.detail["key"] for problem in loaded.problems] == [
        "language",
        "telling.rules.quiet",
        "telling.rules.rules[1].tell",
    ]


@pytest.mark.parametrize("content", [b"= no [toml", b"\xff\xfe\x00"])
def test_a_damaged_file_is_set_aside_and_nothing_of_it_is_lost(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    loaded = load(path)
    (problem,) = loaded.problems
    assert (loaded.settings, problem.kind) == (Settings(), ProblemKind.SETTINGS_DAMAGED)
    assert Path(str(problem.detail["saved"])).read_bytes() == content
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are a Unix thing")
def test_nobody_else_can_read_it_and_nothing_half_written_stays(path: Path) -> None:
    save(path, CHOSEN)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_where_it_cannot_be_written_the_old_one_stays(path: Path) -> None:
    save(path, CHOSEN)
    path.with_name("taken").write_text("")
    with pytest.raises(FileExistsError):
        save(path.with_name("taken") / FILE_NAME, Settings())
    assert load(path).settings == CHOSEN


WITH_BAD_ONES = """\
language = 5
[telling.rules]
outcomes = ["FAILED"]
[[telling.rules.rules]]
tell = "never"  # too many of them
tag = "spring"
[[telling.rules.rules]]
tag = "urgent"
tell = "shout"
[[telling.rules.rules]]
tag = "forgotten"
[[telling.rules.rules]]
tell = "last"
[servers."https://a.example"]
proxy = 3128
[servers."https://b.example"]
proxy = "http://proxy.example:3128"
"""


@pytest.fixture
def with_bad_ones(path: Path) -> Path:
    path.parent.mkdir()
    path.write_text(WITH_BAD_ONES, encoding="utf-8")
    return path


def test_one_bad_rule_costs_itself_and_is_said_with_its_line(with_bad_ones: Path) -> None:
    loaded = load(with_bad_ones)
    assert loaded.settings.telling.rules.rules == (Rule(Tell.NEVER, tag="spring"), Rule(Tell.LAST))
    assert set(loaded.settings.servers) == {"https://b.example"}
    assert [(problem.detail["line"], problem.detail["key"]) for problem in loaded.problems] == [
        (1, "language"),
        (9, "telling.rules.rules[2].tell"),
        (11, "telling.rules.rules[3]"),
        (15, "servers.https://a.example.proxy"),
    ]
    assert "Line 9 of " in sentence(loaded.problems[1])
    assert [problem.detail["reason"] for problem in loaded.problems] == [
        Reason.OTHER_KIND,
        Reason.NOT_ALLOWED,
        Reason.MISSING,
        Reason.OTHER_KIND,
    ]


def test_what_was_not_understood_is_in_the_file_after_the_next_save(with_bad_ones: Path) -> None:
    before = load(with_bad_ones)
    settings = replace(before.settings, look=LookSettings(theme=Theme.DARK))
    save(with_bad_ones, settings)
    assert set(WITH_BAD_ONES.splitlines()) <= set(with_bad_ones.read_text(encoding="utf-8").splitlines())
    after = load(with_bad_ones)
    assert after.settings == settings
    assert [problem.detail["key"] for problem in after.problems] == [p.detail["key"] for p in before.problems]


def test_a_bad_rule_stays_where_it_is_among_the_rules_that_change(with_bad_ones: Path) -> None:
    settings = load(with_bad_ones).settings
    rules = (Rule(Tell.ALWAYS, merchant="m-1"), Rule(Tell.LAST))
    telling = replace(settings.telling, rules=replace(settings.telling.rules, rules=rules))
    settings = replace(settings, telling=telling, servers={})
    save(with_bad_ones, settings)
    assert load(with_bad_ones).settings == settings
    kept = tomllib.loads(with_bad_ones.read_text(encoding="utf-8"))
    assert [rule.get("tag") for rule in kept["telling"]["rules"]["rules"]][1:3] == ["urgent", "forgotten"]
    assert kept["servers"] == {"https://a.example": {"proxy": 3128}}


def test_a_choice_takes_the_place_of_what_was_not_understood(with_bad_ones: Path) -> None:
    save(with_bad_ones, replace(load(with_bad_ones).settings, language="zh_CN"))
    assert load(with_bad_ones).settings.language == "zh_CN"


def test_a_file_that_was_damaged_meanwhile_is_not_written_over(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("half = [a", encoding="utf-8")
    save(path, CHOSEN)
    assert load(path) == Loaded(CHOSEN)
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_text(encoding="utf-8") == "half = [a"
