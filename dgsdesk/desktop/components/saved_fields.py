"""Fields without « Enregistrer »: what is typed is kept on leaving or after a pause; Esc takes it back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from dgsdesk.desktop.theme.theme import Theme

PAUSE_MS = 1200
"""How long a text waits after the last key before it is kept."""


class SavedLine(QLineEdit):
    """One line. ``kept(text)`` comes on Enter and on leaving, when the text differs from what was shown."""

    kept = Signal(str)

    def __init__(self, theme: Theme, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self.keep_now)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.theme.font("body"))
        self.setMinimumHeight(self.theme.height("field", "body"))

    def show_value(self, text: str) -> None:
        """Show what is kept, unless something else is being typed here."""
        typing = self.hasFocus() and self.text() != self._shown
        self._shown = text
        if not typing and text != self.text():
            self.setText(text)
            self.setCursorPosition(0)  # what is too long shows its beginning

    def keep_now(self) -> None:
        """Tell what was typed."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.kept.emit(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)


class SavedText(QPlainTextEdit):
    """Several lines. ``kept(text)`` comes on leaving and after a pause; ``typing(True)`` until then."""

    kept = Signal(str)
    typing = Signal(bool)

    def __init__(
        self, theme: Theme, name: str, *, hint: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines = lines
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)
        self.textChanged.connect(self._typed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.theme.font("body"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for so many lines."""
        height = round(self.theme.line("body") * self._lines) + 16
        return QSize(self.theme.wide(300), height)

    def minimumSizeHint(self) -> QSize:
        """Keep the lines, give up the width."""
        return QSize(self.theme.wide(120), self.sizeHint().height())

    def text(self) -> str:
        """Return what is typed, no-break spaces included (``toPlainText`` makes plain ones of them)."""
        return self.document().toRawText().replace("\u2029", "\n")

    def show_value(self, text: str) -> None:
        """Show what is kept, unless something else is being typed here."""
        if self.hasFocus() and text.strip() == self.text().strip():
            text = self.text()  # only its ends were trimmed: what stands before the next word stays
        mid_typing = self.hasFocus() and self.text() != self._shown
        self._shown = text
        if not mid_typing and text != self.text():
            self.setPlainText(text)

    def keep_now(self) -> None:
        """Tell what was typed."""
        self._timer.stop()
        if self.text() != self._shown:
            self._shown = self.text()
            self.kept.emit(self._shown)
        self.typing.emit(False)

    def _typed(self) -> None:
        if self.text() != self._shown:
            self._timer.start()
            self.typing.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep on leaving."""
        super().focusOutEvent(event)
        self.keep_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed since it was last kept."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setPlainText(self._shown)
            self.keep_now()
        else:
            super().keyPressEvent(event)
