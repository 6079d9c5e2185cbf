"""The door of a dossier: a sealed one asks its passphrase, one that cannot be opened says why, kindly."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dgsdesk.desktop.components.bounds import bound
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.empty_page import IconView
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import SECRET, Page
from dgsdesk.domain.errors import KnownError

_SEALED = ("dossier_sealed", "dossier_passphrase")


class DoorPage(Page):
    """``shown`` takes the error by which a dossier stays shut, None while it is being opened."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.title = TextLabel(self.theme, "", "title", wrap=True)
        self.sentence = TextLabel(self.theme, "", "body", "text_soft", wrap=True)
        self.message = InlineMessage(self.theme)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setProperty(SECRET, True)
        self.passphrase.setAccessibleName(self.tr("Phrase secrète"))
        self.shown_letters = Button(self.theme, self.tr("Montrer"), icon="eye")
        self.shown_letters.setCheckable(True)
        self.open = Button(
            self.theme, self.tr("Ouvrir le dossier"), kind=ButtonKind.FILLED, icon="folder-open"
        )
        self.leave = Button(self.theme, self.tr("Quitter"), action=host.actions.action("shell.quit"))
        self._asking = QWidget()
        self._lay_out()
        self.open.clicked.connect(self._unlock)
        self.passphrase.returnPressed.connect(self._unlock)
        self.shown_letters.toggled.connect(self._show_letters)

    def _lay_out(self) -> None:
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(self.theme.space("s"))
        label = TextLabel(self.theme, self.tr("Phrase secrète"), "small", "text_soft", bold=True)
        label.setBuddy(self.passphrase)
        asking.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(self.theme.space("s"))
        line.addWidget(self.passphrase, 1)
        line.addWidget(self.shown_letters)
        asking.addLayout(line)
        asking.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        body = QWidget()
        bound(self.theme, body, 560)
        column = QVBoxLayout(body)
        column.setSpacing(self.theme.space("m"))
        column.addStretch(1)
        column.addWidget(IconView(self.theme, "folder-open", size="empty"), 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.title, self.sentence, self.message, self._asking):
            column.addWidget(part)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(body, 10)
        layout.addStretch(1)

    def shown(self, subject: object | None) -> None:
        """Say what is under way, what is asked, or why the dossier stays shut."""
        error = subject if isinstance(subject, KnownError) else None
        sealed = error is not None and error.code in _SEALED
        self._asking.setVisible(sealed)
        self.leave.setVisible(error is not None)
        self._say(error, sealed)
        asked = error is not None and error.code == "dossier_sealed"
        self.message.show_message(self.host.message_for(error) if error is not None and not asked else None)
        self.open.setEnabled(True)
        if sealed:
            self.passphrase.selectAll()
        self.take_focus()

    def _say(self, error: KnownError | None, sealed: bool) -> None:
        if error is None:
            self.title.show_text(self.tr("Votre dossier s’ouvre…"))
            self.sentence.show_text(self.tr("Tout se passe sur ce poste, sans réseau."))
        elif sealed:
            self.title.show_text(self.tr("Ce dossier est protégé"))
            self.sentence.show_text(
                self.tr("L’expéditeur l’a fermé par une phrase secrète\u00a0: demandez-la-lui par téléphone.")
            )
        else:
            self.title.show_text(self.tr("Ce dossier ne s’ouvre pas"))
            self.sentence.show_text("")
        self.sentence.setVisible(bool(self.sentence.whole_text()))

    def take_focus(self) -> None:
        """Give the keyboard to the field that is asked for."""
        if not self._asking.isHidden():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.leave.isHidden():
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        if self.passphrase.text():
            self.open.setEnabled(False)
            self.host.unlock_wanted.emit(self.passphrase.text())

    def _show_letters(self, on: bool) -> None:
        modes = QLineEdit.EchoMode
        self.passphrase.setEchoMode(modes.Normal if on else modes.Password)
