"""« Notre identité »: who we are on every document, what is still missing, logo and letterhead."""

from __future__ import annotations

from dataclasses import fields as fields_of

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.directory.base_check import BaseCheck
from dgsdesk.application.directory.letterhead import (
    LetterheadFields,
    LetterheadView,
    SetLetterhead,
    SetLetterheadFile,
    SetLogo,
    letterhead_view,
)
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.headers import SectionHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.scrolled import scrolled
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.directory.field_grid import FieldGrid
from dgsdesk.desktop.directory.head_preview import HeadPreview
from dgsdesk.desktop.directory.people_model import CIVILITIES
from dgsdesk.desktop.shell.chosen_file import ask_file, read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.network import Civility
from dgsdesk.domain.wording import join_and

_FORM_WIDTH = 720
_WITH_PREVIEW = 960


class IdentityPane(QWidget):
    """The form at the left, the head of a document at the right."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._kept: LetterheadView | None = None
        self.missing = InlineMessage(self.theme)
        self.address = self._sender_fields()
        self.signatory = self._signatory_fields()
        self.handler = self._handler_fields()
        self._logo = TextLabel(self.theme, "", "small", elide=True)
        self._base = TextLabel(self.theme, "", "small", elide=True)
        self.lacking = TextLabel(self.theme, "", "small", "warn", wrap=True)
        self.choose_logo = Button(self.theme, self.tr("Choisir un logo…"), icon="upload")
        self.drop_logo = Button(self.theme, self.tr("Retirer"), kind=ButtonKind.LINK)
        self.choose_base = Button(self.theme, self.tr("Choisir un fichier Word…"), icon="upload")
        self.drop_base = Button(self.theme, self.tr("Retirer"), kind=ButtonKind.LINK)
        self.preview = HeadPreview(self.theme)
        self._lay_out()
        self._connect()

    # -- layout ----------------------------------------------------------------------------------------------

    def _sender_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host)
        grid.line("name", self.tr("Nom"), 3)
        grid.line("service", self.tr("Service"), 3, hint=self.tr("Direction générale des services"))
        grid.line("address", self.tr("Adresse"), 3)
        grid.line("postal_code", self.tr("Code postal"), 1)
        grid.line("town", self.tr("Ville"), 2)
        grid.line("phone", self.tr("Téléphone"), 2)
        grid.line("mailbox", self.tr("Boîte aux lettres partagée"), 2, pauses=False)
        grid.line("website", self.tr("Site"), 2)
        return grid

    def _signatory_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host)
        grid.choice("signatory_civility", self.tr("Civilité"), 1, CIVILITIES)
        grid.line("signatory_name", self.tr("Nom du signataire"), 2)
        grid.line("signatory_title", self.tr("Qualité"), 3, hint=self.tr("Directrice générale des services"))
        return grid

    def _handler_fields(self) -> FieldGrid:
        grid = FieldGrid(self.host)
        grid.line("handled_by", self.tr("Affaire suivie par"), 2)
        grid.line("handled_by_phone", self.tr("Téléphone"), 2)
        grid.line("handled_by_email", self.tr("Courriel"), 2, pauses=False)
        return grid

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._form(), 3)
        layout.addWidget(self.preview, 2)

    def _measure(self) -> None:
        """Leave the width to the form when text is large: the preview repeats it."""
        self.preview.setVisible(self.width() >= self.theme.wide(_WITH_PREVIEW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again."""
        super().resizeEvent(event)
        self._measure()

    def _form(self) -> QWidget:
        body = Panel(self.theme, "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(6)
        parts = (
            self.missing,
            SectionHeader(self.theme, self.tr("Qui nous sommes"), line=True),
            self.address,
            SectionHeader(self.theme, self.tr("Qui signe"), line=True),
            self.signatory,
            SectionHeader(self.theme, self.tr("Qui suit l’affaire"), line=True),
            self.handler,
            SectionHeader(self.theme, self.tr("Logo et papier à en-tête"), line=True),
            self._file_row(self.tr("Logo (PNG ou JPEG)"), self._logo, self.choose_logo, self.drop_logo),
            self._file_row(self.tr("Papier à en-tête (.docx)"), self._base, self.choose_base, self.drop_base),
            self.lacking,
        )
        for part in parts:
            bound(self.theme, part, _FORM_WIDTH)
            column.addWidget(part)
        column.addStretch(1)
        return scrolled(body)

    def _file_row(self, label: str, name: TextLabel, choose: Button, drop: Button) -> QWidget:
        choose.setAccessibleDescription(label)
        drop.setAccessibleName(self.tr("Retirer : {}").format(label))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(TextLabel(self.theme, label, "small", "text_soft", bold=True))
        layout.addWidget(name, 1)
        layout.addWidget(drop)
        layout.addWidget(choose)
        return row

    def _connect(self) -> None:
        self.theme.changed.connect(self._measure)
        for grid in (self.address, self.signatory, self.handler):
            grid.kept.connect(self._keep)
        self.choose_logo.clicked.connect(self._choose_logo)
        self.choose_base.clicked.connect(self._choose_base)
        self.drop_logo.clicked.connect(lambda: self._run(SetLogo("", b"")))
        self.drop_base.clicked.connect(lambda: self._run(SetLetterheadFile("", b"")))

    # -- showing ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read our identity again."""
        self.host.ask(letterhead_view, then=self._show, owner=self, replaces="identity")

    def take_focus(self) -> None:
        """Begin in the first field that is empty."""
        grids = ((self.address, "address"), (self.address, "mailbox"), (self.signatory, "signatory_name"))
        grid, name = next(((g, n) for g, n in grids if not g.text(n)), (self.address, "name"))
        grid.field(name).setFocus()

    def _show(self, kept: LetterheadView) -> None:
        self._kept = kept
        values = {field.name: getattr(kept.fields, field.name) for field in fields_of(kept.fields)}
        for grid in (self.address, self.signatory, self.handler):
            grid.show_values(**{name: value for name, value in values.items() if grid.has(name)})
        self._logo.show_text(kept.logo_name or self.tr("aucun"))
        self._base.show_text(kept.base_name or self.tr("celui du programme"))
        self.drop_logo.setVisible(bool(kept.logo_name))
        self.drop_base.setVisible(bool(kept.base_name))
        self._show_lacking(kept.base)
        self.preview.show_head(kept)
        self.missing.show_message(self._message(kept))

    def _show_lacking(self, base: BaseCheck | None) -> None:
        """Say what the letterhead file has not, and what happens."""
        said = "" if base is None or base.is_complete else "\n".join(base.sentences)
        self.lacking.show_text(said)
        self.lacking.setVisible(bool(said))

    def _message(self, kept: LetterheadView) -> Message:
        if kept.missing:
            what = self.tr("Il manque encore {}.").format(join_and(kept.missing))
            return Message(
                what, remedy=self.tr("Chaque document part avec ce qui est écrit ici."), tone="info"
            )
        return Message(self.tr("Rien ne manque : chaque document porte cette identité."), tone="ok")

    # -- keeping ---------------------------------------------------------------------------------------------

    def keep_now(self) -> None:
        """Keep what is typed."""
        for grid in (self.address, self.signatory, self.handler):
            grid.keep_now()

    def _keep(self) -> None:
        typed = self._typed()
        if self._kept is not None and typed != self._kept.fields:
            self._run(SetLetterhead(typed), quiet=True)

    def _typed(self) -> LetterheadFields:
        civility = Civility(self.signatory.value("signatory_civility"))
        names = [field.name for field in fields_of(LetterheadFields) if field.name != "signatory_civility"]
        grids = (self.address, self.signatory, self.handler)
        texts = {name: next(g for g in grids if g.has(name)).text(name) for name in names}
        return LetterheadFields(signatory_civility=civility, **texts)

    def _run(self, command: Command[None], *, quiet: bool = False) -> None:
        self.host.run(command, failed=self._refused, owner=self, quiet=quiet)

    def _refused(self, error: KnownError) -> None:
        self.host.tell_error(error)
        if self._kept is not None:
            self._show(self._kept)

    # -- files -----------------------------------------------------------------------------------------------

    def _choose_logo(self) -> None:
        path = ask_file(
            self.host.preferences, self, self.tr("Choisir un logo"), self.tr("Images (*.png *.jpg *.jpeg)")
        )
        if path is not None:
            name = path.name
            self.host.make_document(
                lambda: read_chosen(path), then=lambda content: self._run(SetLogo(name, content)), owner=self
            )

    def _choose_base(self) -> None:
        path = ask_file(
            self.host.preferences,
            self,
            self.tr("Choisir un papier à en-tête"),
            self.tr("Documents Word (*.docx)"),
        )
        if path is not None:
            name = path.name
            self.host.make_document(
                lambda: read_chosen(path),
                then=lambda content: self._run(SetLetterheadFile(name, content)),
                owner=self,
            )
