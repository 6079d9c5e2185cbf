"""One document: what it is, its sheet, where it serves, its versions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from dgsdesk.application.library.acts import DetachDocument, EditDocument
from dgsdesk.application.library.files import lay_copy
from dgsdesk.application.library.page import KIND_WORDS, DocumentDetail, UseLine, VersionLine
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import Row, RowsModel, Shown
from dgsdesk.desktop.components.saved_fields import SavedLine
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.library.drag_out import DragOut
from dgsdesk.desktop.library.files import ICONS, open_document
from dgsdesk.desktop.shell.host import PageHost

_OWNER_ICONS = {
    "meetings": "nav.meetings",
    "grey_zones": "nav.grey_zones",
    "subjects": "nav.subjects",
}


class DocumentView(Panel):
    """``wanted(command)`` asks for an act."""

    wanted = Signal(object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.document: DocumentDetail | None = None
        self.header = PageHeader(self.theme, line=False)
        self.warning = InlineMessage(self.theme)
        self.title = SavedLine(self.theme, self.tr("Titre"))
        self.tags = SavedLine(
            self.theme, self.tr("Étiquettes"), hint=self.tr("voirie, paie, viabilité hivernale…")
        )
        self.review = OptionalDate(self.theme, self.tr("À revoir le"), self.tr("Date de révision"))
        self.uses: RowsModel[UseLine] = RowsModel(_use_row, lambda line: line.place.id, self)
        self.use_list = RowList(self.theme, self.uses, self.tr("Ce à quoi le document sert"))
        self.versions: RowsModel[VersionLine] = RowsModel(_version_row, lambda line: line.id, self)
        self.version_list = RowList(self.theme, self.versions, self.tr("Versions du document"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for name, kind in (("version", ButtonKind.PLAIN), ("open", ButtonKind.FILLED)):
            action = self.host.actions.action(f"library.{name}")
            self.header.add_button(Button(self.theme, kind=kind, action=action))
        form = Form(self.theme)
        form.row(self.tr("Titre"), self.title)
        form.row(self.tr("Étiquettes, séparées par des virgules"), self.tags)
        form.row(self.tr("Révision"), self.review)
        self.found = form.note("")
        self.tabs.addTab(form, self.tr("Fiche"))
        self.tabs.addTab(self.use_list, "")
        self.tabs.addTab(self.version_list, "")
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 0, 20, 0)
        inner.addWidget(self.warning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(inner)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.title.kept.connect(lambda text: self._edit(title=text))
        self.tags.kept.connect(lambda text: self._edit(tags=tuple(text.split(","))))
        self.review.chosen.connect(lambda day: self._edit(review_on=day))
        self.use_list.activated_key.connect(self._open_use)
        self.use_list.button_clicked.connect(self._detach)
        DragOut(self.host, self.version_list, lay_copy)
        self.version_list.activated_key.connect(lambda key: open_document(self.host, key, self))

    def show_document(self, document: DocumentDetail) -> None:
        """Show a document; what is being typed stays."""
        if self.document is not None and self.document.id != document.id:
            self.leave()
        self.document = document
        self.header.show_title(document.title, document.facts)
        badges = [BadgeSpec("neutral", ICONS[document.kind], KIND_WORDS[document.kind])]
        if document.overdue:
            badges.append(BadgeSpec("warn", "kind.review_due", self.tr("à revoir")))
        self.header.show_badges(*badges)
        warning = document.warning
        self.warning.show_message(Message(warning, tone="warn") if warning else None)
        self.title.show_value(document.title)
        self.tags.show_value(", ".join(document.tags))
        self.review.show_day(document.review_on)
        found = self.tr("Dans la recherche (Ctrl+K)\u00a0: %1.")
        self.found.show_text(found.replace("%1", document.text_words))
        self.uses.replace(list(document.uses))
        self.versions.replace(list(document.versions))
        self._name_tabs(document)

    def _name_tabs(self, document: DocumentDetail) -> None:
        self.tabs.setTabText(1, f"{self.tr('Sert à')} ({len(document.uses)})")
        self.tabs.setTabText(2, f"{self.tr('Versions')} ({len(document.versions)})")

    def leave(self) -> None:
        """Keep what is being typed."""
        self.title.keep_now()
        self.tags.keep_now()

    def open_newest(self) -> None:
        """Open the newest file."""
        if self.document is not None:
            open_document(self.host, self.document.versions[0].id, self)

    def _edit(self, **fields: object) -> None:
        if self.document is not None:
            command: EditDocument = EditDocument(self.document.id, **fields)  # type: ignore[arg-type]
            self.wanted.emit(command)

    def _use(self, key: str) -> UseLine | None:
        uses = self.document.uses if self.document else ()
        return next((use for use in uses if use.place.id == key), None)

    def _open_use(self, key: str) -> None:
        use = self._use(key)
        if use is not None:
            self.host.open(use.page, use.subject)

    def _detach(self, key: str) -> None:
        use = self._use(key)
        if use is not None and self.document is not None:
            self.wanted.emit(DetachDocument(self.document.id, use.place))


def _use_row(line: UseLine) -> Shown:
    return Row(
        line.title, second=line.words, icon=_OWNER_ICONS[line.page], button="x", button_name="Détacher d’ici"
    )


def _version_row(line: VersionLine) -> Shown:
    return Row(line.name, second=line.words, number=str(line.number))
