"""The mark of a reserved paragraph: a bar at its left, its level in the margin at its right."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextBlock

from dgsdesk.desktop.components.paint import LEFT, write
from dgsdesk.desktop.editor.formats import RESERVED_MARGIN, facts_of
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience

_BAR = 3
_SHORT = {
    Audience.DIRECTORS: "DGS seuls",
    Audience.EXECUTIVES: "DGS et cadres",
    Audience.ELECTED: "cadres et élus",
}


def paint_reserved(
    painter: QPainter, theme: Theme, block: QTextBlock, rect: QRectF, first: QRectF, width: float
) -> None:
    """Paint a bar at the left of a reserved block and its level in the right margin, once for neighbours."""
    level = facts_of(block).audience
    if level is Audience.ALL:
        return
    before = block.previous()
    joined = before.isValid() and facts_of(before).audience is level
    top = rect.top() if joined else first.top()
    painter.fillRect(QRectF(0, round(top), _BAR, round(rect.bottom() - top)), theme.color("warn"))
    if joined:
        return
    side = theme.icon_size("badge")
    left = width - RESERVED_MARGIN + 10
    middle = first.center().y()
    theme.icons.paint(painter, "act.lock", "warn", QRectF(left, middle - side / 2, side, side))
    place = QRectF(left + side + 5, first.top(), RESERVED_MARGIN - side - 17, first.height())
    ink = theme.color("warn")
    write(painter, place, _SHORT[level], theme.font("small"), ink, LEFT)
