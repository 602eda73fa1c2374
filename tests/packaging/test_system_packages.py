"""What is missing on a Debian or Ubuntu system, with a dpkg-query and an apt-get of ours on the path."""

import os
from pathlib import Path

import pytest

from .conftest import Checkout

pytestmark = pytest.mark.skipif(os.name != "posix", reason="scripts with a #! line")

RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "fonts-wqy-microhei": "fonts-noto-cjk", "dbus-daemon": "dbus"}
INSTALL = "install --yes --no-install-recommends libegl1 libgl1"


class System:
    """Answers as dpkg-query and apt-get do, and notes what apt-get was asked."""

    def __init__(self, checkout: Checkout, folder: Path):
        self.checkout = checkout
        self.folder = folder
        self.notes = folder / "notes"
        self.lists = folder / "lists"
        self.lists.mkdir()
        self.path = f"{folder}{os.pathsep}{os.environ['PATH']}"

    def program(self, name: str, script: str) -> None:
        file = self.folder / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def has(self, **packages: str) -> None:
        """Packages and their states; as with the real one, the exit code is 1 when a name is unknown."""
        lines = "".join(f"echo {name} {state}\n" for name, state in packages.items())
        self.program("dpkg-query", f"{lines}exit 1")

    def apt_get(self, script: str) -> None:
        # The first two arguments say how long to wait for dpkg's lock.
        self.program("apt-get", f'shift 2\necho "$DEBIAN_FRONTEND: $*" >>{self.notes}\n{script}')

    def has_lists(self) -> None:
        (self.lists / "mirror_main_binary-amd64_Packages").touch()

    def asked(self) -> list[str]:
        return self.notes.read_text().splitlines()

    def evaluate(self, expression: str) -> str:
        program = (
            "import pathlib, process, system_packages\n"
            f"system_packages.APT_LISTS = pathlib.Path({str(self.lists)!r})\n"
            f"try: print({expression})\n"
            "except process.Refusal as refusal: print(refusal)\n"
        )
        return self.checkout.evaluate(program, PATH=self.path)

    def missing(self) -> list[str]:
        return self.evaluate("*system_packages.missing()").split()

    def needs(self) -> list[str]:
        return self.evaluate("*(need[0] for need in system_packages.NEEDS)").split()


@pytest.fixture
def system(checkout: Checkout, tmp_path: Path) -> System:
    folder = tmp_path / "system"
    folder.mkdir()
    return System(checkout, folder)


def test_bare_system_lacks_everything(system: System):
    system.has()
    assert system.missing() == system.needs()


def test_full_system_lacks_nothing(system: System):
    system.has(**dict.fromkeys(system.needs(), "installed"))
    assert system.missing() == []


def test_renamed_and_other_packages_meet_the_need(system: System):
    system.has(**{RENAMED.get(name, name): "installed" for name in system.needs()})
    assert system.missing() == []


def test_removed_package_with_its_settings_left_is_missing(system: System):
    system.has(**dict.fromkeys(system.needs(), "installed") | {"libegl1": "config-files"})
    assert system.missing() == ["libegl1"]


def test_person_gets_one_command_to_type(system: System):
    system.has_lists()
    text = system.evaluate("system_packages.how_to_install(['libegl1', 'libgl1'])")
    assert text.splitlines()[-1].strip() == f"sudo apt-get {INSTALL}"


def test_command_to_type_fetches_lists_that_are_not_there(system: System):
    text = system.evaluate("system_packages.how_to_install(['libegl1', 'libgl1'])")
    assert text.splitlines()[-1].strip() == f"sudo apt-get update && sudo apt-get {INSTALL}"


def test_root_installs_without_being_asked(system: System):
    system.has_lists()
    system.apt_get("exit 0")
    system.evaluate("system_packages.install(['libegl1', 'libgl1'])")
    assert system.asked() == [f"noninteractive: {INSTALL}"]


def test_lists_are_fetched_when_there_are_none(system: System):
    system.apt_get(f"touch {system.lists}/mirror_Packages")
    system.evaluate("system_packages.install(['libegl1', 'libgl1'])")
    assert system.asked() == ["noninteractive: update", f"noninteractive: {INSTALL}"]


def test_old_lists_are_fetched_anew_once(system: System):
    system.has_lists()
    system.apt_get("echo 404 Not Found; [ $1 = update ]")
    text = system.evaluate("system_packages.install(['libegl1', 'libgl1'])")
    assert system.asked() == [
        f"noninteractive: {INSTALL}",
        "noninteractive: update",
        f"noninteractive: {INSTALL}",
    ]
    assert text.startswith("The system packages could not be installed.")
    assert text.endswith("404 Not Found")


def test_missing_network_is_said(system: System):
    system.apt_get("echo W: Failed to fetch; exit 0")
    text = system.evaluate("system_packages.install(['libegl1'])")
    assert "Check the network" in text
    assert text.endswith("W: Failed to fetch")
    assert system.asked() == ["noninteractive: update"]
