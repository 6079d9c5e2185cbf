"""« Équité »: turns against the fair share as table and bars, in this circle or in all of them together."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from dgsdesk.application.rota.fairness import EVERY_CIRCLE, FairnessPage, FairnessRow, fairness_page
from dgsdesk.desktop.components.kept_columns import KeptColumns
from dgsdesk.desktop.components.paint import LEFT, RIGHT, fill_line, left_ground, write
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.rota.fairness_model import BAR, COLUMNS, ROW_ROLE, FairnessModel
from dgsdesk.desktop.rota.line_delegate import MUCH, paint_bar
from dgsdesk.desktop.shell.host import PageHost

_DEBTS = (5, 6)
_MARGIN = 5
_TITLE_MARGIN = 8
"""Pixels that the style keeps beside a title, on both sides together."""
_SORT_MARK = 16
_LEAST_BAR, _MOST_BAR = 50, 220


class FairnessView(Panel):
    """``chosen(organisation id)`` when another commune is current."""

    chosen = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._circle = ""
        self.model = FairnessModel(self)
        self.every = QCheckBox(self.tr("Tous les formats ensemble"))
        self.summary = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.table = PlainTable(self.theme, self.model, self.tr("Équité entre les communes"))
        self._make_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 6, 8)
        layout.setSpacing(6)
        for part in (self.every, self.summary, self.table):
            layout.addWidget(part)
        layout.setStretch(2, 1)
        self.every.toggled.connect(lambda: self.read(self._circle))
        self.table.selectionModel().currentChanged.connect(self._tell)
        self.columns = KeptColumns(self.theme, host.preferences, "fairness", self.table, self._fit)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self.columns.place())
        self.theme.follow(self._restyle)
        self._restyle()

    def _make_table(self) -> None:
        table = self.table
        table.setItemDelegate(_FairnessDelegate(self))
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(_DEBTS[0], Qt.SortOrder.DescendingOrder)
        self.setFocusProxy(table)

    def _restyle(self) -> None:
        self.table.stand_on("surface")
        self.table.set_row_height(self.theme.height("timeline_row", "body"))
        self.every.setFont(self.theme.font("small"))
        self.columns.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        self.columns.place()

    def _fit(self) -> None:
        """Give each column what its words need, and the bars what is left."""
        sort_mark = self.theme.wide(_SORT_MARK)
        head = self.table.horizontalHeader()
        sorted_by, titles = head.sortIndicatorSection(), head.fontMetrics()
        plain, bold = self.theme.metrics("small"), QFontMetricsF(self.theme.font("small", bold=True))
        for at, column in enumerate(COLUMNS):
            cell = bold if at in (0, _DEBTS[0]) else plain
            words = max((cell.horizontalAdvance(column.text(row)) for row in self.model.rows), default=0)
            title = titles.horizontalAdvance(column.title) + (sort_mark if at == sorted_by else 0)
            self.table.setColumnWidth(at, round(max(words + 2 * _MARGIN + 2, title + _TITLE_MARGIN)))
        others = sum(self.table.columnWidth(at) for at in range(len(COLUMNS)) if at != BAR)
        room = self.table.viewport().width() - others
        self.table.setColumnWidth(
            BAR, min(max(room, self.theme.wide(_LEAST_BAR)), self.theme.wide(_MOST_BAR))
        )

    # -- content ----------------------------------------

    def read(self, circle_id: str) -> None:
        """Read the fairness of a circle, or of all when the box is ticked."""
        self._circle = circle_id
        wanted = EVERY_CIRCLE if self.every.isChecked() else circle_id
        self.host.ask(fairness_page, wanted, then=self._show, owner=self, replaces="fairness")

    def _show(self, page: FairnessPage) -> None:
        index = self.table.currentIndex()
        kept = self.model.rows[index.row()].organisation_id if index.isValid() else ""
        self.model.show(page.rows)
        self.columns.place()
        self.summary.show_text(page.summary)
        self.choose(kept)

    def choose(self, organisation_id: str) -> None:
        """Make a commune the current one."""
        row = self.model.row_of(organisation_id)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.model.rows[current.row()].organisation_id)


class _FairnessDelegate(QStyledItemDelegate):
    """Paint name, bar and figures."""

    def __init__(self, view: FairnessView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, line and content."""
        theme, view = self._view.theme, self._view
        rect, row = QRectF(option.rect), index.data(ROW_ROLE)
        assert isinstance(row, FairnessRow)
        current = index.row() == view.table.currentIndex().row()
        ground = ("selected" if view.table.hasFocus() else left_ground(theme)) if current else ""
        painter.save()
        if ground:
            painter.fillRect(rect, theme.color(ground))
        fill_line(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
        if index.column() == BAR:
            turns, chosen = row.held + row.planned, ground == "selected"
            paint_bar(painter, theme, rect, turns, row.owed, view.model.most, chosen=chosen)
        else:
            self._write(painter, rect, index, row, "on_selected" if ground == "selected" else "text")
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        row: FairnessRow,
        ink: str,
    ) -> None:
        theme, at = self._view.theme, index.column()
        worst = at == _DEBTS[0] and row.debt >= MUCH
        role = "bad" if worst and ink == "text" else ink
        align = RIGHT if COLUMNS[at].figure else LEFT
        font = theme.font("small", bold=worst or at == 0)
        write(
            painter, rect.adjusted(_MARGIN, 0, -_MARGIN, 0), str(index.data()), font, theme.color(role), align
        )
