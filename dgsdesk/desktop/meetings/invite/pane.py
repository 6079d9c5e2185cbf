"""The step « Inviter »: see what leaves, let it leave, note what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dgsdesk.application.command import Command
from dgsdesk.application.invitation.acts import (
    InvitationPreview,
    SendInvitation,
    SendUpdate,
    copy_addresses,
    invitation_preview,
    message_as_it_leaves,
)
from dgsdesk.application.invitation.attendance import (
    AddGuest,
    AnswerInvitation,
    AnswerRow,
    AnswersGrid,
    RemoveGuest,
    answers_grid,
)
from dgsdesk.application.invitation.files import Laid
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.prints import PrintSignInSheet
from dgsdesk.application.meeting.steps import Step, is_open_for_answers
from dgsdesk.desktop.components.clipboard import copy_message
from dgsdesk.desktop.components.keyboard import has_keyboard
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.meetings.invite.acts import ACTS
from dgsdesk.desktop.meetings.invite.answers_view import AnswersView
from dgsdesk.desktop.meetings.invite.guest_form import GuestForm
from dgsdesk.desktop.meetings.invite.message_view import MessageView
from dgsdesk.desktop.meetings.last_check import LastCheck
from dgsdesk.desktop.meetings.messages_window import show_messages
from dgsdesk.desktop.meetings.step import StepPane
from dgsdesk.desktop.meetings.terms import laid_message
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import CalendarFile, SendingKind
from dgsdesk.domain.wording import plural


class InvitePane(StepPane):
    """Before the invitation: recipients and message; then the answers, and the update when one is due."""

    step = Step.INVITE
    kinds = frozenset(
        {
            "Meeting",
            "AgendaItem",
            "AgendaPart",
            "AgendaVersion",
            "Attendance",
            "Sending",
            "Organisation",
            "Person",
            "Appointment",
            "Letterhead",
            "Circle",
        }
    )

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self._preview: InvitationPreview | None = None
        self._laid: Laid | None = None
        self._answers_wanted = False
        self.notice = InlineMessage(self.theme, closable=True)
        self.messages = MessageView(host)
        self.answers = AnswersView(host)
        self.guest = GuestForm(self.theme)
        self._front = QStackedWidget()
        self._front.addWidget(self.messages)
        self._front.addWidget(self.answers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self.guest)
        layout.addWidget(self._front, 1)
        self._connect()

    def _connect(self) -> None:
        bind = self.host.actions.bind
        bind("invite.send", self._ask_to_send)
        bind("invite.update", self._ask_to_send)
        bind("invite.copy", self._copy)
        bind("invite.copy_text", self._copy_text)
        bind("invite.sheet", self._print_sheet)
        bind("invite.switch", self._switch)
        bind("invite.guest", self.guest.open_form)
        self.messages.asked.connect(self._read_message)
        self.messages.way_chosen.connect(lambda _: self._read_preview())
        self.answers.answered.connect(self._answer)
        self.answers.removed.connect(lambda one: self.host.run(RemoveGuest(one), owner=self))
        self.guest.wanted.connect(self._add_guest)

    # -- the contract of a step ------------------------------------------------------------------------------

    def show_meeting(self, meeting_id: str) -> None:
        """Show another meeting: what was laid for the former one is no news any more."""
        if meeting_id != self.meeting_id:
            self._laid = None
            self.guest.hide()
        super().show_meeting(meeting_id)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read what would leave, and what was answered."""
        self._read_preview()
        self.host.ask(answers_grid, self.meeting_id, then=self._show_grid, owner=self, replaces="answers")

    def plain_acts(self) -> Sequence[str]:
        """Return the acts beside the filled one."""
        if self.primary_act() == "invite.update":
            return ("meetings.edit", "invite.switch")
        return ("meetings.edit",) if self._is_message_shown() else ("meetings.edit", "meetings.host_kit")

    def primary_act(self) -> str:
        """Return the act that lets something leave, when there is something."""
        if self._preview is None or self._preview.kind is None:
            return ""
        return "invite.update" if self._preview.kind is SendingKind.UPDATE else "invite.send"

    def thing(self) -> str:
        """Return whose answer is chosen while the keyboard is on the answers."""
        row = self.answers.current() if has_keyboard(self.answers.table) else None
        return (row.person_id or "") if row is not None else ""

    def take_focus(self) -> None:
        """Give the keyboard to the answers, or to the recipients."""
        if self._is_message_shown():
            self.messages.recipients.setFocus()
        else:
            self.answers.table.setFocus()

    # -- showing ---------------------------------------------------------------------------------------------

    def _is_message_shown(self) -> bool:
        return self._front.currentWidget() is self.messages

    def _way(self) -> Way:
        return Way(self.messages.way.currentData())

    def _read_preview(self) -> None:
        self.host.ask(
            invitation_preview,
            self.meeting_id,
            self._way(),
            then=self._show_preview,
            owner=self,
            replaces="preview",
        )

    def _show_preview(self, preview: InvitationPreview) -> None:
        self._preview = preview
        if preview.kind is not None:  # what was laid before the change is not to be sent any more
            self._laid = None
        self.messages.show_preview(preview)
        self._answers_wanted = self._answers_wanted and preview.kind is SendingKind.UPDATE
        self._bring(self.answers if preview.kind is None or self._answers_wanted else self.messages)
        blocked = bool(preview.problem)
        for act in ("invite.send", "invite.update"):
            self.host.actions.allow(act, not blocked, preview.problem)
        open_still = self.header is not None and is_open_for_answers(self.header.state)
        for act in _ANSWERING:
            self.host.actions.allow(act, open_still, self.tr("Cette réunion ne reçoit plus de réponses."))
        self._show_notice()
        self.buttons_changed.emit()

    def _bring(self, view: QWidget) -> None:
        """Show answers or message; the keyboard goes along when it was here."""
        if self._front.currentWidget() is view:
            return
        focus = self.window().focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        self._front.setCurrentWidget(view)
        other = self.tr("Voir les réponses") if view is self.messages else self.tr("Voir le message")
        self.host.actions.action("invite.switch").setText(other)
        if held:
            self.take_focus()

    def _switch(self) -> None:
        """Go from the update's message to the answers, and back."""
        if self.primary_act() == "invite.update":
            self._answers_wanted = not self._answers_wanted
            self._bring(self.answers if self._answers_wanted else self.messages)
            self.take_focus()

    def _show_grid(self, grid: AnswersGrid) -> None:
        self.answers.show_grid(grid)

    def _show_notice(self) -> None:
        if self._laid is not None:
            self.notice.show_message(self._laid_message(self._laid))
        elif self._preview is not None and self._preview.kind is SendingKind.UPDATE:
            self.notice.show_message(
                Message(
                    self._what_changed(self._preview),
                    remedy=self._preview.calendar_words,
                    tone="warn",
                )
            )
        else:
            self.notice.show_message(None)

    def _what_changed(self, preview: InvitationPreview) -> str:
        """Say whether what was announced changed, or only who is invited."""
        people = (CalendarFile.NEW, CalendarFile.REMOVED)
        if all(message.calendar in people for message in preview.messages):
            return self.tr("Les personnes invitées ne sont plus les mêmes depuis l’invitation.")
        return self.tr("Ce qui a été annoncé a changé depuis l’invitation.")

    def _laid_message(self, laid: Laid) -> Message:
        missing = ", ".join(one.name for one in laid.unreachable)
        where = self.tr("Sans adresse, à prévenir autrement : {}.").format(missing) if missing else ""
        copied = self._way() is Way.COPIED
        return laid_message(self.host, laid.files, self.tr("Tout est prêt"), where=where, copied=copied)

    # -- acting ----------------------------------------------------------------------------------------------

    def _ask_to_send(self) -> None:
        preview = self._preview
        if preview is None or preview.kind is None or preview.problem:
            return
        is_update = preview.kind is SendingKind.UPDATE
        title = self.tr("Préparer la mise à jour") if is_update else self.tr("Préparer l’invitation")
        verb = self.tr("Préparer la mise à jour") if is_update else self.tr("Figer et préparer l’invitation")
        check = LastCheck(self.theme, preview, title, verb, self)
        check.accepted.connect(self._send)
        check.messages_wanted.connect(lambda: show_messages(self.host, self._sending(), check))
        check.open()

    def _sending(self) -> Command[Laid]:
        """Give the act that lets the preview leave."""
        kind = self._preview.kind if self._preview is not None else None
        if kind is SendingKind.UPDATE:
            return SendUpdate(self.meeting_id, self._way())
        return SendInvitation(self.meeting_id, self._way())

    def _send(self) -> None:
        self.host.run(self._sending(), then=self._was_laid, owner=self)

    def _was_laid(self, laid: Laid) -> None:
        self._laid = laid
        self._show_notice()
        if self._way() is Way.COPIED:
            self._copy()

    def _copy(self) -> None:
        self.host.ask(copy_addresses, self.meeting_id, then=self._copied, owner=self, replaces="addresses")

    def _read_message(self, address: str) -> None:
        """Read the message of one recipient back from its own bytes."""
        self.host.ask(
            message_as_it_leaves,
            self.meeting_id,
            self._way(),
            address,
            then=self.messages.show_left,
            owner=self,
            replaces="message",
        )

    def _copy_text(self) -> None:
        left = self.messages.left
        if left is not None:
            copy_message(left.text, left.html)
            self.host.tell(
                Message(
                    self.tr("Message copié, avec sa mise en forme."),
                    remedy=self.tr("Collez-le dans votre messagerie."),
                    tone="ok",
                )
            )

    def _copied(self, addresses: str) -> None:
        QGuiApplication.clipboard().setText(addresses)
        count = plural(addresses.count("@"), "adresse copiée", "adresses copiées")
        self.host.tell(
            Message(
                f"{count}.",
                remedy=self.tr("Collez-les dans le champ « Cci » de votre messagerie."),
                tone="ok",
            )
        )

    def _print_sheet(self) -> None:
        self.host.run(PrintSignInSheet(self.meeting_id), then=self._was_laid_on_paper, owner=self, quiet=True)

    def _was_laid_on_paper(self, laid: Laid) -> None:
        self.host.open_path(laid.files[-1])

    def _answer(self, row: AnswerRow) -> None:
        command = AnswerInvitation(row.id, row.answer, row.represented_by, row.lunch, row.remark)
        self.host.run(command, owner=self)

    def _add_guest(self, command: AddGuest) -> None:
        self.host.run(replace(command, meeting_id=self.meeting_id), then=self._guest_added, owner=self)

    def _guest_added(self, attendance_id: str) -> None:
        self.guest.close_form()
        self.answers.focus_row(attendance_id)


_SENDING = (
    "invite.send",
    "invite.update",
    "invite.copy",
    "invite.copy_text",
    "invite.switch",
    "invite.sheet",
)
_ANSWERING = tuple(spec.id for spec in ACTS if spec.id not in _SENDING)
