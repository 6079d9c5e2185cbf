"""The starting catalogue: the most common cases, ticked then added in one act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.grey_zone.page import StartingLine
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import plural


class CataloguePane(Panel):
    """``chosen(numbers)`` asks to add cases; ``closed`` to go back."""

    chosen = Signal(tuple)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._lines: tuple[StartingLine, ...] = ()
        self._ticked: set[int] = set()
        header = PageHeader(theme)
        header.show_title(
            self.tr("Les cas les plus courants"),
            self.tr("Cochez ceux qui se posent chez vous. Les textes portant « à vérifier » sont à relire."),
        )
        self.grid = CheckGrid(theme, self.tr("Cas du catalogue"), wrap=False, low=True)
        self.grid.ticked.connect(self._tick)
        self.add = Button(theme, "", kind=ButtonKind.FILLED, icon="act.add")
        self.add.clicked.connect(lambda: self.chosen.emit(tuple(sorted(self._ticked))))
        every = Button(theme, self.tr("Tout cocher"))
        every.clicked.connect(self._tick_all)
        close = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK)
        close.clicked.connect(self.closed.emit)
        self._buttons = ButtonRow(self.add, every, close)
        self._buttons.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        body = QVBoxLayout()
        body.setContentsMargins(20, 10, 20, 12)
        body.setSpacing(10)
        body.addWidget(self.grid, 1)
        body.addWidget(self._buttons)
        body.addStretch(0)
        layout.addLayout(body, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_lines(self, lines: Sequence[StartingLine]) -> None:
        """Show the catalogue; what the register has is ticked for good."""
        self._lines = tuple(lines)
        self._ticked.clear()
        self._show()

    def _show(self) -> None:
        self.grid.show_ticks(
            [
                Tick(
                    str(line.number),
                    line.title,
                    line.present or line.number in self._ticked,
                    enabled=not line.present,
                    tip=self.tr("déjà dans le registre") if line.present else line.question,
                )
                for line in self._lines
            ]
        )
        count = plural(len(self._ticked), self.tr("cas"), self.tr("cas"))
        some = self.tr("Ajouter %1").replace("%1", count)
        self.add.setText(some if self._ticked else self.tr("Ajouter les cas cochés"))
        self.add.setEnabled(bool(self._ticked))

    def _tick(self, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(int(key))
        self._show()

    def _tick_all(self) -> None:
        self._ticked = {line.number for line in self._lines if not line.present}
        self._show()
