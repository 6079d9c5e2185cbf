"""« Qui fait quoi »: communes as rows, « agit » and « paie » under each competence (look/e)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dgsdesk.application.grey_zone.acts import Duty, MatrixCell
from dgsdesk.application.grey_zone.matrix import Matrix, PracticeCell, holder_label
from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.components.paint import LEFT, fill_line, write
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.components.row_delegate import RowState
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.grey_zone import Holder

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_LINES = 6
_DUTIES = (Duty.ACTS, Duty.PAYS)
_ICONS = {
    Holder.COMMUNE: ("kind.commune", "text_soft"),
    Holder.EPCI: ("kind.epci", "accent_text"),
    Holder.SHARED: ("kind.shared", "info"),
    Holder.UNKNOWN: ("kind.unknown", "warn"),
}


class MatrixModel(QAbstractTableModel):
    """Two columns per competence; the last row is the most frequent answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = Matrix((), (), "")

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a matrix; the place is kept when rows and columns are the same."""
        same = _shape(matrix) == _shape(self.matrix)
        if not same:
            self.beginResetModel()
        self.matrix = matrix
        if not same:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the communes and the foot."""
        return 0 if parent.isValid() or not self.matrix.rows else len(self.matrix.rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return two per competence."""
        return 0 if parent.isValid() else 2 * len(self.matrix.columns)

    def is_foot(self, row: int) -> bool:
        """Say whether a row is the foot."""
        return row == len(self.matrix.rows)

    def practice(self, index: Index) -> tuple[PracticeCell, Duty] | None:
        """Return what a cell stands for; nothing in the foot."""
        if not index.isValid() or self.is_foot(index.row()):
            return None
        cell = self.matrix.rows[index.row()].cells[index.column() // 2]
        return cell, _DUTIES[index.column() % 2]

    def holder(self, index: Index) -> Holder:
        """Return the answer of a cell."""
        found = self.practice(index)
        if found is None:
            return Holder.UNKNOWN
        cell, duty = found
        return cell.acts if duty is Duty.ACTS else cell.pays

    def address(self, index: Index) -> MatrixCell | None:
        """Return the cell as a command names it."""
        found = self.practice(index)
        if found is None:
            return None
        row = self.matrix.rows[index.row()]
        column = self.matrix.columns[index.column() // 2]
        return MatrixCell(row.organisation_id, column.code, found[1])

    def foot(self, column: int) -> str:
        """Return the most frequent answer of a column."""
        competence = self.matrix.columns[column // 2]
        return competence.usual_pays if column % 2 else competence.usual_acts

    def duty_word(self, column: int) -> str:
        """Return « agit » or « paie »."""
        return self.tr("paie") if column % 2 else self.tr("agit")

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return the answer in words, and the whole cell in words for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if self.is_foot(index.row()):
                return self.foot(index.column())
            return holder_label(self.holder(index), self.matrix.epci)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(index)
        return None

    def _spoken(self, index: Index) -> str:
        column = self.matrix.columns[index.column() // 2]
        words = str(self.data(index) or "")
        if self.is_foot(index.row()):
            return f"{column.full}, {self.duty_word(index.column())}, {words}"
        row = self.matrix.rows[index.row()]
        found = self.practice(index)
        differs = self.tr(", celui qui agit n’est pas celui qui paie") if found and found[0].differs else ""
        return f"{row.commune}, {column.full}, {self.duty_word(index.column())}\u00a0: {words}{differs}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the communes, and each column's competence with its question."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            if self.is_foot(section):
                return self.tr("Le plus souvent, sur %1").replace("%1", str(len(self.matrix.rows)))
            return self.matrix.rows[section].commune
        return f"{self.matrix.columns[section // 2].label}, {self.duty_word(section)}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cells of communes be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.practice(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _shape(matrix: Matrix) -> tuple[list[str], list[str]]:
    return [row.organisation_id for row in matrix.rows], [column.code for column in matrix.columns]


class _CellDelegate(QStyledItemDelegate):
    """Paint icon and word; a disagreement is tinted, the unknown is a word in warn."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = self.view.model()
        assert isinstance(model, MatrixModel)
        rect = QRectF(option.rect)
        painter.save()
        if model.is_foot(index.row()):
            self._paint_foot(painter, rect, model.foot(index.column()))
        else:
            self._paint_answer(painter, rect, option, model, index)
        line = self.theme.color("line")
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line)
        if index.column() % 2 == 0:
            fill_line(painter, QRectF(rect.left(), rect.top(), 1, rect.height()), line)
        painter.restore()

    def _paint_foot(self, painter: QPainter, rect: QRectF, words: str) -> None:
        painter.fillRect(rect, self.theme.color("surface_alt"))
        place = rect.adjusted(8, 0, -2, 0)
        write(painter, place, words, self.theme.font("small", bold=True), self.theme.color("text"), LEFT)

    def _paint_answer(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, model: MatrixModel, index: Index
    ) -> None:
        theme = self.theme
        state = RowState(option, self.view, one_ink=theme.scheme == "high_contrast")
        found = model.practice(index)
        ground = state.ground() if state.chosen else "mark" if found and found[0].differs else ""
        if ground:
            painter.fillRect(rect, theme.color(ground))
        holder = model.holder(index)
        icon, role = _ICONS[holder]
        side = theme.icon_size("badge")
        theme.icons.paint(
            painter, icon, state.ink(role), QRectF(rect.left() + 8, rect.center().y() - side / 2, side, side)
        )
        unknown = holder is Holder.UNKNOWN
        ink = theme.color(state.ink("warn" if unknown else "text"))
        place = rect.adjusted(8 + side + 5, 0, -2, 0)
        write(painter, place, str(index.data()), theme.font("small", bold=unknown), ink, LEFT)
        if state.ring:
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), theme.color("focus_on_selected"), 0)


