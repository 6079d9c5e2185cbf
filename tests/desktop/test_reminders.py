"""A reminder from « Accueil »: its line, its window, its drafts; then it is proposed no more."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.home.page import HomePage
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.reminders.window import ReminderWindow
from dgsdesk.desktop.shell.shell import Shell
from tests.desktop.conftest import OpenShell
from tests.desktop.test_meetings import meeting
from tests.written_meeting import Written, on_day, written_desk, written_meeting, written_template

__all__ = ["meeting", "written_desk", "written_meeting", "written_template"]


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk, meeting: str) -> Shell:
    clisson.run(SendInvitation(meeting))
    on_day(clisson, date(2026, 12, 2))
    return open_shell(clisson, PAGES, "home")


def reminders(lines: RowList) -> list[str]:
    return [line.key for line in lines.rows.items() if "Relancer" in line.key]


def test_a_reminder_is_read_over_reworded_and_laid(shell: Shell) -> None:
    page = shell.page("home")
    assert isinstance(page, HomePage)
    lines = page.findChild(RowList)
    assert lines is not None
    (key,) = reminders(lines)
    lines.button_clicked.emit(key)
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReminderWindow)]
    assert window.words.startswith("{appel}\n")
    assert "« {appel} » s’écrit au départ" in window.sample.text()
    window.text_field.setPlainText("{appel}\n\nViendrez-vous\u202f?")
    window.ways.setCurrentIndex(1)
    assert "Chères et chers collègues," in window.sample.text()
    assert window.sample.isVisible()
    window.go.click()
    message = shell.window.messages.message
    assert message is not None
    assert message.what.startswith("Rappel prêt")
    assert reminders(lines) == []


def test_a_dossier_that_is_late_is_said_on_its_meeting_and_reminded_of(
    open_shell: OpenShell, written_desk: Desk, written_meeting: Written
) -> None:
    due, address = date(2026, 11, 25), "dgs@exemple.invalid"
    written_desk.run(ExportDossier(written_meeting.id, "DGS de Gorges", address=address, due=due))
    on_day(written_desk, date(2026, 11, 29))
    shell = open_shell(written_desk, PAGES, "meetings")
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.shown(written_meeting.id)
    assert page.awaited.accessibleName().startswith(
        "Dossier attendu, en retard de 4\u00a0jours\u00a0: DGS de Gorges, pour le 25\u00a0novembre"
    )
    assert page.awaited.remind.isVisibleTo(page.awaited)
    shell.actions.trigger("meetings.dossier_remind")
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReminderWindow)]
    assert "double clic" in window.words
    window.go.click()
    assert page.awaited.accessibleName().endswith(", relancé le 29\u00a0novembre")
    assert not page.awaited.remind.isVisibleTo(page.awaited)
    page.shown(next(line.id for line in page._reading.lines if line.id != written_meeting.id))
    assert page.awaited.isHidden()
