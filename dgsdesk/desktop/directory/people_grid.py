"""The grid in which directors are checked: typed in place, each line kept as soon as it has a name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dgsdesk.application.directory.grid import FillPost, GridRow, people_grid
from dgsdesk.desktop.components.cell_editing import CellDelegate, Index
from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.paint import fill_line, left_ground, write
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.directory.people_model import INK_ROLE, Column, PeopleModel, Refused
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.network import PostStatus
from dgsdesk.domain.wording import NBSP, join_and, plural

_MARGIN = 16
_GAP = 8
_BESIDE = 5
_SHARES = {
    Column.PLACE: 20,
    Column.ROLE: 8,
    Column.CIVILITY: 8,
    Column.GIVEN: 11,
    Column.FAMILY: 13,
    Column.EMAIL: 21,
    Column.STATUS: 19,
}


class PeopleDelegate(CellDelegate):
    """Cells on one line each, apart from each other, the line of the row below them."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, line, icon and text."""
        rect, theme = QRectF(option.rect), self.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        here = self.view.hasFocus()
        if chosen:
            painter.fillRect(rect, theme.color("selected" if here else left_ground(theme)))
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        x = rect.left() + _BESIDE
        ink = self._paint_mark(painter, rect, index, x)
        if index.data(Qt.ItemDataRole.DecorationRole):
            x += theme.icon_size("inline") + _GAP
        place = QRectF(x, rect.top(), rect.right() - x - 2, rect.height())
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        write(painter, place, words, index.data(Qt.ItemDataRole.FontRole), theme.color(ink))
        if chosen and here:
            focus_ring(painter, rect, theme.color("focus_on_selected"), 0)

    def entered(self) -> None:
        """Go on to the next line, where its first name is typed."""
        below = self.view.model().index(self.view.currentIndex().row() + 1, Column.GIVEN)
        if below.isValid():
            self.view.setCurrentIndex(below)

    def _paint_mark(self, painter: QPainter, rect: QRectF, index: Index, x: float) -> str:
        """Paint the state's icon, if the cell has one; return the ink of its words."""
        icon, ink = index.data(Qt.ItemDataRole.DecorationRole), index.data(INK_ROLE)
        if icon:
            side = self.theme.icon_size("inline")
            place = QRectF(x, rect.center().y() - side / 2, side, side)
            self.theme.icons.paint(painter, icon, ink, place)
        return str(ink)


class PeopleTable(PlainTable):
    """The table itself: typing begins to edit, Tab goes on, columns share the width."""

    def __init__(self, theme: Theme, model: PeopleModel, memory: Memory) -> None:
        super().__init__(theme, model, edited=True)
        self.setAccessibleName(self.tr("Personnes à vérifier"))
        self.choose_cells()
        self.setItemDelegate(PeopleDelegate(theme, self))
        trigger = QAbstractItemView.EditTrigger
        # Not by a second click: Qt waits for a third one then, and loses what is typed meanwhile.
        self.setEditTriggers(self.editTriggers() | trigger.AnyKeyPressed)
        self.horizontalHeader().setSectionsClickable(False)
        self.columns = KeptColumns(theme, memory, "people", self, self._fit, filler=Column.EMAIL)
        theme.follow(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.theme.height("table_row", "body"))
        self.horizontalHeader().setFont(self.theme.font("small", bold=True))
        self.stand_on("surface")
        self.columns.place()

    def _fit(self) -> None:
        room = self.viewport().width()
        for column, share in _SHARES.items():
            least = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(room * share // sum(_SHARES.values()), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._measure()


class PeopleGrid(QWidget):
    """The table with what went wrong above it; ``counted(named, vacant)`` after each reading."""

    counted = Signal(int, int)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.model = PeopleModel(host.theme, self)
        self.table = PeopleTable(host.theme, self.model, host.preferences)
        self.problem = InlineMessage(host.theme, closable=True)
        self._told = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.problem)
        sides = QHBoxLayout()
        sides.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        sides.addWidget(self.table)
        layout.addLayout(sides, 1)
        self.model.wanted.connect(self._keep)
        self.model.incomplete.connect(self._was_typed)

    def refresh(self) -> None:
        """Read the lines again."""
        self.host.ask(people_grid, then=self._show, owner=self, replaces="grid")

    def chosen_person(self) -> str:
        """Return the id of the person in the current line, empty for a vacant post."""
        return self.model.person_id(self.table.currentIndex())

    def leaving(self) -> None:
        """Keep the cell being typed; lines that are not kept wait here, and hold nothing else up."""
        if self.table.state() == QAbstractItemView.State.EditingState:
            self.table.setFocus()
        self.host.mark_unsaved(self, False)

    def holds_back(self) -> bool:
        """Say, once for what is typed, which lines are not kept, and go to the first; tell whether it did."""
        lines = self.model.kept_back()
        if not lines or self._told:
            return False
        self._told = True
        self.host.mark_unsaved(self, True)
        names = join_and([self.model.line(cell.row()).organisation for cell in lines])
        lack = plural(len(lines), "ligne n’est pas enregistrée", "lignes ne sont pas enregistrées")
        remedy = self.tr(
            "Corrigez ce qui est en rouge, ou continuez : le reste se remplira plus tard dans « Annuaire »."
        )
        self.problem.show_message(Message(f"{lack}{NBSP}: {names}.", remedy=remedy, tone="warn"))
        self.table.setCurrentIndex(lines[0])
        self.table.setFocus()
        return True

    def take_focus(self) -> None:
        """Begin in the first cell to type in."""
        self._begin()
        self.table.setFocus()

    def _begin(self) -> None:
        """Stand where the first name is typed, also when the lines come after the keyboard."""
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, Column.GIVEN))

    def _show(self, rows: tuple[GridRow, ...]) -> None:
        self.model.show_rows(rows)
        if self.table.hasFocus():
            self._begin()
        vacant = sum(row.status is PostStatus.VACANT for row in rows)
        self.counted.emit(len(rows) - vacant, vacant)

    def _was_typed(self, waiting: bool) -> None:
        self._told = False
        self.host.mark_unsaved(self, waiting and self.isVisible())
        if not waiting:
            self.problem.show_message(None)

    def _keep(self, command: FillPost) -> None:
        def kept(_: object) -> None:
            self.problem.show_message(None)  # lines that still have to be mended are marked
            # What was typed goes only once the lines that hold it are here.
            self.host.ask(people_grid, then=read_again, owner=self)

        def read_again(rows: tuple[GridRow, ...]) -> None:
            self._show(rows)
            self.model.kept(command)

        def not_kept(error: KnownError) -> None:
            said = self.host.message_for(error)
            column = Column.FAMILY if error.code == "empty_name" else Column.EMAIL
            self.model.refused(command, Refused(said.sentence(), column))
            self.problem.show_message(said)

        self.host.run(command, then=kept, failed=not_kept, owner=self, quiet=True)
