import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Usual
from batchdesk.engine.watched import WatchedBatch
from batchdesk.terminal.demo import demo
from batchdesk.terminal.progress_display import LiveTable
from batchdesk.terminal.running import run
from batchdesk.terminal.steps import PlainLines
from batchdesk.testserver import DEFAULT_MERCHANT, DemoBatch, EmbeddedServer, Plan

LONG_AGO = datetime(2020, 11, 24, 14, 5, tzinfo=UTC)


def two(server: EmbeddedServer) -> Sequence[DemoBatch]:
    quick, endless = Plan(queued_seconds=0, running_seconds=0), Plan(final_status=None)
    return [
        DemoBatch(server.create_batch(plan=quick), "春季上新", "succeeded", DEFAULT_MERCHANT),
        DemoBatch(server.create_batch(plan=endless), "Endless", "overdue", DEFAULT_MERCHANT),
    ]


def test_the_demo_ends_by_itself_and_leaves_nothing(tmp_path: Path) -> None:
    out, said = io.StringIO(), list[str]()
    code = run(demo(tmp_path, lambda labels: PlainLines(out, out, labels), said.append, start=two, seconds=2.0))
    assert code == 0
    assert "春季上新  ended: succeeded" in out.getvalue()
    assert "Nothing of it was kept" in said[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(BatchdeskError) as caught:
        run(demo(blocked, lambda labels: PlainLines(io.StringIO(), io.StringIO()), lambda text: None, start=two))
    assert caught.value.problem.kind is ProblemKind.DATA_FOLDER


def row(name: str, state: ConnectionState = ConnectionState.LIVE, label: str = "") -> WatchedBatch:
    batch = BatchState(
        BatchKey("https://a.example", f"cm{name.lower()}"),
        name,
        2,
        started_at=LONG_AGO,
        timestamp=LONG_AGO,
        received_at=LONG_AGO,
    )
    return WatchedBatch(batch.key, label, batch, Connection(state), LONG_AGO, usual=Usual(35, 50, 60))


def test_the_table_paints_every_state_and_takes_no_markup() -> None:
    out = io.StringIO()
    table = LiveTable(Console(file=out, force_terminal=True, width=120, color_system=None), "Demo")
    for name in (*sorted(status.FINAL), status.QUEUED, status.RUNNING, status.UNKNOWN, "REVIEWING"):
        table.changed(row(name, label=f"[red]{name}[/red]"))
    table.changed(row("GONE", ConnectionState.GONE))
    table.close()
    painted = out.getvalue()
    for shape in ("✓", "◐", "✗", "□", "○", "◔", "◌"):
        assert shape in painted
    assert "[red]SUCCEEDED[/red]" in painted
    assert "over the usual by" in painted
