"""Documents joined to the items of an agenda: dropped on their line, seen, sent with the invitation."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.workshop import agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.library.acts import Place as Spot
from dgsdesk.application.library.page import documents_of
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.meetings.prepare.pane import PreparePane
from dgsdesk.domain.library import OwnerKind
from tests.desktop.conftest import OpenShell
from tests.desktop.drops import files_data, hold

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def meeting(clisson: Desk) -> str:
    choice = clisson.ask(circle_choices)[0]
    return clisson.run(PlanMeeting(choice.id, date(2027, 1, 12), choice.hosts[2][0])).value


@pytest.fixture
def pane(open_shell: OpenShell, clisson: Desk, meeting: str) -> PreparePane:
    clisson.run(AddItem(meeting, title="Sel"))
    clisson.run(AddItem(meeting, title="Avaloirs"))
    page = open_shell(clisson, [ENTRY], "meetings").page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(meeting, Step.PREPARE)
    found = page.stack.currentWidget()
    assert isinstance(found, PreparePane)
    return found


@pytest.fixture
def snow(tmp_path: Path) -> Path:
    path = tmp_path / "Viabilité hivernale.txt"
    path.write_text("Qui sale les trottoirs ?", encoding="utf-8")
    return path


def let_go_on(pane: PreparePane, item_id: str, path: Path) -> None:
    """Let a file go over the line of an item."""
    table = pane.table
    row = table.lines.row_of(item_id)
    middle = table.visualRect(table.model().index(row, 2)).center()
    data = files_data([path])
    hold(table.viewport(), data)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(middle), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(table.viewport(), event)


def test_a_file_let_go_on_an_item_is_joined_to_it_and_leaves_with_the_invitation(
    qtbot: QtBot, pane: PreparePane, clisson: Desk, meeting: str, snow: Path
) -> None:
    sel, avaloirs = clisson.ask(agenda_workshop, meeting).items
    let_go_on(pane, avaloirs.id, snow)
    assert [line.title for line in clisson.ask(documents_of, Spot(OwnerKind.ITEM, avaloirs.id)).lines] == [
        "Viabilité hivernale"
    ]
    assert [item.documents for item in clisson.ask(agenda_workshop, meeting).items] == [0, 1]
    assert pane.documents.isVisible()
    assert pane.documents.attached.rows.rowCount() == 1
    pane.table.choose(sel.id)
    assert pane.documents.attached.rows.rowCount() == 0
    assert pane.documents.attached.library.box.count() == 1
    laid = clisson.run(SendInvitation(meeting)).value
    draft = next(Path(name) for name in laid.files if name.endswith(".eml"))
    message = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert snow.name in [part.get_filename() for part in message.walk()]


def test_the_panel_opens_by_its_key_and_shows_the_meeting_when_no_item_is_chosen(
    qtbot: QtBot, pane: PreparePane, clisson: Desk, meeting: str, snow: Path
) -> None:
    pane.table.setCurrentIndex(pane.table.model().index(0, 0))
    qtbot.keyClick(pane.table, Qt.Key.Key_F4, SHIFT)
    assert pane.documents.isVisible()
    pane.documents.attached.take([snow])
    assert len(clisson.ask(documents_of, Spot(OwnerKind.MEETING, meeting)).lines) == 1
    qtbot.keyClick(pane.documents, Qt.Key.Key_Escape)
    assert pane.pool.isVisible()
