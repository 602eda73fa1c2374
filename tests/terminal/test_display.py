import socket
import sys
from pathlib import Path

import pytest

from batchdesk.terminal import display

linux_only = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")


@linux_only
def test_no_display_is_none() -> None:
    assert not display.has_display({})
    assert not display.has_display({"DISPLAY": ""})


@linux_only
def test_a_chosen_platform_or_wayland_is_believed() -> None:
    assert display.has_display({"QT_QPA_PLATFORM": "offscreen"})
    assert display.has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert display.has_display({"DISPLAY": "otherhost:10.0"})


@linux_only
def test_a_display_that_does_not_answer_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_X_SOCKETS", tmp_path)
    assert not display.has_display({"DISPLAY": ":7"})
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "X7"))
        server.listen()
        assert display.has_display({"DISPLAY": ":7.0"})


@linux_only
def test_qt_is_tried_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.qt_starts()
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    assert not display.qt_starts()
