"""Files let go over a widget, as the system does it: they enter first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_COPY = Qt.DropAction.CopyAction
_LEFT = Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_AT = QPoint(50, 50)


def files_data(paths: Iterable[Path]) -> QMimeData:
    """Give what the system hands over for dragged files; keep it as long as the drag lasts."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold(widget: QWidget, data: QMimeData) -> None:
    """Hold files over a widget: somebody takes them, this widget or one around it."""
    enter = QDragEnterEvent(_AT, _COPY, data, _LEFT, _NO_KEYS)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()


def drop(widget: QWidget, *paths: Path) -> None:
    """Let files go over a widget."""
    data = files_data(paths)
    hold(widget, data)
    QApplication.sendEvent(widget, QDropEvent(QPointF(_AT), _COPY, data, _LEFT, _NO_KEYS))
