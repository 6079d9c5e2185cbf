"""What leaves the step « Faire relire », each after it was read over: draft, reminder, answers, approval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.review.answers import LayAnswers
from dgsdesk.application.review.approval import ConfirmApproval
from dgsdesk.application.review.circulation import CirculateDraft, CirculationPreview, circulation_preview
from dgsdesk.application.review.clock import Clock
from dgsdesk.application.review.page import ReviewPage
from dgsdesk.desktop.meetings.agreement import Agreement, Terms
from dgsdesk.desktop.meetings.messages_window import show_messages
from dgsdesk.desktop.meetings.terms import approval_terms, circulation_terms, laid_message
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import ReminderTopic


class ReviewLeaving(QObject):
    """Asks for a person's agreement before the pane, then acts. ``said`` tells what was laid (Message).

    ``unplaced_wanted`` when the texts that wait for a place come first.
    """

    said = Signal(object)
    unplaced_wanted = Signal()

    def __init__(self, host: PageHost, pane: QWidget) -> None:
        super().__init__(pane)
        self._host = host
        self._pane = pane

    def ask_to_circulate(self, meeting_id: str) -> None:
        """Show the deadline and every recipient, then send the draft round."""

        def offer(preview: CirculationPreview) -> None:
            self._offer(
                circulation_terms(preview),
                lambda agreed: self._circulate(meeting_id, agreed),
                lambda agreed: _circulation(meeting_id, agreed),
            )

        self._host.ask(circulation_preview, meeting_id, then=offer, owner=self._pane, replaces="circulation")

    def _circulate(self, meeting_id: str, agreed: Agreement) -> None:
        way = agreed.way
        said = self.tr("Projet prêt")
        self._host.run(
            _circulation(meeting_id, agreed),
            then=lambda made: self._laid(made.paths, made.addresses, way, said),
            owner=self._pane,
        )

    def ask_to_remind(self, meeting_id: str) -> None:
        """Show the message and those who are silent, then lay the reminder."""
        from dgsdesk.desktop.reminders.offer import offer_reminder

        offer_reminder(self._host, self._pane, ReminderTopic.OBSERVATIONS, meeting_id, self.said.emit)

    def answer(self, meeting_id: str) -> None:
        """Write what was done of the observations, and a message for each who made some."""
        said = self.tr("Suites données et réponses écrites")
        self._host.run(
            LayAnswers(meeting_id),
            then=lambda paths: self.said.emit(laid_message(self._host, paths, said)),
            owner=self._pane,
        )

    def ask_to_confirm(self, page: ReviewPage) -> None:
        """Show what approval means, then state it."""
        if page.deadline is None:
            return
        said = self.tr("Compte rendu approuvé, certificat établi")

        def confirm(_: Agreement) -> None:
            self._host.run(
                ConfirmApproval(page.meeting_id),
                # told by the window: the page goes on to the step that sends, and this pane is left
                then=lambda made: self._host.tell(laid_message(self._host, made.paths, said)),
                owner=self._pane,
            )

        self._offer(approval_terms(page, page.deadline), confirm)

    def _offer(
        self,
        terms: Terms,
        agreed: Callable[[Agreement], None],
        command: Callable[[Agreement], Command[Any]] | None = None,
    ) -> None:
        """Ask; ``command`` gives the act whose messages may be read over meanwhile."""
        agreement = Agreement(self._host.theme, terms, self._pane)
        agreement.accepted.connect(lambda: agreed(agreement))
        agreement.unplaced_wanted.connect(self.unplaced_wanted)
        if command is not None:
            wanted = command
            agreement.messages_wanted.connect(lambda: show_messages(self._host, wanted(agreement), agreement))
        agreement.open()

    def _laid(self, paths: Sequence[str], addresses: str, way: Way, what: str) -> None:
        copied = way is Way.COPIED
        if copied:
            QGuiApplication.clipboard().setText(addresses)
        self.said.emit(laid_message(self._host, paths, what, copied=copied))


def _circulation(meeting_id: str, agreed: Agreement) -> CirculateDraft:
    clock = Clock(agreed.choice) if agreed.choice else Clock.RESTART
    return CirculateDraft(meeting_id, way=agreed.way, clock=clock)
