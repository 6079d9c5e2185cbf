"""« Signatures des dossiers »: the six words of this laptop, and the senders whose words were compared."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from dgsdesk.application.dossier.senders import (
    SenderRow,
    SendersPage,
    confirm_sender,
    forget_sender,
    senders_page,
)
from dgsdesk.application.view import View
from dgsdesk.desktop.components.buttons import Button, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, fill_choices
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.shell.host import PageHost


class SignaturesPane(Form):
    """Our words to read out, a sender to choose, and whether its words agree."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme)
        self.host = host
        self._rows: dict[str, SenderRow] = {}
        self.own = self._spoken()
        self.senders = choice_field(self.tr("Expéditeur"))
        self.words = self._spoken()
        self.standing = TextLabel(self.theme, "", "body", wrap=True)
        words_agree = host.actions.action("settings.words_agree")
        self.agree = Button(self.theme, self.tr("Les mots concordent"), icon="phone", action=words_agree)
        self.forget = Button(self.theme, icon="trash-2", action=host.actions.action("settings.forget_sender"))
        self._lay_out()
        self.senders.currentIndexChanged.connect(lambda _: self._show_chosen())
        host.actions.bind("settings.words_agree", lambda: self._settle(confirm_sender))
        host.actions.bind("settings.forget_sender", lambda: self._settle(forget_sender))
        self._show(SendersPage("", ()))

    def _spoken(self) -> TextLabel:
        """Return a label of words that are read out, which can be copied too."""
        label = TextLabel(self.theme, "", "section", wrap=True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _lay_out(self) -> None:
        self.row(self.tr("Les six mots de ce poste"), self.own)
        self.note(
            self.tr(
                "Chaque dossier que vous envoyez est signé. À qui veut s’en assurer au téléphone, lisez ces "
                "mots\u00a0: son poste affiche les mêmes si le dossier vient bien de vous."
            )
        )
        self.row(self.tr("Expéditeurs dont un dossier a été ouvert ici"), self.senders)
        self.add(self.words)
        self.answer(self.standing)
        acts = ButtonRow(self.agree, self.forget)
        acts.stretch()
        self.add(acts)

    def refresh(self) -> None:
        """Read the words and the senders again; the first time makes this laptop's key."""
        self.host.ask(senders_page, then=self._show, owner=self, replaces="senders")

    def _show(self, page: SendersPage) -> None:
        chosen = self.senders.currentData()
        self._rows = {row.public_key: row for row in page.senders}
        self.own.show_text(page.words)
        choices = [(row.public_key, row.name) for row in page.senders]
        fill_choices(self.senders, choices or [("", self.tr("Aucun pour l’instant"))])
        self.senders.setEnabled(bool(choices))
        self.senders.setCurrentIndex(max(self.senders.findData(chosen), 0))
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self._rows.get(str(self.senders.currentData() or ""))
        self.words.show_text(row.words if row else "")
        self.standing.show_text(row.sentence if row else "")
        for part in (self.words, self.standing):
            part.setVisible(row is not None)
        nobody = self.tr("Aucun dossier n’a encore été ouvert sur ce poste.")
        compared = self.tr("Les mots de cet expéditeur ont déjà été comparés.")
        can_agree = row is not None and row.confirmed_on is None
        self.host.actions.allow("settings.words_agree", can_agree, compared if row else nobody)
        self.host.actions.allow("settings.forget_sender", row is not None, nobody)

    def _settle(self, act: Callable[[View, str], None]) -> None:
        key = str(self.senders.currentData() or "")
        if key in self._rows:
            self.host.ask(act, key, then=lambda _: self.refresh(), owner=self)
