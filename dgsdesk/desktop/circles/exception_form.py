"""A small form below the members: somebody added by hand or excused, for a time or for good, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.circle.composition import AddMembershipException
from dgsdesk.application.membership import TITLES
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.fields import choice_field, choose, fill_choices, text_field
from dgsdesk.desktop.components.flow import FlowRow
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.network import DIRECTOR_ROLES, Role
from dgsdesk.domain.wording import capitalised

_EXCUSE, _ADD = "excuse", "add"


class ExceptionForm(Panel):
    """``closed`` when it was sent or given up."""

    closed = Signal()

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface", "t")
        self.host = host
        self._circle_id = ""
        acts = [(_ADD, self.tr("Ajouter à la main")), (_EXCUSE, self.tr("Dispenser"))]
        self.what = choice_field(self.tr("Exception"), acts)
        self.who = choice_field(self.tr("Commune ou intercommunalité"))
        posts = [(role.value, capitalised(TITLES[role])) for role in Role if role not in DIRECTOR_ROLES]
        self.role = choice_field(self.tr("Poste"), [("", self.tr("Direction")), *posts])
        self.since = OptionalDate(self.theme, self.tr("à partir du"), self.tr("Premier jour"), ahead=0)
        self.until = OptionalDate(self.theme, self.tr("jusqu’au"), self.tr("Dernier jour"))
        self.reason = text_field(self.tr("Motif"))
        self.reason.setPlaceholderText(self.tr("Motif (facultatif)"))
        self.send = Button(self.theme, self.tr("Noter l’exception"))
        self.give_up = Button(self.theme, self.tr("Renoncer"))
        self.error = InlineMessage(self.theme, closable=True)
        self._lay_out()
        self.send.clicked.connect(self._send)
        self.give_up.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(6)
        layout.addWidget(FlowRow(self.what, self.who, self.role))
        layout.addWidget(FlowRow(self.since, self.until))
        layout.addWidget(self.reason)
        layout.addWidget(self.error)
        layout.addWidget(FlowRow(self.send, self.give_up))

    def show_choices(self, organisations: Sequence[tuple[str, str]]) -> None:
        """Offer the organisations of the network."""
        kept = str(self.who.currentData() or "")
        fill_choices(self.who, organisations)
        choose(self.who, kept)

    def begin(self, circle_id: str, organisation_id: str, *, excuse: bool) -> None:
        """Begin anew, about one organisation when it is known."""
        self._circle_id = circle_id
        choose(self.what, _EXCUSE if excuse else _ADD)
        if organisation_id:
            choose(self.who, organisation_id)
        choose(self.role, "")
        self.since.show_day(None)
        self.until.show_day(None)
        self.reason.clear()
        self.error.show_message(None)

    def _send(self) -> None:
        role = str(self.role.currentData() or "")
        command = AddMembershipException(
            self._circle_id,
            str(self.who.currentData()),
            self.what.currentData() == _EXCUSE,
            Role(role) if role else None,
            self.since.value(),
            self.until.value(),
            self.reason.text(),
        )
        self.host.run(command, then=lambda _: self.closed.emit(), failed=self._refused, owner=self)

    def _refused(self, error: KnownError) -> None:
        self.error.show_message(self.host.message_for(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
