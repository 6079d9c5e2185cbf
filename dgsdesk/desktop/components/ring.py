"""The ring of days left: beside the sentence, never instead of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dgsdesk.desktop.components.paint import CENTER, Painted, write
from dgsdesk.desktop.theme.theme import Theme


def ring_role(left: int) -> str:
    """Return the colour role of so many days left: accent from 3, warn at 2 and 1, bad on the last day."""
    if left >= 3:
        return "accent"
    return "warn" if left >= 1 else "bad"


def ring_share(left: int, total: int) -> float:
    """Return the share of the circle that is drawn, from 0 to 1; full on the last day."""
    if left <= 0:
        return 1.0
    return min(left / total, 1.0) if total > 0 else 1.0


class DaysRing(Painted):
    """A number in a circle whose arc is the share of days left, clockwise from the top."""

    def __init__(self, theme: Theme, size: str = "small", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._size = size
        self._left = 0
        self._total = 1
        self._approved = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_days(self, left: int, total: int, sentence: str) -> None:
        """Show ``left`` days of ``total``; ``sentence`` says the same in words, for screen readers."""
        self._left, self._total, self._approved = max(left, 0), total, False
        self._say(sentence)

    def show_approved(self, sentence: str) -> None:
        """Show a tick: the minutes are approved."""
        self._approved = True
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the square of the tokens, grown with the text."""
        side = self.theme.wide(self.theme.tokens.ring[self._size])
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, arc and number."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = self.theme.tokens.ring["stroke"]
        rect = QRectF(self.rect()).adjusted(stroke, stroke, -stroke, -stroke)
        role = "ok" if self._approved else ring_role(self._left)
        share = 1.0 if self._approved else ring_share(self._left, self._total)
        painter.setPen(QPen(self.theme.color("chart_off"), stroke))
        painter.drawEllipse(rect)
        pen = QPen(self.theme.color(role), stroke)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(rect, 90 * 16, -round(share * 360 * 16))
        self._paint_middle(painter, rect, role)
        painter.end()

    def _paint_middle(self, painter: QPainter, rect: QRectF, role: str) -> None:
        if self._approved:
            side = rect.width() * 0.5
            place = QRectF(0, 0, side, side)
            place.moveCenter(rect.center())
            self.theme.icons.paint(painter, "check", role, place)
            return
        font = self.theme.font("section", bold=True)
        write(painter, rect, str(self._left), font, self.theme.color("text"), CENTER)
