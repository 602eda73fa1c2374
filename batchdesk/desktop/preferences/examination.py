"""The test of a connection: a line for each step, as soon as it is known."""

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from batchdesk.batch.examination import OF_A_SERVER, Examined, Result, Step, examine
from batchdesk.batch.problem import Problem
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import PassingTasks
from batchdesk.words.catalogue import translate
from batchdesk.words.examination import examined_sentence, result_words, step_words

Ask = Callable[[str, Step], Awaitable[Problem | None]]
"""What is not well with a step to the server of that address."""


class ExaminationView(QWidget):
    """Examines one server at a time; another one breaks the one off that runs."""

    def __init__(self, ask: Ask, tasks: PassingTasks) -> None:
        super().__init__()
        self._ask = ask
        self._tasks = tasks
        self._running: asyncio.Task[None] | None = None
        self.lines: list[str] = []
        """What is said, a line for each step."""
        self.state = plain_label()
        self.cancel = QPushButton(translate("Settings", "Cancel"))
        self.cancel.clicked.connect(self.stop)
        self._steps = QWidget()
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._steps)
        self._clear()

    @property
    def is_running(self) -> bool:
        """Whether an answer is waited for."""
        return self._running is not None

    def start(self, server: str) -> None:
        """Examine a server."""
        self.stop()
        self._clear()
        self._running = self._tasks.start(self._examine(server))
        self._say(translate("Settings", "Testing the connection to {server}…", server=server))

    def stop(self) -> None:
        """Break it off; what was found stays on show."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
            self._say(translate("Settings", "The test was broken off."))

    def forget(self) -> None:
        """Show nothing: another server is looked at."""
        self.stop()
        self._clear()

    async def _examine(self, server: str) -> None:
        failed = False
        async for examined in examine(server, lambda step: self._ask(server, step), batch=False):
            if examined.step in OF_A_SERVER:
                self._add(examined)
                failed = failed or examined.result is Result.FAILED
        self._running = None
        well = translate("Settings", "The connection is well.")
        self._say(translate("Settings", "The connection is not well.") if failed else well)

    def _add(self, examined: Examined) -> None:
        words = (result_words(examined.result), step_words(examined.step), examined_sentence(examined))
        self.lines.append("  ".join(words))
        row = self._grid.rowCount()
        for column, text in enumerate(words):
            label = plain_label(text, wrap=column == len(words) - 1)
            if examined.result is Result.FAILED:
                label.setForegroundRole(QPalette.ColorRole.BrightText)
            self._grid.addWidget(label, row, column)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.cancel.setVisible(self.is_running)

    def _clear(self) -> None:
        self.lines.clear()
        old, self._steps = self._steps, QWidget()
        self._grid = QGridLayout(self._steps)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setColumnStretch(2, 1)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._steps)
        old.deleteLater()
        self._say("")
