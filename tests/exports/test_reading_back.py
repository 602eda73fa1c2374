"""An export is read again as it was written; whatever else is in a file is refused with the number of its line."""

import io
import json
import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.exports.json_lines import write_json_lines
from batchdesk.exports.reading_back import read_json_lines
from batchdesk.exports.sources import read_source
from batchdesk.store.bulk import CopiesRow, VersionRow
from tests.exports.conftest import ROWS

VERSION = VersionRow(ROWS[0].position, 3, "SUCCEEDED", 5, "2026-11-24T08:01:53.100Z", 1, '{"还有": "别的"}')


def written(path: Path, *, changed: dict[str, object] | None = None) -> Path:
    out = io.StringIO()
    write_json_lines([ROWS], out, versions_of=lambda rows: {row.position: [VERSION] for row in rows})
    lines = out.getvalue().splitlines()
    if changed is not None:
        lines[1] = json.dumps(json.loads(lines[1]) | changed)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    (page,) = read_source(written(tmp_path / "export.jsonl"))
    assert [row for row, _versions in page] == [row._replace(position=0) for row in ROWS]
    assert [versions for _row, versions in page] == [[VERSION._replace(position=0)]] * len(ROWS)


def test_texts_are_read_where_they_are_as_the_server_sent_them(tmp_path: Path) -> None:
    copies = CopiesRow(3, "2026-11-24T08:02:00.000Z", '{"data":  {"copies": []}}')
    row = ROWS[0]._replace(copies=copies)
    for versions_of, expected in ((lambda _rows: {}, copies), (None, None)):
        out = io.StringIO()
        write_json_lines([[row]], out, versions_of=versions_of, texts=True)
        (tmp_path / "export.jsonl").write_text(out.getvalue(), encoding="utf-8")
        ((read, _versions),) = next(iter(read_source(tmp_path / "export.jsonl")))
        assert read.copies == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"server": "javascript:alert(1)"},
        {"server": "https://user:word@batches.example"},
        {"batchId": "../etc"},
        {"statusVersion": 2**63},
        {"statusVersion": -1},
        {"statusVersion": "3"},
        {"addedAt": "yesterday"},
        {"addedAt": None},
        {"startedAt": "0001-01-01"},
        {"seconds": 1e300},
        {"tags": "spring"},
        {"versions": [{"statusVersion": 1}]},
        {"copies": {"statusVersion": 1, "fetchedAt": "once", "json": "{}"}},
        {"label": "x" * 1_000_001},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_value_that_makes_no_sense_names_its_line(tmp_path: Path, changed: dict[str, object]) -> None:
    with pytest.raises(BatchdeskError) as refused:
        list(read_source(written(tmp_path / "export.jsonl", changed=changed)))
    assert refused.value.problem.kind is ProblemKind.IMPORT
    assert refused.value.problem.detail["line"] == 2


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_file_is_refused_or_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    with suppress(BatchdeskError):
        for page in read_json_lines(path):
            assert page


def test_a_database_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "torn"
    path.write_bytes(b"SQLite format 3\0" + bytes(5_000))
    with pytest.raises(BatchdeskError) as refused:
        list(read_source(path))
    assert refused.value.problem.kind is ProblemKind.IMPORT


@pytest.mark.parametrize("version", [0, 7])
def test_a_database_of_another_program_is_refused_and_called_so(tmp_path: Path, version: int) -> None:
    path = tmp_path / "other"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE things (name)")
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(BatchdeskError) as refused:
        list(read_source(path))
    assert refused.value.problem.detail["reason"] == "another program's database"


def test_what_is_no_json_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello\n")
    with pytest.raises(BatchdeskError) as refused:
        list(read_source(tmp_path / "text"))
    assert dict(refused.value.problem.detail) == {"path": str(tmp_path / "text"), "line": 1, "reason": "no JSON"}


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_a_pipe_is_refused_before_anything_is_read_of_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(BatchdeskError, match="no ordinary file"):
        list(read_source(path))
