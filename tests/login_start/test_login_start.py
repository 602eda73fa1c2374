"""Starting at login: what each system's own list says afterwards."""

import plistlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from batchdesk.login_start.choice import AtLogin, LoginStart
from batchdesk.login_start.here import login_start
from batchdesk.login_start.linux import AUTOSTART, LinuxLoginStart
from batchdesk.login_start.macos import LABEL, MacLoginStart
from batchdesk.login_start.program import program_path
from batchdesk.login_start.windows import NAME, WindowsLoginStart
from batchdesk.place import Place

Make = Callable[[Path], LoginStart]

ODD = "/srv/week 48/50%"
"""A folder whose name needs quotes, and means something in an entry."""


def linux(folder: Path, *place: str) -> LinuxLoginStart:
    return LinuxLoginStart({"XDG_CONFIG_HOME": str(folder / "own"), "XDG_CONFIG_DIRS": str(folder / "shared")}, place)


def installed_for_everybody(folder: Path) -> None:
    shared = folder / "shared" / AUTOSTART
    shared.parent.mkdir(parents=True)
    shared.write_text("[Desktop Entry]\nExec=batchdesk --hidden\n")


@pytest.mark.parametrize(
    "make",
    [linux, MacLoginStart, lambda folder: WindowsLoginStart({"another": "program"})],
    ids=["linux", "macos", "windows"],
)
def test_what_is_chosen_is_what_happens(tmp_path: Path, make: Make) -> None:
    system = make(tmp_path)
    assert system.chosen() is AtLogin.NOTHING
    for at_login in (AtLogin.TRAY, AtLogin.WINDOW, AtLogin.TRAY, AtLogin.NOTHING, AtLogin.NOTHING):
        system.choose(at_login)
        assert system.chosen() is at_login


def test_this_system_has_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert isinstance(login_start(tmp_path).chosen(), AtLogin)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what the desktop reads is a file here")
def test_what_is_chosen_in_another_folder_starts_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for folder, arguments in (
        (Path(ODD), '--data-dir "/srv/week 48/50%%" --hidden'),
        (Place().data_dir, "--hidden"),
    ):
        system = login_start(folder)
        system.choose(AtLogin.TRAY)
        assert f'" {arguments}\n' in (tmp_path / AUTOSTART).read_text()
        assert system.chosen() is AtLogin.TRAY


def test_other_systems_are_given_the_folder_too(tmp_path: Path) -> None:
    run: dict[str, str] = {}
    place = ("--data-dir", ODD)
    MacLoginStart(tmp_path, place).choose(AtLogin.TRAY)
    WindowsLoginStart(run, place).choose(AtLogin.WINDOW)
    agent = plistlib.loads((tmp_path / f"{LABEL}.plist").read_bytes())
    assert agent["ProgramArguments"][1:] == ["--data-dir", ODD, "--hidden"]
    assert run[NAME].endswith(f'" --data-dir "{ODD}"')


def test_a_person_says_no_to_what_was_installed_for_everybody(tmp_path: Path) -> None:
    installed_for_everybody(tmp_path)
    system = linux(tmp_path)
    assert system.chosen() is AtLogin.TRAY
    system.choose(AtLogin.NOTHING)
    assert system.chosen() is AtLogin.NOTHING
    assert "Hidden=true" in (tmp_path / "own" / AUTOSTART).read_text()
    system.choose(AtLogin.WINDOW)
    assert system.chosen() is AtLogin.WINDOW


def test_nothing_is_left_where_nothing_was(tmp_path: Path) -> None:
    system = linux(tmp_path)
    system.choose(AtLogin.WINDOW)
    system.choose(AtLogin.NOTHING)
    assert not (tmp_path / "own" / AUTOSTART).exists()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
@pytest.mark.parametrize("at_login", list(AtLogin))
def test_the_desktop_can_read_the_entry(tmp_path: Path, at_login: AtLogin) -> None:
    installed_for_everybody(tmp_path)
    linux(tmp_path, "--data-dir", ODD).choose(at_login)
    entry = tmp_path / "own" / AUTOSTART
    answer = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (0, "")


def test_launchd_is_given_the_program_and_what_it_is_started_with(tmp_path: Path) -> None:
    MacLoginStart(tmp_path).choose(AtLogin.TRAY)
    agent = plistlib.loads((tmp_path / f"{LABEL}.plist").read_bytes())
    assert agent["ProgramArguments"] == [program_path(), "--hidden"]


def test_windows_is_given_a_quoted_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\batchdesk\batchdesk.exe")
    run: dict[str, str] = {}
    WindowsLoginStart(run).choose(AtLogin.TRAY)
    assert run == {NAME: r'"C:\Program Files\batchdesk\batchdesk.exe" --hidden'}
