"""One instance a folder: with real sockets, and with a real second process that dies."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from batchdesk.desktop.instance import Claim, Instance, socket_name
from batchdesk.desktop.request import Request

PATIENCE_MS = 300

OWNER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from batchdesk.desktop.instance import Instance
from batchdesk.desktop.request import Request
application = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
claim = instance.claim(Request())
instance.listen(print)
print(claim.value, flush=True)
sys.stdin.read()
"""
"""A first instance that holds its folder, and answers nobody: it waits for its input to end, and for no event."""

LATER = """
import sys
from pathlib import Path
from batchdesk.desktop.instance import Instance
from batchdesk.desktop.request import Request
folder, token, *links = sys.argv[1:]
print(Instance(Path(folder)).claim(Request(tuple(links), token)).value)
"""


class First(Instance):
    """One that remembers what later starts have asked for."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.requests: list[Request] = []

    def hear(self) -> None:
        self.listen(self.requests.append)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[First]:
    instance = First(tmp_path)
    assert instance.claim(Request()) is Claim.FIRST
    instance.hear()
    yield instance
    instance.close()


def test_a_second_start_hands_over_its_links(first: First, tmp_path: Path, qtbot: QtBot) -> None:
    links = ("batchdesk://watch/cm1?server=https://one.example", "cm2")
    command = [sys.executable, "-c", LATER, str(tmp_path), "token-1", *links]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        qtbot.waitUntil(lambda: bool(first.requests))
        assert process.communicate() == ("handed over\n", None)
    assert first.requests == [Request(links, "token-1")]
    assert process.returncode == 0


def test_a_second_start_waits_for_a_first_that_does_not_listen_yet(tmp_path: Path, qtbot: QtBot) -> None:
    first = First(tmp_path)
    assert first.claim(Request()) is Claim.FIRST
    command = [sys.executable, "-c", LATER, str(tmp_path), "", "cm1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        first.hear()
        qtbot.waitUntil(lambda: bool(first.requests))
        assert process.communicate() == ("handed over\n", None)
    first.close()


def test_another_folder_is_another_instance(first: Instance, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    other = Instance(tmp_path / "demo")
    assert other.claim(Request(), PATIENCE_MS) is Claim.FIRST
    other.close()


def test_a_folder_that_was_let_go_can_be_claimed_again(tmp_path: Path) -> None:
    for _ in range(2):
        instance = Instance(tmp_path)
        assert instance.claim(Request(), PATIENCE_MS) is Claim.FIRST
        instance.close()


def test_what_a_killed_instance_leaves_is_taken_over(tmp_path: Path) -> None:
    with owner(tmp_path) as process:
        process.kill()
        process.wait()
        assert Path(socket_name(tmp_path)).exists()
        instance = Instance(tmp_path)
        assert instance.claim(Request(), PATIENCE_MS) is Claim.FIRST
        instance.close()


def test_an_instance_that_does_not_answer_keeps_its_folder(tmp_path: Path) -> None:
    with owner(tmp_path) as process:
        instance = Instance(tmp_path)
        assert instance.claim(Request(), PATIENCE_MS) is Claim.NO_ANSWER
        instance.close()
        process.kill()


@pytest.mark.parametrize("line", [b"GET / HTTP/1.1\n", b"[]\n", b'{"links":"x"}\n', b"\xff\n"])
def test_what_else_finds_the_socket_is_sent_away(first: First, tmp_path: Path, qtbot: QtBot, line: bytes) -> None:
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    with qtbot.waitSignal(socket.disconnected):
        socket.connectToServer(socket_name(tmp_path))
        socket.write(line)
    assert first.requests == []


def test_a_folder_with_a_long_path_has_a_socket_too(tmp_path: Path) -> None:
    folder = tmp_path / ("long-" * 30)
    folder.mkdir()
    instance = Instance(folder)
    assert instance.claim(Request(), PATIENCE_MS) is Claim.FIRST
    instance.listen(lambda _request: None)
    assert Path(socket_name(folder)).exists()
    instance.close()


def owner(data_dir: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OWNER, str(data_dir)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "first\n"
    return process
