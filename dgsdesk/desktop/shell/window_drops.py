"""Files held over the window: « Arrivées » says in the rail where they go, the page what letting go does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.components.drop_zone import DropTarget, dropped_files
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.theme.theme import Theme


class WindowDrops(QObject):
    """``dropped(paths)`` when files are let go over the rail, or over a page that does not take them itself.

    ``ready`` tells whether there is a network to ask what they are.
    """

    dropped = Signal(list)

    def __init__(self, theme: Theme, window: MainWindow, ready: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._ready = window, ready
        DropTarget(theme, window.stack).dropped.connect(self._let_go)
        self._rail = DropTarget(theme, window.rail.view.viewport(), takes=lambda _: ready(), framed=False)
        self._rail.dropped.connect(self._let_go)
        window.winId()  # the window of the system hears of a drag first, whatever lies under the mouse
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Frame « Arrivées » as long as files from elsewhere are held over the window."""
        if isinstance(event, QDragEnterEvent):
            from_elsewhere = not isinstance(event.source(), QWidget)
            held = self._ready() and from_elsewhere and bool(dropped_files(event.mimeData()))
            self._window.rail.view.await_files(held)
        elif event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._window.rail.view.await_files(False)
        return super().eventFilter(watched, event)

    def _let_go(self, files: list[str]) -> None:
        if self._ready():
            self.dropped.emit(files)
