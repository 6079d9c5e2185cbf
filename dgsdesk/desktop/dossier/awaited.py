"""What a meeting's page says of a dossier that has not come back, and the reminder that it offers."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dgsdesk.application.dossier_awaited import AwaitedRow, awaited_rows
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.meetings.acts import REMIND
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import ReminderTopic


class AwaitedDossiers(QWidget):
    """A line below the steps, there only while a dossier of the meeting is awaited."""

    def __init__(self, host: PageHost, page: QWidget) -> None:
        super().__init__(page)
        self._host = host
        self._page = page
        self._rows: tuple[AwaitedRow, ...] = ()
        self.line = InlineMessage(host.theme)
        layout = QVBoxLayout(self)
        margin = host.theme.space("m")
        layout.setContentsMargins(margin, margin, margin, 0)
        layout.addWidget(self.line)
        host.actions.bind(REMIND, self._remind)
        self.show_rows(())

    def show_meeting(self, meeting_id: str) -> None:
        """Read what is awaited of a meeting."""
        self._host.ask(awaited_rows, meeting_id, then=self.show_rows, owner=self, replaces="awaited")

    def show_rows(self, rows: tuple[AwaitedRow, ...]) -> None:
        """Say what is awaited, the most overdue with its reminder; nothing where nothing is."""
        if rows != self._rows or self.isHidden() is bool(rows):
            self._rows = rows
            self.line.show_message(self._message(rows) if rows else None)
            self.setVisible(bool(rows))
        why = self.tr("Aucun dossier de cette réunion n’est attendu.")
        if rows:
            why = self.tr("Aucune adresse n’est connue pour ce dossier\u00a0: il est parti sans message.")
        self._host.actions.allow(REMIND, bool(rows) and rows[0].has_address, why)

    def _message(self, rows: tuple[AwaitedRow, ...]) -> Message:
        first, *others = rows
        what = " ".join((first.what, *(one.what for one in others)))
        tone = "warn" if first.late else "info"
        if not first.may_remind:
            return Message(what, first.why, tone=tone)
        return Message(what, first.why, tone=tone, button=self.tr("Relancer…"), act=self._remind)

    def _remind(self) -> None:
        # The page of meetings is opened often, a reminder rarely.
        from dgsdesk.desktop.reminders.offer import offer_reminder

        if self._rows:
            one = self._rows[0].id
            offer_reminder(self._host, self._page, ReminderTopic.DOSSIER, one, self._host.tell)
