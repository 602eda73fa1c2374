"""`batchdesk export` at a terminal, in a pipe, to a file, and ended in the middle of it."""

import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from batchdesk.exports.files import whole_file
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME
from batchdesk.terminal.export import ended_by_signals, export_history

ORDER = ExportOrder(ExportForm.CSV, HistoryQuery(limit=None))


class Terminal(io.StringIO):
    """What is written to somebody who looks on."""

    def isatty(self) -> bool:
        return True


def export(folder: Path, output: Path | None, said: Callable[[str], None] = pytest.fail) -> int:
    return export_history(folder / DATABASE_NAME, ORDER, output, said)


def test_standard_output_carries_the_history_and_nothing_else(
    history: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(history, None) == 0
    written = capsys.readouterr()
    assert written.out.startswith("batchId,server,")
    assert written.err == ""


def test_progress_is_for_a_terminal_and_leaves_no_trace_on_it(history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("batchdesk.terminal.progress_line._BEAT_SECONDS", -1.0)
    assert export(history, history / "out.csv") == 0
    assert "\r\x1b[K3 of 3 batches" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_without_a_terminal_there_is_no_progress(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(history, history / "out.csv") == 0
    assert capsys.readouterr() == ("", "")
    assert (history / "out.csv").read_text().startswith("batchId,server,")


def test_a_file_that_cannot_be_written_is_said(history: Path) -> None:
    said: list[str] = []
    assert export(history, history / "none" / "out.csv", said.append) == 1
    assert said[0].endswith("cannot be written: No such file or directory. Choose another file.")


def be_terminated_while_writing(path: Path) -> None:
    with ended_by_signals(), whole_file(path) as file:
        file.write("half")
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_terminated_export_leaves_nothing_half_done(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        be_terminated_while_writing(tmp_path / "out.csv")
    assert ended.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
