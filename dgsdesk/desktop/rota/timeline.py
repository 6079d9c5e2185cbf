"""The timeline: names, months and fairness as three views on one model that scroll and choose as one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QWidget

from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.rota.grid_model import FIRST_MONTH, NAME, RotaGrid
from dgsdesk.desktop.rota.grid_view import GridView
from dgsdesk.desktop.rota.headers import GridHeader, MonthsHeader, SharesHeader
from dgsdesk.desktop.rota.line_delegate import LineDelegate
from dgsdesk.desktop.rota.months_view import MonthsView
from dgsdesk.desktop.theme.theme import Theme

_SHARES = (92, 30, 60)
_WIDEST_NAME = 220
_WIDEST_MONTH = 40
_MOST_PULLED = 360
"""What a hand may give to a column beside the months at the most, in pixels at 100 %."""
_NAMES, _MONTHS, _TURNS = "names", "months", "shares"
"""The memories of the columns of the three views."""


class _SideView(GridView):
    """Names or fairness: never the keyboard; a click chooses the row in the months."""

    row_pressed = Signal(int)

    def __init__(self, theme: Theme, grid: RotaGrid, name: str) -> None:
        super().__init__(theme, grid)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setItemDelegate(LineDelegate(theme, self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row."""
        row = self.rowAt(event.position().toPoint().y())
        if row >= 0:
            self.row_pressed.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the choice where the press put it."""
        event.accept()


class Timeline(QWidget):
    """``moved()`` when another cell is current. `months` has the keyboard.

    A hand may pull the names, the months (all to one width) and the columns of fairness.
    """

    moved = Signal()

    def __init__(self, theme: Theme, grid: RotaGrid, memory: Memory) -> None:
        super().__init__()
        self.theme = theme
        self.grid = grid
        self.names = _SideView(theme, grid, self.tr("Communes"))
        self.months = MonthsView(theme, grid)
        self.shares = _SideView(theme, grid, self.tr("Équité"))
        self.across, self.down = QScrollBar(Qt.Orientation.Horizontal), QScrollBar(Qt.Orientation.Vertical)
        self.names.setHorizontalHeader(GridHeader(theme, self.names))
        self.months.setHorizontalHeader(MonthsHeader(theme, self.months))
        self.shares.setHorizontalHeader(SharesHeader(theme, self.shares))
        self._kept = self._keep_columns(memory)
        self._lay_out()
        self._share_choice()
        self._share_scrolling()
        grid.modelReset.connect(self._arrange)
        theme.follow(self._arrange)
        self._arrange()

    @property
    def views(self) -> tuple[GridView, GridView, GridView]:
        """Return the three views, from left to right."""
        return (self.names, self.months, self.shares)

    # -- choice ----------------------------------------

    def current(self) -> QModelIndex:
        """Return the current cell."""
        return self.months.currentIndex()

    def choose(self, index: QModelIndex) -> None:
        """Make a cell the current one and bring it into view."""
        if index.isValid():
            self.months.setCurrentIndex(index)
            self.months.scrollTo(index)

    def _choose_row(self, row: int) -> None:
        self.months.setFocus(Qt.FocusReason.MouseFocusReason)
        self.months.setCurrentIndex(self.months.index_beside(row))

    def _share_choice(self) -> None:
        selection = self.months.selectionModel()
        for view in (self.names, self.shares):
            view.setSelectionModel(selection)
            view.keyboard_holder = self.months
            view.row_pressed.connect(self._choose_row)
        selection.currentChanged.connect(self._moved)

    def _moved(self) -> None:
        self.repaint_rows()
        self.moved.emit()

    def repaint_rows(self) -> None:
        """Paint the three views anew (the current row, the keyboard, a swap)."""
        for view in self.views:
            view.viewport().update()

    # -- scrolling ----------------------------------------

    def _share_scrolling(self) -> None:
        bars = [view.verticalScrollBar() for view in self.views]
        for bar in bars:
            for other in bars:
                if other is not bar:
                    bar.valueChanged.connect(other.setValue)
        _mirror(self.months.verticalScrollBar(), self.down)
        _mirror(self.months.horizontalScrollBar(), self.across)
        self.months.horizontalScrollBar().rangeChanged.connect(self._bound_height)
        self.months.horizontalScrollBar().rangeChanged.connect(lambda: self.choose(self.current()))
        self.months.horizontalScrollBar().valueChanged.connect(
            self.months.horizontalHeader().viewport().update
        )

    # -- columns ----------------------------------------

    def _keep_columns(self, memory: Memory) -> list[KeptColumns]:
        fits: dict[str, Callable[[], None]] = {
            _NAMES: self._fit_names,
            _MONTHS: self._widen_months,
            _TURNS: self._fit_shares,
        }
        for view in (self.names, self.shares):
            view.horizontalHeader().sectionResized.connect(partial(self._follow, view))
        return [
            KeptColumns(self.theme, memory, f"rota/{key}", view, fit, kind=partial(self._kind_of, key))
            for view, (key, fit) in zip(self.views, fits.items(), strict=True)
        ]

    def _kind_of(self, key: str, column: int) -> str:
        """Name a column in the view that shows it; the others are hidden there, and stay so."""
        shares = column - self.grid.bar_column
        if column == NAME:
            return "name" if key == _NAMES else ""
        if shares < 0:
            return "month" if key == _MONTHS else ""
        return f"share {shares}" if key == _TURNS else ""

    def _follow(self, view: GridView, column: int, _old: int, new: int) -> None:
        """Be as wide as the columns of a view that does not scroll; hiding one gives it no width."""
        if new and not view.isColumnHidden(column):
            view.setFixedWidth(view.horizontalHeader().length())

    def _fit_names(self) -> None:
        self.names.setColumnWidth(NAME, self._name_width())

    def _fit_shares(self) -> None:
        for at, width in enumerate(_SHARES):
            self.shares.setColumnWidth(self.grid.bar_column + at, self.theme.wide(width))

    # -- layout ----------------------------------------

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for column, view in enumerate(self.views):
            layout.addWidget(view, 0, column)
        layout.addWidget(self.across, 1, 1)
        layout.addWidget(self.down, 0, 3)
        layout.setColumnStretch(1, 1)

    def _arrange(self) -> None:
        """Show each view its columns; take widths and heights from the theme and the longest name."""
        grid = self.grid
        for view, wanted in (
            (self.names, {NAME}),
            (self.months, set(range(FIRST_MONTH, grid.bar_column))),
            (self.shares, set(range(grid.bar_column, grid.columnCount()))),
        ):
            view.measure()
            for column in range(grid.columnCount()):
                view.setColumnHidden(column, column not in wanted)
        for view in (self.names, self.shares):
            view.horizontalHeader().setMaximumSectionSize(self.theme.wide(_MOST_PULLED))
        for kept in self._kept:
            kept.place()
        for view in (self.names, self.shares):
            view.setFixedWidth(view.horizontalHeader().length())
        self._bound_height()

    def _bound_height(self) -> None:
        """Take no more room than the rows need, so that the legend follows them."""
        header = self.months.horizontalHeader().sizeHint().height()
        rows = len(self.grid.lines) * self.months.verticalHeader().defaultSectionSize()
        bar = self.across.sizeHint().height() if self.months.horizontalScrollBar().maximum() else 0
        self.setMaximumHeight(header + rows + bar + 1)

    def _name_width(self) -> int:
        metrics = self.theme.metrics("small", bold=True)
        longest = max((metrics.horizontalAdvance(line.row.name) for line in self.grid.lines), default=0)
        return min(round(longest) + 22, self.theme.wide(_WIDEST_NAME))

    def _widen_months(self) -> None:
        """Fill the room that there is, within limits; beyond, the months scroll."""
        count = len(self.grid.months)
        if not count:
            return
        least = self.theme.wide(self.theme.size("timeline_month"))
        room = self.months.viewport().width() // count
        width = min(max(room, least), self.theme.wide(_WIDEST_MONTH))
        for column in range(FIRST_MONTH, FIRST_MONTH + count):
            self.months.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the months the room, and keep the chosen cell in view."""
        super().resizeEvent(event)
        self._kept[1].place()
        self.choose(self.current())


def _mirror(hidden: QScrollBar, shown: QScrollBar) -> None:
    """Let a bar outside the view stand for the view's own, and vanish when there is nothing to scroll."""

    def follow() -> None:
        shown.setRange(hidden.minimum(), hidden.maximum())
        shown.setPageStep(hidden.pageStep())
        shown.setSingleStep(hidden.singleStep())
        shown.setValue(hidden.value())
        shown.setVisible(hidden.maximum() > hidden.minimum())

    hidden.rangeChanged.connect(follow)
    hidden.valueChanged.connect(shown.setValue)
    shown.valueChanged.connect(hidden.setValue)
    follow()
