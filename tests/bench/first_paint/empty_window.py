"""What Python and Qt alone take: an empty window, as large as the program's."""

from PySide6.QtWidgets import QApplication, QWidget

application = QApplication(["empty"])
window = QWidget()
window.resize(1152, 720)
window.show()
application.exec()
