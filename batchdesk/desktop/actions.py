"""The actions of the window: words, shortcuts and icons, the menus they are in, and when they make sense."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from batchdesk.batch.connection import ConnectionState
from batchdesk.desktop.keys import Key
from batchdesk.desktop.style.icons import icon
from batchdesk.desktop.views import ViewEntry
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate

_LISTENING = frozenset({ConnectionState.CONNECTING, ConnectionState.LIVE, ConnectionState.WAITING})
_RETRYABLE = frozenset({ConnectionState.IDLE, ConnectionState.WAITING, ConnectionState.GONE})


class Actions:
    """One action each; who does what it says connects it."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._icon_names: dict[QAction, str] = {}
        self._views: tuple[ViewEntry, ...] = ()
        standard = QKeySequence.StandardKey
        self.add = self._action(translate("Window", "Add batches…"), "plus", QKeySequence("Ctrl+N"))
        self.browse = self._action(
            translate("Adding", "Browse a server's batches…"), "storefront", QKeySequence("Ctrl+Shift+N")
        )
        self.paste = self._action(translate("Window", "Add from the clipboard"), "clipboard-text", standard.Paste)
        self.open_in_browser = self._action(
            translate("Window", "Open in the browser"), "arrow-square-out", QKeySequence("Ctrl+O")
        )
        self.copy_id = self._action(translate("Window", "Copy the id"), "copy", standard.Copy)
        self.copy_link = self._action(translate("Window", "Copy a link"), "link", QKeySequence("Ctrl+Shift+C"))
        self.copy_markdown = self._action(
            translate("Window", "Copy as Markdown"), "file-text", QKeySequence("Ctrl+Alt+C")
        )
        self.import_history = self._action(translate("Import", "Import a history…"), "download-simple", None)
        self.pause = self._action(translate("Window", "Pause"), "pause", QKeySequence("Ctrl+P"))
        self.resume = self._action(translate("Window", "Resume"), "play", QKeySequence("Ctrl+Shift+P"))
        self.retry = self._action(translate("Window", "Try again now"), "arrow-clockwise", standard.Refresh)
        self.rename = self._action(translate("Window", "Rename"), "pencil-simple", QKeySequence("F2"))
        self.tag = self._action(translate("Window", "Tags…"), "tag", QKeySequence("Ctrl+T"))
        self.pin = self._action(translate("Window", "Pin"), "push-pin", QKeySequence("Ctrl+B"))
        self.pin.setCheckable(True)
        self.export = self._action(translate("Window", "Export…"), "export", QKeySequence("Ctrl+E"))
        self.put_away = self._action(translate("Window", "Put away"), "archive", QKeySequence("Ctrl+Shift+A"))
        self.bring_back = self._action(translate("Window", "Bring back"), "tray", QKeySequence("Ctrl+Shift+B"))
        self.remove = self._action(translate("Window", "Remove from the table"), "trash", standard.Delete)
        self.undo = self._action(translate("Window", "Undo"), "arrow-counter-clockwise", standard.Undo)
        self.undo.setEnabled(False)
        self.find = self._action(translate("Window", "Filter"), "funnel", standard.Find)
        self.save_filter = self._action(
            translate("Window", "Save this filter…"), "bookmark-simple", QKeySequence("Ctrl+Shift+F")
        )
        self.show_all = self._action(translate("Window", "Show all"), "x", QKeySequence("Esc"))
        self.detail = self._action(translate("Window", "Detail"), "layout", QKeySequence("Ctrl+D"))
        self.detail.setCheckable(True)
        self.rail = self._action(translate("Window", "Narrow or widen the rail"), "columns", QKeySequence("F9"))
        self.palette = self._action(translate("Window", "Find a command…"), "command", QKeySequence("Ctrl+K"))
        self.shortcuts = self._action(translate("Window", "Keyboard shortcuts"), "keyboard", standard.HelpContents)
        self.quiet = self._action(translate("Window", "Pause notifications…"), "bell-slash", None)
        self.sign_in = self._action(translate("Window", "Sign in to a server…"), "sign-in", None)
        self.quit = self._action(translate("Window", "Quit"), "power", QKeySequence("Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.settings = self._action(translate("Window", "Settings…"), "gear", QKeySequence("Ctrl+,"))
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.diagnostics = self._action(translate("Window", "Copy diagnostics"), "first-aid-kit", None)
        self.about = self._action(translate("Window", "About batchdesk"), "info", None)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self._of_batches = (
            *(self.open_in_browser, self.copy_id, self.copy_link, self.copy_markdown),
            *(self.tag, self.pin, self.remove),
        )
        self._fill_menu_bar()
        connect(self.shortcuts, self._open_shortcuts)
        self.follow([])

    def all(self) -> list[QAction]:
        """Every action, in the order of the menus."""
        return list(self._icon_names)

    def add_views(self, entries: Sequence[ViewEntry], open_view: Callable[[str], object]) -> None:
        """One action a view, Ctrl and its number."""
        self._views = tuple(entries)
        for number, entry in enumerate(entries, start=1):
            action = self._action(entry.title, entry.icon, QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _checked=False, name=entry.name: open_view(name))
            self._view_menu.insertAction(self.find, action)
        self._view_menu.insertSeparator(self.find)

    def context_menu(self) -> QMenu:
        """The menu of the batches chosen. It deletes itself when it is closed."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        self._fill_batch_menu(menu)
        return menu

    def follow(self, chosen: Sequence[WatchedBatch]) -> None:
        """Enable what makes sense for the batches chosen."""
        states = {batch.connection.state for batch in chosen}
        for action in self._of_batches:
            action.setEnabled(bool(chosen))
        self.pin.setChecked(bool(chosen) and all(batch.pinned for batch in chosen))
        self.put_away.setEnabled(any(not batch.put_away for batch in chosen))
        self.bring_back.setEnabled(any(batch.put_away for batch in chosen))
        self.rename.setEnabled(len(chosen) == 1)
        self.pause.setEnabled(bool(states & _LISTENING))
        self.resume.setEnabled(ConnectionState.PAUSED in states)
        self.retry.setEnabled(bool(states & _RETRYABLE))

    def give_icons(self) -> None:
        """Give every action its icon in the colours of now. Loads the icon set: not before the first paint."""
        for action, name in self._icon_names.items():
            action.setIcon(icon(name))

    def _open_shortcuts(self) -> None:
        from batchdesk.desktop.palette.shortcuts import ShortcutSheet  # not before somebody wants it

        mine = [Key(action.text().replace("&", ""), action.shortcut()) for action in self.all()]
        views = [(entry.title, entry.keys()) for entry in self._views]
        ShortcutSheet([("", mine), *views], self._window).open()

    def _action(self, words: str, icon_name: str, shortcut: QKeySequence | QKeySequence.StandardKey | None) -> QAction:
        action = QAction(words, self._window)
        if shortcut is not None:
            action.setShortcut(shortcut)
        self._icon_names[action] = icon_name
        self._window.addAction(action)
        return action

    def _fill_menu_bar(self) -> None:
        bar = self._window.menuBar()
        batches = bar.addMenu(translate("Window", "&Batches"))
        batches.addActions([self.add, self.browse, self.paste, self.import_history])
        batches.addSeparator()
        self._fill_batch_menu(batches)
        batches.addSeparator()
        batches.addAction(self.undo)
        batches.addSeparator()
        batches.addAction(self.quit)
        self._view_menu = view = bar.addMenu(translate("Window", "&View"))
        view.addActions([self.find, self.save_filter, self.show_all])
        view.addSeparator()
        view.addActions([self.detail, self.rail])
        view.addSeparator()
        view.addAction(self.quiet)
        server = bar.addMenu(translate("Window", "&Server"))
        server.addAction(self.sign_in)
        self.sign_out_menu = server.addMenu(translate("Window", "Sign out"))
        bar.addMenu(translate("Window", "&Help")).addActions(
            [self.settings, self.palette, self.shortcuts, self.diagnostics, self.about]
        )

    def _fill_batch_menu(self, menu: QMenu) -> None:
        menu.addActions([self.open_in_browser, self.copy_id, self.copy_link, self.copy_markdown])
        menu.addSeparator()
        menu.addActions([self.pause, self.resume, self.retry])
        menu.addSeparator()
        menu.addActions([self.rename, self.tag, self.pin, self.export])
        menu.addSeparator()
        menu.addActions([self.put_away, self.bring_back, self.remove])


def connect(action: QAction, slot: Callable[[], object]) -> None:
    """Call `slot` without Qt's 'checked'."""
    action.triggered.connect(lambda: slot())
