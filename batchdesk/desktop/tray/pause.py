"""A pause of the notifications, as tray and window offer it: one of the settings, so that a restart does not end it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Protocol

from msgspec.structs import replace

from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.words.catalogue import translate


class Pause(Protocol):
    """Whether notifications are held back just now, and until when."""

    @property
    def until(self) -> datetime | None:
        """The end of the pause; None where there is none."""
        ...

    def start(self, until: datetime) -> None:
        """Hold notifications back until then."""
        ...

    def end(self) -> None:
        """Show them again."""
        ...


def pause_end(pause: Pause | None, now: datetime) -> datetime | None:
    """Until when notifications are held back; None where they are not."""
    until = None if pause is None else pause.until
    return until if until is not None and until > now else None


def tomorrow_morning(now: datetime) -> datetime:
    """Eight o'clock local time of the next day: a pause must not end in the middle of the night."""
    return datetime.combine(now.astimezone().date() + timedelta(days=1), time(8)).astimezone()


PAUSES: tuple[tuple[Callable[[], str], Callable[[datetime], datetime]], ...] = (
    (lambda: translate("Tray", "For 30 minutes"), lambda now: now + timedelta(minutes=30)),
    (lambda: translate("Tray", "For an hour"), lambda now: now + timedelta(hours=1)),
    (lambda: translate("Tray", "Until tomorrow morning"), tomorrow_morning),
)
"""What is on offer: its words in the language of now, and its end."""


class SettingsPause:
    """Reads and changes `telling.rules.paused_until`."""

    def __init__(self, settings: LiveSettings) -> None:
        self._settings = settings

    @property
    def until(self) -> datetime | None:
        """The end of the pause, past or to come; None where there is none."""
        return self._settings.value.telling.rules.paused_until

    def start(self, until: datetime) -> None:
        """Hold notifications back until then."""
        self._change(until)

    def end(self) -> None:
        """Show them again."""
        self._change(None)

    def _change(self, until: datetime | None) -> None:
        settings = self._settings.value
        rules = replace(settings.telling.rules, paused_until=until)
        self._settings.change(replace(settings, telling=replace(settings.telling, rules=rules)))
