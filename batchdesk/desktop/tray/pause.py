"""A pause of the notifications, as the tray offers it: one of the settings, so that a restart does not end it."""

from dataclasses import replace
from datetime import datetime

from batchdesk.desktop.preferences.live import LiveSettings


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
