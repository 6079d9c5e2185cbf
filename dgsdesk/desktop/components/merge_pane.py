"""Which others to make one of with what is shown: tick them, merge them in one act, or go back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme


class MergePane(Panel):
    """``merged(ids)`` asks to merge the ticked ones into what is shown; ``closed`` to go back."""

    merged = Signal(tuple)
    closed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, "surface")
        self._ticks: tuple[Tick, ...] = ()
        self.header = PageHeader(theme)
        self.grid = CheckGrid(theme, name, wrap=False, low=True)
        self.grid.ticked.connect(self._tick)
        self.merge = Button(theme, self.tr("Réunir"), kind=ButtonKind.FILLED, icon="link")
        self.merge.clicked.connect(lambda: self.merged.emit(self._ticked()))
        close = Button(theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        close.clicked.connect(self.closed.emit)
        buttons = ButtonRow(self.merge, close)
        buttons.stretch()
        body = QVBoxLayout()
        body.setContentsMargins(20, 10, 20, 12)
        body.setSpacing(10)
        body.addWidget(self.grid, 1)
        body.addWidget(buttons)
        body.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_others(self, kept: str, facts: str, others: Sequence[Tick]) -> None:
        """Offer the others under the title of the one that stays, and what merging does."""
        self._ticks = tuple(others)
        self.header.show_title(self.tr("Réunir avec «\u00a0%1\u00a0»").replace("%1", kept), facts)
        self._show()

    def _show(self) -> None:
        self.grid.show_ticks(self._ticks)
        self.merge.setEnabled(bool(self._ticked()))

    def _ticked(self) -> tuple[str, ...]:
        return tuple(sorted(one.key for one in self._ticks if one.ticked))

    def _tick(self, key: str, on: bool) -> None:
        self._ticks = tuple(replace(one, ticked=on) if one.key == key else one for one in self._ticks)
        self._show()
