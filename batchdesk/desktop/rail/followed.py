"""The merchants of the filter list: how it stands with those that are followed, and a menu to follow them."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from batchdesk.desktop.adding.following import standing_sentences, standing_words
from batchdesk.desktop.rail.filter_button import FilterButton
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.engine.watched import FollowedMerchant
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line


class FollowedMerchants(QObject):
    """Looks after one button a merchant. A merchant's id may be known to several servers."""

    follow_wanted = Signal(str, str)
    """Server and merchant."""
    unfollow_wanted = Signal(str, str)
    browse_wanted = Signal(str, str)

    def __init__(self, in_table: Callable[[], Collection[tuple[str, str]]], parent: QObject | None = None) -> None:
        """`in_table` gives server and merchant of all that have batches in the table."""
        super().__init__(parent)
        self._in_table = in_table
        self._followed: Mapping[tuple[str, str], FollowedMerchant] = {}
        self._buttons: dict[str, FilterButton] = {}

    @property
    def names(self) -> list[str]:
        """The merchants that are followed, each once."""
        return list(dict.fromkeys(merchant for _server, merchant in self._followed))

    def known(self) -> dict[tuple[str, str], bool]:
        """Server and name of every merchant that has batches in the table or is followed, and whether it is."""
        return dict.fromkeys(sorted(self._in_table()), False) | dict.fromkeys(self._followed, True)

    def take(self, followed: Collection[FollowedMerchant]) -> None:
        """How it stands now."""
        self._followed = {(one.server, one.merchant): one for one in followed}

    def look_after(self, merchant: str, button: FilterButton) -> None:
        """Give a merchant's line its menu, and from now on its second line."""
        self._buttons[merchant] = button
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(partial(self._open_menu, merchant))

    def forget_buttons(self) -> None:
        """The list is made anew."""
        self._buttons.clear()

    def say_standing(self, now: datetime) -> None:
        """Say in each line how it stands with its merchant. What is wrong on one of several servers goes first."""
        for merchant, button in self._buttons.items():
            of_it = [one for one in self._followed.values() if one.merchant == merchant]
            shown = next((one for one in of_it if one.problem is not None), of_it[0] if of_it else None)
            button.set_remark(
                standing_words(shown, now) if shown is not None else "",
                trouble=shown is not None and shown.problem is not None,
            )
            said = "\n".join(standing_sentences(one, now) for one in of_it)
            button.setAccessibleDescription(said)
            button.setToolTip(tooltip(said or one_line(merchant)))  # the line has no room for a whole id

    def menu(self, merchant: str) -> QMenu:
        """What can be done with a merchant. The menu deletes itself when it is closed."""
        button = self._buttons[merchant]
        menu = QMenu(button)
        menu.aboutToHide.connect(menu.deleteLater)
        servers = {server: is_followed for (server, name), is_followed in self.known().items() if name == merchant}
        for server, is_followed in servers.items():
            self._fill(menu, server, merchant, is_followed, on_server=server if len(servers) > 1 else "")
        return menu

    def _fill(self, menu: QMenu, server: str, merchant: str, is_followed: bool, on_server: str) -> None:
        follow = menu.addAction(translate("Adding", "Add its new batches by themselves"))
        follow.setCheckable(True)
        follow.setChecked(is_followed)
        chosen = self.unfollow_wanted if is_followed else self.follow_wanted
        follow.triggered.connect(lambda: chosen.emit(server, merchant))
        browse = menu.addAction(translate("Adding", "Browse its batches on the server…"))
        browse.triggered.connect(lambda: self.browse_wanted.emit(server, merchant))
        if on_server:
            for action in (follow, browse):
                words = action.text()
                action.setText(translate("Adding", "{what} ({server})", what=words, server=on_server))

    def _open_menu(self, merchant: str, place: QPoint) -> None:
        self.menu(merchant).popup(self._buttons[merchant].mapToGlobal(place))
