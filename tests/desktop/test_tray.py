"""What the tray says, and how long it waits for a place. The real trays are tried on real desktops."""

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice
from batchdesk.desktop.tray.host import TrayHost, patience_seconds
from batchdesk.desktop.tray.icon import Tray, state_of, summary_of
from batchdesk.desktop.tray.mark import MarkState
from batchdesk.desktop.tray.overview import Overview
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.words.catalogue import set_language


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


NOW = datetime(2026, 11, 24, tzinfo=UTC)


def overview_of(*connections: ConnectionState, news: tuple[str, ...] = ()) -> Overview:
    """Running batches with these connections, and ends that nobody has seen."""
    keys = [BatchKey("https://one.example", f"cm{number}") for number in range(len(connections))]
    batches = [
        WatchedBatch(key, "", BatchState(key, status.RUNNING, 2), Connection(connection), NOW)
        for key, connection in zip(keys, connections, strict=True)
    ]
    notices = tuple(
        Notice(number, BatchKey("https://one.example", "x"), "", outcome, 0, 5, None, NOW, away=False)
        for number, outcome in enumerate(news)
    )
    overview = Overview()
    overview.take(Changes(batches={batch.key: batch for batch in batches}, notices=notices), looked_at=False)
    return overview


LIVE, WAITING = ConnectionState.LIVE, ConnectionState.WAITING


@pytest.mark.parametrize(
    ("overview", "state", "summary"),
    [
        (overview_of(), MarkState.IDLE, "None running"),
        (overview_of(LIVE, WAITING), MarkState.WORKING, "2 running"),
        (overview_of(WAITING), MarkState.OFFLINE, "1 running · offline"),
        (overview_of(WAITING, news=(status.PARTIAL_SUCCESS,)), MarkState.PARTIAL, "1 running · 1 partial · offline"),
        (
            overview_of(LIVE, news=(status.PARTIAL_SUCCESS, status.FAILED, status.SUCCEEDED)),
            MarkState.FAILED,
            "1 running · 1 failed · 1 partial",
        ),
    ],
)
def test_says_the_worst_news_nobody_has_seen(overview: Overview, state: MarkState, summary: str) -> None:
    assert state_of(overview) is state
    assert summary_of(overview) == summary


@pytest.mark.parametrize(
    ("desktop", "seconds"), [("KDE", 10.0), ("XFCE", 10.0), ("ubuntu:GNOME", 10.0), ("", 1.0), ("i3", 1.0)]
)
def test_waits_for_a_panel_where_the_desktop_has_one(desktop: str, seconds: float) -> None:
    assert patience_seconds({"XDG_CURRENT_DESKTOP": desktop}) == seconds


def test_without_a_tray_there_is_no_icon_and_no_balloon(qtbot: QtBot) -> None:
    host = TrayHost()
    tray = Tray(host)
    host.look()
    tray.take(Changes(loaded=True), looked_at=False)
    assert not tray.reachable
    assert not tray.balloon("title", "body", urgent=False, clicked=lambda: None)
    tray.hide()
