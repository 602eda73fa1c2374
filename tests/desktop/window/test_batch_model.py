"""The model obeys Qt's rules, says no more than has changed, and speaks plain words."""

from collections.abc import Callable
from datetime import datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QAbstractItemModelTester

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.watching.batch_model import BatchModel, neighbours
from batchdesk.desktop.watching.columns import Column
from batchdesk.engine.watched import Changes, WatchedBatch

MakeRow = Callable[..., WatchedBatch]
MakeChanges = Callable[..., Changes]


class Recorder:
    """Between which rows the model said that something has changed."""

    def __init__(self, model: BatchModel) -> None:
        self.spans: list[tuple[int, int]] = []
        self.moved_on: list[frozenset[BatchKey]] = []
        model.dataChanged.connect(lambda first, last: self.spans.append((first.row(), last.row())))
        model.moved_on.connect(self.moved_on.append)


@pytest.fixture
def model(now: datetime) -> BatchModel:
    model = BatchModel(clock=lambda: now)
    # Fails the test at the first broken rule, through Qt's message.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    tester.setParent(model)
    return model


def labels(model: BatchModel) -> list[str]:
    return [batch.label for batch in model.shown()]


def test_rows_are_newest_first_whenever_they_come(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    model.take(changes(row(5, label="oldest"), row(2, label="second")))
    model.take(changes(row(1, label="newest"), row(3, label="third")))
    assert labels(model) == ["newest", "second", "third", "oldest"]


def test_one_signal_for_all_rows_that_changed(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    rows = [row(number) for number in range(8)]
    model.take(changes(*rows))
    seen = Recorder(model)
    changed = [replace(rows[number], label="new") for number in (1, 2, 3, 6)]
    model.take(changes(*changed, rows[7]))
    assert seen.spans == [(1, 6)]


def test_only_what_the_server_said_lights_up(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    first, second = row(1), row(2)
    model.take(changes(first, second))
    seen = Recorder(model)
    ended = replace(second, state=replace(second.state, version=3, status="SUCCEEDED", copy_count=5))
    model.take(changes(replace(first, heard_at=first.added_at), ended))
    assert seen.moved_on == [frozenset({second.key})]


def test_removal_and_return(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    rows = [row(number, label=str(number)) for number in range(6)]
    model.take(changes(*rows))
    model.take(Changes(removed=frozenset({rows[1].key, rows[2].key, rows[4].key, BatchKey("https://x", "unknown")})))
    assert labels(model) == ["0", "3", "5"]
    assert model.batch(rows[1].key) is None
    assert model.index_of(rows[5].key).row() == 2
    model.take(changes(rows[2]))
    assert labels(model) == ["0", "2", "3", "5"]


def test_a_cell_speaks_status_and_progress(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    model.take(changes(row(1, label="Spring sale")))
    spoken = model.index(0, Column.STATUS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Spring sale, running, about 0:20 left, usually 0:15–0:40, live"


def test_a_hint_shows_markup_literally(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    message = "<b>x</b><img src='file:///etc/passwd'>\nsecond line"
    model.take(changes(row(1, "FAILED", error_message=message)))
    hint = model.index(0, Column.STATUS).data(Qt.ItemDataRole.ToolTipRole)
    shown = QTextDocument()
    shown.setHtml(hint)
    assert shown.toPlainText() == message
    assert hint.startswith("<p"), "what does not look like markup, Qt shows with its escapes"


def test_an_age_has_the_whole_moment_as_its_hint(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    batch = row(1)
    model.take(changes(batch))
    heard = batch.heard_at or batch.state.received_at
    assert heard is not None
    index = model.index(0, Column.HEARD)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"{heard.astimezone():%Y-%m-%d %H:%M:%S}"


def test_a_label_changes_when_the_engine_says_so(model: BatchModel, row: MakeRow, changes: MakeChanges) -> None:
    batch = row(1, label="old")
    model.take(changes(batch))
    asked: list[tuple[BatchKey, str]] = []
    model.renamed.connect(lambda key, label: asked.append((key, label)))
    index = model.index(0, Column.NAME)
    assert model.setData(index, "  new ")
    assert model.setData(index, "old")
    assert not model.setData(model.index(0, Column.STATUS), "x")
    assert asked == [(batch.key, "new")]
    assert labels(model) == ["old"]


def test_neighbours() -> None:
    assert neighbours([]) == []
    assert neighbours([4, 1, 2, 9, 3]) == [range(1, 5), range(9, 10)]


def test_what_is_read_from_the_cache_claims_nothing_of_what_is_usual(
    model: BatchModel, row: MakeRow, changes: MakeChanges
) -> None:
    batch = row(1, usual=None)
    model.take(changes(batch))
    assert model.index(0, Column.PROGRESS).data() == "no history yet"
    model.take(changes(replace(batch, connection=Connection(ConnectionState.IDLE))))
    assert model.index(0, Column.PROGRESS).data() == ""
