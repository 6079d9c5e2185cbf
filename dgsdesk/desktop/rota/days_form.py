"""A small form in the pane: one day, or two, and perhaps a reason; a verb and a way back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.fields import day_field, day_of, show_day, text_field
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.rota.question_pane import grown
from dgsdesk.desktop.theme.theme import Theme


class DaysForm(QWidget):
    """``sent(first day, last day, reason)`` on the verb or Enter, ``given_up`` on Esc.

    Without ``ends`` the last day is the first; an error is shown under the fields.
    """

    sent = Signal(object, object, str)
    given_up = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        verb: str,
        *,
        starts: str,
        ends: str = "",
        reason: str = "",
        kind: ButtonKind = ButtonKind.PLAIN,
        other: Button | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.starts = day_field(starts)
        self.ends = day_field(ends) if ends else None
        self.reason: QLineEdit | None = text_field(reason) if reason else None
        self.send = Button(theme, verb, kind=kind)
        self._error = grown(InlineMessage(theme, closable=True))
        self._lay_out(title, other)
        self.send.clicked.connect(self._send)

    def _lay_out(self, title: str, other: Button | None) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if title:
            layout.addWidget(TextLabel(self.theme, title, "body", bold=True, wrap=True))
        for field in (self.starts, self.ends, self.reason):
            if field is not None:
                label = TextLabel(self.theme, field.accessibleName(), "small", "text_soft")
                label.setBuddy(field)
                layout.addWidget(label)
                layout.addWidget(field)
        layout.addWidget(self._error)
        layout.addSpacing(6)
        if other is None:
            other = Button(self.theme, self.tr("Renoncer"))
            other.clicked.connect(self.given_up)
        row = ButtonRow(self.send, other)
        row.stretch()
        layout.addWidget(row)

    def begin(self, starts: date, ends: date | None = None) -> None:
        """Show the form with these days, and give it the keyboard."""
        self._error.show_message(None)
        self.show_days(starts, ends)
        if self.reason is not None:
            self.reason.clear()
        self.show()
        self.starts.setFocus(Qt.FocusReason.TabFocusReason)

    def show_days(self, starts: date, ends: date | None = None) -> None:
        """Show these days, unless one is being typed."""
        show_day(self.starts, starts)
        if self.ends is not None and ends is not None:
            show_day(self.ends, ends)

    def show_error(self, message: Message) -> None:
        """Say under the fields what is wrong with them."""
        self._error.show_message(message)

    def _send(self) -> None:
        first = day_of(self.starts)
        last = day_of(self.ends) if self.ends is not None else first
        self.sent.emit(first, last, self.reason.text() if self.reason is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends; Esc gives up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
