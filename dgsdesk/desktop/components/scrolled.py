"""What scrolls where its place is too low for it: nothing in it is ever squeezed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


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
