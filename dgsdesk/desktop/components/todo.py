"""The to-do list of « Accueil »: what to do, why, by when, and one button with the verb."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from dgsdesk.desktop.components.buttons import ButtonKind, button_roles, paint_button
from dgsdesk.desktop.components.paint import write
from dgsdesk.desktop.components.row_delegate import Index, RowState, ShownDelegate
from dgsdesk.desktop.components.rows import ROW_ROLE, Shown, TodoRow

_TONE_ICON = {"warn": "clock", "bad": "triangle-alert"}


class TodoDelegate(ShownDelegate):
    """Paint `TodoRow`: the first line alone has the filled button."""

    def row_height(self, shown: Shown) -> int:
        """Return 54 px, or more with larger text."""
        del shown
        return self.theme.height("list_row_2", "body", "small", padding=16)

    def button_rect(self, rect: QRectF, shown: Shown) -> QRectF:
        """Return the button at the right end."""
        if not isinstance(shown, TodoRow) or not shown.verb:
            return QRectF()
        width, height = self._button_width(), self.theme.height("button_small", "small", padding=10)
        return QRectF(rect.right() - width - 16, rect.center().y() - height / 2, width, height)

    def _button_width(self) -> float:
        return self.theme.wide(124)

    def paint_row(self, painter: QPainter, rect: QRectF, shown: Shown, state: RowState) -> None:
        """Paint icon, the two lines, the deadline and the button."""
        assert isinstance(shown, TodoRow)
        theme = self.theme
        side = theme.icon_size("row")
        icon = QRectF(rect.left() + 20, rect.center().y() - side / 2, side, side)
        theme.icons.paint(painter, shown.icon, state.ink(shown.icon_tone), icon)
        button = self.button_rect(rect, shown)
        when_left = button.left() - theme.wide(134)
        self._two_lines(painter, rect, icon.right() + 12, when_left - 12, shown.title, shown.why, state)
        self._paint_when(painter, rect, when_left, button.left() - 8, shown, state)

    def _two_lines(
        self,
        painter: QPainter,
        rect: QRectF,
        left: float,
        right: float,
        first: str,
        second: str,
        state: RowState,
    ) -> None:
        theme = self.theme
        upper, lower = self._lines(rect, left, right)
        write(painter, upper, first, theme.font("body", bold=True), theme.color(state.ink("text")))
        write(painter, lower, second, theme.font("small"), theme.color(state.ink("text_soft")))

    def _lines(self, rect: QRectF, left: float, right: float) -> tuple[QRectF, QRectF]:
        first, second = self.theme.line("body"), self.theme.line("small")
        top = rect.center().y() - (first + second + 2) / 2
        return (
            QRectF(left, top, right - left, first),
            QRectF(left, top + first + 2, right - left, second),
        )

    def _paint_when(
        self, painter: QPainter, rect: QRectF, left: float, right: float, shown: TodoRow, state: RowState
    ) -> None:
        theme = self.theme
        upper, lower = self._lines(rect, left, right)
        if not shown.when_second:
            upper.moveTop(rect.center().y() - upper.height() / 2)
        ink = state.ink(shown.tone or "text")
        if shown.tone:
            side = theme.icon_size("badge")
            theme.icons.paint(
                painter,
                _TONE_ICON[shown.tone],
                ink,
                QRectF(left, upper.center().y() - side / 2, side, side),
            )
            upper.setLeft(left + side + 4)
        write(painter, upper, shown.when, theme.font("small", bold=True), theme.color(ink))
        write(painter, lower, shown.when_second, theme.font("small"), theme.color(state.ink("text_soft")))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, then its button."""
        super().paint(painter, option, index)
        shown = index.data(ROW_ROLE)
        rect = self.button_rect(QRectF(option.rect), shown)
        if rect.isEmpty():
            return
        filled = self._is_first(index)
        hover = rect.contains(self.view.viewport().mapFromGlobal(QCursor.pos()).toPointF())
        kind = ButtonKind.FILLED if filled else ButtonKind.PLAIN
        roles = button_roles(kind, enabled=True, down=self.is_pressed(index), hover=hover)
        if filled and self.theme.scheme == "high_contrast":
            roles = (roles[0], "on_selected", roles[2])  # the ground of a chosen row is the accent itself
        paint_button(painter, self.theme, rect, shown.verb, roles, bold=filled)

    @staticmethod
    def _is_first(index: Index) -> bool:
        model = index.model()
        before = (model.index(row, 0).data(ROW_ROLE) for row in range(index.row()))
        return not any(isinstance(shown, TodoRow) for shown in before)
