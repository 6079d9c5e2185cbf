"""How names and fairness look: the name at left; the bar with its mark, the count and the debt at right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dgsdesk.desktop.components.paint import LEFT, RIGHT, box, fill_line, write
from dgsdesk.desktop.rota.grid_model import LINE_ROLE, NAME, GridLine
from dgsdesk.desktop.rota.grid_view import GridView
from dgsdesk.desktop.theme.theme import Theme

MUCH = 1
"""A debt from which a commune is in the red, in turns."""


def paint_bar(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    turns: int,
    share: float,
    most: float,
    *,
    chosen: bool = False,
) -> None:
    """Paint turns as a bar, the fair share as a mark across it; ``most`` fills the whole.

    In a row ``chosen`` with high contrast, whose ground has the colour of bars, they take that of its words.
    """
    loud = chosen and theme.scheme == "high_contrast"
    edge = theme.color("on_selected") if loud else None
    high = theme.wide(9)
    whole = QRectF(rect.left() + 8, rect.center().y() - high / 2, rect.width() - 16, high)
    box(painter, whole, 1, None if loud else theme.color("chart_off"), edge)
    filled = QRectF(whole)
    filled.setWidth(whole.width() * turns / most)
    box(painter, filled, 1, theme.color("on_selected" if loud else "chart_2"))
    mark = whole.left() + whole.width() * min(share / most, 1)
    fill_line(painter, QRectF(mark - 1, whole.top() - 4, 2, high + 8), edge or theme.color("text"))


class LineDelegate(QStyledItemDelegate):
    """Paint a cell of the frozen columns."""

    def __init__(self, theme: Theme, view: GridView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, line and content."""
        rect = QRectF(option.rect)
        line: GridLine = index.data(LINE_ROLE)
        ground = self.view.row_ground(index.row())
        painter.save()
        if ground:
            painter.fillRect(rect, self.theme.color(ground))
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self.theme.color("line"))
        ink = "on_selected" if ground == "selected" else "text"
        at = index.column() - self.view.grid.bar_column
        if index.column() == NAME:
            self._name(painter, rect, line, ground, ink)
        elif at == 0:
            self._bar(painter, rect, line, chosen=ground == "selected")
        else:
            self._figure(painter, rect, index, line, ink, debt=at == 2)
        painter.restore()

    def _name(self, painter: QPainter, rect: QRectF, line: GridLine, ground: str, ink: str) -> None:
        if ground == "selected":
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()), self.theme.color("selected_bar")
            )
        font = self.theme.font("small", bold=bool(ground))
        role = ink if line.member or ground else "text_soft" if line.key else "bad"
        write(painter, rect.adjusted(14, 0, -6, 0), line.row.name, font, self.theme.color(role), LEFT)

    def _bar(self, painter: QPainter, rect: QRectF, line: GridLine, *, chosen: bool) -> None:
        fill_line(painter, QRectF(rect.left(), rect.top(), 1, rect.height()), self.theme.color("line"))
        if not line.member:
            return
        turns, most = line.row.count, self.view.grid.most_turns
        paint_bar(painter, self.theme, rect, turns, line.row.owed, most, chosen=chosen)

    def _figure(
        self,
        painter: QPainter,
        rect: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        line: GridLine,
        ink: str,
        *,
        debt: bool,
    ) -> None:
        worst = debt and line.member and line.row.debt >= MUCH
        bold = worst or not debt
        role = "bad" if worst and ink == "text" else ink
        room = rect.adjusted(0, 0, -12, 0) if debt else rect.adjusted(0, 0, -4, 0)
        font = self.theme.font("small", bold=bold)
        write(painter, room, str(index.data()), font, self.theme.color(role), RIGHT)
