"""What is known of a batch, name by name."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from batchdesk.desktop.detail.facts import Facts
from batchdesk.engine.watched import WatchedBatch


def test_an_age_has_the_whole_moment_as_its_hint(qtbot: QtBot, row: Callable[..., WatchedBatch], now: datetime) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    batch = row(1)
    facts.show_facts(batch, now)
    heard = batch.heard_at or batch.state.received_at
    assert heard is not None
    (hint,) = [label.toolTip() for label in facts.findChildren(QLabel) if label.toolTip()]
    assert hint == f"{heard.astimezone():%Y-%m-%d %H:%M:%S}"
