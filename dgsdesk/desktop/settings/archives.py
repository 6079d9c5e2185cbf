"""« Archives »: what is handed over to archives, where to, how far it is, and giving it up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.safety.archive_export import (
    ArchiveReport,
    ScopeRow,
    archive_scopes,
    archive_writing,
    period_row,
)
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.settings.long_work import LongWork
from dgsdesk.desktop.shell.chosen_file import ask_folder
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import plural

_WIDEST = 520
_PERIOD = "period"
"""The choice of days of one's own."""


class ArchivesPane(Form):
    """« Archives »: what may be handed over, and what the folder will hold."""

    def __init__(self, host: PageHost, bring: Callable[[], bool]) -> None:
        super().__init__(host.theme)
        self.part = ArchivePart(host, bring)
        self.row(self.tr("Verser aux archives"), self.part)
        self.note(
            self.tr(
                "Un dossier neuf\u00a0: en PDF/A, les comptes rendus adoptés et leurs éditions diffusées, "
                "les extraits envoyés aux commissions, l’ordre du jour, les présences, les décisions et la "
                "preuve d’approbation\u202f; les registres des décisions et des zones grises\u202f; les "
                "pièces jointes telles quelles\u202f; un bordereau, une ligne par fichier, avec son "
                "empreinte, le délai de communicabilité et le sort proposés. Rien n’est retiré d’ici."
            )
        )

    def refresh(self) -> None:
        """Read again what may be handed over."""
        self.part.refresh()


class ArchivePart(QWidget):
    """``choose_folder()`` asks where to write; empty when the user gives up.

    ``bring()`` opens this section and tells whether it was open: one sees what is taken before one is asked.
    """

    def __init__(self, host: PageHost, bring: Callable[[], bool]) -> None:
        super().__init__()
        self.host = host
        self._bring = bring
        self.choose_folder: Callable[[], str] = self._ask_folder
        self._rows: tuple[ScopeRow, ...] = ()
        self.scope = choice_field(self.tr("Ce qui est versé"))
        self._period: ScopeRow | None = None
        self.since = OptionalDate(host.theme, self.tr("Depuis le"), self.tr("Premier jour du versement"))
        self.until = OptionalDate(host.theme, self.tr("Jusqu’au"), self.tr("Dernier jour du versement"))
        self.days = FlowRow(self.since, self.until)
        self.said = TextLabel(host.theme, "", "small", "text_soft", wrap=True)
        self.write = Button(host.theme, icon="archive", action=host.actions.action("settings.archive"))
        self.work = LongWork(host)
        self._lay_out()
        host.actions.bind("settings.archive", self._begin)
        self.work.ended.connect(self._allow)
        self.scope.activated.connect(lambda _: self._show_chosen())
        for day in (self.since, self.until):
            day.chosen.connect(lambda _: self._ask_period())

    def _lay_out(self) -> None:
        bound(self.host.theme, self.scope, _WIDEST)
        self.host.theme.changed.connect(self._measure)
        self._measure()
        buttons = ButtonRow(self.write)
        buttons.stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.scope, self.days, self.said, buttons, self.work):
            column.addWidget(part)

    def _measure(self) -> None:
        self.scope.setMinimumHeight(self.host.theme.height("field", "body"))

    def refresh(self) -> None:
        """Read again what may be handed over."""
        self.host.ask(archive_scopes, then=self._show, owner=self, replaces="scopes")

    def _show(self, rows: tuple[ScopeRow, ...]) -> None:
        former = self.scope.currentData()
        self._rows = rows
        own = [(_PERIOD, self.tr("Une autre période…"))] if rows else []
        fill_choices(self.scope, [*((row.words, row.words) for row in rows), *own])
        choose(self.scope, former or "")
        self.scope.setEnabled(bool(rows))
        self._propose_days(rows)
        self._show_chosen()

    def _propose_days(self, rows: tuple[ScopeRow, ...]) -> None:
        """Propose the last year in which something was adopted."""
        years = [row.scope for row in rows if row.scope.starts and row.scope.ends]
        for scope in sorted(years, key=lambda one: one.starts or date.min)[-1:]:
            self.since.propose(scope.starts or date.min)
            self.until.propose(scope.ends or date.max)

    def _allow(self) -> None:
        row = self._chosen()
        why = self.tr("Rien n’a été adopté ces jours-là.") if self._rows else self.tr("Rien n’est adopté.")
        if self.work.under_way:
            why = self.tr("Un versement est en cours.")
        free = row is not None and row.adopted > 0 and not self.work.under_way
        self.host.actions.allow("settings.archive", free, why)

    def _chosen(self) -> ScopeRow | None:
        if self.scope.currentData() == _PERIOD:
            return self._period
        return next((row for row in self._rows if row.words == self.scope.currentData()), None)

    def _show_chosen(self) -> None:
        own = self.scope.currentData() == _PERIOD
        self.days.setVisible(own)
        if own:
            self._ask_period()
        else:
            self._say(self._chosen())

    def _ask_period(self) -> None:
        """Count what was adopted within the days that are chosen."""
        days = self.since.value(), self.until.value()
        take, fail = self._take_period, self._refuse_period
        self.host.ask(period_row, *days, then=take, failed=fail, owner=self, replaces="period")

    def _take_period(self, row: ScopeRow) -> None:
        self._period = row
        self._say(self._chosen())

    def _refuse_period(self, error: KnownError) -> None:
        self._period = None
        self._say(None)
        self.said.show_text(self.host.message_for(error).what)

    def _say(self, row: ScopeRow | None) -> None:
        nothing = self.tr("Aucun compte rendu n’est encore adopté\u00a0: il n’y a rien à verser.")
        adopted = plural(row.adopted, "compte rendu adopté", "comptes rendus adoptés") if row else ""
        self.said.show_text(f"{adopted}." if row else nothing)
        self._allow()

    def _ask_folder(self) -> str:
        title = self.tr("Choisir où écrire le dossier du versement")
        return ask_folder(self.host.preferences, self, title)

    def _begin(self) -> None:
        if not self._bring():
            return
        row = self._chosen()
        parent = self.choose_folder() if row is not None else ""
        if row is not None and parent:
            folder = str(Path(parent) / row.folder)
            self.work.begin(archive_writing, row.scope, folder, then=self._done)
            self._allow()

    def _done(self, report: ArchiveReport) -> None:
        tell_folder(self.host, report.folder, f"{report.sentence}.")
