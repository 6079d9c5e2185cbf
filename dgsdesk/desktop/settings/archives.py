"""Handing over to archives: what to take, where to write it, how far it is, and stopping it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from dgsdesk.application.archive_export import (
    ArchiveReport,
    ScopeRow,
    Writing,
    archive_scopes,
    archive_writing,
)
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_folder
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.wording import plural

_WIDEST = 520


class ArchivesPane(Form):
    """« Archives »: what may be handed over, and what the folder will hold."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.part = ArchivePart(host)
        self.row(self.tr("Verser aux archives"), self.part)
        self.note(
            self.tr(
                "Un dossier neuf\u00a0: en PDF/A, les comptes rendus adoptés et leurs éditions diffusées, "
                "l’ordre du jour, les présences, les décisions et la preuve d’approbation\u202f; les pièces "
                "jointes telles quelles\u202f; un bordereau, une ligne par fichier, avec son empreinte, "
                "le délai de communicabilité et le sort proposés. Rien n’est retiré d’ici."
            )
        )

    def refresh(self) -> None:
        """Read again what may be handed over."""
        self.part.refresh()


class ArchivePart(QWidget):
    """``choose_folder()`` asks where to write; empty when the user gives up.

    The writing goes on in the pool for documents while other pages are used; ``told`` comes from there.
    """

    told = Signal(int, int)

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.choose_folder: Callable[[], str] = self._ask_folder
        self._rows: tuple[ScopeRow, ...] = ()
        self._stopping = Event()
        self.scope = choice_field(self.tr("Ce qui est versé"), [])
        self.said = TextLabel(host.theme, "", "small", "text_soft", wrap=True)
        self.write = Button(host.theme, icon="folder-open", action=host.actions.action("settings.archive"))
        self.stop = Button(host.theme, self.tr("Arrêter"), icon="x")
        self._lay_out()
        host.actions.bind("settings.archive", self._begin)
        self.stop.clicked.connect(self._stop)
        self.told.connect(self._show_progress)
        self.scope.activated.connect(lambda _: self._show_chosen())
        stopping = self._stopping
        self.destroyed.connect(lambda: stopping.set())

    def _lay_out(self) -> None:
        bound(self.host.theme, self.scope, _WIDEST)
        self.scope.setMinimumHeight(self.host.theme.height("field", "body"))
        self.stop.hide()
        buttons = ButtonRow(self.write, self.stop)
        buttons.stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.scope, self.said, buttons):
            column.addWidget(part)

    def refresh(self) -> None:
        """Read again what may be handed over."""
        self.host.ask(archive_scopes, then=self._show, owner=self, replaces="scopes")

    def _show(self, rows: tuple[ScopeRow, ...]) -> None:
        former = self.scope.currentData()
        self._rows = rows
        fill_choices(self.scope, [(row.words, row.words) for row in rows])
        choose(self.scope, former or "")
        self.scope.setEnabled(bool(rows))
        if self.stop.isHidden():
            self.host.actions.allow("settings.archive", bool(rows), self.tr("Rien n’est encore adopté."))
            self._show_chosen()

    def _chosen(self) -> ScopeRow | None:
        return next((row for row in self._rows if row.words == self.scope.currentData()), None)

    def _show_chosen(self) -> None:
        row = self._chosen()
        nothing = self.tr("Aucun compte rendu n’est encore adopté\u00a0: il n’y a rien à verser.")
        adopted = plural(row.adopted, "compte rendu adopté", "comptes rendus adoptés") if row else ""
        self.said.show_text(f"{adopted}." if row else nothing)

    def _ask_folder(self) -> str:
        title = self.tr("Choisir où écrire le dossier du versement")
        return QFileDialog.getExistingDirectory(self, title)

    def _begin(self) -> None:
        row, parent = self._chosen(), ""
        if row is not None:
            parent = self.choose_folder()
        if row is None or not parent:
            return
        self._stopping.clear()
        self._writing(under_way=True)
        folder = str(Path(parent) / row.folder)
        self.host.ask(archive_writing, row.scope, folder, then=self._write, owner=self, failed=self._failed)

    def _write(self, writing: Writing) -> None:
        self.host.make_document(
            lambda: writing(self._tell, self._stopping.is_set),
            then=self._done,
            owner=self,
            failed=self._failed,
        )

    def _tell(self, done: int, every: int) -> None:
        """Pass on how far it is, in the thread that writes; this page may be gone meanwhile."""
        with suppress(RuntimeError):
            self.told.emit(done, every)

    def _stop(self) -> None:
        self._stopping.set()
        self.stop.setEnabled(False)

    def _show_progress(self, done: int, every: int) -> None:
        self.said.show_text(
            self.tr("{} sur {}. Vous pouvez continuer à travailler.").format(
                plural(done, "réunion écrite", "réunions écrites"), every
            )
        )

    def _done(self, report: ArchiveReport) -> None:
        self._writing(under_way=False)
        tell_folder(self.host, report.folder, f"{report.sentence}.")

    def _failed(self, error: KnownError) -> None:
        self._writing(under_way=False)
        self.host.tell_error(error)

    def _writing(self, *, under_way: bool) -> None:
        self.stop.setVisible(under_way)
        self.stop.setEnabled(under_way)
        why = self.tr("Un versement est en cours.") if under_way else ""
        self.host.actions.allow("settings.archive", not under_way, why)
        self.scope.setEnabled(not under_way)
        if not under_way:
            self._show_chosen()
