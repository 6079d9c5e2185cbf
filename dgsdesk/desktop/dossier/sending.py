"""« Confier la réunion en dossier… »: for whom, for what, sealed or not; then the file and its message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from dgsdesk.application.dossier.acts import (
    DossierPreview,
    ExportDossier,
    ExportedDossier,
    dossier_preview,
)
from dgsdesk.application.dossier.sheet import DossierReader, DossierSheet, dossier_sheet
from dgsdesk.desktop.components.fields import choice_field, fill_choices, text_field
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.meetings.panel_form import PanelForm
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.wording import capitalised, file_size, join_and, plural

if TYPE_CHECKING:
    from dgsdesk.desktop.meetings.side_panel import MeetingPanel

_OTHER = ""
_MOST_NAMES = 4


class DossierForm(PanelForm):
    """``asked()`` when the reader's purpose is another, ``wanted()`` when the dossier is to be written."""

    asked = Signal()
    wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.reader = choice_field(self.tr("Destinataire"))
        self.name = text_field(self.tr("Nom du destinataire"))
        self.address = text_field(self.tr("Adresse électronique (facultative)"))
        self.purpose = choice_field(
            self.tr("Afin de"), [(one.value, capitalised(words)) for one, words in _PURPOSES.items()]
        )
        self.due = OptionalDate(
            theme, self.tr("À renvoyer d’ici le"), self.tr("Date de retour attendue"), stacked=True
        )
        self.passphrase = text_field(self.tr("Phrase secrète (facultative)"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._lay_out()
        self.reader.activated.connect(lambda _: self._show_other())
        self.purpose.activated.connect(lambda _: self._purpose_chosen())
        self._returns: Mapping[Purpose, date | None] = {}
        self._readers: Sequence[DossierReader] = ()

    def _lay_out(self) -> None:
        self.add(self.tr("Pour"), self.reader)
        self.quality = self.say("")
        other = PanelForm(self.theme)
        for field in (self.name, self.address):
            other.add(field.accessibleName(), field)
        self._other = other
        self.column.addWidget(other)
        self.add(self.tr("Afin de"), self.purpose)
        self.column.addSpacing(self.theme.space("s"))
        self.column.addWidget(self.due)
        self.add(self.passphrase.accessibleName(), self.passphrase)
        self.say(
            self.tr("Donnez-la par téléphone, jamais dans le message\u202f; sans elle, rien ne s’ouvre.")
        )
        self.column.addSpacing(self.theme.space("s"))
        self.holds = self.say("")
        self.left_out = self.say("")
        self.button = self.act(self.tr("Préparer le dossier"), self.wanted.emit, on_enter=True)
        self.column.addSpacing(self.theme.space("m"))
        self.past = self.say("")

    def show_sheet(self, sheet: DossierSheet) -> None:
        """Offer the readers, and propose the host and the purpose of the moment."""
        self._readers = sheet.readers
        choices = [(one.address, self._reader_words(one)) for one in sheet.readers]
        fill_choices(self.reader, [*choices, (_OTHER, self.tr("Une autre personne…"))])
        self.reader.setCurrentIndex(0)
        fill_choices(self.purpose, [(one.value, capitalised(_PURPOSES[one])) for one in sheet.purposes])
        for field in (self.name, self.address, self.passphrase):
            field.clear()
        self._returns = sheet.returns
        self.due.propose(sheet.written_by)
        self._propose_return()
        self._show_past(sheet)
        self._show_other()

    def _purpose_chosen(self) -> None:
        self._propose_return()
        self.asked.emit()

    def _propose_return(self) -> None:
        """Propose the usual day of return; what is only read is not expected back."""
        purpose = Purpose(self.purpose.currentData())
        usual = self._returns.get(purpose)
        self.due.setVisible(purpose is not Purpose.READ)
        self.due.show_day(usual)

    def day_back(self) -> date | None:
        """Return when the dossier is expected back, None for no day."""
        return None if self.due.isHidden() else self.due.value()

    def _show_past(self, sheet: DossierSheet) -> None:
        lines = [self.tr("Dossiers de cette réunion"), *sheet.past]
        self.past.show_text("\n".join(lines) if sheet.past else "")

    def show_preview(self, preview: DossierPreview) -> None:
        """Say what the dossier would hold, and what its reader may not see."""
        self.holds.show_text(_holds(preview))
        self.left_out.show_text(_left_out(preview))

    def _show_other(self) -> None:
        """Ask for a name where nobody of the list is meant; else say in full who is."""
        meant = self._meant()
        self._other.setVisible(meant is None)
        self.quality.show_text(meant.quality if meant else "")
        self.quality.setVisible(bool(meant and meant.quality))

    def _meant(self) -> DossierReader | None:
        """Return who of the list is meant, None for somebody else."""
        at = self.reader.currentIndex()
        return self._readers[at] if 0 <= at < len(self._readers) else None

    def _reader_words(self, reader: DossierReader) -> str:
        return self.tr("{} (hôte)").format(reader.short) if reader.is_host else reader.short

    def said(self) -> tuple[str, str, Purpose, str]:
        """Return the reader, the address, the purpose and the passphrase."""
        purpose = Purpose(self.purpose.currentData())
        if (meant := self._meant()) is None:
            return self.name.text().strip(), self.address.text().strip(), purpose, self.passphrase.text()
        return meant.name, meant.address, purpose, self.passphrase.text()


_PURPOSES = {
    Purpose.EDIT: "rédiger avec nous",
    Purpose.OBSERVE: "relire et observer",
    Purpose.READ: "lire seulement",
}


def _holds(preview: DossierPreview) -> str:
    parts = [plural(preview.items, "point", "points")]
    if preview.documents:
        documents = plural(len(preview.documents), "document", "documents")
        parts.append(f"{documents} ({file_size(preview.size)})")
    return f"Il contient {join_and(parts)}, et les noms des participants, sans adresses ni téléphones."


def _left_out(preview: DossierPreview) -> str:
    left = preview.left_out
    parts = [f"«\u00a0{title}\u00a0»" for title in left.items[:_MOST_NAMES]]
    if len(left.items) > _MOST_NAMES:
        parts.append(plural(len(left.items) - _MOST_NAMES, "autre point", "autres points"))
    for count, one, several in (
        (left.paragraphs, "paragraphe réservé", "paragraphes réservés"),
        (left.decisions, "décision réservée", "décisions réservées"),
        (left.actions, "action réservée", "actions réservées"),
    ):
        parts += [plural(count, one, several)] if count else []
    if left.documents:
        parts.append(plural(len(left.documents), "fichier arrivé", "fichiers arrivés"))
    return (
        f"N’y sont pas, d’après leur diffusion\u00a0: {join_and(parts)}."
        if parts
        else "Rien n’en est retiré."
    )


class DossierSending(QObject):
    """Opens the form in the panel of a page and carries it out for the meeting that is shown."""

    def __init__(self, host: PageHost, panel: MeetingPanel, meeting: Callable[[], str]) -> None:
        super().__init__(panel)
        self._host = host
        self._panel = panel
        self._meeting = meeting
        self.form: DossierForm | None = None

    def open(self) -> None:
        """Show the form, made when it is first wanted."""
        if self.form is None:
            self.form = DossierForm(self._host.theme)
            self.form.asked.connect(self._preview)
            self.form.wanted.connect(self._export)
            self._panel.add_form(self.form)
        self._panel.open_form(self.form, self.tr("Confier la réunion en dossier"))
        self._host.ask(dossier_sheet, self._meeting(), then=self._show, owner=self, replaces="sheet")

    def _show(self, sheet: DossierSheet) -> None:
        assert self.form is not None
        self.form.show_sheet(sheet)
        self._preview()

    def _preview(self) -> None:
        assert self.form is not None
        purpose = self.form.said()[2]
        show = self.form.show_preview
        self._host.ask(dossier_preview, self._meeting(), purpose, then=show, owner=self, replaces="preview")

    def _export(self) -> None:
        assert self.form is not None
        to, address, purpose, passphrase = self.form.said()
        due = self.form.day_back()
        command = ExportDossier(self._meeting(), to, purpose, None, passphrase, address=address, due=due)
        self._host.run(command, then=self._made, owner=self)

    def _made(self, made: ExportedDossier) -> None:
        self._panel.dismiss()
        name = PurePath(made.file).name
        folder = str(PurePath(made.file).parent)
        said = self.tr("Le dossier est prêt\u00a0: «\u00a0{}\u00a0».").format(name)
        if made.message:
            remedy = self.tr("Ouvrez le message, relisez-le, envoyez-le\u00a0: le dossier y est joint.")
            button, act = self.tr("Ouvrir le message"), partial(self._host.open_path, made.message)
        else:
            remedy = self.tr("Joignez-le à un message, ou copiez-le sur une clé USB.")
            button, act = self.tr("Ouvrir le dossier"), partial(self._host.open_path, folder)
        self._host.tell(Message(said, folder, remedy, tone="ok", button=button, act=act))
