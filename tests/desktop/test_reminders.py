"""A reminder from « Accueil »: its line, its window, its drafts; then it is proposed no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation import SendInvitation
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.home.page import HomePage
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.reminders.window import ReminderWindow
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from tests.desktop.test_meetings import meeting
from tests.written_meeting import on_day

__all__ = ["meeting"]


def here(view: View) -> Surroundings:
    return replace(surroundings(view), start="home")


@pytest.fixture
def shell(
    qtbot: QtBot, theme: Theme, preferences: Preferences, clisson: Desk, meeting: str
) -> Iterator[Shell]:
    clisson.run(SendInvitation(meeting))
    on_day(clisson, date(2026, 12, 2))
    made = Shell(theme, SyncRunner(), preferences, PAGES, here)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.show()
    with qtbot.waitSignal(made.opened):
        made.start(lambda: clisson)
    yield made
    made.window.close()


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
