"""A question in the pane before an act that reaches others: what it will do, line by line, and its verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.lines_view import Lines, LinesView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.scrolled import FittedArea
from dgsdesk.desktop.components.text import Panel, TallPanel, TextLabel
from dgsdesk.desktop.theme.theme import Theme


def grown(message: InlineMessage) -> InlineMessage:
    """Let a message be as high as its words need in a narrow pane."""
    message.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return message


class QuestionPane(Panel):
    """``closed`` when the question is answered either way."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface_alt")
        self._act: Callable[[], object] | None = None
        self._title = TextLabel(theme, "", "section", wrap=True)
        self._words = TextLabel(theme, "", "body", wrap=True)
        self._warning = grown(InlineMessage(theme))
        self._lines = LinesView(theme)
        self.verb = Button(theme, "", kind=ButtonKind.FILLED)
        self.back = Button(theme, self.tr("Renoncer"))
        self.verb.clicked.connect(self._answer)
        self.back.clicked.connect(self.closed)
        self._lay_out()

    def _lay_out(self) -> None:
        area = FittedArea()
        inner = TallPanel(self.theme, "surface_alt")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lines)
        column.addStretch(1)
        area.setWidget(inner)
        row = ButtonRow(self.verb, self.back)
        row.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for part in (self._title, self._words, self._warning):
            layout.addWidget(part)
        layout.addWidget(area)
        layout.addWidget(row)
        layout.addStretch(1)

    def put(
        self,
        title: str,
        words: str,
        groups: Sequence[tuple[str, Lines]],
        verb: str,
        act: Callable[[], object],
        warning: str = "",
    ) -> None:
        """Ask; ``act`` is called when the verb is chosen."""
        self._act = act
        self._title.show_text(title)
        self._words.show_text(words)
        self._words.setVisible(bool(words))
        self._warning.show_message(Message(warning, tone="warn") if warning else None)
        self._lines.show_groups(groups)
        self.verb.setText(verb)
        self.verb.updateGeometry()
        self.setAccessibleName(title)
        self.verb.setFocus(Qt.FocusReason.TabFocusReason)

    def _answer(self) -> None:
        act, self._act = self._act, None
        self.closed.emit()
        if act is not None:
            act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the verb answers, Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.verb.hasFocus():
            self.verb.click()
        else:
            super().keyPressEvent(event)
