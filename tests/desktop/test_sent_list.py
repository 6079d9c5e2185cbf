"""« Annuaire » says below each person what was sent to them, and leads to the meeting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.desktop.directory.entry import ENTRY as DIRECTORY
from dgsdesk.desktop.directory.page import DirectoryPage
from dgsdesk.desktop.meetings.entry import ENTRY as MEETINGS
from dgsdesk.desktop.meetings.page import MeetingsPage
from tests.desktop.conftest import OpenShell
from tests.written_meeting import SENT, Written, on_day, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


def test_a_line_says_what_was_sent_and_leads_to_its_meeting(
    qtbot: QtBot, open_shell: OpenShell, written_desk: Desk, written_meeting: Written
) -> None:
    on_day(written_desk, SENT)
    written_desk.run(CirculateDraft(written_meeting.id, way=Way.COPIED))
    shell = open_shell(written_desk, [DIRECTORY, MEETINGS], "directory")
    page = shell.page("directory")
    assert isinstance(page, DirectoryPage)
    clisson = next(row for row in written_desk.ask(directory_page).organisations if row.name == "Clisson")
    assert page.organisations.choose(clisson.id)
    sent = page.organisations.sheet.sent
    assert clisson.director is not None
    assert sent.list.accessibleName().endswith(f"\u00a0: {clisson.director.name}")
    model = sent.list.model()
    assert [model.index(at, 0).data() for at in range(model.rowCount())] == [
        "Projet de compte rendu, version 1",
        "Invitation, ordre du jour A",
    ]
    sent.list.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(sent.list, Qt.Key.Key_Return)
    meetings = shell.page("meetings")
    assert isinstance(meetings, MeetingsPage)
    assert shell.current_page == "meetings"
    assert meetings.stack.currentWidget().step is Step.REVIEW  # type: ignore[attr-defined]
    shell.close()
