"""« Données personnelles »: the notice of each person's first invitation, and the sheet for the register."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer

from dgsdesk.application.privacy.notice import EditPrivacyNotice, PrivacyNoticeRow, notice_row
from dgsdesk.application.privacy.processing_register import PrintRegisterSheet
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.saved_fields import SavedText
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.laid import tell_file
from dgsdesk.domain.errors import KnownError

_LINES = 10


class PrivacyPane(Form):
    """The notice, kept as it is written; « Reprendre la mention usuelle » brings the usual words back."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.host = host
        self.text = SavedText(self.theme, self.tr("Mention sur les données personnelles"), lines=_LINES)
        self.standing = TextLabel(self.theme, "", "small", "text_soft", wrap=True)
        self.usual = Button(self.theme, self.tr("Reprendre la mention usuelle"))
        self.register = Button(self.theme, icon="file-text", action=host.actions.action("settings.register"))
        self.row(self.tr("Mention jointe à la première invitation de chaque personne"), self.text)
        self.add(self.standing)
        self.add(side_by_side(self.usual))
        self.row(self.tr("Registre des traitements (RGPD, article 30)"), side_by_side(self.register))
        self.note(
            self.tr(
                "Une fiche en Word et en PDF, remplie d’après ce que le réseau tient et a envoyé\u202f; ce "
                "que le programme ne peut pas savoir y est marqué «\u00a0À COMPLÉTER\u00a0»."
            )
        )
        self.text.kept.connect(partial(self._keep, quiet=True))
        self.text.installEventFilter(self)
        self.text.typing.connect(partial(host.mark_unsaved, self.text))
        host.actions.bind("settings.register", self._print_register)
        self.usual.clicked.connect(lambda: self._keep(""))

    def refresh(self) -> None:
        """Read the notice again."""
        self.host.ask(notice_row, then=self._show, owner=self, replaces="notice")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the usual notice again where an emptied one is left: that is what leaves."""
        if event.type() == QEvent.Type.FocusOut and not self.text.text().strip():
            QTimer.singleShot(0, self, self.refresh)  # once what was typed is kept
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.text.keep_now()

    def _show(self, row: PrivacyNoticeRow) -> None:
        self.text.show_value(row.text)
        self.usual.setEnabled(not row.usual)
        self.standing.show_text(
            self.tr("Mention usuelle, avec le nom et la boîte partagée de votre identité.")
            if row.usual
            else self.tr("Mention rédigée par vos soins.")
        )

    def _print_register(self) -> None:
        self.host.run(PrintRegisterSheet(), then=self._laid, owner=self)

    def _laid(self, paths: tuple[str, ...]) -> None:
        tell_file(self.host, paths[0])

    def _keep(self, text: str, *, quiet: bool = False) -> None:
        self.host.run(EditPrivacyNotice(text), failed=self._refused, owner=self, quiet=quiet)

    def _refused(self, error: KnownError) -> None:
        self.host.tell_error(error)
