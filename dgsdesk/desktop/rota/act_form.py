"""One form in the pane for every act that asks something first: fields, what is wrong, a verb, a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.scrolled import FittedArea
from dgsdesk.desktop.components.text import Panel, TallPanel, TextLabel
from dgsdesk.desktop.rota.question_pane import grown
from dgsdesk.desktop.theme.theme import Theme


class ActForm(Panel):
    """``given_up`` on Esc or « Renoncer »; what the verb does is said with the fields."""

    given_up = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self._send: Callable[[], object] = lambda: None
        self._title = TextLabel(theme, "", "section", wrap=True)
        self._words = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self._error = grown(InlineMessage(theme, closable=True))
        self.fields: tuple[QWidget, ...] = ()
        self.verb = Button(theme, "", kind=ButtonKind.FILLED)
        self.back = Button(theme, self.tr("Renoncer"))
        self.verb.clicked.connect(lambda: self._send())
        self.back.clicked.connect(self.given_up)
        self._lay_out()

    def _lay_out(self) -> None:
        self._area = FittedArea()
        row = ButtonRow(self.verb, self.back)
        row.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for part in (self._title, self._words):
            layout.addWidget(part)
        layout.addWidget(self._area)
        layout.addWidget(self._error)
        layout.addWidget(row)
        layout.addStretch(1)

    def ask(
        self,
        title: str,
        words: str,
        verb: str,
        fields: Sequence[tuple[str, QWidget]],
        send: Callable[[], object],
    ) -> None:
        """Show these fields, each under its label, with the keyboard in the first."""
        self._send = send
        self._title.show_text(title)
        self._words.show_text(words)
        self._words.setVisible(bool(words))
        self.verb.setText(verb)
        self.verb.updateGeometry()
        self._error.show_message(None)
        self.setAccessibleName(title)
        self.fields = tuple(field for _, field in fields)
        self._area.setWidget(self._filled(fields))  # the former ones go with their panel
        self._area.updateGeometry()
        for before, behind in pairwise((*self.fields, self.verb, self.back)):  # fields made later come last
            QWidget.setTabOrder(before, behind)
        self.fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _filled(self, fields: Sequence[tuple[str, QWidget]]) -> QWidget:
        inner = TallPanel(self.theme, "surface_alt")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        for label, field in fields:
            if label:
                words: QLabel = TextLabel(self.theme, label, "small", "text_soft")
                words.setBuddy(field)
                column.addWidget(words)
            field.setAccessibleName(field.accessibleName() or label)
            column.addWidget(field)
            column.addSpacing(4)
        column.addStretch(1)
        return inner

    def rename(self, field: QWidget, label: str) -> None:
        """Give a field another label."""
        field.setAccessibleName(label)
        for words in self.findChildren(TextLabel):
            if words.buddy() is field:
                words.show_text(label)

    def show_error(self, message: Message) -> None:
        """Say above the verb what is wrong with the fields."""
        self._error.show_message(message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends; Esc gives up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
