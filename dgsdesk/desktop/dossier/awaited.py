"""What a meeting's page says of a dossier that has not come back, and the reminder that it offers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dgsdesk.application.dossier.awaited import AwaitedRow, awaited_rows
from dgsdesk.desktop.components.badge import Badge, BadgeSpec
from dgsdesk.desktop.components.buttons import Button, ButtonKind
from dgsdesk.desktop.components.text import Panel, TextLabel
from dgsdesk.desktop.meetings.acts import REMIND
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import ReminderTopic


class AwaitedDossiers(Panel):
    """A line below the steps, there only while a dossier of the meeting is awaited."""

    def __init__(self, host: PageHost, page: QWidget) -> None:
        super().__init__(host.theme, "surface_alt", "b", page)
        self._host = host
        self._page = page
        self._rows: tuple[AwaitedRow, ...] = ()
        self.badge = Badge(host.theme)
        self.words = TextLabel(host.theme, "", "body", elide=True)
        self.remind = Button(host.theme, self.tr("Relancer…"), kind=ButtonKind.LINK, icon="mail", flush=True)
        self.remind.clicked.connect(self._remind)
        layout = QHBoxLayout(self)
        side = host.theme.space("l")
        layout.setContentsMargins(side, host.theme.space("xs"), side, host.theme.space("xs"))
        layout.setSpacing(host.theme.space("s"))
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.remind)
        host.actions.bind(REMIND, self._remind)
        self.show_rows(())

    def show_meeting(self, meeting_id: str) -> None:
        """Read what is awaited of a meeting."""
        self._host.ask(awaited_rows, meeting_id, then=self.show_rows, owner=self, replaces="awaited")

    def show_rows(self, rows: tuple[AwaitedRow, ...]) -> None:
        """Say what is awaited, the most overdue with its reminder; nothing where nothing is."""
        self._rows = rows
        self.setVisible(bool(rows))
        why = self.tr("Aucun dossier de cette réunion n’est attendu.")
        if rows:
            self._show(rows)
            why = self.tr("Aucune adresse n’est connue pour ce dossier\u00a0: il est parti sans message.")
        self._host.actions.allow(REMIND, bool(rows) and rows[0].has_address, why)

    def _show(self, rows: tuple[AwaitedRow, ...]) -> None:
        first = rows[0]
        tone, icon = ("warn", "triangle-alert") if first.late else ("info", "calendar-clock")
        self.badge.show_badge(BadgeSpec(tone, icon, self.tr("Dossier attendu")))
        words = "\u202f; ".join(one.words for one in rows)
        self.words.show_text(words)
        self.setAccessibleName(f"{self.tr('Dossier attendu')}, {words}")
        self.remind.setVisible(first.may_remind)

    def _remind(self) -> None:
        # The page of meetings is opened often, a reminder rarely.
        from dgsdesk.desktop.reminders.offer import offer_reminder

        if self._rows:
            one = self._rows[0].id
            offer_reminder(self._host, self._page, ReminderTopic.DOSSIER, one, self._host.tell)
