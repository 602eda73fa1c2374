"""The colours follow a desktop that turns dark while the program runs: said as desktops say it, over D-Bus."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import pytest
from dbus_fast import Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from tests.notification_daemon import private_bus

APPEARANCE, COLOURS, LIGHT, DARK = "org.freedesktop.appearance", "color-scheme", 2, 1

LISTENER = """
from PySide6.QtWidgets import QApplication
from batchdesk.desktop.style import appearance

application = QApplication([])
appearance.apply(application)
say = lambda: print("dark" if appearance.colours() is appearance.DARK else "light", flush=True)
application.paletteChanged.connect(say)
say()
application.exec()
"""
"""A program with our colours, which says whenever they change. Not ours itself: nothing else is to be waited for."""

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("dbus-daemon") is None, reason="needs an X server and a session bus"
)


class Desktop(ServiceInterface):
    """Answers what the desktop's colours are: the settings of the XDG desktop portal."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.portal.Settings")
        self.colours = LIGHT

    @dbus_method(name="ReadAll")
    def read_all(
        self, namespaces: Annotated[list[str], DBusSignature("as")]
    ) -> Annotated[dict[str, dict[str, Variant]], DBusSignature("a{sa{sv}}")]:
        return {APPEARANCE: {COLOURS: Variant("u", self.colours)}}

    @dbus_signal(name="SettingChanged")
    def turn(self, colours: int) -> Annotated[list[object], DBusSignature("ssv")]:
        self.colours = colours
        return [APPEARANCE, COLOURS, Variant("u", colours)]


@contextmanager
def screen() -> Iterator[str]:
    """An X display that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "400x300x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


async def turned_dark(address: str, environment: dict[str, str]) -> list[str]:
    """What the listener said, from its start until it was dark."""
    bus = await MessageBus(address).connect()
    desktop = Desktop()
    bus.export("/org/freedesktop/portal/desktop", desktop)
    await bus.request_name("org.freedesktop.portal.Desktop")
    listener = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LISTENER, env=environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert listener.stdout is not None
        said = [(await listener.stdout.readline()).decode().strip()]
        desktop.turn(DARK)
        while said[-1] == "light":
            said.append((await listener.stdout.readline()).decode().strip())
        return said
    finally:
        listener.terminate()
        await listener.wait()
        bus.disconnect()
        await bus.wait_for_disconnect()


def test_a_desktop_that_turns_dark_takes_us_with_it(tmp_path: Path) -> None:
    with private_bus(tmp_path) as address, screen() as display:
        kept = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        ours = {"DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": address, "XDG_CURRENT_DESKTOP": "GNOME"}
        said = asyncio.run(turned_dark(address, kept | ours))
    assert (said[0], said[-1]) == ("light", "dark")
