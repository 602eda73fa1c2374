"""A Qt loop for coroutines, a bus and a strict notification daemon of the test's own, and a check for what Qt leaks."""

import asyncio
import gc
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from dbus_fast import Message as BusMessage
from dbus_fast import MessageType, NameFlag
from dbus_fast.aio import MessageBus
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from shiboken6 import isValid

from batchdesk.desktop.notifier_freedesktop import PATH, SERVICE

Value = TypeVar("Value")

HINT_TYPES = {"urgency": "y", "category": "s", "desktop-entry": "s"}
"""Every hint that is sent, and its type by the specification."""

BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""Without any folder of services: nothing that happens to be installed is started."""


@pytest.fixture(autouse=True)
def leaves_no_widget_or_timer(qapp: QApplication) -> Iterator[None]:
    """Fail the test that leaves a top-level widget or a running QTimer."""
    widgets, timers = set(map(id, QApplication.topLevelWidgets())), _running_timers()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left_widgets = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in widgets]
    if left_widgets:
        gc.collect()
        left_widgets = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in widgets]
    left_timers = _running_timers() - timers
    if left_timers:
        gc.collect()
        left_timers = _running_timers() - timers
    assert not left_widgets, f"close and delete these widgets (qtbot.addWidget does): {left_widgets}"
    assert not left_timers, f"stop these timers, or delete their owner: {left_timers}"


def _running_timers() -> set[str]:
    return {repr(each) for each in gc.get_objects() if isinstance(each, QTimer) and isValid(each) and each.isActive()}


@pytest.fixture
def on_qt_loop(qapp: QApplication) -> Callable[[Coroutine[Any, Any, Value]], Value]:
    """Run a coroutine on Qt's event loop, as the program does."""

    def run(coroutine: Coroutine[Any, Any, Value]) -> Value:
        with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
            return runner.run(asyncio.wait_for(coroutine, 20))

    return run


@dataclass
class Daemon:
    """Takes what the specification allows, of exactly the types it names, and nothing else."""

    bus: MessageBus
    capabilities: list[str]
    shown: dict[int, list[Any]] = field(default_factory=dict)
    next_number: int = 1

    def handle(self, message: BusMessage) -> BusMessage | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != SERVICE:
            return None
        if message.member == "GetCapabilities":
            return BusMessage.new_method_return(message, "as", [self.capabilities])
        if message.member == "Notify" and message.signature == "susssasa{sv}i":
            return self.notify(message)
        return BusMessage.new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", str(message.signature))

    def notify(self, message: BusMessage) -> BusMessage:
        replaces, actions, hints = message.body[1], message.body[5], message.body[6]
        wrong = [name for name, hint in hints.items() if HINT_TYPES[name] != hint.signature]
        if wrong or len(actions) % 2 or (replaces and replaces not in self.shown):
            return BusMessage.new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", "refused")
        number = replaces
        if not number:
            number, self.next_number = self.next_number, self.next_number + 1
        self.shown[number] = message.body
        return BusMessage.new_method_return(message, "u", [number])

    async def emit(self, member: str, signature: str, body: list[Any]) -> None:
        await self.bus.send(BusMessage.new_signal(PATH, SERVICE, member, signature, body))


@asynccontextmanager
async def run_daemon(address: str, *capabilities: str, next_number: int = 1) -> AsyncIterator[Daemon]:
    bus = await MessageBus(bus_address=address).connect()
    daemon = Daemon(bus, list(capabilities), next_number=next_number)
    bus.add_message_handler(daemon.handle)
    await bus.request_name(SERVICE, NameFlag.DO_NOT_QUEUE)
    try:
        yield daemon
    finally:
        bus.disconnect()
        await bus.wait_for_disconnect()


@pytest.fixture
def session_bus(tmp_path: Path) -> Iterator[str]:
    """The address of a session bus that nothing else is on."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    configuration = tmp_path / "bus.conf"
    configuration.write_text(BUS_CONFIGURATION.format(folder=tmp_path))
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture(name="running_daemon")
def running_daemon_fixture() -> Callable[..., AbstractAsyncContextManager[Daemon]]:
    """Start a notification daemon: `async with running_daemon(address, *capabilities) as daemon`."""
    return run_daemon
