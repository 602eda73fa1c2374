"""The set-up of .venv: what is trusted, what is made anew, and what becomes of it when something goes wrong."""

import os
import signal
from pathlib import Path

import pytest

from .conftest import Checkout

posix = pytest.mark.skipif(os.name != "posix", reason="named pipes, symbolic links, process groups")


def test_second_setup_leaves_the_environment_alone(ready_checkout: Checkout):
    mark = ready_checkout.venv / "mark"
    mark.touch()
    answer = ready_checkout.dev("setup")
    assert (answer.returncode, answer.stderr) == (0, "Everything is set up.\n")
    assert mark.exists()


@pytest.mark.parametrize(
    ("file", "addition"),
    [
        ("packaging/constraints.txt", "# another pin\n"),
        ("pyproject.toml", "[dependency-groups]\ndev = ['pytest']\n"),
    ],
)
def test_other_dependencies_need_another_environment(ready_checkout: Checkout, file: str, addition: str):
    path = ready_checkout.root / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before + addition, encoding="utf-8")
    try:
        assert not ready_checkout.is_ready()
    finally:
        path.write_text(before, encoding="utf-8")
    assert ready_checkout.is_ready()


def test_settings_of_tools_need_no_other_environment(ready_checkout: Checkout):
    path = ready_checkout.root / "pyproject.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "[tool.ruff]\nline-length = 88\n", encoding="utf-8")
    try:
        assert ready_checkout.is_ready()
    finally:
        path.write_text(before, encoding="utf-8")


def test_moved_checkout_is_set_up_anew(ready_checkout: Checkout, tmp_path: Path):
    moved = ready_checkout.copy_to(tmp_path / "moved")
    assert not moved.is_ready()


@posix
def test_vanished_interpreter_is_noticed(ready_checkout: Checkout):
    python = ready_checkout.venv / "bin" / "python"
    before = python.readlink()
    python.unlink()
    python.symlink_to("/nowhere/python3")
    try:
        assert not ready_checkout.is_ready()
    finally:
        python.unlink()
        python.symlink_to(before)


def test_pin_without_a_hash_is_refused_in_a_sentence(checkout: Checkout):
    checkout.evaluate("import tiny_backend; tiny_backend.build_editable('.')")
    (checkout.root / "packaging" / "constraints.txt").write_text("batchdesk==1")
    answer = checkout.dev("setup", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(checkout.root))
    assert answer.returncode == 1
    assert "The pinned packages could not be installed. Check the network" in answer.stderr
    assert "Hashes are required" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not checkout.is_ready()


def test_environment_that_cannot_be_written_ends_in_a_sentence(checkout: Checkout):
    checkout.venv.write_text("a file where the folder belongs")
    answer = checkout.dev("setup")
    assert answer.returncode == 1
    assert "Remove .venv" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_unreadable_project_file_ends_in_a_sentence(checkout: Checkout):
    (checkout.root / "pyproject.toml").write_text("[project")
    answer = checkout.dev("setup")
    assert answer.returncode == 1
    assert answer.stderr.startswith("pyproject.toml cannot be read")


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """Named pipes at which the project's build waits for the test."""
    folder = tmp_path / "gate"
    folder.mkdir()
    for name in ("arrived", "go_on"):
        os.mkfifo(folder / name)
    return folder


@posix
def test_interrupted_setup_is_quiet_and_made_anew(checkout: Checkout, gate: Path):
    with checkout.start("setup", TINY_BACKEND_GATE=str(gate)) as first:
        (gate / "arrived").read_text()
        os.killpg(first.pid, signal.SIGINT)
        output, errors = first.communicate()
    assert (first.returncode, output) == (130, "")
    assert errors == "Setting up .venv with the pinned packages. The first time takes a minute or two.\n"
    assert not checkout.is_ready()

    leftover = checkout.venv / "leftover"
    leftover.touch()
    assert checkout.dev("setup").returncode == 0
    assert checkout.is_ready()
    assert not leftover.exists()


@posix
def test_two_at_once_set_up_once(checkout: Checkout, gate: Path):
    with checkout.start("setup", TINY_BACKEND_GATE=str(gate)) as first:
        (gate / "arrived").read_text()
        with checkout.start("setup") as second:
            assert second.stderr is not None
            assert "waiting for it" in second.stderr.readline()
            (gate / "go_on").write_text("")
            assert second.communicate()[1] == "Everything is set up.\n"
        first.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert checkout.is_ready()
