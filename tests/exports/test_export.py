import io
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.exports import export as module
from batchdesk.exports.export import ExportCancelled, export, export_to
from batchdesk.exports.files import whole_file
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.bulk import BatchRow, BulkReader
from batchdesk.store.records import CopiesRecord, HistoryQuery
from batchdesk.store.store import Store
from tests.exports.conftest import SERVER, STARTED, raw_json

ALL = HistoryQuery(limit=None)
JSON = ExportOrder(ExportForm.JSON_LINES, ALL)


def exported(database: Path, order: ExportOrder) -> list[dict[str, Any]]:
    out = io.StringIO()
    export(BulkReader(database), order, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_all_of_them_newest_first_over_several_pages(filled: Callable[[int], Path]) -> None:
    entries = exported(filled(2_300), JSON)
    assert [entry["batchId"] for entry in entries] == [f"cmgl{number:04}" for number in reversed(range(2_300))]


def test_what_is_filtered_and_no_more_than_the_limit(filled: Callable[[int], Path]) -> None:
    database = filled(20)
    found = exported(database, ExportOrder(ExportForm.JSON_LINES, HistoryQuery(search="cmgl001", limit=3)))
    assert [entry["batchId"] for entry in found] == ["cmgl0019", "cmgl0018", "cmgl0017"]
    assert not exported(database, ExportOrder(ExportForm.JSON_LINES, HistoryQuery(statuses=("FAILED",), limit=None)))


def test_just_the_chosen_ones_in_their_order(filled: Callable[[int], Path]) -> None:
    keys = tuple(BatchKey(SERVER, name) for name in ("cmgl0003", "cmnever", "cmgl0007"))
    entries = exported(filled(10), ExportOrder(ExportForm.JSON_LINES, ALL, keys))
    assert [entry["batchId"] for entry in entries] == ["cmgl0003", "cmgl0007"]


def test_versions_come_with_the_json_exactly_as_it_was_sent(filled: Callable[[int], Path]) -> None:
    (entry,) = exported(filled(1), ExportOrder(ExportForm.JSON_LINES, ALL, versions=True))
    versions = entry["versions"]
    assert isinstance(versions, list)
    assert [version["json"] for version in versions] == [raw_json("cmgl0000", number) for number in (1, 2, 3)]
    assert [version["status"] for version in versions] == ["QUEUED", "RUNNING", "SUCCEEDED"]
    assert entry["seconds"] == 40.0


def test_texts_are_read_for_few_batches_at_a_time(
    filled: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = filled(50)
    monkeypatch.setattr(module, "TEXTS_AT_ONCE", 1_000)
    with closing(Store.open(database)) as store:
        for number in range(10, 50):
            raw = f'{{"data": {{"copies": [{{"sequence": 1, "markdownContent": "text {number}"}}]}}}}'
            store.keep_copies(BatchKey(SERVER, f"cmgl{number:04}"), CopiesRecord(3, STARTED, raw))
    together: list[int] = []
    read = BulkReader.with_copies

    def counted(reader: BulkReader, batches: Sequence[BatchRow]) -> list[BatchRow]:
        together.append(len(batches))
        return read(reader, batches)

    monkeypatch.setattr(BulkReader, "with_copies", counted)
    entries = exported(database, ExportOrder(ExportForm.JSON_LINES, ALL, texts=True))
    texts = [entry["copies"] and entry["copies"]["texts"][0]["text"] for entry in entries]
    assert texts == [*(f"text {number}" for number in range(49, 9, -1)), *[None] * 10]
    assert 3 <= len(together) <= 6, "a few at a time, and nothing for those that have none"
    assert max(together) <= 20
    together.clear()
    assert "copies" not in exported(database, JSON)[0]
    assert not together, "who has not asked for texts does not pay for them"


@pytest.mark.parametrize("form", ExportForm)
def test_every_form_has_its_writer_and_an_empty_history(tmp_path: Path, form: ExportForm) -> None:
    path = tmp_path / f"out{form.suffix}"
    assert export_to(path, tmp_path / "none.sqlite", ExportOrder(form, ALL), lambda done, total: None) == 0
    assert path.exists()
    assert list(tmp_path.iterdir()) == [path]


def test_progress_counts_to_the_total(filled: Callable[[int], Path], tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    written = export_to(tmp_path / "out.jsonl", filled(2_300), JSON, lambda *step: steps.append(step))
    assert written == 2_300
    assert steps[-1] == (2_300, 2_300)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len(steps) > 1


def test_a_cancelled_export_leaves_what_was_there_before(filled: Callable[[int], Path], tmp_path: Path) -> None:
    database, folder = filled(2_300), tmp_path / "out"
    folder.mkdir()
    path = folder / "out.csv"
    path.write_text("before")
    done: list[int] = []
    with pytest.raises(ExportCancelled):
        export_to(path, database, JSON, lambda batches, _: done.append(batches), cancelled=lambda: bool(done))
    assert path.read_text() == "before"
    assert list(folder.iterdir()) == [path]


def write_half(path: Path) -> None:
    with whole_file(path) as file:
        file.write("half")
        file.flush()
        raise RuntimeError


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before")
    with pytest.raises(RuntimeError):
        write_half(path)
    assert path.read_text() == "before"
    with whole_file(path) as file:
        file.write("whole")
        assert path.read_text() == "before"
    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_the_operators_own_words_go_along(filled: Callable[[int], Path]) -> None:
    database = filled(2)
    store = Store.open(database)
    try:
        key = BatchKey(SERVER, "cmgl0001")
        store.change_tags([key], add=["超时", "spring"]).result()
        store.set_note(key, "Ask Mei.").result()
        store.set_pinned([key], True).result()
    finally:
        store.close()
    entry, other = exported(database, JSON)
    assert (entry["tags"], entry["note"], entry["pinned"]) == (["spring", "超时"], "Ask Mei.", True)
    assert (other["tags"], other["note"], other["pinned"]) == ([], "", False)
    tagged = ExportOrder(ExportForm.JSON_LINES, HistoryQuery(tags=("超时",), limit=None))
    assert [each["batchId"] for each in exported(database, tagged)] == ["cmgl0001"]


def test_damaged_json_is_a_damaged_database(filled: Callable[[int], Path]) -> None:
    database = filled(1)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DROP TRIGGER versions_never_change")
        connection.execute("UPDATE versions SET json = x'01ffff'")
    with pytest.raises(BatchdeskError) as raised:
        exported(database, ExportOrder(ExportForm.JSON_LINES, ALL, versions=True))
    assert raised.value.problem.kind is ProblemKind.DATABASE_DAMAGED
