"""Makes what was not opened yet, page by page and step by step, while nobody does anything."""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.calendar import load_calendar

PAUSE_MS = 300
"""Between two pieces, of which each may hold the interface up for a third as long."""

STILL_S = 1.0
"""Nothing is made within this time after a key, a click or a move of the mouse."""

_DOING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class PageMaker(QObject):
    """Works until all is made, then loads what dates need, and is gone."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._last = monotonic()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._make)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when something was done last."""
        del watched
        if event.type() in _DOING:
            self._last = monotonic()
        return False

    def _make(self) -> None:
        if monotonic() - self._last < STILL_S:
            return
        if not self._shell.make_page():
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        if self._shell.host.is_open:
            self._shell.host.make_document(load_calendar, then=lambda _: gc.freeze(), owner=self._shell)
        self.deleteLater()
