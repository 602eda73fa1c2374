"""What installers are made from, as far as it can be checked without building one: the spec executed with stand-ins,
scripts and the files they name, the choice of what goes in."""

import os
import plistlib
import re
import runpy
import shutil
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from batchdesk import __version__
from batchdesk.desktop.windows_shell import APPLICATION_ID
from batchdesk.place import COMPLETION_VARIABLE

from .conftest import ROOT

PACKAGING = ROOT / "packaging"
INNO = (PACKAGING / "windows" / "batchdesk.iss").read_text(encoding="utf-8")


class Spec:
    """Executes bundle.spec as PyInstaller does on a platform, and keeps what it asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
        hooks = ModuleType("PyInstaller.utils.hooks")
        for name in ("collect_data_files", "collect_submodules", "copy_metadata"):
            setattr(hooks, name, lambda *_names, **_options: [])
        for name in ("PyInstaller", "PyInstaller.utils"):
            monkeypatch.setitem(sys.modules, name, ModuleType(name))
        monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
        monkeypatch.setenv("BATCHDESK_BUILD_LEGAL", "legal")
        monkeypatch.setenv("BATCHDESK_BUILD_SHIBOKEN", "shiboken")
        self.programs: list[dict[str, Any]] = []
        self.scripts: list[str] = []
        self.bundles: list[dict[str, Any]] = []
        self.analysed: dict[str, Any] = {}
        self.collected: tuple[Any, ...] = ()
        tools: dict[str, Any] = {
            "Analysis": self._analyse,
            "PYZ": lambda *_: None,
            "EXE": self._make_program,
            "COLLECT": self._collect,
            "BUNDLE": lambda *_, **options: self.bundles.append(options),
            "SPECPATH": str(PACKAGING),
        }
        runpy.run_path(str(PACKAGING / "bundle.spec"), init_globals=tools)

    def _analyse(self, scripts: list[str], **options: Any) -> SimpleNamespace:
        self.analysed = {"scripts": scripts, **options}
        files = [("PySide6/Qt/plugins/platforms/libqxcb.so", "", ""), ("PySide6/Qt/lib/libQt6Quick.so.6", "", "")]
        translations = [(f"PySide6/Qt/translations/qtbase_{name}.qm", "", "") for name in ("zh_CN", "de")]
        started = [(name, "", "") for name in ("pyi_rth_inspect", "pyi_rth_pyside6", "entry")]
        return SimpleNamespace(pure=[], scripts=started, binaries=files, datas=translations)

    def _make_program(self, _archive: None, scripts: list[tuple[str, str, str]], **options: Any) -> None:
        self.programs.append(options)
        self.scripts = [name for name, *_ in scripts]

    def _collect(self, *parts: Any, **_options: Any) -> None:
        self.collected = parts


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_spec_names_files_that_are_there(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    spec = Spec(monkeypatch, platform)
    icons = [options["icon"] for options in (*spec.programs, *spec.bundles) if options.get("icon")]
    assert bool(icons) == (platform != "linux")
    for path in (*spec.analysed["scripts"], *icons, spec.analysed["datas"][0][0]):
        assert Path(path).exists()
    assert [options["name"] for options in spec.programs] == ["batchdesk"] + ["batchdeskc"] * (platform == "win32")


def test_only_what_is_needed_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, binaries, translations = Spec(monkeypatch, "linux").collected
    assert [Path(entry[0]).name for entry in binaries] == ["libqxcb.so"]
    assert [Path(entry[0]).name for entry in translations] == ["qtbase_zh_CN.qm"]


@pytest.mark.parametrize(("platform", "quickly"), [("linux", True), ("win32", False), ("darwin", False)])
def test_linux_starts_without_archive_and_hooks(
    monkeypatch: pytest.MonkeyPatch, platform: str, *, quickly: bool
) -> None:
    spec = Spec(monkeypatch, platform)
    assert spec.analysed["noarchive"] is quickly
    assert (spec.scripts == ["entry"]) is quickly
    assert (("shiboken", "shiboken6/files.dir") in spec.analysed["datas"]) is quickly


def test_macos_is_told_of_the_link_and_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    (bundle,) = Spec(monkeypatch, "darwin").bundles
    assert bundle["version"] == __version__
    information = plistlib.loads(plistlib.dumps(bundle["info_plist"]))
    assert information["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["batchdesk"]
    assert information["LSUIElement"] is False
    assert information["NSLocalNetworkUsageDescription"].startswith("batchdesk ")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        (r"PySide6\plugins\platforms\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", False),
        ("PySide6/Qt/lib/libQt6Gui.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        (r"PySide6\Qt6Qml.dll", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("libgtk-3.so.0", False),
        ("libcrypto.so.3", True),
        ("qtawesome/fonts/phosphor-1.3.0.ttf", True),
        ("qtawesome/fonts/remixicon-2.5.0.ttf", False),
        ("batchdesk/resources/screenshots/window-dark-en.png", False),
        ("batchdesk/resources/icons/batchdesk.svg", True),
    ],
)
def test_only_what_the_program_loads_goes_in(monkeypatch: pytest.MonkeyPatch, name: str, kept: bool) -> None:
    contents = runpy.run_path(str(PACKAGING / "bundle_contents.py"))
    assert contents["is_needed"](name) is kept


def test_windows_script_and_program_have_one_identity() -> None:
    assert set(re.findall(r'AppUserModelID: "([^"]+)"', INNO)) == {APPLICATION_ID}
    assert "PrivilegesRequired=lowest" in INNO
    assert re.search(
        r"HKCU; Subkey: \"Software\\Classes\\batchdesk\\shell\\open\\command\".*batchdesk\.exe\"\" \"\"%1\"", INNO
    )
    assert not re.search("HKLM|HKCR", INNO)


def test_windows_starts_it_at_sign_in_only_where_that_is_chosen() -> None:
    assert re.search(r'^Name: "autostart";.*Flags: unchecked$', INNO, re.MULTILINE)
    (run,) = [line for line in INNO.splitlines() if r"CurrentVersion\Run" in line]
    assert 'batchdesk.exe"" --hidden"' in run
    assert "Tasks: autostart;" in run
    assert "uninsdeletevalue" in run


def test_windows_leaves_nothing_behind_but_data_that_a_person_wants_to_keep() -> None:
    (scheme,) = [line for line in INNO.splitlines() if 'ValueData: "URL:batchdesk"' in line]
    assert "uninsdeletekey" in scheme
    question = INNO[INNO.index("CurUninstallStepChanged") :]
    assert "MB_DEFBUTTON2, IDNO) = IDYES then\n      DelTree(" in question, "without an answer the data stays"


def test_windows_script_names_files_that_are_there() -> None:
    named = re.findall(r"\{#Root\}\\([^\"\s*]+)", INNO)
    checked = [name.replace("\\", "/") for name in named if not name.startswith("build")]
    assert {"LICENSE", "resources/icons/batchdesk.ico"} <= set(checked)
    for name in checked:
        assert (ROOT / name).exists(), name


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_scripts_can_be_read_by_a_plain_shell() -> None:
    scripts = sorted(PACKAGING.glob("*/*.sh"))
    assert len(scripts) >= 4
    for script in scripts:
        answer = subprocess.run(["sh", "-n", script], capture_output=True, text=True)
        assert (answer.returncode, answer.stderr) == (0, ""), script


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("signed", [False, True])
def test_macos_image_is_signed_and_notarised_where_there_is_an_identity(tmp_path: Path, signed: bool) -> None:
    script = tmp_path / "packaging" / "macos" / "make_dmg.sh"
    script.parent.mkdir(parents=True)
    shutil.copyfile(PACKAGING / "macos" / "make_dmg.sh", script)
    (tmp_path / "build" / "package" / "dist" / "batchdesk.app").mkdir(parents=True)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("codesign", "hdiutil", "xcrun"):
        (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{tmp_path}/said"\n')
        (tools / name).chmod(0o755)
    environment = {"PATH": f"{tools}:/usr/bin:/bin"}
    if signed:
        environment |= {"SIGNING_IDENTITY": "Developer ID", "NOTARY_PROFILE": "notary"}
    subprocess.run(["sh", script, "1.2.3"], env=environment, check=True)
    said = (tmp_path / "said").read_text().splitlines()
    assert [line.split()[0] for line in said] == (
        ["codesign", "hdiutil", "codesign", "xcrun", "xcrun"] if signed else ["hdiutil"]
    )
    assert next(line for line in said if line.startswith("hdiutil")).endswith("batchdesk-1.2.3.dmg")


def test_icon_files_hold_the_committed_pictures() -> None:
    icons = ROOT / "resources" / "icons"
    ico, icns = (icons / "batchdesk.ico").read_bytes(), (icons / "batchdesk.icns").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", ico)
    assert kind == 1
    for number in range(count):
        width, *_, length, place = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * number)
        assert ico[place : place + length] == (icons / f"batchdesk-{width or 256}.png").read_bytes()
    assert struct.unpack_from(">4sI", icns) == (b"icns", len(icns))
    assert (icons / "batchdesk-512.png").read_bytes() in icns


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstream")
def test_metainfo_is_valid(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    text = runpy.run_path(str(PACKAGING / "deb.py"))["metainfo"](__version__, 1_767_225_600)
    path = tmp_path / "org.batchdesk.batchdesk.metainfo.xml"
    path.write_text(text, encoding="utf-8")
    answer = subprocess.run(["appstreamcli", "validate", "--no-net", path], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout


def test_the_version_stands_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    package = runpy.run_path(str(PACKAGING / "package.py"))
    assert package["version"]() == __version__
    assert package["deb_path"]().name == f"batchdesk_{__version__}_amd64.deb"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "batchdesk/__init__.py"
    elsewhere = [PACKAGING / "bundle.spec", *PACKAGING.glob("**/*.py"), *(ROOT / "resources" / "linux").iterdir()]
    assert not [path.name for path in elsewhere if f'"{__version__}"' in path.read_text(encoding="utf-8")]


def test_manual_and_completions_know_every_command(tmp_path: Path) -> None:
    script = PACKAGING / "command_documents.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    manual = (tmp_path / "batchdesk.1").read_text(encoding="utf-8")
    from batchdesk.cli import cli

    for name, command in cli.commands.items():
        assert command.hidden or f".SS batchdesk {name}".replace("-", r"\-") in manual
    answer = _complete("batchdesk ")
    for name, command in cli.commands.items():
        assert (f"plain,{name}\n" in answer) is not command.hidden
    assert "plain,--format\n" in _complete("batchdesk export --")
    for shell in ("bash", "zsh", "fish"):
        assert "_BATCHDESK_COMPLETE" in (tmp_path / f"batchdesk.{shell}").read_text(encoding="utf-8")


def _complete(typed: str) -> str:
    """What bash is told when Tab is pressed after these words."""
    last = "" if typed.endswith(" ") else typed.split()[-1]
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - bool(last))}
    environment = {**os.environ, COMPLETION_VARIABLE: "bash_complete", **words}
    command = [sys.executable, "-m", "batchdesk"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("xz") is None, reason="needs xz")
def test_single_file_unpacks_once_starts_and_uninstalls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [str(PACKAGING), *sys.path])
    write = runpy.run_path(str(PACKAGING / "single_file.py"))["write_single_file"]
    program = tmp_path / "batchdesk"
    program.mkdir()
    (program / "batchdesk").write_text('#!/bin/sh\necho "here $*"\nexit 7\n')
    (program / "batchdesk").chmod(0o755)
    for made_at, target in enumerate(("one.run", "two.run")):
        os.utime(program / "batchdesk", (made_at, made_at))
        write(program, tmp_path / target, "1.2.3", 1_767_225_600)
    one, two = tmp_path / "one.run", tmp_path / "two.run"
    assert one.read_bytes() == two.read_bytes().replace(b"two.run", b"one.run")

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "XDG_DATA_HOME": str(tmp_path / "data home"), "HOME": str(tmp_path)}
        return subprocess.run(["sh", one, *arguments], capture_output=True, text=True, env=environment)

    for _ in range(2):
        answer = start("watch", "a b")
        assert (answer.returncode, answer.stdout, answer.stderr) == (7, "here watch a b\n", "")
    assert start("--install").stdout == "here desktop-entry install\n"
    (folder,) = (tmp_path / "data home" / "batchdesk-program").iterdir()
    assert folder.name.startswith("1.2.3-")
    start("--uninstall")
    assert not (tmp_path / "data home" / "batchdesk-program").exists()
