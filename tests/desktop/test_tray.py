"""What the tray says, and how long it waits for a place. The real trays are tried on real desktops."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Usual
from batchdesk.desktop.tray.badge import Badge
from batchdesk.desktop.tray.host import TrayHost, patience_seconds
from batchdesk.desktop.tray.icon import Tray, badge_of, state_of
from batchdesk.desktop.tray.mark import MarkState
from batchdesk.desktop.tray.menu import MOST_RUNNING, TrayMenu
from batchdesk.desktop.tray.overview import Overview
from batchdesk.desktop.tray.pause import tomorrow_morning
from batchdesk.desktop.tray.standing import summary_of
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.words.catalogue import set_language

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface")  # a platform without a tray


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
LIVE, WAITING = ConnectionState.LIVE, ConnectionState.WAITING


class HeldPause:
    """A pause that is kept nowhere."""

    def __init__(self) -> None:
        self.until: datetime | None = None

    def start(self, until: datetime) -> None:
        self.until = until

    def end(self) -> None:
        self.until = None


def batch(
    number: int, name: str = status.RUNNING, *, seconds: int = 10, label: str = "", connection: ConnectionState = LIVE
) -> WatchedBatch:
    """A batch that began `seconds` ago; where it has ended, it took ten and ended just now."""
    key = BatchKey("https://one.example", f"cm{number}")
    ended = name in status.FINAL
    state = BatchState(
        key,
        name,
        2,
        copy_count=3 if ended else 0,
        started_at=NOW - timedelta(seconds=seconds),
        completed_at=NOW - timedelta(seconds=seconds - 10) if ended else None,
        timestamp=NOW,
        received_at=NOW,
    )
    return WatchedBatch(key, label, state, Connection(connection), NOW, usual=Usual(low=35, median=40, high=60))


def overview_of(*batches: WatchedBatch, unread: dict[str, int] | None = None) -> Overview:
    overview = Overview()
    overview.take(Changes(batches={each.key: each for each in batches}))
    overview.take_unread(unread or {})
    return overview


@pytest.mark.parametrize(
    ("overview", "state", "summary"),
    [
        (overview_of(), MarkState.IDLE, "None running"),
        (overview_of(batch(1), batch(2, connection=WAITING)), MarkState.WORKING, "2 running"),
        (overview_of(batch(1, connection=WAITING)), MarkState.OFFLINE, "1 running · offline"),
        (
            overview_of(batch(1, connection=WAITING), unread={status.PARTIAL_SUCCESS: 1}),
            MarkState.PARTIAL,
            "1 running · 1 partial · offline",
        ),
        (
            overview_of(batch(1), unread={status.PARTIAL_SUCCESS: 1, status.FAILED: 1, status.SUCCEEDED: 1}),
            MarkState.FAILED,
            "1 running · 1 failed · 1 partial",
        ),
        (overview_of(unread={status.SUCCEEDED: 3}), MarkState.IDLE, "None running"),
    ],
)
def test_says_the_worst_news_nobody_has_seen(overview: Overview, state: MarkState, summary: str) -> None:
    assert state_of(overview) is state
    assert summary_of(overview) == summary


def test_the_taskbar_gets_the_unread_the_progress_and_the_alarm() -> None:
    overview = overview_of(batch(1), batch(2), unread={status.SUCCEEDED: 3})
    assert badge_of(overview) == Badge(3, 0.0)
    overview.take(Changes(batches={batch(1).key: batch(1, status.FAILED)}))
    overview.take_unread({status.SUCCEEDED: 3, status.FAILED: 1})
    assert badge_of(overview) == Badge(4, 0.5, urgent=True)
    assert badge_of(overview_of()) == Badge()


@pytest.fixture
def pause() -> HeldPause:
    return HeldPause()


def menu_of(qtbot: QtBot, overview: Overview, pause: HeldPause) -> TrayMenu:
    menu = TrayMenu(overview, pause, lambda: NOW)
    qtbot.addWidget(menu.menu)
    menu.menu.aboutToShow.emit()
    return menu


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def test_the_menu_begins_with_those_that_end_next(qtbot: QtBot, pause: HeldPause) -> None:
    late, soon, later = batch(1, seconds=90, label="Late"), batch(2, seconds=30, label="Soon"), batch(3, seconds=5)
    menu = menu_of(qtbot, overview_of(later, soon, late), pause)
    lines = words(menu.menu)
    assert lines[0] == "3 running"
    assert [line.split(" · ")[0] for line in lines[1:4]] == ["Late", "Soon", "cm3"]
    assert "about 0:10 left" in lines[2]


def test_what_has_not_begun_ends_after_what_has(qtbot: QtBot, pause: HeldPause) -> None:
    begun = replace(batch(2), usual=None)
    menu = menu_of(qtbot, overview_of(batch(1, status.QUEUED), begun), pause)
    assert [line.split(" · ")[0] for line in words(menu.menu)[1:3]] == ["cm2", "cm1"]


def test_of_many_the_menu_names_a_few_and_counts_the_rest(qtbot: QtBot, pause: HeldPause) -> None:
    overview = overview_of(*(batch(number) for number in range(MOST_RUNNING + 7)))
    assert "and 7 more" in words(menu_of(qtbot, overview, pause).menu)


def test_the_menu_names_what_ended_last_and_opens_it(qtbot: QtBot, pause: HeldPause) -> None:
    older, newer = batch(1, status.FAILED, seconds=500), batch(2, status.PARTIAL_SUCCESS, label="A & B", seconds=70)
    menu = menu_of(qtbot, overview_of(newer, older), pause)
    line = "Last: A && B · 3 of 5 copies after 0:10 · 1 min ago"
    assert line in words(menu.menu)
    with qtbot.waitSignal(menu.batch_asked) as asked:
        next(action for action in menu.menu.actions() if action.text() == line).trigger()
    assert asked.args == [newer.key]


def test_an_entry_keeps_its_place_while_the_words_change(qtbot: QtBot, pause: HeldPause) -> None:
    """Panels keep a copy of the menu: what changes must not be the entries."""
    overview = overview_of(batch(1))
    menu = menu_of(qtbot, overview, pause)
    before = menu.menu.actions()
    overview.take(Changes(batches={each.key: each for each in (batch(1, status.SUCCEEDED), batch(2), batch(3))}))
    menu.fill()
    assert menu.menu.actions() == before
    assert words(menu.menu)[0] == "2 running"


def test_pausing_says_until_when_and_ends(qtbot: QtBot, pause: HeldPause) -> None:
    menu = menu_of(qtbot, overview_of(), pause)
    pauses = next(action for action in menu.menu.actions() if action.menu() is not None)
    next(action for action in pauses.menu().actions() if action.text() == "For an hour").trigger()  # type: ignore[attr-defined]
    assert pause.until == NOW + timedelta(hours=1)
    menu.fill()
    assert not pauses.isVisible()
    local = (NOW + timedelta(hours=1)).astimezone()
    line = f"Notifications are paused until {local:%H:%M}: show them again"
    next(action for action in menu.menu.actions() if action.text() == line).trigger()
    assert pause.until is None


def test_a_pause_that_is_over_is_none(qtbot: QtBot, pause: HeldPause) -> None:
    pause.until = NOW - timedelta(seconds=1)
    assert "Pause notifications" in words(menu_of(qtbot, overview_of(), pause).menu)


def test_tomorrow_is_in_the_morning() -> None:
    end = tomorrow_morning(NOW)
    assert (end.astimezone().hour, end.astimezone().date()) == (8, NOW.astimezone().date() + timedelta(days=1))


@pytest.mark.parametrize(
    ("desktop", "seconds"), [("KDE", 10.0), ("XFCE", 10.0), ("ubuntu:GNOME", 10.0), ("", 1.0), ("i3", 1.0)]
)
def test_waits_for_a_panel_where_the_desktop_has_one(desktop: str, seconds: float) -> None:
    assert patience_seconds({"XDG_CURRENT_DESKTOP": desktop}) == seconds


def test_without_a_tray_there_is_no_icon_and_no_balloon(qtbot: QtBot, pause: HeldPause) -> None:
    host = TrayHost()
    tray = Tray(host, pause)
    qtbot.addWidget(tray.menu.menu)
    host.look()
    badges: list[Badge] = []
    tray.badge_changed.connect(badges.append)
    tray.take(Changes(batches={batch(1).key: batch(1)}))
    assert badges == [Badge(0, 0.0)]
    assert not tray.reachable
    assert not tray.balloon("title", "body", urgent=False, clicked=lambda: None)
    tray.hide()


def placed(qtbot: QtBot, pause: HeldPause) -> Tray:
    """A tray whose host was found, at a clock that stands still."""
    host = TrayHost()
    tray = Tray(host, pause, now=lambda: NOW)
    qtbot.addWidget(tray.menu.menu)
    host.found.emit(True)
    return tray


def icon_of(tray: Tray) -> QSystemTrayIcon:
    return next(child for child in tray.children() if isinstance(child, QSystemTrayIcon))


def test_the_icon_changes_with_the_state_and_not_with_every_event(qtbot: QtBot, pause: HeldPause) -> None:
    tray = placed(qtbot, pause)
    drawn = {icon_of(tray).icon().cacheKey()}
    for event in range(100):
        tray.take(Changes(batches={batch(1).key: batch(1, seconds=event)}))
        drawn.add(icon_of(tray).icon().cacheKey())
    assert len(drawn) == 2
    tray.take_unread({status.FAILED: 1})
    drawn.add(icon_of(tray).icon().cacheKey())
    assert len(drawn) == 3
    tray.hide()


def test_tooltip_and_menu_are_told_before_anybody_asks(qtbot: QtBot, pause: HeldPause) -> None:
    tray = placed(qtbot, pause)
    tray.take(Changes(batches={batch(1).key: batch(1, seconds=30, label="<b>Spring</b>")}))
    qtbot.waitUntil(lambda: "Spring" in icon_of(tray).toolTip())
    assert icon_of(tray).toolTip().splitlines()[:2] == ["batchdesk", "1 running"]
    assert words(tray.menu.menu)[1].startswith("<b>Spring</b> · about 0:10 left")
    tray.hide()


def test_the_tooltip_says_until_when_it_is_quiet(qtbot: QtBot, pause: HeldPause) -> None:
    pause.until = NOW + timedelta(hours=1)
    tray = placed(qtbot, pause)
    assert icon_of(tray).toolTip().endswith(f"\nNotifications are paused until {pause.until.astimezone():%H:%M}")
    tray.hide()


def test_a_click_asks_for_the_window(qtbot: QtBot, pause: HeldPause) -> None:
    tray = placed(qtbot, pause)
    with qtbot.waitSignal(tray.show_asked):
        icon_of(tray).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray.hide()
