"""All that an operator is told outside the window: the ends of batches, and whether a server can be reached at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from batchdesk.batch.rules import Rule
from batchdesk.desktop.notices.connection import ConnectionTeller
from batchdesk.desktop.notices.notifier import Message, Notifier, Notifiers
from batchdesk.desktop.notices.teller import Record, Teller
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.overview import Overview, is_working
from batchdesk.engine.watched import Changes


def local_now() -> datetime:
    """The present moment on the clock of the wall, aware."""
    return datetime.now().astimezone()


class Notices:
    """Hears what the engine says, after `overview` has; tells what the settings want told, from `start` to `close`."""

    def __init__(
        self,
        ways: Sequence[Notifier],
        record: Record,
        settings: LiveSettings,
        overview: Overview,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        self._notifiers = Notifiers(ways)
        self._overview = overview
        self._teller = Teller(self._notifiers, record, lambda: settings.value.telling, self._runs, now)
        self._connection = ConnectionTeller(self._notifiers, lambda: settings.value.telling, now)
        settings.changed.connect(self._settings_changed)

    def start(self, tasks: OwnedTasks) -> None:
        """Tell, until `tasks` are finished."""
        tasks.start(self._teller.run())
        tasks.start(self._connection.run())

    def take(self, changes: Changes) -> None:
        """Hear of what is new."""
        self._teller.take(changes.notices)
        if changes.batches or changes.removed:
            self._teller.look_again()
            self._connection.stands(self._overview.reach)

    def try_again(self) -> None:
        """A way of telling that could not show anything may be able to by now."""
        self._teller.try_again()

    async def show(self, message: Message) -> None:
        """Tell something of the program's own."""
        await self._notifiers.show(message)

    async def close(self) -> None:
        """Let go of the desktop; messages on the screen stay."""
        await self._notifiers.close()

    def _settings_changed(self) -> None:
        self._teller.look_again()
        self._connection.look_again()

    def _runs(self, rule: Rule) -> bool:
        return any(
            is_working(batch) and rule.covers(batch.key.server, batch.merchant, batch.tags)
            for batch in self._overview.batches
        )
