"""The ring round what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

WANTS_RING = "wantsFocusRing"
"""Set this property on a widget that wants the ring outside."""


def focus_ring(painter: QPainter, rect: QRectF, color: QColor, radius: float) -> None:
    """Draw the ring of 2 px just inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
