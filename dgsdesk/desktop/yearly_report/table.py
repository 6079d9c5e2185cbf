"""The table of a chart: what the picture shows, in words and figures."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dgsdesk.application.chart import Chart
from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.components.paint import LEFT, fill_line, left_ground, write
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.theme.ring import focus_ring
from dgsdesk.desktop.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_BESIDE = 5
_LEAST_LABEL = 150
"""Pixels at 100 % that the labels keep."""
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class ChartModel(QAbstractTableModel):
    """A line of the chart a row, its label first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None

    def show(self, chart: Chart) -> None:
        """Show another chart."""
        self.beginResetModel()
        self.chart = chart
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() or self.chart is None else len(self.chart.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() or self.chart is None else len(self.chart.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a cell shows and says."""
        if self.chart is None or not index.isValid():
            return None
        line = self.chart.lines[index.row()]
        text = (line.label, *line.cells)[index.column()]
        if role == _DISPLAY:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.chart.columns[index.column()]
            return f"{line.label}, {title}\u00a0: {text}" if index.column() else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the titles, at left as the cells are."""
        if orientation != Qt.Orientation.Horizontal or self.chart is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        inside = 0 <= section < len(self.chart.columns)
        return self.chart.columns[section] if role == _DISPLAY and inside else None


class _CellDelegate(QStyledItemDelegate):
    """Paint a cell with a line below it, its words where the title begins."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self.theme = theme
        self.table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of the words and of what stands beside them."""
        words = self.theme.metrics("small", bold=True).horizontalAdvance(str(index.data() or ""))
        return QSize(ceil(words) + 2 * _BESIDE, self.theme.height("timeline_row", "small"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, line and words."""
        theme, rect = self.theme, QRectF(option.rect)
        current = index.row() == self.table.currentIndex().row()
        chosen = current and self.table.hasFocus()
        painter.save()
        if current:
            painter.fillRect(rect, theme.color("selected" if chosen else left_ground(theme)))
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        ink = theme.color("on_selected" if chosen else "text")
        font = theme.font("small", bold=not index.column())
        write(painter, rect.adjusted(_BESIDE, 0, -4, 0), str(index.data() or ""), font, ink, LEFT)
        if chosen and index == self.table.currentIndex():
            focus_ring(painter, rect, theme.color("focus_on_selected"), 0)
        painter.restore()


class ChartTable(PlainTable):
    """``chosen(line)`` follows the keyboard; Enter and a double click are ``entered(line, column)``."""

    chosen = Signal(int)
    entered = Signal(int, int)

    def __init__(self, theme: Theme, memory: Memory) -> None:
        self.lines = ChartModel()
        super().__init__(theme, self.lines)
        self.lines.setParent(self)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.columns = KeptColumns(theme, memory, "charts", self, self._fit_columns)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.entered.emit(index.row(), index.column()))
        theme.follow(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.stand_on("surface")
        self.setFont(self.theme.font("small"))
        self.set_row_height(self.theme.height("timeline_row", "small"))
        self.columns.place()

    def _fit_columns(self) -> None:
        """Give each column its words; the labels give way where a little is missing, as tooltips say them."""
        self.resizeColumnsToContents()
        missing = self.horizontalHeader().length() - self.viewport().width()
        first = self.columnWidth(0)
        if 0 < missing <= first - self.theme.wide(_LEAST_LABEL):
            self.setColumnWidth(0, first - missing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns again."""
        super().resizeEvent(event)
        self.columns.place()

    def show_chart(self, chart: Chart, line: int) -> None:
        """Show the table of a chart, a line of it chosen."""
        self.setAccessibleName(self.tr("Tableau : {}").format(chart.title))
        self.lines.show(chart)
        self.columns.place()
        self.choose(line)

    def choose(self, line: int) -> None:
        """Make a line the current one."""
        if 0 <= line < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(line, max(self.currentIndex().column(), 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the line counts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit(self.currentIndex().row(), self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())
