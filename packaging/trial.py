"""Installs the Linux artefacts in a fresh Debian with a desktop and uses them as an operator does.

The Debian has nothing of ours and no Python. What is done there, step by step, stands in linux/trial.sh; the pictures
it takes are left in build/trial/pictures, to be looked at. Where a tool is missing the trial is skipped, in one line.
"""

import os
import platform
import shutil
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import build_environment
import package
import system_packages
from environment import ROOT
from process import Outcome, Refusal, run, say

LINUX = ROOT / "packaging" / "linux"
TRIAL = ROOT / "build" / "trial"
SYSTEM = TRIAL / "system"
SHARED = SYSTEM / "trial"
USER = "tester"
TOOLS = ("debootstrap", "unshare", "chroot", "ip", "apt-get", "dpkg-deb", "objdump")
RELEASE = "bookworm"
DESKTOP = (
    "xvfb", "xfwm4", "dunst", "xfce4-panel", "xfdesktop4", "thunar", "xfconf", "xdotool", "imagemagick", "dbus-x11",
    "xdg-utils", "libglib2.0-bin", "desktop-file-utils", "appstream", "adwaita-icon-theme", "fonts-wqy-microhei",
    "x11-utils", "procps", "xz-utils",
)  # fmt: skip


def trial(arguments: Sequence[str]) -> int:
    """Builds, installs and uses the artefacts. Returns 0, also when skipped; raises Refusal with what went wrong."""
    if arguments:
        say("test-package takes no arguments.")
        return 2
    lacking = _lacking()
    if lacking:
        say(f"test-package is skipped: this machine has no {lacking}.")
        return 0
    started = time.monotonic()
    system_packages.ensure()
    build_environment.ensure()
    shutil.rmtree(TRIAL, ignore_errors=True)
    # The system is fetched while the program is built: the one waits for the network, the other for the processor.
    with ThreadPoolExecutor(1) as executor:
        system = executor.submit(_make_system)
        package.build_program()
        package.write_linux_artefacts()
        _check_that_builds_are_equal()
        trouble = system.result()
    if trouble:
        say(f"test-package is skipped: no Debian could be fetched for it. Last words:\n{trouble}")
        return 0
    _use()
    say(f"test-package: all steps done in {time.monotonic() - started:.0f} s; look at {SHARED / 'pictures'}.")
    return 0


def _lacking() -> str:
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return "Linux on x86-64"
    if os.geteuid() != 0:
        return "root's rights"
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return " and no ".join(missing)
    # Some containers let even root make no namespaces.
    return "" if run(("unshare", "--mount", "--pid", "--net", "--fork", "true")).exit_code == 0 else "namespaces"


def _make_system() -> str:
    """Makes a Debian with a desktop, or returns why it could not be fetched."""
    mirrors = _mirrors()
    if not mirrors:
        return f"    apt's configuration here names no mirror of {RELEASE}."
    say(f"Making a Debian with a desktop in {SYSTEM.relative_to(ROOT)}.")
    SYSTEM.mkdir(parents=True)
    outcome = run(("debootstrap", "--variant=minbase", "--include=ca-certificates", RELEASE, SYSTEM, mirrors[0][0]))
    if outcome.exit_code != 0:
        return outcome.last_lines()
    apt = SYSTEM / "etc" / "apt"
    (apt / "sources.list").write_text("".join(f"deb {uri} {name} main\n" for uri, name in mirrors))
    # A throw-away system need not survive a power cut; this saves half the time.
    (SYSTEM / "etc" / "dpkg" / "dpkg.cfg.d" / "trial").write_text("force-unsafe-io\n")
    (apt / "apt.conf.d" / "90trial").write_text(run(("apt-config", "dump", "Acquire")).output)
    shutil.copy("/etc/resolv.conf", SYSTEM / "etc" / "resolv.conf")
    for command in (("update",), ("install", "--yes", "--no-install-recommends", *DESKTOP)):
        outcome = _apt(*command)
        if outcome.exit_code != 0:
            return outcome.last_lines()
    _inside("useradd", "--create-home", "--shell", "/bin/sh", USER)
    return ""


