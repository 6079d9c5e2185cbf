"""How rows and group headers are painted; the button in a row is painted and hit-tested here."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from dgsdesk.desktop.components.badge import badge_size, paint_badge
from dgsdesk.desktop.components.paint import (
    LEFT,
    RIGHT,
    box,
    fill_line,
    left_ground,
    marked_runs,
    write,
    write_lines,
    write_runs,
)
from dgsdesk.desktop.components.rows import ROW_ROLE, Heading, Row, Shown
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_SOFT_INKS = ("text", "text_soft", "text_faint")


class RowState:
    """What a row's ground says: chosen with or without the keyboard, hovered, disabled."""

    def __init__(self, option: QStyleOptionViewItem, view: QWidget | None, *, one_ink: bool = False) -> None:
        """``one_ink``: nothing but the ink of the choice can be read on its ground (high contrast)."""
        self._one_ink = one_ink
        state = option.state
        self.chosen = bool(state & _State.State_Selected)
        self.here = view is None or view.hasFocus() or bool(view.property("alwaysActive"))
        self.hover = bool(state & _State.State_MouseOver)
        self.enabled = bool(state & _State.State_Enabled)
        keyboard = view is not None and view.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self.ring = bool(state & _State.State_HasFocus) and self.here and keyboard

    def ink(self, role: str) -> str:
        """Return the ink for a role on this ground."""
        if not self.enabled:
            return "disabled_text"
        if self.chosen and self.here and (role in _SOFT_INKS or self._one_ink):
            return "on_selected"
        return role

    def inside(self, role: str) -> str:
        """Return the ground inside a mark on this ground."""
        return self.ground() if self.chosen and self.here and self._one_ink else role

    def ground(self) -> str:
        """Return the role of the ground, empty for none."""
        if self.chosen:
            return "selected" if self.here else "neutral_soft"
        return "hover" if self.hover and self.enabled else ""


def paint_ground(painter: QPainter, theme: Theme, rect: QRectF, state: RowState) -> None:
    """Paint ground, bar at left, separating line and focus ring of a row."""
    if ground := state.ground():
        left = state.chosen and not state.here
        painter.fillRect(rect, theme.color(left_ground(theme) if left else ground))
    fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
    if state.chosen and state.here:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color("selected_bar"))
    if state.ring:
        focus_ring(painter, rect, theme.color("focus_on_selected" if state.chosen else "focus"), 0)


def paint_heading(painter: QPainter, theme: Theme, rect: QRectF, heading: Heading, left: float) -> None:
    """Paint the header of a group."""
    fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
    place = QRectF(rect.left() + left, rect.top(), rect.width() - left - 16, rect.height())
    width = write(
        painter, place, heading.title, theme.font("small", bold=True), theme.color("text_soft"), LEFT
    )
    if heading.count:
        rest = place.adjusted(width + 8, 0, 0, 0)
        write(painter, rest, heading.count, theme.font("small"), theme.color("text_soft"), LEFT)
    if heading.right:
        bold = heading.tone != "text_soft"
        rest = place.adjusted(width + 16, 0, 0, 0)
        write(painter, rest, heading.right, theme.font("small", bold=bold), theme.color(heading.tone), RIGHT)


