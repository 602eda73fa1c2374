#!/usr/bin/env python3
"""The one command of a checkout: sets it up, runs it, tests it. Standard library only; Linux, macOS, Windows.

Must not know what batchdesk does. Every Python 3 has to be able to read this file, to be told what it lacks.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (this line is for the Pythons below)
    sys.exit(
        f"batchdesk needs Python 3.11 or newer; this is {sys.version_info[0]}.{sys.version_info[1]}. "
        "Run dev.py with a newer one, such as: python3.11 packaging/dev.py"
    )

from collections.abc import Callable

import environment
import system_packages
from checks import run_all, run_benchmarks, run_tests
from package import package
from pin import pin
from process import Refusal, run, say
from trial import trial

USAGE = """\
usage: python3 packaging/dev.py COMMAND [ARGS...]

  demo [ARGS...]   the program on its embedded server, with batches of all kinds
  run [ARGS...]    the program itself
  test             all checks: ruff, basedpyright, lint-imports, pytest
  test ARGS...     pytest alone, with ARGS
  bench NAME       a benchmark of tests/bench; prints JSON
  screenshots      the pictures of the README and those that the tests compare with, made anew
  package          the installers of this platform, into build/package
  test-package     the Linux installers, installed and used on a desktop in a fresh Debian
  pin [ARGS...]    constraints.txt, made anew from pyproject.toml; ARGS go to uv, such as --upgrade
  setup            only what the others do first: .venv, and what Qt needs of the system
"""
# Without -P, a folder named batchdesk where the person stands would be taken for the program.
PROGRAM = ("-P", "-m", "batchdesk")


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit code: 2 for a wrong one, 1 with a sentence when the set-up fails."""
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(USAGE, end="")  # noqa: T201 (asked for)
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        say(f"dev.py has no command '{arguments[0]}'.\n\n{USAGE}" if arguments else USAGE)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


def _set_up() -> None:
    system_packages.ensure()
    environment.ensure()


def _setup(arguments: list[str]) -> int:
    if arguments:
        say("setup takes no arguments.")
        return 2
    _set_up()
    say("Everything is set up.")
    return 0


def _test(arguments: list[str]) -> int:
    _set_up()
    return run_tests(arguments) if arguments else run_all()


def _bench(arguments: list[str]) -> int:
    _set_up()
    return run_benchmarks(arguments)


def _become(*arguments: str) -> int:
    """Turns this process into the environment's Python, so that signals and the exit code are the program's own."""
    _set_up()
    command = (str(environment.PYTHON), *arguments)
    if os.name == "posix":
        os.execv(command[0], command)
    return run(command, shown=True).exit_code


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": lambda arguments: _become(*PROGRAM, "--demo", *arguments),
    "run": lambda arguments: _become(*PROGRAM, *arguments),
    "test": _test,
    "bench": _bench,
    "screenshots": lambda arguments: _become(str(environment.ROOT / "packaging" / "screenshots.py"), *arguments),
    "package": package,
    "test-package": trial,
    "pin": pin,
    "setup": _setup,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
