"""Walks over everything that is on the screen, and says what somebody could not read, reach or hear of it."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
MOST_TABS = 200
Kind = TypeVar("Kind", bound=QWidget)


def nameless(top: QWidget) -> list[str]:
    """The controls that a screen reader has no name for."""
    return [_called(control) for control in _controls(top) if not _spoken(control).strip()]


def out_of_reach(top: QWidget) -> list[str]:
    """The controls that the Tab key does not lead to, however often it is pressed."""
    reached = _reached_by_tab(top)
    return [
        _called(control)
        for control in _controls(top)
        if control.isEnabled() and not _counts_as_reached(control, reached)
    ]


def cut(top: QWidget) -> list[str]:
    """The texts that have less room than they need."""
    parts = [part for part in (_shown(top, QWidget)) if _is_cut(part) or _lies_outside(part, top)]
    return [f"{_called(part)}: {_words(part)}" for part in parts]


def _shown(top: QWidget, kind: type[Kind]) -> Iterator[Kind]:
    return (widget for widget in top.findChildren(kind) if widget.isVisible() and widget.window() is top.window())


def _controls(top: QWidget) -> Iterator[QWidget]:
    for widget in _shown(top, QWidget):
        if isinstance(widget, CONTROLS) and not isinstance(widget, QHeaderView) and not _is_part_of_a_control(widget):
            yield widget


def _is_part_of_a_control(widget: QWidget) -> bool:
    """A field in a spin box, an arrow of a tab bar: whoever has the whole has the part."""
    parent = widget.parentWidget()
    return isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QAbstractItemView))


def _spoken(control: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} '{_words(widget) or widget.objectName() or _spoken(widget)}'"


def _words(widget: QWidget) -> str:
    text = widget.property("text")
    return str(text) if text else str(widget.property("placeholderText") or "")


# The keyboard.


def _reached_by_tab(top: QWidget) -> set[QWidget]:
    top.activateWindow()
    reached: set[QWidget] = set()
    for _ in range(MOST_TABS):
        if not top.focusWidget():
            top.focusNextChild()
        now = top.focusWidget()
        if not now or now in reached:
            return reached
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return reached


def _counts_as_reached(control: QWidget, reached: set[QWidget]) -> bool:
    if isinstance(control, QAbstractItemView) and control.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return True  # a list that is looked at only, or that a field above it leads
    if control in reached or any(control.isAncestorOf(widget) for widget in reached):
        return True
    # Of those that exclude each other, Tab leads to one, and the arrows from there to the others.
    if isinstance(control, QAbstractButton) and (isinstance(control, QRadioButton) or control.group()):
        return any(isinstance(other, type(control)) for other in reached)
    return False


# What has room.


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text()) and _label_is_cut(widget)
    if isinstance(widget, (QPushButton, QCheckBox, QRadioButton, QToolButton)):
        return bool(widget.text()) and widget.sizeHint().width() > widget.width()
    if isinstance(widget, QComboBox):
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) > _field(widget).width()
    if isinstance(widget, QLineEdit):
        return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > widget.width()
    if isinstance(widget, QHeaderView):
        return widget.orientation() is Qt.Orientation.Horizontal and _heading_is_cut(widget)
    return False


def _label_is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height()
    return label.sizeHint().width() > label.width() or label.sizeHint().height() > label.height()


def _field(box: QComboBox) -> QRect:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    place = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, place, box)


def _heading_is_cut(header: QHeaderView) -> bool:
    model = header.model()
    for section in range(header.count()):
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        size = 0 if header.isSectionHidden(section) else header.sectionSize(section)
        if size and header.fontMetrics().horizontalAdvance(words) > size:
            return True
    return False


def _lies_outside(widget: QWidget, top: QWidget) -> bool:
    """What cannot be seen whole, and cannot be scrolled to."""
    if not isinstance(widget, (QLabel, *CONTROLS)) or not _words(widget):
        return False
    parent = widget.parentWidget()
    while parent is not None and parent is not top:
        if isinstance(parent, QAbstractScrollArea):
            return False
        parent = parent.parentWidget()
    return not widget.visibleRegion().boundingRect().contains(widget.rect())
