"""Which ways there are to tell something on this platform, in order of preference."""

import sys
from collections.abc import Callable

from batchdesk.desktop.notices.balloon import TrayNotifier
from batchdesk.desktop.notices.in_window import WindowNotifier
from batchdesk.desktop.notices.notifier import Answers, Notifier
from batchdesk.desktop.style.resources import resource
from batchdesk.desktop.tray.icon import Tray


def ways_to_notify(
    answers: Answers, tray: Tray, in_window: WindowNotifier, ready: Callable[[], None], platform: str = sys.platform
) -> list[Notifier]:
    """The desktop's own notifications, a balloon at the tray's icon, the window. `ready` is called when one that could
    not show anything may be able to by now."""
    icon = resource("icons", "batchdesk-64.png")
    if platform == "linux":
        from batchdesk.desktop.notices.freedesktop import FreedesktopNotifier  # loads dbus-fast

        own: Notifier = FreedesktopNotifier(answers, icon=str(icon), ready=ready)
    else:
        from batchdesk.desktop.notices.native import NativeNotifier

        own = NativeNotifier(answers, icon=icon)
    return [own, TrayNotifier(tray, answers), in_window]
