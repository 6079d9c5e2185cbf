"""What scrolls where its place is too low for it: nothing in it is ever squeezed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


def scrolled(inner: QWidget) -> QScrollArea:
    """Return an area as wide as its place that shows a widget whole, by scrolling down if it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def framed(content: QWidget, name: str) -> QScrollArea:
    """Return a frame in which something long is read; the keyboard scrolls it, its name is read then."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.StyledPanel)
    area.setAccessibleName(name)
    area.setWidget(content)
    return area


def scrolled_inside(panel: QWidget, inner: QWidget) -> None:
    """Let a widget fill a panel, scrolled where the panel is too low."""
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(scrolled(inner))


class FittedArea(QScrollArea):
    """As high as what it holds where there is room, so that a button stands right below it; else scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return what is needed at this width."""
        inner = self.widget()
        if inner is None:
            return super().sizeHint()
        wide = self.viewport().width()
        high = inner.heightForWidth(wide) if inner.hasHeightForWidth() else inner.sizeHint().height()
        return QSize(inner.sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        """Let a low place scroll it."""
        return QSize(0, self.fontMetrics().height() * 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again: words wrap at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def viewportEvent(self, event: QEvent) -> bool:
        """Follow parts that come and go."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().viewportEvent(event)
