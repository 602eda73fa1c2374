"""The rules of the telling, the first that fits first: what each is about, and what it says."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QListWidget, QPushButton

from batchdesk.batch.identity import InvalidReference, normalise_server
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.rules import ALL_OUTCOMES, Rule, Tell
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page, heading, put
from batchdesk.settings.values import Settings
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence


class RulesPage(Page):
    """A list, and below it the fields of the rule that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(translate("Settings", "Rules"))
        self.add = QPushButton(translate("Settings", "Add a rule"))
        self.remove = QPushButton(translate("Settings", "Remove"))
        self.up = QPushButton(translate("Settings", "Up"))
        self.down = QPushButton(translate("Settings", "Down"))
        self.tell = QComboBox()
        for tell in Tell:
            self.tell.addItem(_tell_words(tell), tell.value)
        self.outcome = QComboBox()
        self.outcome.addItem(translate("Settings", "however it ends"), "")
        for name in ALL_OUTCOMES:
            self.outcome.addItem(status_word(name), name)
        self.server = _field(translate("Settings", "any server"))
        self.merchant = _field(translate("Settings", "any merchant"))
        self.tag = _field(translate("Settings", "any tag"))
        self.trouble = plain_label()
        self.trouble.setForegroundRole(QPalette.ColorRole.BrightText)
        self._fields = (self.server, self.merchant, self.tag)
        self._shown_rule: Rule | None = None
        """The one whose fields are shown, or half typed over."""
        self._build()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are shown."""
        return self.settings.telling.rules.rules

    def part_of(self, settings: Settings) -> object:
        return settings.telling.rules.rules

    def show_parts(self, settings: Settings) -> None:
        rules = settings.telling.rules.rules
        row = rules.index(self._shown_rule) if self._shown_rule in rules else self.list.currentRow()
        with QSignalBlocker(self.list):  # an empty list would take the fields, and with them the focus, away
            self.list.clear()
            self.list.addItems([rule_words(rule) for rule in rules])
            self.list.setCurrentRow(min(max(row, 0), len(rules) - 1))
        self._show_rule()

    def _build(self) -> None:
        self.column.addWidget(
            plain_label(
                translate(
                    "Settings",
                    "The first rule that fits a batch decides whether its end is told. What is chosen for a single "
                    "batch, beside it in the table, goes before all rules.",
                )
            )
        )
        self.column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        for button in (self.add, self.remove, self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addWidget(heading(translate("Settings", "The rule chosen")))
        form = QFormLayout()
        form.addRow(translate("Settings", "Tell me"), self.tell)
        form.addRow(translate("Settings", "Outcome"), self.outcome)
        form.addRow(translate("Settings", "Server"), self.server)
        form.addRow(self.trouble)
        form.addRow(translate("Settings", "Merchant"), self.merchant)
        form.addRow(translate("Settings", "Tag"), self.tag)
        self.column.addLayout(form)
        self.server.textEdited.connect(self._say_trouble)
        self.list.currentRowChanged.connect(self._show_rule)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.tell.activated.connect(self._edited)
        self.outcome.activated.connect(self._edited)
        for field in self._fields:
            field.editingFinished.connect(self._edited)

    def _show_rule(self) -> None:
        row = self.list.currentRow()
        there = 0 <= row < len(self.rules)
        rule = self.rules[row] if there else Rule(Tell.ALWAYS)
        if rule != self._shown_rule:
            for field in self._fields:
                field.setModified(False)
        self._shown_rule = rule
        self.tell.setCurrentIndex(self.tell.findData(rule.tell.value))
        self.outcome.setCurrentIndex(self.outcome.findData(rule.outcome))
        for field, text in zip(self._fields, (rule.server, rule.merchant, rule.tag), strict=True):
            put(field, text)
        self._say_trouble()
        for widget in (self.remove, self.tell, self.outcome, *self._fields):
            widget.setEnabled(there)
        self.up.setEnabled(there and row > 0)
        self.down.setEnabled(there and row < len(self.rules) - 1)

    def _say_trouble(self) -> None:
        self.trouble.setText(trouble_of_address(self.server.text()))
        self.trouble.setVisible(bool(self.trouble.text()))

    def _edited(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self.rules) or trouble_of_address(self.server.text()):
            return
        rule = Rule(
            tell=Tell(self.tell.currentData()),
            outcome=self.outcome.currentData(),
            server=normalise_server(self.server.text()) if self.server.text().strip() else "",
            merchant=self.merchant.text().strip(),
            tag=self.tag.text().strip(),
        )
        self._set_rules([*self.rules[:row], rule, *self.rules[row + 1 :]], row)

    def _add(self) -> None:
        self._set_rules([*self.rules, Rule(Tell.NEVER)], len(self.rules))
        self.tag.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: int) -> None:
        row, rules = self.list.currentRow(), list(self.rules)
        if 0 <= row + step < len(rules):
            rules[row], rules[row + step] = rules[row + step], rules[row]
            self._set_rules(rules, row + step)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.rules):
            self._set_rules([*self.rules[:row], *self.rules[row + 1 :]], row)

    def _set_rules(self, rules: Sequence[Rule], row: int) -> None:
        telling = self.settings.telling
        settings = replace(self.settings, telling=replace(telling, rules=replace(telling.rules, rules=tuple(rules))))
        self.choose(settings)
        self.show_anew()
        self.list.setCurrentRow(min(row, len(rules) - 1))


def rule_words(rule: Rule) -> str:
    """A rule in one line: `tag spring: only when the last has ended`."""
    parts = [
        status_word(rule.outcome) if rule.outcome else "",
        translate("Settings", "server {name}", name=one_line(rule.server)) if rule.server else "",
        translate("Settings", "merchant {name}", name=one_line(rule.merchant)) if rule.merchant else "",
        translate("Settings", "tag {name}", name=one_line(rule.tag)) if rule.tag else "",
    ]
    about = translate("Table", ", ").join(part for part in parts if part) or translate("Settings", "every batch")
    return translate("Settings", "{about}: {tell}", about=about, tell=_tell_words(rule.tell))


def _tell_words(tell: Tell) -> str:
    return {
        Tell.ALWAYS: translate("Settings", "always"),
        Tell.NEVER: translate("Settings", "never"),
        Tell.LAST: translate("Settings", "only when the last of these has ended"),
    }[tell]


def trouble_of_address(text: str) -> str:
    """Why this is no server's address, in words; empty where it is one, or nothing at all."""
    if not text.strip():
        return ""
    try:
        normalise_server(text)
    except InvalidReference as mistake:
        return sentence(Problem(ProblemKind.INVALID_REFERENCE, {"text": mistake.text, "mistake": mistake.kind}))
    return ""


def _field(hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    return field
