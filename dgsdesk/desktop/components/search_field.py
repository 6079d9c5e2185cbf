"""A field to search or filter in: the lens at left, the cross to clear at right, Esc clears."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dgsdesk.desktop.components.keyboard import leaves_undo
from dgsdesk.desktop.theme.theme import Theme


class SearchField(QLineEdit):
    """``searched(text)`` comes after each pause in typing, and at once after Enter or clearing."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        large: bool = False,
        pause_ms: int = 50,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._large = large
        self._last = ""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(False)
        lens = self.addAction(theme.icon("act.search"), QLineEdit.ActionPosition.LeadingPosition)
        lens.setText(self.tr("Rechercher"))
        lens.triggered.connect(self._tell)
        self._clear = QAction(theme.icon("x"), self.tr("Effacer"), self)
        self._clear.triggered.connect(self._empty)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._timer = QTimer(self, singleShot=True, interval=pause_ms)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        theme.follow(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.theme.font("body" if self._large else "small"))
        self.setMinimumHeight(self.theme.height("field_large" if self._large else "field", "body"))

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def _empty(self) -> None:
        self.clear()
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Search no more once nobody sees it: the network may be closed already."""
        super().hideEvent(event)
        self._timer.stop()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing is typed."""
        return False if leaves_undo(self, event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once, Esc clears, Down goes to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
