"""The page of competences: the tree by domain at left, one competence at right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.command import Command
from dgsdesk.application.grey_zone.competence import (
    HOLDING_WORDS,
    CompetenceLine,
    PrintCompetences,
    competences_page,
)
from dgsdesk.application.grey_zone.competence import CompetencesPage as Competences
from dgsdesk.desktop.competences.detail import BADGES, LACKING, CompetenceView
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Heading, Row, RowsModel, Shown
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_file
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.competence import Holding
from dgsdesk.domain.wording import capitalised

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

_HELD, _LACKING = "held", "lacking"


class CompetencesPage(Page):
    """List, filter and detail; a letter says how the chosen competence is held."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._page = Competences("", ())
        self._wanted = ""
        self.model: RowsModel[CompetenceLine | Heading] = RowsModel(_row, _key, self)
        self.detail = CompetenceView(host)
        self.register = Register(
            self.theme,
            host.preferences,
            "competences",
            self.tr("Compétences"),
            self.model,
            self.tr("Arbre des compétences"),
            details=(self.detail, self._nothing()),
            detail_title=self.tr("Compétence choisie"),
            filter_name=self.tr("Filtrer"),
        )
        self.list = self.register.list
        said = [(capitalised(HOLDING_WORDS[one]), one.value) for one in Holding]
        self.register.offer(
            self.tr("Filtrer par exercice"),
            [
                (self.tr("Toutes"), ""),
                (self.tr("Exercées"), _HELD),
                (self.tr("Intérêt à définir"), _LACKING),
                *said,
            ],
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self._connect()

    def _nothing(self) -> EmptyPage:
        return EmptyPage(self.theme, "scroll-text", self.tr("Aucune compétence à montrer"))

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.detail.wanted.connect(self._run)
        bind = self.host.actions.bind
        bind("competences.print", self._print)
        bind("competences.zones", lambda: self.host.open("grey_zones"))
        for holding in Holding:
            bind(f"competences.{holding.value}", partial(self.detail.hold, holding), self.list)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the tree again."""
        del changes
        self.host.ask(competences_page, then=self._take, owner=self, replaces="competences")

    def shown(self, subject: object | None) -> None:
        """Show a competence by its code."""
        if isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.register.take_focus()

    def papers(self) -> Sequence[PaperSource]:
        """Return the tree of competences."""
        return (PrintCompetences(),)

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take(self, page: Competences) -> None:
        self._page = page
        self._show_list()

    def _show_list(self) -> None:
        lines = [line for line in self._page.lines if self._passes(line)]
        self.register.facts.show_text(self._page.facts)
        rows: list[CompetenceLine | Heading] = []
        for domain in dict.fromkeys(line.domain for line in lines):
            within = [line for line in lines if line.domain == domain]
            rows += [Heading(domain, right=str(len(within))), *within]
        if self.register.show_rows(rows, self._wanted):
            self._wanted = ""

    def _passes(self, line: CompetenceLine) -> bool:
        wanted = self.register.choice.currentData()
        if wanted == _HELD:
            found = line.holding.is_held
        elif wanted == _LACKING:
            found = line.lacks_interest
        else:
            found = not wanted or line.holding.value == wanted
        return found and self.register.passes(line.search)

    def _show_chosen(self, code: str) -> None:
        line = next((line for line in self._page.lines if line.code == code), None)
        if line is not None:
            self.detail.show_line(line)

    def _run(self, command: Command[object]) -> None:
        self.host.run(command, owner=self)

    def _print(self) -> None:
        self.host.run(PrintCompetences(), then=self._printed, owner=self)

    def _printed(self, path: str) -> None:
        tell_file(self.host, path, self.tr("Les compétences sont prêtes à imprimer\u00a0:"))


def _row(line: CompetenceLine | Heading) -> Shown:
    if isinstance(line, Heading):
        return line
    return Row(line.label, badge=LACKING if line.lacks_interest else BADGES[line.holding])


def _key(line: CompetenceLine | Heading) -> str:
    return line.title if isinstance(line, Heading) else line.code
