"""Fields without « Enregistrer »: what is typed is kept on leaving or after a pause; Esc takes it back."""

from __future__ import annotations

from difflib import SequenceMatcher

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from dgsdesk.desktop.components.keyboard import leaves_undo
from dgsdesk.desktop.theme.theme import Theme

PAUSE_MS = 1200
"""How long a text waits after the last key before it is kept."""

_COMPARED = 1000
"""So many signs are compared one by one; the work grows with their square."""


def _with_ends_of(typed: str, text: str) -> str:
    """Return a text with the blanks that another begins and ends with."""
    if not typed.strip() or not text.strip():
        return text
    before, after = len(typed) - len(typed.lstrip()), len(typed.rstrip())
    return f"{typed[:before]}{text.strip()}{typed[after:]}"


def _differences(old: str, new: str) -> list[tuple[int, int, str]]:
    """Return where the old text differs and what stands there in the new one; a long passage in one piece."""
    start = _alike(old, new)
    tail = _alike(old[start:][::-1], new[start:][::-1])
    was, becomes = old[start : len(old) - tail], new[start : len(new) - tail]
    if max(len(was), len(becomes)) > _COMPARED:
        return [(start, start + len(was), becomes)]
    steps = SequenceMatcher(None, was, becomes, False).get_opcodes()
    return [(start + a, start + b, becomes[c:d]) for tag, a, b, c, d in steps if tag != "equal"]


def _alike(one: str, other: str) -> int:
    """Return how many signs two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it, signs beyond U+FFFF twice."""
    return len(text.encode("utf-16-le")) // 2


def text_in(field: QPlainTextEdit) -> str:
    """Return what stands in a field, no-break spaces included (``toPlainText`` makes plain ones of them)."""
    return field.document().toRawText().replace("\u2029", "\n")


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
        theme.follow(self._restyle)
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

    def is_kept(self) -> bool:
        """Say whether what stands here was told."""
        return self.text() == self._shown

    def keep_now(self) -> None:
        """Tell what was typed."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.kept.emit(self._shown)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed."""
        return False if leaves_undo(self, event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)


class SavedText(QPlainTextEdit):
    """Several lines. ``kept(text)`` comes on leaving and after a pause; ``typing(True)`` until then.

    One that ``waits`` is part of a form: its button sends what stands here, a pause keeps nothing.
    """

    kept = Signal(str)
    typing = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        hint: str = "",
        lines: int = 3,
        waits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines = lines
        self._waits = waits
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)
        self.textChanged.connect(self._typed)
        theme.follow(self._restyle)
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
        """Return what is typed."""
        return text_in(self)

    def show_value(self, text: str) -> None:
        """Show what is kept, unless something else is being typed here."""
        typed = self.text()
        if self.hasFocus() and typed == self._shown:
            text = _with_ends_of(typed, text)  # what stands before the next word stays
        mid_typing = self.hasFocus() and typed != self._shown
        self._shown = text
        if mid_typing or text == typed:
            return
        if self.hasFocus():
            self._change(typed, text)
        else:
            self.setPlainText(text)

    def _change(self, old: str, new: str) -> None:
        """Change only what differs: the caret stays among the words that are being typed."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for start, end, words in reversed(_differences(old, new)):
            cursor.setPosition(_units(old[:start]))
            cursor.setPosition(_units(old[:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words)
        cursor.endEditBlock()

    def is_kept(self) -> bool:
        """Say whether what stands here was told."""
        return self.text() == self._shown

    def keep_now(self) -> None:
        """Tell what was typed."""
        self._timer.stop()
        if self._waits:
            return
        if self.text() != self._shown:
            self._shown = self.text()
            self.kept.emit(self._shown)
        self.typing.emit(False)

    def _typed(self) -> None:
        if self.text() != self._shown and not self._waits:
            self._timer.start()
            self.typing.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep on leaving."""
        super().focusOutEvent(event)
        self.keep_now()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed."""
        return False if leaves_undo(self.document(), event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed since it was last kept."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setPlainText(self._shown)
            self.keep_now()
        else:
            super().keyPressEvent(event)