class ShownDelegate(QStyledItemDelegate):
    """Base of the delegates of rows: heights, grounds, headings, tooltips, the hit test of the button."""

    button_clicked = Signal(QModelIndex)
    heading_left = 20

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view
        self._pressed = QPersistentModelIndex()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    # -- what each kind does better --------------------------------------------------------------------------

    def row_height(self, shown: Shown) -> int:
        """Return the height of a row: one line here."""
        del shown
        return self.theme.height("list_row_1", "body")

    def paint_row(self, painter: QPainter, rect: QRectF, shown: Shown, state: RowState) -> None:
        """Paint the content of a row upon its ground: the words that are spoken, here."""
        inner = rect.adjusted(14, 0, -14, 0)
        write(
            painter,
            inner,
            self.whole_text(shown),
            self.theme.font("body"),
            self.theme.color(state.ink("text")),
        )

    def button_rect(self, rect: QRectF, shown: Shown) -> QRectF:
        """Return where the row's button lies, an empty rectangle for none."""
        del rect, shown
        return QRectF()

    def whole_text(self, shown: Shown) -> str:
        """Return the text for the tooltip."""
        return shown.spoken()

    # -- painting --------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height from the fonts; the width is the view's."""
        del option
        shown = index.data(ROW_ROLE)
        if shown is None:
            return QSize(0, 0)
        if isinstance(shown, Heading):
            return QSize(100, self.theme.height("group_header", "small"))
        return QSize(100, self.row_height(shown))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and content."""
        shown = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        if isinstance(shown, Heading):
            paint_heading(painter, self.theme, rect, shown, self.heading_left)
        elif shown is not None:
            state = RowState(option, self.view, one_ink=self.theme.scheme == "high_contrast")
            paint_ground(painter, self.theme, rect, state)
            self.paint_row(painter, rect, shown, state)
        painter.restore()

    # -- the button ------------------------------------------------------------------------------------------

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Press and release on the same button is a click on it."""
        if event.type() == QEvent.Type.MouseMove:
            self.view.update(index)
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            shown = index.data(ROW_ROLE)
            inside = self.button_rect(QRectF(option.rect), shown).contains(event.position())
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = QPersistentModelIndex(index) if inside else QPersistentModelIndex()
                return inside
            if event.type() == QEvent.Type.MouseButtonRelease and inside and self._pressed == index:
                self._pressed = QPersistentModelIndex()
                self.button_clicked.emit(model.index(index.row(), index.column(), index.parent()))
                return True
        return super().editorEvent(event, model, option, index)

    def is_pressed(self, index: Index) -> bool:
        """Say whether the button of this row is held down."""
        return self._pressed.isValid() and self._pressed == index

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole text of a row that is elided."""
        shown = index.data(ROW_ROLE)
        if event.type() != QEvent.Type.ToolTip or shown is None:
            return super().helpEvent(event, view, option, index)
        if isinstance(shown, Row) and self.button_rect(QRectF(option.rect), shown).contains(
            event.pos().toPointF()
        ):
            QToolTip.showText(event.globalPos(), shown.button_name, view)
        else:
            QToolTip.showText(event.globalPos(), self.whole_text(shown), view)
        return True


class RowDelegate(ShownDelegate):
    """Paint `Row` on one line or two."""

    def __init__(
        self, theme: Theme, view: QAbstractItemView, *, left: int = 16, title_bold: bool = True
    ) -> None:
        super().__init__(theme, view)
        self._left = self.heading_left = left
        self._title_bold = title_bold

    def row_height(self, shown: Shown) -> int:
        """Return 34 or 54 px, or more with larger text."""
        assert isinstance(shown, Row)
        if shown.two_lines:
            small = ("small",) * shown.second_lines
            return self.theme.height("list_row_2", "body", *small, padding=16)
        return self.theme.height("list_row_1", "body")

    def button_rect(self, rect: QRectF, shown: Shown) -> QRectF:
        """Return the square at the right end."""
        if not isinstance(shown, Row) or not shown.button:
            return QRectF()
        side = self.theme.height("button", "small")
        return QRectF(rect.right() - side - 10, rect.center().y() - side / 2, side, side)

    def paint_row(self, painter: QPainter, rect: QRectF, shown: Shown, state: RowState) -> None:
        """Paint icon or number, the two lines and the right column."""
        assert isinstance(shown, Row)
        inner = rect.adjusted(self._left, 0, -14, 0)
        offered = bool(shown.button) and (state.hover or state.chosen)
        if offered:
            self._paint_button(painter, rect, shown)
        if offered or (shown.button and (shown.right or shown.right_badge or shown.right_second)):
            inner.setRight(self.button_rect(rect, shown).left() - 8)
        inner.setLeft(self._paint_front(painter, inner, shown, state))
        upper, lower = self._lines(inner, shown)
        upper.setRight(self._paint_right(painter, upper, lower, shown, state))
        bold = self._title_bold and shown.two_lines
        runs = marked_runs(shown.title, shown.marks)
        if any(run.ground for run in runs):
            runs = [type(r)(r.text, r.bold, "text" if r.ground else "", r.ground) for r in runs]
            write_runs(painter, self.theme, upper, runs, "body", state.ink("text"), bold)
        else:
            font = self.theme.font("body", bold=bold)
            write(painter, upper, shown.title, font, self.theme.color(state.ink("text")))
        if shown.two_lines:
            self._paint_second(painter, lower, shown, state)

    def _lines(self, inner: QRectF, shown: Row) -> tuple[QRectF, QRectF]:
        if not shown.two_lines:
            return QRectF(inner), QRectF(inner)
        first, second = self.theme.line("body"), self.theme.line("small") * shown.second_lines
        gap = 5 if shown.badge else 2
        top = inner.center().y() - (first + second + gap) / 2
        return (
            QRectF(inner.left(), top, inner.width(), first),
            QRectF(inner.left(), top + first + gap, inner.width(), second),
        )

    def _paint_front(self, painter: QPainter, inner: QRectF, shown: Row, state: RowState) -> float:
        """Paint number and icon; return where the text begins."""
        x = inner.left()
        if shown.number:
            font = self.theme.font("body", bold=True)
            width = self.theme.wide(34)
            place = QRectF(x, inner.top(), width, inner.height())
            write(painter, place, shown.number, font, self.theme.color(state.ink("text_soft")))
            x += width
        if shown.icon:
            side = self.theme.icon_size("row")
            place = QRectF(x, inner.center().y() - side / 2, side, side)
            self.theme.icons.paint(painter, shown.icon, state.ink(shown.tone), place)
            x += side + 12
        return x

    def _paint_right(
        self, painter: QPainter, upper: QRectF, lower: QRectF, shown: Row, state: RowState
    ) -> float:
        """Paint the right column; return where the title must end."""
        font = self.theme.font("small")
        ink = self.theme.color(state.ink("text_soft"))
        used = 0.0
        if shown.right_badge:
            size = badge_size(self.theme, shown.right_badge)
            paint_badge(
                painter,
                self.theme,
                QPointF(upper.right() - size.width(), upper.center().y()),
                shown.right_badge,
            )
            used = size.width() + 12
        elif shown.right:
            used = write(painter, upper, shown.right, font, ink, RIGHT) + 12
        if shown.right_second:
            width = write(painter, lower, shown.right_second, font, ink, RIGHT)
            lower.setRight(lower.right() - width - 12)
        return upper.right() - used

    def _paint_second(self, painter: QPainter, lower: QRectF, shown: Row, state: RowState) -> None:
        place = QRectF(lower)
        if shown.ripeness is not None:
            inks = (state.ink("accent"), state.ink("line_strong"), state.inside("surface"))
            place.setLeft(paint_ripeness(painter, self.theme, place, shown.ripeness, inks) + 6)
        if shown.badge:
            middle = QPointF(place.left(), place.center().y())
            place.setLeft(place.left() + paint_badge(painter, self.theme, middle, shown.badge) + 8)
        ink = self.theme.color(state.ink("text_soft"))
        write_lines(painter, place, shown.second, self.theme.font("small"), ink, shown.second_lines)

    def _paint_button(self, painter: QPainter, rect: QRectF, shown: Row) -> None:
        place = self.button_rect(rect, shown)
        theme = self.theme
        box(painter, place, theme.tokens.radius["button"], theme.color("surface"), theme.color("line_strong"))
        side = theme.icon_size("button")
        icon = QRectF(0, 0, side, side)
        icon.moveCenter(place.center())
        theme.icons.paint(painter, shown.button, "text", icon)


def paint_ripeness(
    painter: QPainter,
    theme: Theme,
    place: QRectF,
    ripeness: int,
    inks: tuple[str, str, str] = ("accent", "line_strong", "surface"),
) -> float:
    """Paint four small squares of which ``ripeness`` are full; return where they end.

    ``inks`` are the colour roles of a full square, of the border of an empty one and of its inside.
    """
    width, height, x = theme.wide(5), theme.wide(8), round(place.left())
    for at in range(4):
        square = QRectF(x, round(place.center().y() - height / 2), width, height)
        painter.fillRect(square, theme.color(inks[0] if at < ripeness else inks[1]))
        if at >= ripeness:
            painter.fillRect(square.adjusted(1, 1, -1, -1), theme.color(inks[2]))
        x += width + 2
    return x
