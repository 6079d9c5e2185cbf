"""What the three views of the timeline share: one model, one choice, one height of rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from dgsdesk.desktop.components.paint import left_ground
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.rota.grid_model import RotaGrid
from dgsdesk.desktop.theme.theme import Theme


class GridView(PlainTable):
    """A table without grid or bars of its own, whose current row is painted whole."""

    def __init__(self, theme: Theme, grid: RotaGrid) -> None:
        super().__init__(theme, grid)
        self.grid = grid
        self.keyboard_holder: QTableView = self
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def copied_columns(self) -> list[int]:
        """Copy the timeline whole, whichever of its views is asked, but for the bars."""
        bar = self.grid.bar_column
        return [*range(bar), *range(bar + 1, self.grid.columnCount())]

    def measure(self) -> None:
        """Take the height of rows from the theme."""
        self.set_row_height(self.theme.height("timeline_row", "body"))

    def row_ground(self, row: int) -> str:
        """Return the role of a row's ground, empty for the page's own."""
        if row != self.currentIndex().row():
            return ""
        return "selected" if self.keyboard_holder.hasFocus() else left_ground(self.theme)
