"""What of the library serves one thing: opened, added by a drop or a choice, taken off again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.library.acts import AttachDocument, DetachDocument, Place
from dgsdesk.application.library.files import lay_copy
from dgsdesk.application.library.page import AttachedDocuments, AttachedLine, documents_of
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.components.typed_choice import Choice, TypedChoice
from dgsdesk.desktop.library.drag_out import DragOut
from dgsdesk.desktop.library.files import ICONS, open_document, take_files
from dgsdesk.desktop.shell.chosen_file import ask_files
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import plural

_LIST = 100
"""The share of the height that the list takes while it is there."""


class AttachedPanel(Panel):
    """``counted(number)`` follows how many documents there are."""

    counted = Signal(int)

    def __init__(self, host: PageHost, room: str, ground: str = "surface") -> None:
        super().__init__(host.theme, ground)
        self.host = host
        self._place: Place | None = None
        self._shown: AttachedDocuments | None = None
        self._entered = False
        self._nothing = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.rows: RowsModel[AttachedLine] = RowsModel(_row, lambda line: line.file_id, self)
        self.list = RowList(self.theme, self.rows, self.tr("Documents joints"), ground=ground)
        actions = host.actions
        self.add = Button(self.theme, icon="kind.document", action=actions.action(f"{room}.attach"))
        self.open = Button(self.theme, self.tr("Ouvrir"), icon="external-link")
        self.take_off = Button(self.theme, self.tr("Détacher"), action=actions.action(f"{room}.detach"))
        self.library = TypedChoice(self.theme, self.tr("Document de la bibliothèque"))
        self._lay_out()
        self._connect(room)

    def _lay_out(self) -> None:
        bound(self.theme, self.library, 520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, _LIST)
        layout.addWidget(FlowRow(self.open, self.take_off, self.add))
        layout.addWidget(self.library)
        layout.addStretch(1)  # what is left where there is no list

    def _connect(self, room: str) -> None:
        self.open.clicked.connect(lambda: self._open(self.list.chosen_key()))
        self.list.activated_key.connect(self._open)
        DragOut(self.host, self.list, lay_copy)
        self.list.chosen.connect(lambda _: self._allow())
        self.library.picked.connect(self._take_over)
        self.host.actions.bind(f"{room}.attach", self.choose)
        self.host.actions.bind(f"{room}.detach", self._detach, self.list)
        self._detaching = f"{room}.detach"
        self._attaching = f"{room}.attach"
        DropTarget(self.theme, self, self._describe, lambda _: self._place is not None).dropped.connect(
            lambda paths: self.take([Path(path) for path in paths])
        )

    # -- showing ---------------------------------------------------------------------------------------------

    def show_place(self, place: Place | None) -> None:
        """Show what serves something; None for nothing."""
        if place != self._place:
            self.rows.replace([])
        self._place = place
        self.host.actions.allow(
            self._attaching, place is not None, self.tr("Choisissez d’abord à quoi le joindre.")
        )
        if place is None:
            self._show(AttachedDocuments((), (), ""))
        else:
            self.host.ask(documents_of, place, then=self._show, owner=self, replaces="documents")

    def take_focus(self) -> None:
        """Give the keyboard to the documents, or to what adds one where there are none."""
        self._entered = True
        (self.list if self.rows.rowCount() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, shown: AttachedDocuments) -> None:
        self._shown = shown
        self.rows.replace(list(shown.lines))
        if not self.list.currentIndex().isValid():
            self.list.choose_first()
        self._nothing.show_text(self._ways_in(shown))
        self._nothing.setVisible(not shown.lines)
        self.list.setVisible(bool(shown.lines))
        for button in (self.open, self.take_off):
            button.setVisible(bool(shown.lines))
        self.library.offer([Choice(line.id, line.title) for line in shown.others])
        self.library.setVisible(bool(shown.others) and self._place is not None)
        self._allow()
        if self._entered and shown.lines and self.add.hasFocus():
            self.take_focus()  # they were not read yet
        self._entered = False
        self.counted.emit(len(shown.lines))

    def _ways_in(self, shown: AttachedDocuments) -> str:
        """Say how a document comes here; the library is one way when it has something."""
        if shown.others:
            return self.tr("Déposez ici un fichier de ce poste, ou reprenez un document de la bibliothèque.")
        return self.tr("Déposez ici un fichier de ce poste, ou choisissez-le.")

    def _allow(self) -> None:
        line = self._chosen()
        self.open.setEnabled(line is not None)
        received = self.tr("Ce fichier est revenu avec la réunion : il y reste.")
        nothing = self.tr("Choisissez d’abord un document.")
        kept = line is not None and bool(line.document_id)
        self.host.actions.allow(self._detaching, kept, received if line else nothing)

    def _chosen(self) -> AttachedLine | None:
        lines = self._shown.lines if self._shown else ()
        return next((line for line in lines if line.file_id == self.list.chosen_key()), None)

    # -- acts ------------------------------------------------------------------------------------------------

    def _describe(self, paths: Sequence[str]) -> tuple[str, str]:
        count = plural(len(paths), self.tr("fichier"), self.tr("fichiers"))
        return self.tr("Lâchez pour joindre %1").replace("%1", count), self.tr("Gardé dans la bibliothèque.")

    def choose(self) -> None:
        """Ask for files and attach them."""
        self.take(
            ask_files(
                self.host.preferences,
                self,
                self.tr("Joindre des documents"),
                self.tr("Tous les fichiers (*)"),
            )
        )

    def take(self, paths: Sequence[Path]) -> None:
        """Keep files in the library and attach them here."""
        take_files(self.host, paths, self, place=self._place, then=lambda _: None)

    def _take_over(self, document_id: str) -> None:
        if self._place is not None:
            self.host.run(AttachDocument(document_id, self._place), owner=self)

    def _open(self, file_id: str) -> None:
        if file_id:
            open_document(self.host, file_id, self)

    def _detach(self) -> None:
        line = self._chosen()
        if line is not None and line.document_id and self._place is not None:
            self.host.run(DetachDocument(line.document_id, self._place), owner=self)


def _row(line: AttachedLine) -> Shown:
    return Row(line.title, second=line.note, icon=ICONS[line.kind])
