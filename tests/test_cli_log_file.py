"""The log of a run: made with its first line, for its owner alone, and never in the operator's way."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from batchdesk import rotating_file
from batchdesk.log_file import start_log, stop_log


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    stop_log()


def test_it_is_made_with_its_first_line_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "watch.log"
    start_log(path)
    assert not path.exists()
    logging.getLogger("batchdesk.engine").info("begun 批次")
    assert path.read_text(encoding="utf-8").endswith("INFO batchdesk.engine: begun 批次\n")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_lost_thread_is_told_to_the_log_and_not_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "watch.log"
    start_log(path)
    thread = threading.Thread(target=lambda: 1 / 0, name="lost")
    thread.start()
    thread.join()
    assert "thread lost ended" in path.read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    start_log(blocked / "logs" / "watch.log")
    logging.getLogger("batchdesk.engine").error("nowhere to write")
    assert capsys.readouterr() == ("", "")


def test_it_is_rotated_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating_file, "_LARGEST_BYTES", 300)
    start_log(tmp_path / "window.log")
    for number in range(100):
        logging.getLogger("batchdesk.engine").info("line %d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["window.log", "window.log.1", "window.log.2", "window.log.3"]
    assert all(file.stat().st_size <= 300 for file in files)
    assert "line 99" in files[0].read_text(encoding="utf-8")
    assert not any("line 0\n" in file.read_text(encoding="utf-8") for file in files)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_disk_without_room_disturbs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.no_room import no_room

    start_log(tmp_path / "watch.log")
    with no_room(limit=0):
        logging.getLogger("batchdesk.engine").info("begun")
        stop_log()
    assert capsys.readouterr().err == ""
