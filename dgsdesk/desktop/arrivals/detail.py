"""One thing that came back: what it was, what it did or why it waits, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dgsdesk.application.arrival.detail import ArrivalDetail
from dgsdesk.application.arrival.page import (
    ArrivalRow,
)
from dgsdesk.desktop.arrivals.words import BADGES, LISTS
from dgsdesk.desktop.arrivals.words_form import WordsForm
from dgsdesk.desktop.components.buttons import Button, ButtonKind, ButtonRow
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.arrival import ArrivalState
from dgsdesk.domain.wording import date_full, elided_of, hour

_MEETING_LENGTH = 32
"""Letters that the name of a meeting takes: « Réunion du mardi 8 décembre 2026 »."""


class ArrivalView(Panel):
    """``assigned(meeting_id)`` when a file is to be kept with a meeting.

    ``looked(meeting_id)`` when a message may speak of that meeting.
    """

    assigned = Signal(str)
    looked = Signal(str)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self.host = host
        self.row: ArrivalRow | None = None
        self.header = PageHeader(self.theme)
        self._found = TextLabel(self.theme, "", wrap=True)
        self._reason = InlineMessage(self.theme)
        self.meeting = choice_field(self.tr("Réunion à laquelle rattacher l’arrivée"))
        self.meeting.setMinimumContentsLength(_MEETING_LENGTH)
        self._label = TextLabel(self.theme, self.tr("Rattacher à"), "small", "text_soft")
        act = host.actions.action
        self._columns = Button(self.theme, self.tr("Accorder les colonnes"), action=act("arrivals.columns"))
        self._again = Button(self.theme, kind=ButtonKind.FILLED, action=act("arrivals.again"))
        self._open = Button(self.theme, action=act("arrivals.meeting"))
        self._aside = Button(self.theme, action=act("arrivals.aside"))
        self._file = Button(self.theme, icon="folder-open", action=act("arrivals.take_out"))
        self._draft = Button(self.theme, action=act("arrivals.draft"))
        self._dossier = Button(self.theme, action=act("arrivals.dossier"))
        self._dossier.hide()
        self.words = WordsForm(host)
        self._lay_out()
        self.meeting.activated.connect(self._chosen)

    def _lay_out(self) -> None:
        self.header.add_button(self._file)
        self.header.add_button(self._columns)
        self.header.add_button(self._again)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self._label)
        choice.addWidget(self.meeting)
        choice.addStretch(1)
        self._choice = QWidget()
        choice.setContentsMargins(0, 0, 0, 0)
        self._choice.setLayout(choice)
        body = QVBoxLayout()
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(12)
        body.addWidget(self._found)
        body.addWidget(self._reason)
        body.addWidget(self._choice)
        acts = QHBoxLayout()
        acts.addWidget(ButtonRow(self._dossier, self._draft, self._open, self._aside))
        acts.addStretch(1)
        body.addLayout(acts)
        body.addWidget(self.words, 1)
        body.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)

    def show_row(self, row: ArrivalRow, meetings: tuple[tuple[str, str], ...]) -> None:
        """Show an arrival, and the meetings that it may be tied to."""
        self.row = row
        self.header.show_title(row.name, self._facts(row))
        self.header.show_badges(BADGES[row.state])
        self._found.show_text(row.found)
        waits = row.state is not ArrivalState.FILED
        self._reason.show_message(
            Message(row.reason, tone="warn" if waits else "info") if row.reason else None
        )
        self._choice.setVisible(waits)
        self._again.setVisible(waits)
        self._columns.setVisible(waits and row.kind in LISTS)
        self._aside.setVisible(row.state is ArrivalState.WAITING)
        self._open.setVisible(row.meeting_id is not None)
        self._draft.hide()
        self._dossier.hide()
        self.words.setVisible(self.words.detail is not None and self.words.detail.id == row.id)
        fill_choices(self.meeting, [("", self.tr("Choisir une réunion")), *meetings])

    def show_detail(self, detail: ArrivalDetail) -> None:
        """Show what the file says and what may be made of it."""
        if self.row is None or self.row.id != detail.id:
            return
        waits = self.row.state is not ArrivalState.FILED
        self.words.show_detail(detail, waits=waits)
        self.words.show()
        self._draft.setVisible(waits and detail.returns_to_draft)
        self._dossier.setVisible(waits and detail.holds_dossier)
        choose(self.meeting, detail.meeting_id or "")

    def _facts(self, row: ArrivalRow) -> str:
        when = f"{date_full(row.arrived_at.date())} à {hour(row.arrived_at.time())}"
        sender = elided_of(row.sender) if row.sender else ""
        return ", ".join(filter(None, (self.tr("déposée le {}").format(when), sender, row.meeting.lower())))

    def _chosen(self, _: int) -> None:
        if self.meeting.currentData():
            written = self.words.detail is not None and bool(self.words.detail.text)
            (self.looked if written else self.assigned).emit(str(self.meeting.currentData()))
