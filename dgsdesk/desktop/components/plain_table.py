"""A table as every page shows it: rows without frame or grid, chosen whole, columns that a hand may pull."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from dgsdesk.desktop.components.assistive import tell_current
from dgsdesk.desktop.components.paint import take_ground
from dgsdesk.desktop.theme.theme import Theme

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class PlainTable(QTableView):
    """Read, not edited, unless ``edited``: then cells are typed in and Tab goes from cell to cell."""

    def __init__(
        self, theme: Theme, model: QAbstractItemModel, name: str = "", *, edited: bool = False
    ) -> None:
        super().__init__()
        self.theme = theme
        self._ground = ""
        self.setModel(model)
        if name:
            self.setAccessibleName(name)
        if not edited:
            self.setTabKeyNavigation(False)
            self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the current cell where none is, so that it is seen where Tab went; have it told."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEY and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())  # Qt makes the first one current, but chooses none
        tell_current(self)

    def choose_cells(self) -> None:
        """Let single cells be chosen instead of whole rows."""
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    def stand_on(self, ground: str) -> None:
        """Take the ground of what is around, by its role, in this theme and in those to come."""
        if not self._ground:
            self.theme.follow(self._take_ground)
        self._ground = ground
        self._take_ground()

    def _take_ground(self) -> None:
        take_ground(self, self.theme, self._ground)

    def set_row_height(self, pixels: int) -> None:
        """Make every row as high as this, and none lower."""
        self.verticalHeader().setMinimumSectionSize(pixels)
        self.verticalHeader().setDefaultSectionSize(pixels)
