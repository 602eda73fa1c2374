"""`batchdesk desktop-entry`: what it writes below the person's folders, and that it takes exactly that away."""

import shutil
import subprocess
from pathlib import Path

import pytest

from batchdesk.login_start.linux import AUTOSTART, config_home, quoted
from batchdesk.terminal.desktop_entry import LAUNCHER, data_home, install, remove
from batchdesk.words.catalogue import resources_folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def files(folder: Path) -> set[str]:
    # The desktop's own tool keeps a list beside the launchers.
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.endswith("mimeinfo.cache")}


def test_launcher_and_icons_appear_and_leave(tmp_path: Path, environment: dict[str, str]) -> None:
    assert install(resources_folder(), environment) == tmp_path / "data" / LAUNCHER
    found = files(tmp_path)
    assert "data/icons/hicolor/scalable/apps/batchdesk.svg" in found
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        assert f"data/icons/hicolor/{size}x{size}/apps/batchdesk.png" in found
    assert not (tmp_path / "config").exists()
    remove(resources_folder(), environment)
    assert files(tmp_path) == set()


def test_autostart_starts_hidden_when_it_is_asked_for(tmp_path: Path, environment: dict[str, str]) -> None:
    install(resources_folder(), environment, autostart=True)
    line = next(line for line in (tmp_path / "config" / AUTOSTART).read_text().splitlines() if line.startswith("Exec="))
    assert line.endswith('" --hidden')
    remove(resources_folder(), environment)
    assert not (tmp_path / "config" / AUTOSTART).exists()


def test_removing_what_is_not_there_is_nothing(tmp_path: Path, environment: dict[str, str]) -> None:
    remove(resources_folder(), environment)
    assert files(tmp_path) == set()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_desktop_can_read_them(tmp_path: Path, environment: dict[str, str]) -> None:
    launcher = install(resources_folder(), environment, autostart=True)
    for path in (launcher, tmp_path / "config" / AUTOSTART):
        answer = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True)
        assert (answer.returncode, answer.stdout) == (0, "")


def test_odd_paths_are_quoted_by_the_specification() -> None:
    assert quoted("/opt/my programs/50%/batchdesk") == '"/opt/my programs/50%%/batchdesk"'
    assert quoted('/a"b$c`d\\e') == r'"/a\\"b\\$c\\`d\\\\e"'


def test_relative_folders_count_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_home({"XDG_DATA_HOME": "here"}) == tmp_path / ".local" / "share"
    assert config_home({}) == tmp_path / ".config"
