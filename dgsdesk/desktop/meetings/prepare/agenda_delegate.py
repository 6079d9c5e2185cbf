"""How the lines of the agenda are painted and edited where they stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.application.agenda.workshop import FixedRow, Presenter, WorkshopItem, WorkshopPart
from dgsdesk.desktop.components.badge import BadgeSpec, badge_size, paint_badge
from dgsdesk.desktop.components.cell_editing import CellDelegate
from dgsdesk.desktop.components.paint import CENTER, LEFT, RIGHT, fill_line, left_ground, write
from dgsdesk.desktop.components.row_delegate import RowState
from dgsdesk.desktop.meetings.prepare.agenda_model import (
    AUDIENCE,
    AUDIENCE_SHORT,
    GRIP,
    LINE_ROLE,
    MINUTES,
    NUMBER,
    PRESENTER,
    TITLE,
    AgendaModel,
    Index,
    mark_of,
    preparation_of,
)
from dgsdesk.desktop.meetings.prepare.presenter_choice import PresenterChoice
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

_PAD = 6


class TitleEditor(QWidget):
    """The title above the question, at the place where both stand; Tab goes from one to the other."""

    def __init__(self, parent: QWidget, names: tuple[str, str]) -> None:
        super().__init__(parent)
        self.given_back = False
        self.title = QLineEdit(self)
        self.question = QLineEdit(self)
        for field, name in zip((self.title, self.question), names, strict=True):
            field.setAccessibleName(name)
            field.setProperty("inCell", True)
        self.question.setPlaceholderText(names[1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self.title)
        layout.addWidget(self.question)
        self.setAutoFillBackground(True)
        self.setFocusProxy(self.title)

    def show_value(self, title: str, question: str | None) -> None:
        """Show a title and its question; None for a band, which has none."""
        self.title.setText(title)
        self.title.selectAll()
        self.question.setText(question or "")
        self.question.setCursorPosition(0)
        self.question.setVisible(question is not None)

    def value(self) -> tuple[str, str | None]:
        """Return both."""
        asked = self.question.text() if self.question.isVisibleTo(self) else None
        return self.title.text(), asked


class AgendaDelegate(CellDelegate):
    """Paint fixed rows, bands and items; edit titles with their questions, presenters with suggestions."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme = theme
        self.presenters: tuple[Presenter, ...] = ()
        theme.changed.connect(view.viewport().update)

    # -- measuring -------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the line."""
        del option
        line = index.data(LINE_ROLE)
        if isinstance(line, WorkshopItem):
            return QSize(10, self.theme.height("agenda_item", "body", "small", padding=13))
        if isinstance(line, WorkshopPart):
            return QSize(10, self.theme.height("agenda_part", "body", padding=13))
        return QSize(10, self.theme.height("agenda_fixed", "body", padding=11))

    # -- painting --------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell upon the ground of its line."""
        line = index.data(LINE_ROLE)
        rect = QRectF(option.rect)
        state = RowState(option, self.view, one_ink=self.theme.scheme == "high_contrast")
        state.here = state.here or self.view.isAncestorOf(QApplication.focusWidget() or self.view.window())
        painter.save()
        self._paint_ground(painter, rect, line, state, first=index.column() == GRIP)
        if isinstance(line, WorkshopPart):
            self._paint_band(painter, rect, line, state, index.column())
        elif isinstance(line, WorkshopItem):
            self._paint_item(painter, rect, line, state, index.column())
        elif isinstance(line, FixedRow):
            self._paint_fixed(painter, rect, line, state, index.column())
        if state.ring and option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), self.theme.color("focus_on_selected"), 0)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, line: object, state: RowState, *, first: bool
    ) -> None:
        ground = state.ground() or ("surface_alt" if isinstance(line, WorkshopPart) else "")
        if state.chosen and not state.here:
            ground = left_ground(self.theme)
        if ground:
            painter.fillRect(rect, self.theme.color(ground))
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self.theme.color("line"))
        if first and state.chosen and state.here:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()), self.theme.color("selected_bar")
            )

    def _paint_band(
        self, painter: QPainter, rect: QRectF, part: WorkshopPart, state: RowState, column: int
    ) -> None:
        theme = self.theme
        if column == NUMBER:
            write(
                painter,
                rect,
                f"{part.rank} ·",
                theme.font("body", bold=True),
                self._ink(state, "text"),
                RIGHT,
            )
        elif column == TITLE:
            place = rect.adjusted(_PAD, 0, 0, 0)
            write(painter, place, part.title, theme.font("body", bold=True), self._ink(state, "text"), LEFT)
        elif column == AUDIENCE:
            model = self.view.model()
            assert isinstance(model, AgendaModel)
            over = model.used(part) > part.planned
            ink = self._ink(state, "bad" if over else "text_soft")
            place = rect.adjusted(-theme.wide(60), 0, -18, 0)
            write(painter, place, model.balance(part), theme.font("small", bold=over), ink, RIGHT)

    def _paint_fixed(
        self, painter: QPainter, rect: QRectF, row: FixedRow, state: RowState, column: int
    ) -> None:
        theme, ink = self.theme, self._ink(state, "text")
        if column == TITLE:
            write(
                painter, rect.adjusted(_PAD, 0, -_PAD, 0), row.title, theme.font("body", bold=True), ink, LEFT
            )
        elif column == PRESENTER:
            soft = self._ink(state, "text_soft")
            write(painter, rect.adjusted(_PAD, 0, -_PAD, 0), row.presenter, theme.font("small"), soft, LEFT)
        elif column == MINUTES:
            place = rect.adjusted(0, 0, -2 * _PAD, 0)
            write(painter, place, str(row.minutes), theme.font("body", bold=True), ink, RIGHT)

    def _paint_item(
        self, painter: QPainter, rect: QRectF, item: WorkshopItem, state: RowState, column: int
    ) -> None:
        if column == GRIP:
            side = self.theme.icon_size("inline")
            place = QRectF(0, 0, side, side)
            place.moveCenter(rect.center())
            self.theme.icons.paint(painter, "act.drag", state.ink("text_faint"), place)
        elif column == NUMBER:
            font = self.theme.font("body", bold=True)
            write(painter, rect, item.number, font, self._ink(state, "text_soft"), CENTER)
        elif column == TITLE:
            self._paint_title(painter, rect.adjusted(_PAD, 0, -_PAD, 0), item, state)
        elif column == PRESENTER:
            self._paint_presenter(painter, rect.adjusted(_PAD, 0, -_PAD, 0), item, state)
        elif column == MINUTES:
            place = rect.adjusted(0, 0, -2 * _PAD, 0)
            font = self.theme.font("body", bold=True)
            write(painter, place, str(item.minutes), font, self._ink(state, "text"), RIGHT)
        elif column == AUDIENCE:
            self._paint_audience(painter, rect.adjusted(_PAD, 0, -_PAD, 0), item, state)

    def _paint_audience(self, painter: QPainter, rect: QRectF, item: WorkshopItem, state: RowState) -> None:
        """Write who may read it, and at the right a clip where documents go with it."""
        if item.documents:
            side = self.theme.icon_size("inline")
            place = QRectF(rect.right() - side, rect.center().y() - side / 2, side, side)
            self.theme.icons.paint(painter, "kind.document", state.ink("text_soft"), place)
            rect = rect.adjusted(0, 0, -side - 4, 0)
        ink = self._ink(state, "text_soft")
        write(painter, rect, AUDIENCE_SHORT[item.audience], self.theme.font("small"), ink, LEFT)

    def _paint_title(self, painter: QPainter, rect: QRectF, item: WorkshopItem, state: RowState) -> None:
        theme = self.theme
        first, second = theme.line("body"), theme.line("small")
        top = rect.center().y() - (first + (second + 2 if item.question else 0)) / 2
        title = QRectF(rect.left(), top, rect.width(), first)
        mark = mark_of(item)
        if mark is not None:
            title.setRight(title.right() - self._paint_mark(painter, title, mark))
        write(painter, title, item.title, theme.font("body", bold=True), self._ink(state, "text"), LEFT)
        if item.question:
            place = QRectF(rect.left(), top + first + 2, rect.width(), second)
            write(painter, place, item.question, theme.font("small"), self._ink(state, "text_soft"), LEFT)

    def _paint_mark(self, painter: QPainter, title: QRectF, spec: BadgeSpec) -> float:
        """Paint a badge at the right of a title; return the room that it takes."""
        width = badge_size(self.theme, spec).width()
        middle = title.center()
        middle.setX(title.right() - width)
        paint_badge(painter, self.theme, middle, spec)
        return width + 8

    def _paint_presenter(self, painter: QPainter, rect: QRectF, item: WorkshopItem, state: RowState) -> None:
        theme = self.theme
        below = preparation_of(item)
        if below:
            line = theme.line("small")
            top = rect.center().y() - line - 1
            under = QRectF(rect.left(), top + line + 2, rect.width(), line)
            write(painter, under, below, theme.font("small"), self._ink(state, "text_soft"), LEFT)
            rect = QRectF(rect.left(), top, rect.width(), line)
        if item.presenter:
            write(painter, rect, item.presenter, theme.font("small"), self._ink(state, "text"), LEFT)
            return
        side = theme.icon_size("inline")
        icon = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        theme.icons.paint(painter, "kind.overdue", state.ink("warn"), icon)
        words = rect.adjusted(side + 4, 0, 0, 0)
        bold = theme.font("small", bold=True)
        write(painter, words, self.tr("à désigner"), bold, self._ink(state, "warn"), LEFT)

    def _ink(self, state: RowState, role: str) -> Any:
        return self.theme.color(state.ink(role))

    # -- editing ---------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the field, the number, the choices, or the title with its question."""
        if index.column() == TITLE:
            editor = TitleEditor(parent, (self.tr("Point"), self.tr("Question posée au groupe")))
            for field in (editor.title, editor.question):
                field.installEventFilter(self)
            return editor
        made = super().createEditor(parent, option, index)
        if index.column() == PRESENTER and isinstance(made, QLineEdit):
            choice = PresenterChoice(self.presenters, made)
            choice.taken.connect(lambda: QTimer.singleShot(0, made, lambda: self._keep(made)))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value."""
        if isinstance(editor, TitleEditor):
            if not editor.title.isModified() and not editor.question.isModified():
                editor.show_value(*index.data(Qt.ItemDataRole.EditRole))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep the value when it differs."""
        if isinstance(editor, TitleEditor):
            if editor.value() != index.data(Qt.ItemDataRole.EditRole):
                model.setData(index, editor.value(), int(Qt.ItemDataRole.EditRole))
            return
        super().setModelData(editor, model, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the title's editor the whole cell, and at least two fields of height."""
        if not isinstance(editor, TitleEditor):
            super().updateEditorGeometry(editor, option, index)
            return
        rect = option.rect.adjusted(1, 1, -1, -1)
        missing = max(0, editor.sizeHint().height() - rect.height())
        rect.adjust(0, -(missing // 2), 0, missing - missing // 2)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Tab go from title to question; then do as for every cell."""
        if _opens_the_list(editor, event):
            return True
        holder = editor.parent() if isinstance(editor, QLineEdit) else None
        if not isinstance(holder, TitleEditor):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Tab and editor is holder.title and holder.question.isVisible():
                holder.question.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Backtab and editor is holder.question:
                holder.title.setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
            holder.given_back = True  # before: a key that closes the editor takes the keyboard away at once
            holder.given_back = super().eventFilter(holder, event)
            return holder.given_back
        if event.type() == QEvent.Type.FocusOut and not holder.given_back:
            # Later: the view may be about to take the editor away, and the keyboard may stay in the pair.
            QTimer.singleShot(0, holder, lambda: self._left(holder))
        return False

    def _left(self, holder: TitleEditor) -> None:
        """Keep what was typed when the keyboard goes to neither of the two fields."""
        now = QApplication.focusWidget()
        given_back = holder.given_back or not holder.isVisible()
        if not given_back and now not in (holder.title, holder.question):
            holder.given_back = True
            self.commitData.emit(holder)
            self.closeEditor.emit(holder)


def _opens_the_list(editor: QObject, event: QEvent) -> bool:
    """Open all presenters by Down in the empty field; tell whether the key was taken."""
    choice = editor.completer() if isinstance(editor, QLineEdit) else None
    is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
    if not is_down or event.type() != QEvent.Type.KeyPress or not isinstance(choice, PresenterChoice):
        return False
    choice.open_all()
    return True
