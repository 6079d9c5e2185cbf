"""A question in the pane before an act that reaches others: what it will do, line by line, and its verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme

Lines = Sequence[tuple[str, str]]


class LinesView(QWidget):
    """Pairs of lines, the first in bold; groups have a title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_groups(self, groups: Sequence[tuple[str, Lines]]) -> None:
        """Show titled groups of (bold, soft) lines; empty groups are left out."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for title, lines in groups:
            if lines:
                self._column.addWidget(
                    TextLabel(self.theme, title, "small", "text_soft", bold=True, wrap=True)
                )
            for first, second in lines:
                self._column.addWidget(TextLabel(self.theme, first, "small", bold=True, wrap=True))
                self._column.addWidget(TextLabel(self.theme, second, "small", "text_soft", wrap=True))
                self._column.addSpacing(4)


class QuestionPane(QWidget):
    """``closed`` when the question is answered either way."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._act: Callable[[], object] | None = None
        self._title = TextLabel(theme, "", "section", wrap=True)
        self._words = TextLabel(theme, "", "body", wrap=True)
        self._warning = InlineMessage(theme)
        self._lines = LinesView(theme)
        self.verb = Button(theme, "", kind=ButtonKind.FILLED)
        self.back = Button(theme, self.tr("Renoncer"))
        self.verb.clicked.connect(self._answer)
        self.back.clicked.connect(self.closed)
        self._lay_out()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self._lines.setAutoFillBackground(False)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lines)
        column.addStretch(1)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        row = ButtonRow(self.verb, self.back)
        row.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for part in (self._title, self._words, self._warning):
            layout.addWidget(part)
        layout.addWidget(area, 1)
        layout.addWidget(row)

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
