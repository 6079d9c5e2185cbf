"""Who may present an item: the seats of the circle, found by their name or by their holder's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from dgsdesk.application.agenda.workshop import Presenter
from dgsdesk.desktop.components.name_completer import NameCompleter

_KEEPS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PresenterChoice(NameCompleter):
    """A list below the field: it shows seats and holders, it writes the seat; ``taken()`` by a click."""

    taken = Signal()

    def __init__(self, presenters: Sequence[Presenter], field: QLineEdit) -> None:
        lines = [(f"{one.seat} · {one.holder}" if one.holder else one.seat, one.seat) for one in presenters]
        super().__init__(lines, field)
        self.setMaxVisibleItems(len(presenters) or 1)
        self._field = field
        self.list.setAccessibleName(self.tr("Qui présente"))
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth())
        self.list.clicked.connect(self.taken)

    @property
    def list(self) -> QAbstractItemView:
        """Return the list that stands below the field."""
        popup = self.popup()
        assert popup is not None
        return popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Tab keep what is chosen in the list, then do in the field what they always do."""
        pressed = event.type() == QEvent.Type.KeyPress and watched is self.popup()
        if not pressed or not isinstance(event, QKeyEvent) or event.key() not in _KEEPS:
            return super().eventFilter(watched, event)
        chosen = self.list.currentIndex()
        self.list.hide()
        if chosen.isValid():
            self._field.setText(self.pathFromIndex(chosen))
        QCoreApplication.sendEvent(self._field, event)
        return True

    def open_all(self) -> None:
        """Show the whole list below an empty field."""
        if not self._field.text():
            self.complete()
