"""A Qt loop for coroutines, a bus and a notification daemon of the test's own, and a check for what Qt leaks."""

import asyncio
import gc
import shutil
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop
from shiboken6 import isValid

from batchdesk.desktop.style import appearance
from batchdesk.words.catalogue import set_language
from tests.notification_daemon import Daemon, private_bus, run_daemon

Value = TypeVar("Value")


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
    kinds = set(_kinds_of(QTimer))  # by their type: to ask each object for its class takes longer than the usual test
    return {repr(each) for each in gc.get_objects() if type(each) in kinds and isValid(each) and each.isActive()}


def _kinds_of(kind: type[QTimer]) -> Iterator[type[QTimer]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds_of(each)


@pytest.fixture(autouse=True)
def speaks_english_in_light_colours(qapp: QApplication) -> Iterator[None]:
    """Whatever the machine's own language and colours are."""
    set_language("en")
    before = QPalette(qapp.palette())
    qapp.setStyle("Fusion")
    qapp.setPalette(appearance.palette(appearance.LIGHT))
    yield
    qapp.setPalette(before)
    set_language(None)


@pytest.fixture
def on_qt_loop(qapp: QApplication) -> Callable[[Coroutine[Any, Any, Value]], Value]:
    """Run a coroutine on Qt's event loop, as the program does."""

    def run(coroutine: Coroutine[Any, Any, Value]) -> Value:
        try:
            with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
                return runner.run(asyncio.wait_for(coroutine, 20))
        finally:
            gc.collect()  # here and not on a thread of the next test: the loop's Qt timers belong to this one

    return run


@pytest.fixture
def session_bus(tmp_path: Path) -> Iterator[str]:
    """The address of a session bus that nothing else is on."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    with private_bus(tmp_path) as address:
        yield address


@pytest.fixture(name="running_daemon")
def running_daemon_fixture() -> Callable[..., AbstractAsyncContextManager[Daemon]]:
    """Start a notification daemon: `async with running_daemon(address, *capabilities) as daemon`."""
    return run_daemon
