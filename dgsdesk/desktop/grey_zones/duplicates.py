"""Cases that may be one and the same: the likely ones first, ticked and merged in one act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.grey_zone_duplicates import AlikeZone
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.wording import THIN, plural


class DuplicatesPane(Panel):
    """``merged(ids)`` asks to merge them into the case shown; ``closed`` to go back."""

    merged = Signal(tuple)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "surface")
        self._others: tuple[AlikeZone, ...] = ()
        self._ticked: set[str] = set()
        self.header = PageHeader(theme)
        self.grid = CheckGrid(theme, self.tr("Zones grises à réunir"), wrap=False)
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
        layout.addWidget(self.header)
        layout.addLayout(body, 1)

    def show_others(self, kept: str, others: Sequence[AlikeZone]) -> None:
        """Offer the other cases, the most alike first."""
        self._others, self._ticked = tuple(others), set()
        likely = sum(one.likely for one in others)
        found = plural(likely, self.tr("doublon probable"), self.tr("doublons probables"))
        said = self.tr(
            "%1. Questions, réponses, positions, solutions, réunions et documents sont tous gardés."
        )
        title = self.tr("Réunir avec «\u00a0%1\u00a0»").replace("%1", kept)
        none = self.tr("Aucun doublon probable")
        self.header.show_title(title, said.replace("%1", found if likely else none))
        self._show()

    def _show(self) -> None:
        self.grid.show_ticks(
            [Tick(one.id, self._words(one), one.id in self._ticked, tip=one.question) for one in self._others]
        )
        self.merge.setEnabled(bool(self._ticked))

    def _words(self, one: AlikeZone) -> str:
        alike = self.tr("ressemble à %1").replace("%1", f"{one.percent}{THIN}%")
        return f"{one.title} ({alike})" if one.likely else one.title

    def _tick(self, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(key)
        self._show()
