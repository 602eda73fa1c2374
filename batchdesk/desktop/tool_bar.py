"""The bar at the top of the window: adding at the left; the pause of notifications and the search box at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from batchdesk.desktop.pause_button import PauseButton
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.words.catalogue import translate

_STYLE = """
QToolBar { background: palette(window); border: none; border-bottom: 1px solid palette(mid); padding: 4px 8px; }
"""


class ToolBar(QToolBar):
    """Stays where it is; has no menu of its own that could take it away."""

    def __init__(self, add: QAction, search_box: QWidget) -> None:
        super().__init__(translate("Window", "Tools"))
        self.setMovable(False)
        self.setStyleSheet(_STYLE)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.pause = PauseButton(utc_now)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addAction(add)
        self.widgetForAction(add).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(space)
        self.addWidget(self.pause)
        self.addWidget(search_box)
