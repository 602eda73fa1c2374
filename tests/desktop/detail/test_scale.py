"""A life drawn to scale: lengths are true, gaps and outages are seen and spoken."""

from datetime import UTC, datetime, timedelta

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from batchdesk.desktop.detail.scale import ScaleBar, Stretch, life_words, stretches
from batchdesk.desktop.style import appearance
from batchdesk.store.records import Outage, VersionRecord

START = datetime(2026, 11, 24, 8, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def version(number: int, status: str, seconds: float, skipped: int = 0) -> VersionRecord:
    return VersionRecord(number, status, 0, at(seconds), skipped, "{}")


LIFE = stretches(
    START,
    [version(1, "QUEUED", 1), version(2, "RUNNING", 11), version(4, "SUCCEEDED", 51, 1), version(5, "ARCHIVED", 900)],
)


def test_ends_where_the_batch_ended_and_begins_where_it_was_added() -> None:
    assert [
        Stretch("", at(0), at(1)),
        Stretch("QUEUED", at(1), at(11)),
        Stretch("RUNNING", at(11), at(51)),
    ] == LIFE
    assert stretches(None, []) == []


def test_lengths_are_to_scale_and_an_outage_is_hatched(qtbot: QtBot) -> None:
    bar = ScaleBar()
    qtbot.addWidget(bar)
    bar.resize(510, bar.height())
    bar.show_life(LIFE)
    theme, y = appearance.colours(), bar.height() // 2
    image = bar.grab().toImage()
    assert [image.pixelColor(x, y) for x in (5, 60, 100, 120, 500)] == [
        QColor(colour) for colour in (theme.line, theme.queued, theme.queued, theme.running, theme.running)
    ]
    bar.show_life(LIFE, [Outage(None, at(21), at(31))], longest=timedelta(seconds=102))
    image = bar.grab().toImage()
    assert image.pixelColor(60, y) == QColor(theme.running)
    assert {image.pixelColor(x, y).name() for x in range(110, 150)} == {theme.base.lower(), theme.muted.lower()}
    assert image.pixelColor(300, y) not in (QColor(theme.running), QColor(theme.queued))


def test_a_status_of_a_server_is_never_markup_in_the_tooltip(qtbot: QtBot) -> None:
    bar = ScaleBar()
    qtbot.addWidget(bar)
    bar.show_life([Stretch("<b>NEW</b>", at(0), at(5))])
    assert "&lt;b&gt;" in bar.toolTip()


def test_says_in_words_what_it_draws() -> None:
    assert life_words(LIFE, [Outage(None, at(1), at(2))]) == (
        "not heard of 0:01, queued 0:10, running 0:40, 1 time nothing could be heard"
    )
