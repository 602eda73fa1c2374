"""Qt's own balloon at the tray icon: for desktops without a notification daemon."""

from batchdesk.desktop.notices.notifier import Answers, Message
from batchdesk.desktop.tray.icon import Tray


class TrayNotifier:
    """Shows one message at a time. A click opens the last one: Qt does not say which was clicked."""

    name = "tray"

    def __init__(self, tray: Tray, answers: Answers) -> None:
        self._tray = tray
        self._answers = answers

    async def show(self, message: Message) -> bool:
        """Show a balloon; False where the tray has none."""
        return self._tray.balloon(
            message.title, message.body, urgent=message.urgent, clicked=lambda: self._answers.open(message)
        )

    async def close(self) -> None:
        """The balloon goes with the icon."""
