"""Which themes to make one of: tick the others; no supporter is lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.subjects_page import SubjectLine
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme


class MergePane(Panel):
    """``merged(ids)`` asks to merge them into the theme shown; ``closed`` to go back."""

    merged = Signal(tuple)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._others: tuple[SubjectLine, ...] = ()
        self._ticked: set[str] = set()
        self._header = PageHeader(theme)
        self.grid = CheckGrid(theme, self.tr("Thèmes à réunir"), wrap=False)
        self.grid.ticked.connect(self._tick)
        self.merge = Button(theme, self.tr("Réunir"), kind=ButtonKind.FILLED, icon="link")
        self.merge.clicked.connect(lambda: self.merged.emit(tuple(sorted(self._ticked))))
        close = Button(theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        close.clicked.connect(self.closed.emit)
        buttons = ButtonRow(self.merge, close)
        buttons.stretch()
        body = QVBoxLayout()
        body.setContentsMargins(20, 10, 20, 12)
        body.setSpacing(10)
        body.addWidget(self.grid, 1)
        body.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addLayout(body, 1)

    def show_others(self, kept: SubjectLine, others: Sequence[SubjectLine]) -> None:
        """Offer the other themes."""
        self._others, self._ticked = tuple(others), set()
        title = self.tr("Réunir avec «\u00a0%1\u00a0»").replace("%1", kept.title)
        self._header.show_title(title, self.tr("Les communes qui portent les thèmes cochés sont gardées."))
        self._show()

    def _show(self) -> None:
        ticks = [
            Tick(line.id, f"{line.title} ({line.words})", line.id in self._ticked) for line in self._others
        ]
        self.grid.show_ticks(ticks)
        self.merge.setEnabled(bool(self._ticked))

    def _tick(self, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(key)
        self._show()
