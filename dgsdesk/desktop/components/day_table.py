"""A wall calendar as a table: days down, months across, each cell painted by a delegate."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from dgsdesk.desktop.components.kept_columns import KeptColumns, Memory
from dgsdesk.desktop.components.plain_table import PlainTable
from dgsdesk.desktop.theme.theme import Theme


class DayTable(PlainTable):
    """Months fill the width, none narrower than ``least_month`` (pixels at 100 % of text); heirs fit rows.

    `fit` is called whenever the months, the size or the theme change. A hand may pull the months, all to one
    width, remembered under ``key``.
    """

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, least_month: int, memory: Memory, key: str
    ) -> None:
        super().__init__(theme, model)
        self._least_month = least_month
        self.choose_cells()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.columns = KeptColumns(theme, memory, key, self, self._fill_width, kind=lambda _: "month")
        theme.follow(self.restyle)
        model.modelReset.connect(self.fit)
        self.restyle()

    def restyle(self) -> None:
        """Take the ground and the sizes from the theme."""
        self.stand_on("surface")
        self.fit()

    def fit(self) -> None:
        """Give the months their width."""
        self.columns.place()

    def _fill_width(self) -> None:
        months = max(self.model().columnCount(), 1)
        width = max(self.viewport().width() // months, self.theme.wide(self._least_month))
        for column in range(months):
            self.setColumnWidth(column, width)

    def fit_rows(self, least: int, most: int) -> None:
        """Let the days fill the height, each from ``least`` to ``most`` pixels high."""
        height = min(max(self.viewport().height() // max(self.model().rowCount(), 1), least), most)
        self.verticalHeader().setMinimumSectionSize(least)
        self.verticalHeader().setDefaultSectionSize(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is shown."""
        super().resizeEvent(event)
        self.fit()
