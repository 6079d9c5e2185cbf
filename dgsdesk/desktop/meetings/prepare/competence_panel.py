"""The competences of the chosen item, ticked beside the agenda."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.agenda.competences import SetCompetences
from dgsdesk.application.agenda.workshop import WorkshopItem
from dgsdesk.application.directory.page import CompetenceChoice, competence_choices
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.headers import closable_head
from dgsdesk.desktop.components.matched import match
from dgsdesk.desktop.components.search_field import SearchField
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import NBSP


class CompetencePanel(Panel):
    """``closed`` asks to go back to the pools; ticks are kept at once, for the item that is chosen."""

    closed = Signal()

    def __init__(self, host: PageHost, owner: QWidget) -> None:
        super().__init__(host.theme, "surface_alt")
        self._host = host
        self._owner = owner
        self._item: WorkshopItem | None = None
        self._choices: tuple[CompetenceChoice, ...] = ()
        theme = host.theme
        self.title = TextLabel(theme, "", "small", "text_soft", wrap=True)
        self.filter = SearchField(theme, self.tr("Filtrer les compétences"))
        self.ticks = CheckGrid(theme, self.tr("Compétences du point"), wrap=False)
        done = Button(theme, self.tr("Fermer"), kind=ButtonKind.LINK, flush=True)
        done.clicked.connect(self.closed.emit)
        self.filter.searched.connect(lambda _: self._show_ticks())
        self.filter.left_down.connect(self.ticks.setFocus)
        self.ticks.ticked.connect(self._tick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.setSpacing(theme.space("s"))
        layout.addLayout(closable_head(TextLabel(theme, self.tr("Compétences du point"), "section"), done))
        layout.addWidget(self.title)
        layout.addWidget(self.filter)
        layout.addWidget(self.ticks, 1)

    def begin(self) -> None:
        """Read the competences of this kind of EPCI, and let one be sought."""
        self._host.ask(competence_choices, then=self._know, owner=self._owner, replaces="competences")
        self.filter.clear()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_item(self, item: WorkshopItem | None) -> None:
        """Show the ticks of another item."""
        self._item = item
        self.title.show_text(f"{item.number} {item.title}" if item else self.tr("Choisissez un point."))
        self._show_ticks()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _know(self, choices: tuple[CompetenceChoice, ...]) -> None:
        self._choices = choices
        self._show_ticks()

    def _show_ticks(self) -> None:
        """Show what is ticked first, then the others that the filter leaves."""
        mine = set(self._item.competences) if self._item else set()
        typed = self.filter.text()
        found = [
            c for c in self._choices if c.code in mine or match(typed, f"{c.label} {c.domain}") is not None
        ]
        found.sort(key=lambda c: c.code not in mine)
        self.ticks.show_ticks(
            [Tick(c.code, c.label, c.code in mine, tip=f"{c.domain}{NBSP}: {c.label}") for c in found]
        )

    def _tick(self, code: str, on: bool) -> None:
        if self._item is None:
            return
        kept = tuple(one for one in self._item.competences if one != code)
        codes = (*kept, code) if on else kept
        self._host.run(SetCompetences(self._item.id, codes), owner=self._owner)
