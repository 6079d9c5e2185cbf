"""The session on the wall, at large text, read only and reopened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.holding import OpenItem, OpenSession
from dgsdesk.application.minutes.session_page import SessionPage, session_page
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.richtext import plain_text
from tests.desktop.hold.hand import CTRL, open_first, type_text


def test_the_wall_shows_neither_attendance_nor_what_is_reserved(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    size = editor.document().defaultFont().pointSizeF()
    reserved = session().items[1].id
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert not pane.attendance.isVisible()
    assert not shell.window.rail.isVisible()
    assert not pane.agenda.list.rows.index_of(reserved).isValid()
    assert editor.document().defaultFont().pointSizeF() == pytest.approx(size * 1.5)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    assert session().items[1].current
    assert pane.middle.currentWidget() is pane.hidden_page
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert pane.attendance.isVisible()
    assert shell.window.rail.isVisible()
    assert pane.middle.currentWidget() is pane.notes


def test_clock_and_agenda_are_read_from_afar_and_say_who_is_there(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    labels = (pane.band.clock, pane.band.item.name, pane.band.meeting.words, pane.agenda.head._title)
    before = [label.font().pointSizeF() for label in labels]
    row = pane.agenda.list.sizeHintForRow(0)
    assert not pane.agenda.present.isVisible()
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert [label.font().pointSizeF() for label in labels] == pytest.approx([size * 1.5 for size in before])
    assert pane.agenda.list.sizeHintForRow(0) > row
    assert pane.agenda.present.isVisible()
    assert pane.agenda.present.whole_text().startswith(f"{session().present}\u00a0présent")
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert [label.font().pointSizeF() for label in labels] == pytest.approx(before)
    assert not pane.agenda.present.isVisible()


def test_the_wall_leaves_its_height_to_what_is_said(qtbot: QtBot, pane: HoldPane) -> None:
    page = pane.own_page()
    assert isinstance(page, MeetingsPage)
    pane.theme.scale_text(200)
    open_first(qtbot, pane)
    facts = page.head.height()
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    pane.host.actions.trigger("hold.close")
    QApplication.processEvents()
    assert (page.stepper.isVisible(), pane.band.isVisible(), pane.notice.isVisible()) == (False, False, True)
    assert page.head.height() < facts
    pane.notice.dismiss()
    assert pane.band.isVisible()
    pane.host.actions.trigger("hold.close")
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert (page.stepper.isVisible(), pane.band.isVisible(), pane.notice.isVisible()) == (True, True, True)


def test_a_reserved_passage_stays_off_the_wall_and_whole(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Avant\nSecret")
    editor.reserve(Audience.DIRECTORS)
    type_text(editor, "\nAprès")
    editor.reserve(Audience.ALL)
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    blocks = [editor.document().findBlockByNumber(number) for number in range(3)]
    assert [block.isVisible() for block in blocks] == [True, False, True]
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)  # would join what is seen to what is hidden
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    assert editor.textCursor().block().text() == "Avant"
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_A, CTRL)
    type_text(editor, "x")
    assert plain_text(editor.text()) == "Avant\nSecret\nAprès"
    qtbot.keyClick(editor, Qt.Key.Key_End, CTRL)
    type_text(editor, " encore\nTu")
    editor.reserve(Audience.DIRECTORS)
    assert not editor.document().lastBlock().isVisible()
    pane.leaving()
    assert plain_text(session().items[0].text) == "Avant\nSecret\nAprès encore\nTu"
    assert all(block.isVisible() for block in map(editor.document().findBlockByNumber, range(4)))


def test_parts_go_under_tabs_when_the_text_is_large(
    qtbot: QtBot, pane: HoldPane, theme: Theme, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    assert not pane.columns.tabs.isVisible()
    try:
        theme.scale_text(200)
        tabs = pane.columns.tabs
        qtbot.waitUntil(lambda: tabs.count() == 3)
        assert [tabs.tabText(at) for at in range(3)] == ["Notes", "Ordre du jour", "Présences"]
        assert pane.notes.isVisible()
        assert not pane.attendance.isVisible()
        tabs.setCurrentIndex(2)
        assert pane.attendance.isVisible()
        qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
        assert pane.notes.isVisible()
        assert session().items[1].current
    finally:
        theme.scale_text(100)
    qtbot.waitUntil(lambda: pane.attendance.isVisible() and pane.agenda.isVisible())


def test_a_session_that_is_not_ours_to_write_is_read_only(
    pane: HoldPane, clisson: Desk, meeting: str, shell: Shell
) -> None:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    other = clisson.run(PlanMeeting(circle, date(2027, 1, 12))).value
    clisson.run(AddItem(other, title="Budget"))
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(other, Step.HOLD)
    pane.agenda.list.choose(clisson.ask(session_page, other).items[0].id)
    assert pane.notes.editor is not None
    assert pane.notes.editor.isReadOnly()
    assert pane.primary_act() == ""


def test_a_reopened_session_goes_on_where_it_stood(
    clisson: Desk, meeting: str, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    clisson.run(OpenSession(meeting))
    clisson.run(OpenItem(meeting, session().items[1].id))
    pane.refresh(frozenset({"*"}))
    assert pane.notes.title.whole_text() == "Protection des données"
