"""A call for themes before it is laid: to whom, by when, in which words; the program sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from dgsdesk.application.mailing.mailing import WAY_WORDS, Way
from dgsdesk.application.mailing.salutation import fields_of_all, merged_text
from dgsdesk.application.meeting.page import CircleChoice, circle_choices
from dgsdesk.application.subjects.call import CallPreview, LayThemeCall, call_preview, usual_reply_by
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, day_field, day_of, fill_choices, show_day
from dgsdesk.desktop.components.form import Form, side_by_side
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.wording import NBSP, capitalised, plural

_PEOPLE, _LINES = 4, 14
"""Lines that are read at once of the recipients and of the message."""


class CallPane(Panel):
    """``wanted(command)`` asks to lay the call; ``closed`` to go back."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self._host = host
        theme = host.theme
        self.header = PageHeader(theme)
        self.circle = choice_field(self.tr("Format de rencontre"))
        self.reply_by = day_field(self.tr("Réponses jusqu’au"))
        ways = [(way.value, capitalised(WAY_WORDS[way])) for way in (Way.ONE_EACH, Way.ONE_FOR_ALL)]
        self.way = choice_field(self.tr("Comment écrire"), ways)
        self.people = QPlainTextEdit()
        self.message = QPlainTextEdit()
        for text, name in (
            (self.people, self.tr("Destinataires")),
            (self.message, self.tr("Message")),
        ):
            text.setReadOnly(True)
            text.setTabChangesFocus(True)
            text.setAccessibleName(name)
        self.prepare = Button(
            theme, self.tr("Préparer les messages"), kind=ButtonKind.FILLED, icon="act.send"
        )
        self._close = Button(theme, self.tr("Renoncer"), kind=ButtonKind.LINK)
        self._lay_out()
        theme.changed.connect(self._measure)
        self._measure()
        self.circle.activated.connect(lambda _: self._read())
        self.reply_by.dateChanged.connect(lambda _: self._read())
        self.prepare.clicked.connect(self._lay)
        self._close.clicked.connect(self.closed.emit)

    def _lay_out(self) -> None:
        form = Form(self.theme)
        self._circle_label = form.row(self.tr("Format de rencontre"), self.circle)
        form.row(self.tr("Réponses jusqu’au"), side_by_side(self.reply_by))
        form.row(self.tr("Comment écrire"), self.way)
        self._people_label = form.row(self.tr("Destinataires"), self.people)
        form.row(self.tr("Message, avec la fiche d’une page en pièce jointe"), self.message, stretch=1)
        buttons = ButtonRow(self.prepare, self._close)
        buttons.stretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)
        layout.addLayout(foot)

    def _measure(self) -> None:
        self.people.setMinimumHeight(round(self.theme.line("body") * _PEOPLE))
        self.message.setMinimumHeight(round(self.theme.line("body") * _LINES))

    def begin(self) -> None:
        """Read the circles and propose a day."""
        self.header.show_title(
            self.tr("Appel à thèmes"),
            self.tr("Des brouillons à relire et à envoyer de votre messagerie ; rien ne part d’ici."),
        )
        self._host.ask(usual_reply_by, then=self._propose_day, owner=self, replaces="call-day")
        self._host.ask(circle_choices, then=self._offer, owner=self, replaces="circles")

    def _propose_day(self, day: date) -> None:
        """Show the day, then give it the keyboard: a field that has it keeps its own day."""
        show_day(self.reply_by, day)
        self.reply_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, circles: Sequence[CircleChoice]) -> None:
        fill_choices(self.circle, [(circle.id, circle.name) for circle in circles])
        several = len(circles) > 1
        self.circle.setVisible(several)
        self._circle_label.setVisible(several)
        self._read()

    def _read(self) -> None:
        circle = self.circle.currentData()
        if circle and self.isVisible():
            self._host.ask(
                call_preview,
                str(circle),
                day_of(self.reply_by),
                then=self._show,
                owner=self,
                replaces="call",
            )

    def _show(self, preview: CallPreview) -> None:
        people = preview.invitees
        count = plural(len(people.recipients), self.tr("destinataire"), self.tr("destinataires"))
        self._people_label.show_text(capitalised(count))
        lines = [f"{one.quality}, {one.name} <{one.address}>" for one in people.recipients]
        lines += [f"{one.quality}{NBSP}: {self.tr('sans adresse')}" for one in people.unreachable]
        self.people.setPlainText("\n".join(lines))
        text = merged_text(preview.text, fields_of_all(one.edition for one in people.recipients))
        self.message.setPlainText(f"{preview.subject}\n\n{text}")
        self.prepare.setEnabled(bool(people.recipients))

    def _lay(self) -> None:
        way = Way(str(self.way.currentData()))
        self.wanted.emit(LayThemeCall(str(self.circle.currentData()), day_of(self.reply_by), way))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
