"""Documents dragged out of the window: into a message, a folder, another program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication

from dgsdesk.application.view import View
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import KEY_ROLE
from dgsdesk.desktop.shell.host import PageHost


class DragOut(QObject):
    """Lets the rows of a list be dragged as files; ``lay`` lays the copy of a row's key and returns its path.

    The copy is laid once the mouse has moved far enough, and the drag begins when it is there, if the button
    is still down.
    """

    def __init__(self, host: PageHost, rows: RowList, lay: Callable[[View, str], str]) -> None:
        super().__init__(rows)
        self._host = host
        self._rows = rows
        self._lay = lay
        self._from: QPoint | None = None
        self._key = ""
        rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where the button went down; ask for the copy when the mouse has left that place."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            index = self._rows.indexAt(event.position().toPoint())
            self._from, self._key = event.position().toPoint(), str(index.data(KEY_ROLE) or "")
        elif event.type() is QEvent.Type.MouseMove and self._has_left(event):
            self._from = None
            self._host.ask(self._lay, self._key, then=self._drag, owner=self, replaces="copy")
            return True
        elif event.type() is QEvent.Type.MouseButtonRelease:
            self._from = None
        return super().eventFilter(watched, event)

    def _has_left(self, event: QMouseEvent) -> bool:
        if self._from is None or not self._key or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        moved = (event.position().toPoint() - self._from).manhattanLength()
        return bool(moved >= QApplication.startDragDistance())

    def _drag(self, path: str) -> None:
        if not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self._rows)
        drag.setMimeData(file_data(path))
        drag.exec(Qt.DropAction.CopyAction)


def file_data(path: str) -> QMimeData:
    """Return a file as other programs take it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    return data
