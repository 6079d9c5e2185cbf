"""A form of the panel of a meeting: fields one under the other, and what Enter does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.theme.theme import Theme


class PanelForm(QWidget):
    """A column of fields, each under its name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._on_enter: Callable[[], object] | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space("xs"))

    def add(self, name: str, field: QWidget) -> None:
        """Add a field under its name."""
        label = TextLabel(self.theme, name, "small", "text_soft")
        label.setBuddy(field)
        self.column.addSpacing(self.theme.space("s"))
        self.column.addWidget(label)
        self.column.addWidget(field)

    def first_field(self) -> QWidget:
        """Return what Tab reaches first within the form; the form itself when it asks nothing."""
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
            if tab and at.isEnabled() and at.isVisibleTo(self) and self.isAncestorOf(at):
                return at
            at = at.nextInFocusChain()
        return self

    def say(self, text: str) -> TextLabel:
        """Add an explanation."""
        label = TextLabel(self.theme, text, "small", "text_soft", wrap=True)
        self.column.addWidget(label)
        return label

    def act(self, text: str, do: Callable[[], object], *, on_enter: bool = False) -> Button:
        """Add a button at the foot; the page keeps its one filled button for itself.

        With ``on_enter`` Enter in a field does the same.
        """
        button = Button(self.theme, text)
        if on_enter:
            self._on_enter = button.click
        button.clicked.connect(lambda: do())
        self.column.addSpacing(self.theme.space("m"))
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field does what the form is for."""
        if self._on_enter is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        else:
            super().keyPressEvent(event)
