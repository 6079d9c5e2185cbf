"""Where the keyboard is, and how Esc gives a question up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

_KEY = Qt.Key
HELD_KEYS = frozenset({_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt, _KEY.Key_AltGr, _KEY.Key_Meta})
"""Keys that are held for another one: nothing is meant yet."""


def has_keyboard(*parts: QWidget) -> bool:
    """Tell whether the keyboard is in one of some parts of a page, or in something within them."""
    focus = QApplication.focusWidget()
    return focus is not None and any(part is focus or part.isAncestorOf(focus) for part in parts)


def leaves_undo(typed: QLineEdit | QTextDocument, event: QEvent) -> bool:
    """Leave undo and redo to the window when nothing was typed that could be taken back: Qt keeps the key."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = map(event.matches, (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo))
    if not (undo and not typed.isUndoAvailable()) and not (redo and not typed.isRedoAvailable()):
        return False
    event.ignore()
    return True


class _EscapeClicks(QObject):
    """Presses a button when Esc reaches a panel, which it does when no field in it had a use for the key."""

    def __init__(self, panel: QWidget, button: QAbstractButton) -> None:
        super().__init__(panel)
        self._button = button
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc."""
        is_esc = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_esc and event.type() == QEvent.Type.KeyPress and self._button.isVisible():
            self._button.click()
            return True
        return super().eventFilter(watched, event)


def escape_clicks(panel: QWidget, button: QAbstractButton) -> None:
    """Let Esc anywhere in a panel press its button that gives up."""
    _EscapeClicks(panel, button)


class _TypingGoesOn(QObject):
    """Hands what is typed over a list to the field beside it; the first sign brings the keyboard along."""

    def __init__(self, view: QWidget, field: Callable[[], QWidget | None]) -> None:
        super().__init__(view)
        self._field = field
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take signs that can be seen; keys that move, choose or act are the list’s."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        text = event.text().strip()
        field = self._field() if text.isprintable() and text and not held else None
        if field is None:
            return super().eventFilter(watched, event)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(field, event)
        return True


def typing_goes_on(view: QWidget, field: Callable[[], QWidget | None]) -> None:
    """Let what is typed over a list be written in the field beside it, where there is one."""
    _TypingGoesOn(view, field)
