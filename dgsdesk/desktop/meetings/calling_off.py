"""Postponing and calling off: what changes in the rota is shown first, then who is told, then it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from dgsdesk.application.invitation.acts import (
    CancelMeeting,
    InvitationPreview,
    PutMeetingOff,
    calling_off_preview,
)
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import PostponeMeeting
from dgsdesk.application.meeting.page import MeetingHeader
from dgsdesk.desktop.meetings.last_check import LastCheck
from dgsdesk.desktop.meetings.messages_window import show_messages
from dgsdesk.desktop.meetings.side_panel import MeetingPanel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import MeetingState, SendingKind


class CallingOff(QObject):
    """Take the meeting that is shown off its day, by the forms of the panel."""

    def __init__(
        self, host: PageHost, panel: MeetingPanel, header: Callable[[], MeetingHeader | None]
    ) -> None:
        super().__init__(panel)
        self.host = host
        self.panel = panel
        self._shown = header
        panel.postpone.wanted.connect(self._postpone)
        panel.postpone.considered.connect(self._consider)
        panel.postpone.put_off.connect(self._put_off)
        panel.cancel.wanted.connect(self._cancel)

    def ask_postpone(self) -> None:
        """Open the form for another day."""
        header, form = self._shown(), self.panel.postpone
        if header is not None:
            has_date = header.state is not MeetingState.POSTPONED
            form.show_meeting(header.day, was_invited=header.was_invited, has_date=has_date)
            if has_date:
                form.later_effect.rehearse(self.host, PutMeetingOff(header.id))
            self._consider(header.day)
            self.panel.open_form(form, self.tr("Changer la date"))

    def _consider(self, day: date) -> None:
        """Show what the rota becomes with the day in the field; its own day says nothing."""
        header, form = self._shown(), self.panel.postpone
        if header is None:
            return
        moves = day != header.day or header.state is MeetingState.POSTPONED
        form.effect.setVisible(moves)
        if moves:
            form.effect.rehearse(self.host, PostponeMeeting(header.id, day))

    def _postpone(self, day: date) -> None:
        header = self._shown()
        if header is not None:
            self.host.run(PostponeMeeting(header.id, day), then=lambda _: self.panel.dismiss(), owner=self)

    def _put_off(self, reason: str, way: Way) -> None:
        header = self._shown()
        if header is not None:
            said = (self.tr("Reporter la réunion"), self.tr("Reporter et préparer les messages"))
            self._call_off(SendingKind.POSTPONEMENT, PutMeetingOff(header.id, reason, way), said)

    def ask_cancel(self) -> None:
        """Open the form that calls off."""
        header, form = self._shown(), self.panel.cancel
        if header is not None:
            form.show_meeting(header.day, was_invited=header.was_invited)
            form.effect.rehearse(self.host, CancelMeeting(header.id))
            self.panel.open_form(form, self.tr("Annuler la réunion"))

    def _cancel(self, reason: str, way: Way) -> None:
        header = self._shown()
        if header is not None:
            said = (self.tr("Annuler la réunion"), self.tr("Annuler et préparer les messages"))
            self._call_off(SendingKind.CANCELLATION, CancelMeeting(header.id, reason, way), said)

    def _call_off(
        self, kind: SendingKind, command: CancelMeeting | PutMeetingOff, said: tuple[str, str]
    ) -> None:
        """Show who is told before a meeting is taken off its day; nobody is told that was not invited."""

        def check(preview: InvitationPreview) -> None:
            if preview.kind is None:
                self._run(command)
                return
            last = LastCheck(self.panel.theme, preview, *said, self.panel.window())
            last.accepted.connect(lambda: self._run(command))
            last.messages_wanted.connect(lambda: show_messages(self.host, command, last))
            last.open()

        header = self._shown()
        if header is None or not header.was_invited:
            self._run(command)
            return
        self.host.ask(
            calling_off_preview,
            command.meeting_id,
            kind,
            command.way,
            command.reason,
            then=check,
            owner=self,
            replaces="off",
        )

    def _run(self, command: CancelMeeting | PutMeetingOff) -> None:
        self.host.run(command, then=lambda _: self.panel.dismiss(), owner=self)
