"""A reminder from « Accueil »: its line, its window, its drafts; then it is proposed no more."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation import SendInvitation
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.home.page import HomePage
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.reminders.window import ReminderWindow
from dgsdesk.desktop.shell.shell import Shell
from tests.desktop.conftest import OpenShell
from tests.desktop.test_meetings import meeting
from tests.written_meeting import on_day

__all__ = ["meeting"]


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
