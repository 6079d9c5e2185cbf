"""The line in which a new thing is named, above its list: Enter adds it, Esc gives up. No dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme


class _Field(QLineEdit):
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NewLine(Panel):
    """Hidden until `begin`; ``named(text)`` comes with what was typed, then the line hides again."""

    named = Signal(str)
    given_up = Signal()

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_alt", "tb", parent)
        self.field = _Field()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.addWidget(self.field)
        self.field.returnPressed.connect(self._name)
        self.field.given_up.connect(self._give_up)
        self.hide()

    def begin(self) -> None:
        """Show the line, empty, with the keyboard."""
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        text = self.field.text().strip()
        if text:
            self.hide()
            self.named.emit(text)

    def _give_up(self) -> None:
        self.hide()
        self.given_up.emit()
