"""What opens over the pools: an item's sheet, its thread, the circle's templates; by keys on a network."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem, RemoveItem
from dgsdesk.application.agenda.preparation import preparation_page
from dgsdesk.application.agenda.template import meeting_templates
from dgsdesk.application.agenda.workshop import Workshop, WorkshopItem, agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.holding import AddDecision, CloseSession, OpenItem, OpenSession
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.meetings.prepare.pane import PreparePane
from dgsdesk.domain.agenda import Referral, SourceKind
from tests.desktop.conftest import OpenShell

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def held(clisson: Desk) -> str:
    """A theme that a meeting has discussed and decided."""
    choice = clisson.ask(circle_choices)[0]
    theme = clisson.run(NoteSubject("Fibre")).value
    past = clisson.run(PlanMeeting(choice.id, date(2026, 11, 27), choice.hosts[1][0])).value
    item = clisson.run(AddItem(past, SourceKind.RAISED_THEME, theme)).value
    clisson.run(SendInvitation(past))
    clisson.run(OpenSession(past))
    clisson.run(OpenItem(past, item))
    clisson.run(AddDecision(item, "Un groupe de travail est créé."))
    clisson.run(OpenItem(past, None))
    clisson.run(CloseSession(past))
    return item


@pytest.fixture
def pane(open_shell: OpenShell, clisson: Desk, held: str) -> PreparePane:
    choice = clisson.ask(circle_choices)[0]
    meeting = clisson.run(PlanMeeting(choice.id, date(2027, 1, 12), choice.hosts[2][0])).value
    clisson.run(AddItem(meeting, title="Sel"))
    clisson.run(AddItem(meeting, SourceKind.CARRIED_OVER, held))
    page = open_shell(clisson, [ENTRY], "meetings").page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(meeting, Step.PREPARE)
    found = page.stack.currentWidget()
    assert isinstance(found, PreparePane)
    return found


def shop(desk: Desk, pane: PreparePane) -> Workshop:
    return desk.ask(agenda_workshop, pane.meeting_id)


def item(desk: Desk, pane: PreparePane, title: str) -> WorkshopItem:
    return next(one for one in shop(desk, pane).items if one.title == title)


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, NONE)


def choose(pane: PreparePane, key: str) -> None:
    pane.table.setFocus()
    pane.table.choose(key)


def test_the_sheet_keeps_who_prepares_what_and_who_settles(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    choose(pane, item(clisson, pane, "Sel").id)
    qtbot.keyClick(pane.table, Qt.Key.Key_D, CONTROL)
    sheet = pane.sheet
    assert sheet.isVisible()
    type_text(sheet.prepared_by, "DGA ressources")
    qtbot.keyClick(sheet.prepared_by, Qt.Key.Key_Return)
    sheet.referral.setCurrentIndex(1)
    sheet.referral.activated.emit(1)
    sheet.recurring.click()
    sheet.usual.click()
    type_text(sheet.line, "Inviter le SDIS @DST avant le 3 janvier 2027")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    kept = item(clisson, pane, "Sel")
    assert (kept.prepared_by, kept.recurring, kept.tasks) == ("DGA ressources", True, 4)
    assert kept.referral is Referral.MAYORS
    tasks = clisson.ask(preparation_page, pane.meeting_id).by_owner()
    assert [(owner, len(rows)) for owner, rows in tasks] == [("DGA ressources", 3), ("DST", 1)]
    sheet.tasks.setFocus()
    sheet.tasks.choose_first()
    qtbot.keyClick(sheet.tasks, Qt.Key.Key_Space)
    assert item(clisson, pane, "Sel").done == 1
    sheet.tasks.choose(tasks[1][1][0].id)
    qtbot.keyClick(sheet.tasks, Qt.Key.Key_F2)
    assert sheet.line.text().startswith("Inviter le SDIS @DST avant le")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Return)
    sheet.tasks.setFocus()
    qtbot.keyClick(sheet.tasks, Qt.Key.Key_Delete)
    assert item(clisson, pane, "Sel").tasks == 3
    qtbot.keyClick(sheet.tasks, Qt.Key.Key_Escape)
    assert pane.pool.isVisible()


def test_what_was_said_is_one_key_away_and_goes_under_the_item(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    choose(pane, item(clisson, pane, "Fibre").id)
    qtbot.keyClick(pane.table, Qt.Key.Key_J, CONTROL)
    assert pane.thread_panel.isVisible()
    pane.thread_panel.insert.click()
    assert pane.sheet.isVisible()
    words = "Le 27\u00a0novembre 2026, nous avions décidé\u00a0: Un groupe de travail est créé."
    assert item(clisson, pane, "Fibre").recall == words
    assert pane.sheet.recall.text() == words
    choose(pane, item(clisson, pane, "Sel").id)
    qtbot.keyClick(pane.table, Qt.Key.Key_J, CONTROL)
    assert not pane.thread_panel.insert.isEnabled()


def test_templates_are_kept_edited_and_applied(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    pane.host.actions.trigger("prepare.templates")
    panel = pane.templates
    QAbstractItemModelTester(panel.parts.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    type_text(panel.name, "Courte")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    saved = clisson.ask(meeting_templates, pane.meeting_id)[1]
    panel.list.choose(saved.id)
    panel.parts.table.setCurrentIndex(panel.parts.model.index(0, 2))
    panel.parts.table.setFocus()
    qtbot.keyClick(panel.parts.table, Qt.Key.Key_F2)
    spin = panel.parts.table.findChild(QSpinBox)
    assert spin is not None
    spin.setValue(15)
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    panel.parts.table.setCurrentIndex(panel.parts.model.index(2, 0))
    panel.parts.up.click()
    panel.parts.remove.click()
    parts = clisson.ask(meeting_templates, pane.meeting_id)[1].parts
    assert [part.minutes for part in parts] == [15, saved.parts[1].minutes]
    panel.apply.click()
    assert [part.planned for part in shop(clisson, pane).parts][:2] == [15, saved.parts[1].minutes]
    assert {one.title for one in shop(clisson, pane).items} == {"Sel", "Fibre"}
    pane.host.actions.trigger("prepare.templates")
    panel.list.choose(saved.id)
    panel.remove.click()
    assert len(clisson.ask(meeting_templates, pane.meeting_id)) == 1


def test_what_is_done_with_a_template_stands_below_it(pane: PreparePane, qtbot: QtBot) -> None:
    pane.window().resize(1920, 1080)
    pane.host.actions.trigger("prepare.templates")
    panel = pane.templates
    qtbot.waitUntil(lambda: panel.apply.isVisible() and panel.height() > 600)

    def gap(above: QWidget, below: QWidget) -> int:
        top = below.mapTo(panel, QPoint()).y()
        return top - above.mapTo(panel, above.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: 0 < gap(panel.list, panel.apply) < 20)
    assert (
        panel.list.visualRect(panel.rows.index(panel.rows.rowCount() - 1, 0)).bottom() < panel.list.height()
    )
    qtbot.waitUntil(lambda: 0 < gap(panel.parts.table, panel.parts.add) < 20)
    assert panel.parts.table.height() < 220


def test_a_task_without_enter_is_kept_on_leaving(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    choose(pane, item(clisson, pane, "Sel").id)
    pane.host.actions.action("prepare.sheet").trigger()
    sheet = pane.sheet
    qtbot.keyClicks(sheet.line, "Appeler le SDIS")
    first, second = pane.table.chosen_item(), clisson.ask(agenda_workshop, pane.meeting_id).items[-1]
    assert first is not None
    assert first.id != second.id
    pane.table.choose(second.id)
    assert sheet.line.text() == ""
    rows = clisson.ask(preparation_page, pane.meeting_id).rows
    assert [(row.text, row.item_id) for row in rows] == [("Appeler le SDIS", first.id)]
    qtbot.keyClicks(sheet.line, "Non")
    qtbot.keyClick(sheet.line, Qt.Key.Key_Escape)
    assert sheet.line.text() == ""
    assert sheet.isVisible(), "Esc takes the line back first"
    assert len(clisson.ask(preparation_page, pane.meeting_id).rows) == 1


def test_words_typed_under_an_item_that_is_removed_elsewhere_are_offered(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    choose(pane, item(clisson, pane, "Sel").id)
    pane.host.actions.action("prepare.sheet").trigger()
    left: list[object] = []
    pane.host.hub.words_left.connect(left.extend)
    chosen = pane.table.chosen_item()
    assert chosen is not None
    pane.sheet.recall.setFocus()
    qtbot.keyClicks(pane.sheet.recall, "Le bourg refuse")
    outcome = clisson.run(RemoveItem(chosen.id))
    pane.host.hub.changed(outcome.changes)
    assert [text for _, text in left] == ["Le bourg refuse"]
    others = clisson.ask(agenda_workshop, pane.meeting_id).items
    assert "Le bourg refuse" not in {other.recall for other in others}
    assert pane.sheet.recall.text() == ""
