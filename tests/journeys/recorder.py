"""Counts what a person does: clicks of the mouse, keys pressed, letters typed into fields."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

_HELD = {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


@dataclass(frozen=True)
class Count:
    """How much a journey took: clicks, keys that act (Enter, Tab, Ctrl+Z), letters of texts."""

    clicks: int = 0
    keys: int = 0
    letters: int = 0

    @property
    def acts(self) -> int:
        """Clicks and keys: what a better page can spare."""
        return self.clicks + self.keys


class Recorder(QObject):
    """An event filter on the application; each press is counted once, however many widgets pass it on."""

    def __init__(self) -> None:
        super().__init__()
        self.count = Count()
        self._last = (0, 0, 0)

    def start(self) -> None:
        """Count from nothing."""
        self.count = Count()
        QApplication.instance().installEventFilter(self)

    def stop(self) -> Count:
        """Return what was counted."""
        QApplication.instance().removeEventFilter(self)
        return self.count

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let everything through."""
        kind = event.type()
        if kind in _PRESSES and isinstance(event, QMouseEvent):
            self._press(event)
        elif kind == QEvent.Type.ShortcutOverride and watched is _first_asked():
            # Sent once for each key, before it acts as a shortcut or reaches whoever has the keyboard.
            assert isinstance(event, QKeyEvent)
            self._key(event)
        return False

    def _press(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        press = (event.timestamp(), at.x(), at.y())
        if press != self._last:  # a widget that takes no click passes the same one on to its parent
            self._last = press
            self._add(clicks=1)

    def _key(self, event: QKeyEvent) -> None:
        if event.key() in _HELD:
            return
        chord = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        typed = bool(event.text()) and event.text().isprintable() and not chord
        self._add(letters=1) if typed else self._add(keys=1)

    def _add(self, clicks: int = 0, keys: int = 0, letters: int = 0) -> None:
        was = self.count
        self.count = Count(was.clicks + clicks, was.keys + keys, was.letters + letters)


def _first_asked() -> QObject | None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget()