class _Competences(QHeaderView):
    """The competence over its two columns, on as many lines as it takes; below, « agit » and « paie »."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.theme = theme

    def sizeHint(self) -> QSize:
        """Return the lines of the longest name, and one."""
        return QSize(100, round((self._lines() + 1) * self.theme.line("small")) + 12)

    def _lines(self) -> int:
        """Return how many lines the longest name takes."""
        model = self.model()
        assert isinstance(model, MatrixModel)
        metrics = self.theme.metrics("small", bold=True)
        room = QRectF(0, 0, 2 * (self.sectionSize(0) or self.defaultSectionSize()) - 12, 10_000)
        wrapped = int(Qt.TextFlag.TextWordWrap)
        tall = [metrics.boundingRect(room, wrapped, column.label).height() for column in model.matrix.columns]
        return min(max(round(max(tall, default=0) / metrics.lineSpacing()), 1), _MOST_LINES)

    def _lower(self) -> float:
        """Return the height of the line of « agit » and « paie »."""
        return self.theme.line("small") + 6

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the lower line of a column; the upper one across both with the first."""
        model = self.model()
        assert isinstance(model, MatrixModel)
        whole, height = QRectF(rect), self._lower()
        painter.save()
        painter.fillRect(whole, self.theme.color("surface"))
        lower = QRectF(whole.left() + 8, whole.bottom() - height, whole.width() - 8, height)
        soft = self.theme.color("text_soft")
        write(painter, lower, model.duty_word(section), self.theme.font("small"), soft, LEFT)
        line = self.theme.color("line")
        fill_line(painter, QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), line)
        if section % 2 == 0:
            fill_line(painter, QRectF(whole.left(), whole.top(), 1, whole.height()), line)
        self._paint_label(painter, whole, section)
        painter.restore()

    def _paint_label(self, painter: QPainter, whole: QRectF, section: int) -> None:
        """Paint this column's half of the competence's label, which runs over both columns."""
        model = self.model()
        assert isinstance(model, MatrixModel)
        shift = whole.width() if section % 2 else 0
        height = whole.height() - self._lower() - 3
        place = QRectF(whole.left() - shift + 8, whole.top() + 3, 2 * whole.width() - 12, height)
        painter.setClipRect(whole)
        painter.setFont(self.theme.font("small", bold=True))
        painter.setPen(self.theme.color("text"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap)
        painter.drawText(place, flags, model.matrix.columns[section // 2].label)


class _Communes(QHeaderView):
    """The names of the communes, always in sight."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """Return the width of the longest name, within reason."""
        model = self.model()
        assert isinstance(model, MatrixModel)
        metrics = self.theme.metrics("small", bold=True)
        names = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=120)
        return QSize(min(round(widest) + 22, self.theme.wide(260)), 100)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one name."""
        model = self.model()
        assert isinstance(model, MatrixModel)
        whole, foot = QRectF(rect), model.is_foot(section)
        painter.save()
        painter.fillRect(whole, self.theme.color("surface_alt" if foot else "surface"))
        name = str(model.headerData(section, Qt.Orientation.Vertical) or "")
        place, ink = whole.adjusted(2, 0, -8, 0), self.theme.color("text")
        write(painter, place, name, self.theme.font("small", bold=foot), ink, LEFT)
        bottom = QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1)
        fill_line(painter, bottom, self.theme.color("line"))
        painter.restore()


class _Corner(QObject):
    """Write « Commune » where the two headers meet."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.theme = theme
        for button in view.findChildren(QAbstractButton):
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint in the place of the button."""
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        painter = QPainter(watched)
        rect = QRectF(watched.rect())
        painter.fillRect(rect, self.theme.color("surface"))
        height = self.theme.line("small") + 6
        place = QRectF(2, rect.height() - height, rect.width() - 2, height)
        soft = self.theme.color("text_soft")
        write(painter, place, self.tr("Commune"), self.theme.font("small", bold=True), soft, LEFT)
        bottom = QRectF(0, rect.height() - 1, rect.width(), 1)
        fill_line(painter, bottom, self.theme.color("line"))
        painter.end()
        return True


class MatrixView(PlainTable):
    """The matrix. ``cycled(cells, holder)`` asks for the next answer, by Enter or a double click."""

    cycled = Signal(tuple, object)

    def __init__(self, theme: Theme, memory: Memory) -> None:
        self.cells = MatrixModel()
        super().__init__(theme, self.cells)
        self.cells.setParent(self)
        self.setHorizontalHeader(_Competences(theme, self))
        self.setVerticalHeader(_Communes(theme, self))
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setAccessibleName(self.tr("Qui fait quoi, par commune et par compétence"))
        self.setCornerButtonEnabled(False)
        self._corner = _Corner(theme, self)
        self.choose_cells()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.columns = KeptColumns(theme, memory, "matrix", self, self._fit, kind=lambda _: "answer")
        self.doubleClicked.connect(self._cycle)
        theme.follow(self._measure)
        self._measure()

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a matrix."""
        self.cells.show_matrix(matrix)
        self._measure()

    def _measure(self) -> None:
        self.set_row_height(self.theme.height("table_row_dense", "small", padding=8))
        self.columns.place()
        self.horizontalHeader().updateGeometry()
        self.verticalHeader().updateGeometry()
        if self.horizontalHeader().height() != self.horizontalHeader().sizeHint().height():
            self.updateGeometries()  # narrower columns wrap longer names: Qt does not look at the head again
        self._bound_height()

    def _bound_height(self) -> None:
        """Take no more room than the rows need, so that the answers follow them."""
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar()
        across = bar.sizeHint().height() if bar.maximum() else 0
        self.setMaximumHeight(head + self.verticalHeader().length() + across + 2)

    def _fit(self) -> None:
        columns = self.cells.columnCount()
        room = self.width() - self.verticalHeader().sizeHint().width() - 14
        least = self.theme.wide(107)
        wide = max(least, min(self.theme.wide(150), room // columns)) if columns else least
        self.horizontalHeader().setDefaultSectionSize(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._measure()

    def chosen_cells(self) -> tuple[MatrixCell, ...]:
        """Return the chosen cells."""
        found = [self.cells.address(index) for index in self.selectedIndexes()]
        return tuple(cell for cell in found if cell is not None)

    def choose(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self.setCurrentIndex(self.cells.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the next answer."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._cycle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _cycle(self, index: QModelIndex) -> None:
        cell = self.cells.address(index)
        if cell is not None:
            order = [Holder.UNKNOWN, Holder.COMMUNE, Holder.EPCI, Holder.SHARED]
            following = order[(order.index(self.cells.holder(index)) + 1) % len(order)]
            self.cycled.emit((cell,), following)
