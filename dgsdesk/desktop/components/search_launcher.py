"""What looks like a field at the right of the menus and opens the palette; the first paint shows it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import LEFT, box, paint_key, write
from dgsdesk.desktop.theme.ring import WANTS_RING
from dgsdesk.desktop.theme.theme import Theme


class SearchLauncher(QPushButton):
    """A field at rest: lens, words and the key."""

    def __init__(self, theme: Theme, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._key = key
        self.setProperty(WANTS_RING, True)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return 392 px, less on a narrow window."""
        return QSize(self.theme.wide(392), self.theme.height("button", "small") - 2)

    def minimumSizeHint(self) -> QSize:
        """Return the lens, some letters and the key."""
        return QSize(self.theme.wide(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as a field at rest."""
        del event
        painter = QPainter(self)
        theme, rect = self.theme, QRectF(self.rect())
        box(painter, rect, theme.tokens.radius["field"], theme.color("input"), theme.color("line_strong"))
        side = theme.icon_size("inline")
        theme.icons.paint(
            painter, "act.search", "text_soft", QRectF(9, rect.center().y() - side / 2, side, side)
        )
        key_width = theme.metrics("caption", bold=True).horizontalAdvance(self._key) + 10
        words = QRectF(side + 16, 0, rect.width() - side - key_width - 32, rect.height())
        write(painter, words, self.text(), theme.font("small"), theme.color("text_faint"), LEFT)
        place = QPointF(rect.right() - key_width - 9, rect.center().y())
        paint_key(painter, theme, place, self._key, "text_soft")
        painter.end()
