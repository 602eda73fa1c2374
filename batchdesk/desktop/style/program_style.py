"""Fusion, without what a desktop's theme would put into it."""

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget


class ProgramStyle(QProxyStyle):
    """Buttons of dialogs have words only: icons of whatever theme a desktop has are of another set than ours."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(  # noqa: N802 (Qt's name)
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 (likewise)
    ) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, returnData)
