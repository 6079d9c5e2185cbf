"""« Renvoyer »: what goes back, what is still bare, then the file and the message, ready to leave."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.dossier.acts import ExportedDossier, ReturnDossier
from dgsdesk.application.dossier.host import HostDossier
from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.dossier.middle import in_the_middle
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.dossier import Purpose
from dgsdesk.domain.wording import NBSP, date_full, hour, join_and, plural


class ReturnPane(Panel):
    """One column of words; the filled button writes the file, two others open message and folder."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self._dossier: HostDossier | None = None
        self._made: ExportedDossier | None = None
        self.title = TextLabel(self.theme, "", "title", wrap=True)
        self.what = TextLabel(self.theme, "", "body", wrap=True)
        self.bare = InlineMessage(self.theme)
        self.former = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.go = Button(self.theme, self.tr("Préparer le retour"), kind=ButtonKind.FILLED, icon="act.send")
        self.done = InlineMessage(self.theme)
        self.message = Button(self.theme, self.tr("Ouvrir le message"), kind=ButtonKind.FILLED, icon="mail")
        self.folder = Button(self.theme, self.tr("Montrer le fichier"), icon="folder-open")
        self._after = ButtonRow(self.message, self.folder)
        self._after.stretch()
        self._lay_out()
        self.go.clicked.connect(self._return)
        self.message.clicked.connect(lambda: self._open(self._made.message if self._made else ""))
        self.folder.clicked.connect(lambda: self._open(_folder(self._made)))

    def _lay_out(self) -> None:
        body = QWidget()
        bound(self.theme, body, 660)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, self.theme.space("xl"), 0, self.theme.space("xl"))
        column.setSpacing(self.theme.space("m"))
        for part in (self.title, self.what, self.bare, self.former):
            column.addWidget(part)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.done)
        column.addWidget(self._after)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = in_the_middle(self.theme, body, self.tr("Renvoyer"))
        layout.addWidget(self._area)
        self._show_made()

    def show_dossier(self, dossier: HostDossier) -> None:
        """Say what goes back, and what has no text yet."""
        if dossier.returned_at is None:
            self._made = None
        self._dossier = dossier
        self.title.show_text(self.tr("Renvoyer le dossier à {}").format(dossier.sender))
        self.what.show_text(_contents(dossier))
        self.bare.show_message(_warning(dossier))
        returned = dossier.returned_at
        self.former.show_text(
            self.tr("Déjà renvoyé le {} à {}. Renvoyer encore remplace ce retour, sans rien perdre.").format(
                date_full(returned.date()), hour(returned.time())
            )
            if returned
            else ""
        )
        self.former.setVisible(returned is not None and self._made is None)
        self._show_made()

    def begin(self) -> None:
        """Forget what was made the last time that this part was open."""
        self._made = None

    def take_focus(self) -> None:
        """Give the keyboard to the button that comes next."""
        button = self.go if self._made is None else self.message
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _return(self) -> None:
        if self._dossier is not None:
            self.go.setEnabled(False)
            command = ReturnDossier(self._dossier.meeting_id)
            self.host.run(command, then=self._returned, failed=self._not_returned, owner=self)

    def _open(self, path: str) -> None:
        if path:
            self.host.open_path(path)

    def _not_returned(self, error: object) -> None:
        self.go.setEnabled(True)
        self.host.tell_error(error)  # type: ignore[arg-type]

    def _returned(self, made: ExportedDossier) -> None:
        self._made = made
        self._show_made()
        self.take_focus()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._after))

    def _show_made(self) -> None:
        """Show what was made, with what is left to do."""
        made = self._made
        self.go.setEnabled(True)
        self.go.setVisible(made is None)
        self.former.setVisible(made is None and bool(self.former.whole_text()))
        self.bare.setVisible(made is None and self.bare.message is not None)
        self._after.setVisible(made is not None)
        if made is None:
            self.done.show_message(None)
            return
        file = PurePath(made.file)
        self.message.setVisible(bool(made.message))
        remedy = (
            self.tr("Ouvrez le message, relisez-le, envoyez-le\u00a0: le dossier y est joint.")
            if made.message
            else self.tr("Joignez ce fichier à un message, ou copiez-le sur une clé USB.")
        )
        self.done.show_message(
            Message(
                self.tr("Le retour est prêt\u00a0: {}").format(file.name), str(file.parent), remedy, tone="ok"
            )
        )


def _folder(made: ExportedDossier | None) -> str:
    return str(PurePath(made.file).parent) if made else ""


def _contents(dossier: HostDossier) -> str:
    documents = plural(dossier.documents, "document", "documents")
    joined = f" et {documents}" if dossier.documents else ""
    if dossier.purpose is Purpose.OBSERVE:
        return "Partent vos observations, signées de ce poste, et rien d’autre de cet ordinateur."
    if dossier.is_ahead:
        what = f"Partent l’ordre du jour{joined}, signés" if joined else "Part l’ordre du jour, signé"
        return f"{what} de ce poste, et rien d’autre de cet ordinateur."
    items = plural(dossier.written, "point rédigé", "points rédigés")
    return f"Partent l’ordre du jour, {items}{joined}, signés de ce poste, et rien d’autre de cet ordinateur."


def _warning(dossier: HostDossier) -> Message | None:
    if dossier.purpose is not Purpose.EDIT or dossier.is_ahead or not dossier.bare:
        return None
    numbers = join_and(dossier.bare)
    return Message(
        f"{plural(len(dossier.bare), 'point n’a', 'points n’ont')} pas encore de texte{NBSP}: {numbers}.",
        remedy="Vous pouvez renvoyer le dossier ainsi, et le renvoyer complété plus tard.",
        tone="warn",
    )
