import csv
import io
import json
from pathlib import Path

import pytest

from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME
from batchdesk.terminal.entries import FIELDS
from batchdesk.terminal.export import FORMS, export, whole_file


def exported(folder: Path, form: str) -> str:
    out = io.StringIO()
    export(Reader(folder / DATABASE_NAME), HistoryQuery(limit=None), form, out)
    return out.getvalue()


def test_csv_reads_back_and_starts_no_formula(history: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(history, "csv"))))
    assert tuple(rows[0]) == FIELDS
    assert rows[1]["label"] == '\'=HYPERLINK("http://x")'
    assert rows[1]["errorMessage"] == "'+1|<b>x</b>\n␛[31m超时"
    assert rows[2]["label"] == "春季上新 · 小红书文案"
    assert rows[2]["tokenUsage"] == "11500"
    assert rows[2]["seconds"] == "112.0"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_json_is_an_object_a_line(history: Path) -> None:
    entries = [json.loads(line) for line in exported(history, "json").splitlines()]
    assert [entry["batchId"] for entry in entries] == ["cmgl0003", "cmgl0002", "cmgl0001"]


def test_markdown_is_a_table_without_the_servers_markup(history: Path) -> None:
    lines = exported(history, "md").splitlines()
    assert len(lines) == 5
    assert all(line.replace("\\|", "").count("|") == 7 for line in lines)
    assert "&lt;b&gt;x&lt;/b&gt; ␛\\[31m超时" in lines[3]


def test_every_form_has_its_writer_and_an_empty_history(tmp_path: Path) -> None:
    for form in FORMS:
        assert exported(tmp_path, form).count("\n") == {"csv": 1, "json": 0, "md": 2}[form]


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
