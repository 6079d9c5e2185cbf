"""Propose a reminder: its window before the page, then the drafts. The same way from every page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dgsdesk.application.home.reminder import Remind, Reminded, ReminderPreview, reminder_preview
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.meetings.messages_window import show_messages
from dgsdesk.desktop.meetings.terms import laid_message
from dgsdesk.desktop.reminders.window import ReminderWindow
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.meeting import ReminderTopic


def offer_reminder(
    host: PageHost, page: QWidget, topic: ReminderTopic, subject_id: str, said: Callable[[Message], None]
) -> None:
    """Show what a reminder says and to whom; ``said`` tells what was laid when the user lets it be made."""

    def laid(made: Reminded, way: Way) -> None:
        copied = way is Way.COPIED
        if copied:
            QGuiApplication.clipboard().setText(made.addresses)
        said(
            laid_message(
                host,
                made.paths,
                page.tr("Demande prête" if topic is ReminderTopic.GREY_ZONE else "Rappel prêt"),
                copied=copied,
            )
        )

    def offer(preview: ReminderPreview) -> None:
        window = ReminderWindow(host.theme, preview, page)

        def reminder() -> Remind:
            return Remind(topic, subject_id, window.subject, window.words, window.way)

        def remind() -> None:
            way = window.way
            host.run(reminder(), then=lambda made: laid(made, way), owner=page)

        window.messages_wanted.connect(lambda: show_messages(host, reminder(), window))
        window.accepted.connect(remind)
        window.open()

    host.ask(reminder_preview, topic, subject_id, then=offer, owner=page, replaces="reminder")
