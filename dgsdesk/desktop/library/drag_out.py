"""Documents dragged out of the window: into a message, a folder, another program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from dgsdesk.application.view import View
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import KEY_ROLE
from dgsdesk.desktop.shell.host import PageHost

_WIDEST = 260
_BESIDE = QPoint(-12, -8)
"""The picture hangs below the pointer at the right, so that what lies under it is seen."""


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
        drag_file(self._rows, self._rows.rows.index_of(self._key), path)


def drag_file(view: QAbstractItemView, index: QModelIndex, path: str) -> None:
    """Let a file be dropped into other programs; what stands at ``index`` hangs at the pointer meanwhile."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    drag = QDrag(view)
    drag.setMimeData(data)
    shown = view.visualRect(index)
    shown.setWidth(min(shown.width(), _WIDEST))
    drag.setPixmap(view.viewport().grab(shown))
    drag.setHotSpot(_BESIDE)
    drag.exec(Qt.DropAction.CopyAction)