def _mirrors() -> list[tuple[str, str]]:
    """The machine's own mirrors of the release, as apt is configured: (address, suite)."""
    query = ("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages")
    found: list[tuple[str, str]] = []
    for line in run(query).output.splitlines():
        uri, suite, component = line.split()[:3]
        if component == "main" and suite.partition("-")[0] == RELEASE and (uri, suite) not in found:
            found.append((uri, suite))
    return sorted(found, key=lambda mirror: mirror[1] != RELEASE)


def _check_that_builds_are_equal() -> None:
    """Builds the program's folder once more, elsewhere. Raises Refusal for a file that differs."""
    again = package.build_program(TRIAL / "again")
    first, second = package.hashes(package.PROGRAM), package.hashes(again)
    different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    shutil.rmtree(TRIAL / "again")
    if different:
        raise Refusal("Two builds differ in:\n" + "\n".join(f"    {name}" for name in different))
    say(f"Two builds are equal in all {len(first)} files.")


def _use() -> None:
    _share()
    _install(_as_version(package.deb_path(), "0.0.1"))
    if list(SYSTEM.glob("usr/bin/python*")):
        raise Refusal("Something brought Python into the trial's system: it no longer shows that none is needed.")
    _session("first")
    _install(package.deb_path())
    _session("second")
    _uninstall()


def _share() -> None:
    """Puts into the system's /trial what the steps need: scripts, the single file, data of other versions."""
    shutil.copytree(LINUX, SHARED)
    (SHARED / "pictures").mkdir()
    shutil.copy(package.single_file_path(), SHARED / "batchdesk.run")
    released = sorted((ROOT / "tests" / "old_databases").glob("*.sqlite"))
    for name, database in {"older": released[0], "newer": released[-1]}.items():
        (SHARED / name).mkdir()
        shutil.copyfile(database, SHARED / name / "batchdesk.sqlite")
    connection = sqlite3.connect(SHARED / "newer" / "batchdesk.sqlite")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    for path in (SHARED, *SHARED.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o755)


def _as_version(deb: Path, version: str) -> Path:
    """The same package as an older one, so that there is one to be updated."""
    folder, older = TRIAL / "older", TRIAL / "older.deb"
    _must(run(("dpkg-deb", "--raw-extract", deb, folder)))
    control = folder / "DEBIAN" / "control"
    control.write_text(control.read_text().replace(f"Version: {package.version()}\n", f"Version: {version}\n"))
    _must(run(("dpkg-deb", "-Znone", "--root-owner-group", "--build", folder, older)))
    shutil.rmtree(folder)
    return older


def _install(deb: Path) -> None:
    shutil.copy(deb, SYSTEM / "root" / deb.name)
    _must(_apt("install", "--yes", "--no-install-recommends", f"/root/{deb.name}"))


def _session(part: str) -> None:
    command = (LINUX / "enter.sh", SYSTEM, USER, "/trial/desktop_session.sh", "/trial/trial.sh", part)
    outcome = run(command, shown=True)
    if outcome.exit_code != 0:
        raise Refusal(f"The trial's {part} part failed; {SHARED / 'pictures'} shows how far it came.")


def _uninstall() -> None:
    data = SYSTEM / "home" / USER / ".local" / "share" / "batchdesk" / "batchdesk.sqlite"
    _must(_inside("dpkg", "--purge", "batchdesk"))
    # What is in the trial's and the person's own folders is not the package's.
    left = [
        str(path)
        for folder in ("etc", "usr", "var/lib/dpkg/info")
        for path in (SYSTEM / folder).rglob("*batchdesk*")
        if path.name != "batchdesk.sqlite"
    ]
    if left:
        raise Refusal("Uninstalling left behind:\n" + "\n".join(left))
    if not data.is_file():
        raise Refusal("Uninstalling took the person's data with it.")
    say("trial: uninstalled; the person's data is still there")


def _apt(*arguments: str) -> Outcome:
    return _inside("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *arguments)


def _inside(*command: str) -> Outcome:
    return run(("chroot", SYSTEM, *command), environment={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"})


def _must(outcome: Outcome) -> None:
    if outcome.exit_code != 0:
        raise Refusal(f"That did not work. Last words:\n{outcome.last_lines()}")
