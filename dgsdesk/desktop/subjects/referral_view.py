"""An item that others settle: what the group says of it, when it was brought there, what came of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.application.agenda.referral import REFERRAL_TITLES, RecordReferral, ReferralRow
from dgsdesk.desktop.components.badge import BadgeSpec
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.form import Form
from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.components.saved_fields import SavedText
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.agenda import Referral


class ReferralView(Panel):
    """``wanted(command)`` asks to note what came of it."""

    wanted = Signal(object)

    def __init__(self, host: PageHost) -> None:
        super().__init__(host.theme, "surface")
        self._host = host
        self._row: ReferralRow | None = None
        self.header = PageHeader(self.theme)
        self.header.add_button(
            Button(self.theme, icon="act.print", action=host.actions.action("subjects.print_referrals"))
        )
        self._open = Button(self.theme, self.tr("Ouvrir la réunion"), icon="nav.meetings")
        self.header.add_button(self._open)
        self.question = TextLabel(self.theme, "", wrap=True)
        self.said = TextLabel(self.theme, "", wrap=True)
        self.on = OptionalDate(self.theme, "", self.tr("Jour où le point a été porté"))
        self.outcome = SavedText(self.theme, self.tr("Suite donnée"), lines=4)
        form = Form(self.theme)
        self._asked_label = form.row(self.tr("Question posée au groupe"), self.question)
        form.row(self.tr("Ce que proposent les directions générales"), self.said)
        form.row(self.tr("Porté"), self.on)
        self._outcome_label = form.row(self.tr("Suite donnée"), self.outcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(form, 1)
        self._open.clicked.connect(self._open_meeting)
        self.on.chosen.connect(lambda day: self._record(day))
        self.outcome.kept.connect(lambda _: self._record(self.on.value()))
        self.outcome.typing.connect(lambda typing: host.mark_unsaved(self.outcome, typing))

    def show_row(self, row: ReferralRow, today: date) -> None:
        """Show an item."""
        if self._row is not None and self._row.item_id != row.item_id:
            self.outcome.keep_now()
        self._row = row
        facts = f"{REFERRAL_TITLES[row.referral]} · {row.where}"
        self.header.show_title(f"{row.number} {row.title}".strip(), facts)
        done = row.referred_on is not None
        tone, icon = (
            ("ok", "act.accept") if done else ("accent", "clock") if row.ready else ("neutral", "clock")
        )
        self.header.show_badges(BadgeSpec(tone, icon, row.state_words))
        self.question.show_text(row.question)
        self.question.setVisible(bool(row.question))
        self._asked_label.setVisible(bool(row.question))
        nothing = self.tr("Pas de position arrêtée.")
        self.said.show_text("\n".join(row.decisions) or nothing)
        mayors = row.referral is Referral.MAYORS
        words = self.tr("En conférence des maires, le") if mayors else self.tr("À l’arbitrage, le")
        self.on.box.setText(words)
        self.on.propose(today)
        self.on.show_day(row.referred_on)
        self.outcome.show_value(row.outcome)
        self.outcome.setVisible(done)
        self._outcome_label.setVisible(done)

    def _open_meeting(self) -> None:
        if self._row is not None:
            self._host.open("meetings", self._row.meeting_id)

    def leave(self) -> None:
        """Keep what is being typed."""
        self.outcome.keep_now()

    def _record(self, day: date | None) -> None:
        if self._row is not None:
            self.wanted.emit(RecordReferral(self._row.item_id, day, self.outcome.text()))
