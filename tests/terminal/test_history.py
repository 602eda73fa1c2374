import io
import json
from datetime import UTC, datetime
from pathlib import Path

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.times import parse_time
from batchdesk.exports.entries import FIELDS
from batchdesk.store.bulk import BulkReader
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME
from batchdesk.terminal.history import show_history
from batchdesk.words.times import moment

SERVER = "https://batches.example"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def shown(folder: Path, query: HistoryQuery | None = None, *, as_json: bool = False) -> str:
    out = io.StringIO()
    show_history(BulkReader(folder / DATABASE_NAME), query or HistoryQuery(), out, NOW, as_json=as_json)
    return out.getvalue()


def test_a_line_a_batch_newest_first(history: Path) -> None:
    lines = shown(history).splitlines()
    assert ["cmgl0003" in lines[0], "cmgl0002" in lines[1], "cmgl0001" in lines[2]] == [True, True, True]
    assert "5 of 5 copies" in lines[2]
    assert "1:52" in lines[2]
    assert "春季上新" in lines[2]


def test_json_has_every_field_in_its_order(history: Path) -> None:
    entries = [json.loads(line) for line in shown(history, as_json=True).splitlines()]
    assert [tuple(entry) for entry in entries] == [FIELDS] * 3
    assert entries[2]["tokenUsage"] == {"prompt": 5400, "completion": 6100, "total": 11500}
    assert entries[2]["completedAt"] == "2026-11-24T08:01:52.000Z"
    assert entries[1]["errorMessage"].endswith("\x1b[31m超时")
    assert entries[0]["status"] is None


def test_a_line_begins_with_the_time_it_is_in_order_by(history: Path) -> None:
    added = BulkReader(history / DATABASE_NAME).chosen([BatchKey(SERVER, "cmgl0001")])
    (row,) = next(added)
    time = parse_time(row.added_at)
    assert time is not None
    assert shown(history).splitlines()[2].startswith(moment(time, NOW))


def test_filters_choose(history: Path) -> None:
    assert "cmgl0002" in shown(history, HistoryQuery(search="超时"))
    assert shown(history, HistoryQuery(statuses=("SUCCEEDED",))).count("\n") == 1
    assert shown(history, HistoryQuery(servers=("https://other.example",))) == ""


def test_no_database_is_an_empty_history(tmp_path: Path) -> None:
    assert shown(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []
