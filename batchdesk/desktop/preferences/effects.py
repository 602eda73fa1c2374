"""What the settings do to the whole program: its language, its look, how servers are reached, how much is kept."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from batchdesk.desktop.preferences.language import speak
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.style import appearance
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.settings.routes import routes_of
from batchdesk.settings.values import HistorySettings, LookSettings, Settings
from batchdesk.words.catalogue import Language, language


class Effects(QObject):
    """Made before the first window. The engine it is given is reached as the settings say already."""

    def __init__(
        self,
        live: LiveSettings,
        engine: Engine,
        tasks: OwnedTasks,
        renew: Callable[[], None],
        asked_language: Language | None = None,
    ) -> None:
        """`renew` is called when a window has to be made anew: for other words, other rows, other motion.

        `asked_language`: in the command line, which goes before what was once chosen, until something else is.
        """
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._renew = renew
        self._settings = live.value
        self._asked_language: Language | None = asked_language
        speak(asked_language or live.value.language or None)
        appearance.choose(_application(), live.value.look)
        live.changed.connect(self._follow)

    async def engine_is_ready(self) -> None:
        """Have the engine keep as much as is chosen."""
        await self._keep(self._settings.history)

    def _follow(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.look != before.look:
            appearance.choose(_application(), settings.look)
        if self._speaks_otherwise(before, settings) or _needs_new_rows(before.look, settings.look):
            self._renew()
        if settings.servers != before.servers:
            self._tasks.start(self._engine.reach_by(routes_of(settings.servers)))
        if settings.history != before.history:
            self._tasks.start(self._keep(settings.history))

    def _speaks_otherwise(self, before: Settings, after: Settings) -> bool:
        """Speak as is chosen; whether that is another language than before."""
        spoken = language()
        if after.language != before.language:
            speak(after.language or self._asked_language)
        return language() != spoken

    async def _keep(self, history: HistorySettings) -> None:
        await self._engine.keep(history.keep_days, history.keep_megabytes)


def _needs_new_rows(before: LookSettings, after: LookSettings) -> bool:
    return (before.density, before.still) != (after.density, after.still)


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())
