"""What the three views of the timeline share: one model, one choice, one height of rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from dgsdesk.desktop.rota.grid_model import RotaGrid
from dgsdesk.desktop.theme.theme import Theme


class GridView(QTableView):
    """A table without grid or bars of its own, whose current row is painted whole."""

    def __init__(self, theme: Theme, grid: RotaGrid) -> None:
        super().__init__()
        self.theme = theme
        self.grid = grid
        self.keyboard_holder: QTableView = self
        self.setModel(grid)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def measure(self) -> None:
        """Take the height of rows from the theme."""
        height = self.theme.height("timeline_row", "body")
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def row_ground(self, row: int) -> str:
        """Return the role of a row's ground, empty for the page's own."""
        if row != self.currentIndex().row():
            return ""
        return "selected" if self.keyboard_holder.hasFocus() else "neutral_soft"
