"""packaging/dev.py, run as a person runs it."""

import ast
import json
import os

import pytest

from .conftest import ROOT, Checkout

posix = pytest.mark.skipif(os.name != "posix", reason="scripts with a #! line")


def test_no_command_is_answered_with_the_usage(checkout: Checkout):
    answer = checkout.dev()
    assert answer.returncode == 2
    assert answer.stderr.startswith("usage: python3 packaging/dev.py COMMAND")


def test_unknown_command_is_named_with_the_usage(checkout: Checkout):
    answer = checkout.dev("tset")
    assert answer.returncode == 2
    assert "no command 'tset'" in answer.stderr
    assert "usage:" in answer.stderr
    assert not checkout.venv.exists()


def test_help_names_every_command_on_standard_output(checkout: Checkout):
    answer = checkout.dev("--help")
    commands = checkout.evaluate("import dev; print(*dev.COMMANDS)").split()
    assert (answer.returncode, answer.stderr) == (0, "")
    assert {line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ")} == set(commands)


def test_entry_can_be_read_by_an_old_python():
    source = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_run_becomes_the_program(ready_checkout: Checkout):
    answer = ready_checkout.dev("run", "watch", "a b", "--json")
    assert (answer.returncode, json.loads(answer.stdout), answer.stderr) == (7, ["watch", "a b", "--json"], "")


def test_demo_is_the_program_with_its_demo(ready_checkout: Checkout):
    answer = ready_checkout.dev("demo", "--data-dir", "x")
    assert (answer.returncode, json.loads(answer.stdout)) == (7, ["--demo", "--data-dir", "x"])


def test_setup_takes_no_arguments(ready_checkout: Checkout):
    assert ready_checkout.dev("setup", "x").returncode == 2


def test_bench_without_a_name_lists_the_names(ready_checkout: Checkout):
    answer = ready_checkout.dev("bench")
    assert answer.returncode == 2
    assert "benchmark" in answer.stdout


@posix
def test_one_failed_check_fails_the_run_and_the_others_still_run(ready_checkout: Checkout):
    answer = ready_checkout.dev("test", QT_QPA_PLATFORM="minimal", TINY_BASEDPYRIGHT_EXIT="3")
    assert answer.returncode == 3
    assert [line.split()[:-2] for line in answer.stdout.splitlines() if line.endswith(" s")] == [
        ["ruff", "check", "ok"],
        ["ruff", "format", "ok"],
        ["basedpyright", "FAILED"],
        ["lint-imports", "ok"],
        ["pytest", "ok"],
    ]
    assert "words of basedpyright" in answer.stdout
    assert "words of ruff" not in answer.stdout
    assert "pytest ['--numprocesses=auto', '--dist=worksteal'] on minimal" in answer.stdout


@posix
def test_all_checks_passed(ready_checkout: Checkout):
    assert ready_checkout.dev("test").returncode == 0


def test_arguments_of_test_go_to_pytest_alone(ready_checkout: Checkout):
    answer = ready_checkout.dev("test", "-k", "one", QT_QPA_PLATFORM="", TINY_PYTEST_EXIT="5")
    assert answer.returncode == 5
    assert answer.stdout.splitlines()[0] == "pytest ['-k', 'one'] on offscreen"
    assert "ruff" not in answer.stdout


def test_trial_of_the_installers_is_skipped_in_one_line_where_a_tool_is_missing(checkout: Checkout):
    answer = checkout.dev("test-package", PATH="/nowhere")
    assert (answer.returncode, answer.stdout) == (0, "")
    assert answer.stderr.startswith("test-package is skipped: this machine has no ")
    assert answer.stderr.count("\n") == 1
    assert not checkout.venv.exists()


@posix
@pytest.mark.parametrize(("step", "command"), [("run", "test"), ("package", "test-package")])
def test_each_step_of_continuous_integration_is_one_command_of_ours(step: str, command: str):
    script = ROOT / ".ci" / step
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert os.access(script, os.X_OK)
    assert commands == [
        "set -euo pipefail",
        'cd "$(dirname "${BASH_SOURCE[0]}")/.."',
        f"exec python3 packaging/dev.py {command}",
    ]
