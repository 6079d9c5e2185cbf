"""The page of documents: the library at left with its filters, one document at right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from dgsdesk.application.command import Command
from dgsdesk.application.library.acts import AddVersion, RemoveDocument
from dgsdesk.application.library.files import lay_newest_copy, paper_of_document
from dgsdesk.application.library.page import (
    KIND_WORDS,
    OWNER_WORDS,
    DocumentDetail,
    LibraryLine,
    document_detail,
    library_page,
)
from dgsdesk.application.library.page import LibraryPage as Library
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.empty_page import EmptyPage
from dgsdesk.desktop.components.register import Register
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.library.detail import DocumentView
from dgsdesk.desktop.library.drag_out import DragOut
from dgsdesk.desktop.library.files import ICONS, read_new_files, take_files
from dgsdesk.desktop.shell.chosen_file import ask_file, ask_files
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page
from dgsdesk.domain.library import FileKind, OwnerKind
from dgsdesk.domain.wording import plural

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource

_OVERDUE, _UNUSED = "overdue", "unused"


class LibraryPage(Page):
    """List, filters and detail; files dropped on the page are taken into the library."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._library: Library | None = None
        self._wanted = ""
        self.model: RowsModel[LibraryLine] = RowsModel(_row, lambda line: line.id, self)
        self.detail = DocumentView(host)
        self._nothing = self._empty()
        self.register = self._make_register()
        self.list = self.register.list
        self.tags = self.register.offer_more(self.tr("Filtrer par étiquette"))
        self.kinds = self.register.offer_more(self.tr("Filtrer par genre de fichier"))
        self._fill(self.kinds, self.tr("Genres"), [(KIND_WORDS[one], one) for one in FileKind])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.register)
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _empty(self) -> EmptyPage:
        return EmptyPage(
            self.theme,
            "nav.documents",
            self.tr("Aucun document pour l’instant"),
            self.tr(
                "Déposez ici les documents du réseau : règlement du RIFSEEP, plan de viabilité hivernale, "
                "conventions. Chacun est gardé une fois, se retrouve par ses mots et se joint aux points."
            ),
            filled=Button(self.theme, kind=ButtonKind.FILLED, action=self.host.actions.action("library.add")),
        )

    def _make_register(self) -> Register:
        register = Register(
            self.theme,
            self.host.preferences,
            "library",
            self.tr("Documents"),
            self.model,
            self.tr("Bibliothèque du réseau"),
            details=(self.detail, self._nothing),
            detail_title=self.tr("Document choisi"),
            filter_name=self.tr("Filtrer"),
        )
        add = self.host.actions.action("library.add")
        register.add_button(Button(self.theme, self.tr("Ajouter…"), icon="act.add", action=add))
        used = [(OWNER_WORDS[kind], kind.value) for kind in OwnerKind]
        register.offer(
            self.tr("Filtrer par emploi"),
            [
                (self.tr("Emplois"), ""),
                (self.tr("À revoir"), _OVERDUE),
                *used,
                (self.tr("Sans emploi"), _UNUSED),
            ],
        )
        return register

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.activated_key.connect(lambda _: self.detail.open_newest())
        self.register.narrowed.connect(self._show_list)
        self.register.cleared.connect(self._show_list)
        self.detail.wanted.connect(self._run)
        bind = self.host.actions.bind
        bind("library.add", self._choose)
        bind("library.open", self.detail.open_newest)
        bind("library.version", self._choose_version)
        bind("library.remove", self._remove, self.list)
        self.host.actions.offer_on(self.list, "library.open", "library.version")
        DragOut(self.host, self.list, lay_newest_copy)
        target = DropTarget(self.theme, self, self._describe)
        target.dropped.connect(lambda paths: self._take([Path(path) for path in paths]))
        self._allow()

    # -- reading ---------------------------------------------------------------------------------------------

    def refresh(self, changes: frozenset[str]) -> None:
        """Read the library again, and the document shown."""
        del changes
        self.host.ask(library_page, then=self._take_library, owner=self, replaces="library")

    def shown(self, subject: object | None) -> None:
        """Show a document."""
        if isinstance(subject, str) and not self.list.choose(subject):
            self._wanted = subject

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.register.take_focus()

    def papers(self) -> Sequence[PaperSource]:
        """Return the document that is chosen, where it is a PDF."""
        chosen = self.list.chosen_key()
        return (partial(paper_of_document, document_id=chosen),) if chosen else ()

    def thing(self) -> str:
        """Return the document that is chosen."""
        return self.list.chosen_key()

    def leaving(self) -> None:
        """Keep what is being typed."""
        self.detail.leave()

    def _take_library(self, library: Library) -> None:
        self._library = library
        chosen = self.tags.currentData()
        self._fill(self.tags, self.tr("Étiquettes"), [(tag, tag) for tag in library.tags], chosen)
        self._show_list()

    def _fill(
        self, box: QComboBox, everything: str, choices: list[tuple[str, object]], chosen: object = ""
    ) -> None:
        """Fill a filter, and choose again what was chosen."""
        box.clear()
        for text, value in [(everything, ""), *choices]:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_list(self) -> None:
        library = self._library
        if library is None:
            return
        lines = [line for line in library.lines if self._passes(line)]
        self.register.facts.show_text(str(len(lines)))
        if self.register.show_rows(lines, self._wanted, empty=None if library.lines else self._nothing):
            self._wanted = ""
        self._allow()

    def _passes(self, line: LibraryLine) -> bool:
        use, tag, kind = (box.currentData() for box in (self.register.choice, self.tags, self.kinds))
        if (tag and tag not in line.tags) or (kind and kind != line.kind):
            return False
        if use == _OVERDUE:
            found = line.overdue
        elif use == _UNUSED:
            found = not line.uses
        else:
            found = not use or OwnerKind(use) in line.uses
        return found and self.register.passes(line.search)

    def _show_chosen(self, document_id: str) -> None:
        self.host.ask(document_detail, document_id, then=self._show_detail, owner=self, replaces="detail")

    def _show_detail(self, document: DocumentDetail) -> None:
        self.detail.show_document(document)
        self._allow()

    def _allow(self) -> None:
        why = self.tr("Choisissez d’abord un document.")
        for act in ("open", "version", "remove"):
            self.host.actions.allow(f"library.{act}", bool(self.list.chosen_key()), why)

    # -- acts ------------------------------------------------------------------------------------------------

    def _run(self, command: Command[object]) -> None:
        self.host.run(command, owner=self)

    def _describe(self, paths: Sequence[str]) -> tuple[str, str]:
        count = plural(len(paths), self.tr("fichier"), self.tr("fichiers"))
        words = self.tr("Lâchez pour ajouter %1 à la bibliothèque").replace("%1", count)
        return words, self.tr("Un fichier déjà gardé n’est pas doublé.")

    def _choose(self) -> None:
        self._take(
            ask_files(
                self.host.preferences,
                self,
                self.tr("Ajouter des documents"),
                self.tr("Tous les fichiers (*)"),
            )
        )

    def _take(self, paths: list[Path]) -> None:
        take_files(self.host, paths, self, then=self._added)

    def _added(self, document_ids: tuple[str, ...]) -> None:
        self.register.clear_filter()
        self._wanted = document_ids[0] if document_ids else ""
        self._show_list()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_version(self) -> None:
        path = ask_file(
            self.host.preferences, self, self.tr("Nouvelle version"), self.tr("Tous les fichiers (*)")
        )
        if path is not None:
            self.add_version(path)

    def add_version(self, path: Path) -> None:
        """Take a file as the newest version of the chosen document."""
        document_id = self.list.chosen_key()
        self.host.make_document(
            lambda: read_new_files([path]),
            then=lambda files: self._run(AddVersion(document_id, files[0])),
            owner=self,
        )

    def _remove(self) -> None:
        if self.list.chosen_key():
            self.host.run(RemoveDocument(self.list.chosen_key()), owner=self)


def _row(line: LibraryLine) -> Shown:
    badge = BadgeSpec("warn", "kind.review_due", "à revoir") if line.overdue else None
    if line.gone:
        badge = BadgeSpec("bad", "kind.overdue", "fichier disparu")
    coming = "" if line.overdue else line.review  # the badge says the other
    second = " · ".join(filter(None, (line.note, coming)))
    return Row(line.title, second=second, icon=ICONS[line.kind], badge=badge)
