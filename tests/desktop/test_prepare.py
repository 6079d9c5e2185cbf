"""The agenda workshop, by clicks, keys and dragging on a real network."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.workshop import Workshop, agenda_workshop
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddStartingGreyZones
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.ports.store import JournalLine
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.meetings.prepare.agenda_delegate import TitleEditor
from dgsdesk.desktop.meetings.prepare.agenda_model import AUDIENCE, MINUTES, PRESENTER, TITLE
from dgsdesk.desktop.meetings.prepare.agenda_table import ITEM_MIME, POOL_MIME, AgendaTable, mime
from dgsdesk.desktop.meetings.prepare.pane import PreparePane
from dgsdesk.desktop.meetings.prepare.presenter_choice import PresenterChoice
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import Meeting, MeetingState
from tests.desktop.conftest import OpenShell

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def meeting(clisson: Desk) -> str:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    clisson.run(PlanMeeting(circle, date(2027, 1, 12)))
    meeting_id = clisson.run(PlanMeeting(circle, date(2026, 12, 8))).value
    clisson.run(AddStartingGreyZones((1, 2, 11)))
    clisson.run(NoteSubject("Recruter et garder les SGM"))
    for title, minutes in (("Premier", 20), ("Deuxième", 30), ("Troisième", 10)):
        clisson.run(AddItem(meeting_id, title=title, minutes=minutes))
    return meeting_id


@pytest.fixture
def pane(open_shell: OpenShell, clisson: Desk, meeting: str) -> PreparePane:
    page = open_shell(clisson, [ENTRY], "meetings").page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(meeting, Step.PREPARE)
    found = page.stack.currentWidget()
    assert isinstance(found, PreparePane)
    return found


def shop(desk: Desk, pane: PreparePane) -> Workshop:
    return desk.ask(agenda_workshop, pane.meeting_id)


def titles(desk: Desk, pane: PreparePane) -> list[list[str]]:
    return [[item.title for item in part.items] for part in shop(desk, pane).parts]


def item_id(desk: Desk, pane: PreparePane, title: str) -> str:
    return next(item.id for item in shop(desk, pane).items if item.title == title)


def page_of(pane: PreparePane) -> MeetingsPage:
    widget = pane.parentWidget()
    while not isinstance(widget, MeetingsPage):
        widget = widget.parentWidget()
    return widget


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, NONE)


def drop(table: AgendaTable, kind: str, key: str, minutes: int, y: int) -> None:
    data = mime(kind, key, minutes)  # the event does not keep it
    event = QDropEvent(
        QPointF(300, y),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    table.dropEvent(event)


def row_y(table: AgendaTable, key: str, share: float) -> int:
    row = table.lines.row_of(key)
    return round(table.rowViewportPosition(row) + table.rowHeight(row) * share)


def test_enter_in_the_pool_adds_to_the_part_of_its_kind(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    QAbstractItemModelTester(pane.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert pane.pool.titles()[0] == "Zones grises"
    pane.pool.list.setFocus()
    pane.pool.list.choose_first()
    qtbot.keyClick(pane.pool.list, Qt.Key.Key_Return)
    assert len(titles(clisson, pane)[0]) == 1
    assert pane.table.chosen_item() is not None
    assert len(pane.pool.titles()) == 5


def test_the_pools_are_filtered_by_word_or_competence(qtbot: QtBot, pane: PreparePane) -> None:
    type_text(pane.pool.filter, "sgm")
    qtbot.keyClick(pane.pool.filter, Qt.Key.Key_Return)
    assert pane.pool.titles() == ["Thèmes remontés", "Recruter et garder les SGM"]
    type_text(pane.pool.filter, "zzz")
    qtbot.keyClick(pane.pool.filter, Qt.Key.Key_Return)
    assert pane.pool.titles() == []
    pane.pool.clear_filter()
    assert len(pane.pool.titles()) == 6


def test_alt_arrows_move_and_del_sends_back(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    pane.table.setFocus()
    pane.table.choose(item_id(clisson, pane, "Troisième"))
    qtbot.keyClick(pane.table, Qt.Key.Key_Up, ALT)
    assert titles(clisson, pane)[2] == ["Premier", "Troisième", "Deuxième"]
    qtbot.keyClick(pane.table, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(pane.table, Qt.Key.Key_Up, ALT)
    assert titles(clisson, pane) == [[], ["Troisième"], ["Premier", "Deuxième"]]
    chosen = pane.table.chosen_item()
    assert chosen is not None
    assert chosen.title == "Troisième"
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    assert titles(clisson, pane) == [[], [], ["Premier", "Deuxième"]]


def test_keys_find_their_way_into_the_agenda_below_its_fixed_row(qtbot: QtBot, pane: PreparePane) -> None:
    assert pane.table.hasFocus()
    assert (pane.table.currentIndex().row(), pane.table.currentIndex().column()) == (1, TITLE)
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert pane.table.currentIndex().row() == 2


def test_minutes_are_edited_in_the_row(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    table = pane.table
    table.setFocus()
    table.choose(item_id(clisson, pane, "Premier"), MINUTES)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QSpinBox)
    assert editor is not None
    editor.setValue(45)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shop(clisson, pane).items[0].minutes == 45
    assert "1\u00a0h\u00a050 prévues pour 2\u00a0h\u00a030" in pane.time.total.text()
    assert table.currentIndex().column() == MINUTES


def test_typing_names_who_presents_and_sets_the_minutes(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    table, key = pane.table, item_id(clisson, pane, "Premier")
    table.setFocus()
    table.choose(key, MINUTES)
    qtbot.keyClicks(table, "4")
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shop(clisson, pane).items[0].minutes == 45
    table.choose(key, PRESENTER)
    qtbot.keyClicks(table, "Z")
    assert isinstance(table.indexWidget(table.currentIndex()), QLineEdit)
    qtbot.keyClick(table.indexWidget(table.currentIndex()), Qt.Key.Key_Return)
    assert shop(clisson, pane).items[0].presenter == "Z"
    table.choose(key, TITLE)
    qtbot.keyClicks(table, "d")
    assert (table.chosen_key(), table.currentIndex().column()) == (key, TITLE)
    assert table.indexWidget(table.currentIndex()) is None


def test_title_then_question_then_presenter_with_tab(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    table = pane.table
    table.edit_title(item_id(clisson, pane, "Premier"))
    editor = table.findChild(TitleEditor)
    assert editor is not None
    editor.title.selectAll()
    type_text(editor.title, "Rentrée")
    qtbot.keyClick(editor.title, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.question
    type_text(editor.question, "Qui ouvre ?")
    qtbot.keyClick(editor.question, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: table.currentIndex().column() == PRESENTER)
    first = shop(clisson, pane).items[0]
    assert (first.title, first.question) == ("Rentrée", "Qui ouvre\u202f?")


def test_esc_takes_a_title_back(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    pane.table.edit_title(item_id(clisson, pane, "Premier"))
    editor = pane.table.findChild(TitleEditor)
    assert editor is not None
    type_text(editor.title, "Autre")
    qtbot.keyClick(editor.title, Qt.Key.Key_Escape)
    assert titles(clisson, pane)[2][0] == "Premier"


def test_a_free_item_is_added_and_named_at_once(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    pane.table.setFocus()
    pane.table.choose(item_id(clisson, pane, "Premier"))
    qtbot.keyClick(pane.table, Qt.Key.Key_Insert)
    assert titles(clisson, pane)[2] == ["Premier", "Nouveau point", "Deuxième", "Troisième"]
    editor = pane.table.findChild(TitleEditor)
    assert editor is not None
    assert editor.title.selectedText() == "Nouveau point"


def test_what_is_too_long_comes_with_a_way_out(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    assert pane.time.idea_row.isHidden()
    clisson.run(AddItem(pane.meeting_id, title="Très long", minutes=90))
    pane.refresh(frozenset({"AgendaItem"}))
    assert pane.time.balance.accessibleName() == "25\u00a0min de trop"
    assert pane.time.bar.over == 25
    before = pane.time.idea_words.whole_text()
    qtbot.mouseClick(pane.time.other_idea, Qt.MouseButton.LeftButton)
    assert pane.time.idea_words.whole_text() != before
    qtbot.mouseClick(pane.time.follow_idea, Qt.MouseButton.LeftButton)
    assert shop(clisson, pane).over == 0
    assert pane.time.idea_row.isHidden()


def test_dragging_an_item_counts_it_where_it_would_land(pane: PreparePane, clisson: Desk) -> None:
    table = pane.table
    first, last = item_id(clisson, pane, "Premier"), item_id(clisson, pane, "Troisième")
    band = shop(clisson, pane).parts[0]
    table._aim(QPoint(300, row_y(table, band.id, 0.5)), ITEM_MIME, first, 20)
    assert table.lines.used(band) == 20
    assert table.lines.balance(band) == "20\u00a0min sur 50"
    table._forget_target()
    assert table.lines.used(band) == 0
    drop(table, ITEM_MIME, first, 20, row_y(table, last, 0.9))
    assert titles(clisson, pane)[2] == ["Deuxième", "Troisième", "Premier"]
    drop(table, ITEM_MIME, last, 10, row_y(table, band.id, 0.5))
    assert titles(clisson, pane)[0] == ["Troisième"]


def test_dropping_from_the_pool(pane: PreparePane, clisson: Desk) -> None:
    entry = shop(clisson, pane).pools[1].entries[0]
    target = item_id(clisson, pane, "Deuxième")
    y = row_y(pane.table, target, 0.1)
    drop(pane.table, POOL_MIME, f"{entry.kind}:{entry.source_id}", entry.minutes, y)
    assert titles(clisson, pane)[2] == ["Premier", entry.title, "Deuxième", "Troisième"]


def test_the_mouse_begins_to_drag_in_the_pool(
    qtbot: QtBot, pane: PreparePane, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[object] = []
    listed = pane.pool.list
    monkeypatch.setattr(QDrag, "exec", lambda drag, _: dragged.append(bytes(drag.mimeData().data(POOL_MIME))))
    at = listed.visualRect(listed.model().index(1, 0)).center()
    qtbot.mousePress(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    for step in (4, 20, 40):
        moved = QPointF(at + QPoint(step, step))
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            moved,
            listed.viewport().mapToGlobal(moved),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            NONE,
        )
        QApplication.sendEvent(listed.viewport(), event)
    qtbot.mouseRelease(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(dragged) == 1
    assert dragged[0]


def test_a_proposal_is_shown_with_reasons_then_taken(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    pane.host.actions.trigger("prepare.propose")
    assert pane._left.currentWidget() is pane.proposal
    assert all(pane.proposal.reasons())
    count = len(pane.proposal.reasons())
    pane.proposal.list.choose_first()
    qtbot.keyClick(pane.proposal.list, Qt.Key.Key_Delete)
    assert len(pane.proposal.reasons()) == count - 1
    qtbot.mouseClick(pane.proposal.take, Qt.MouseButton.LeftButton)
    assert len(shop(clisson, pane).items) == 3 + count - 1
    assert pane._left.currentWidget() is pane.pool
    pane.host.actions.trigger("prepare.propose")
    pane.proposal.take.click()
    pane.host.actions.trigger("prepare.propose")
    assert not pane.proposal.take.isEnabled()
    words = " ".join(label.text() for label in pane.proposal.findChildren(TextLabel))
    assert "Rien de plus ne tient" in words


def test_postponing_by_key(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    pane.table.setFocus()
    pane.table.choose(item_id(clisson, pane, "Deuxième"))
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert titles(clisson, pane)[2] == ["Premier", "Troisième"]
    chosen = pane.table.chosen_item()
    assert chosen is not None
    assert chosen.title == "Troisième"


def test_lines_are_said_whole_and_audiences_in_words(pane: PreparePane, clisson: Desk) -> None:
    model = pane.table.lines
    row = model.row_of(item_id(clisson, pane, "Premier"))
    assert model.data(model.index(row, TITLE), int(Qt.ItemDataRole.AccessibleTextRole)) == "3.1, Premier"
    assert model.data(model.index(row, AUDIENCE)) == "Tous"
    assert model.data(model.index(row, PRESENTER)) == "à désigner"


def test_a_part_is_added_named_and_taken_away_when_empty(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    pane.host.actions.trigger("prepare.add_part")
    editor = pane.table.findChild(TitleEditor)
    assert editor is not None
    assert editor.question.isHidden(), "a part has no question"
    type_text(editor.title, "Divers")
    qtbot.keyClick(editor.title, Qt.Key.Key_Return)
    assert [part.title for part in shop(clisson, pane).parts][-1] == "Divers"
    qtbot.keyClick(pane.table, Qt.Key.Key_Delete)
    assert len(shop(clisson, pane).parts) == 3
    assert titles(clisson, pane)[2] == ["Premier", "Deuxième", "Troisième"]


def test_a_carried_over_item_is_no_longer_proposed(qtbot: QtBot, pane: PreparePane, clisson: Desk) -> None:
    with clisson.vault.unit_of_work() as work:
        past = work.get(Meeting, pane.meeting_id)
        past.state = MeetingState.DRAFTING
        work.commit(JournalLine("test", "", "", clisson.clock.now()))
    january = clisson.ask(lambda view: view.store.find(Meeting, day=date(2027, 1, 12))[0].id)
    page_of(pane).open_meeting(january, Step.PREPARE)
    assert pane.pool.titles()[-4:] == ["Points reportés", "Deuxième", "Premier", "Troisième"]
    pane.pool.list.setFocus()
    pane.pool.list.choose(pane.pool.model._keys[-1])
    qtbot.keyClick(pane.pool.list, Qt.Key.Key_Delete)
    assert pane.pool.titles()[-3:] == ["Points reportés", "Deuxième", "Premier"]


def test_the_competences_of_an_item_are_ticked_beside_the_agenda(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    item = item_id(clisson, pane, "Premier")
    pane.table.choose(item)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_F4)
    assert pane.competences.filter.hasFocus()
    qtbot.keyClicks(pane.competences.filter, "tourisme")
    qtbot.keyClick(pane.competences.filter, Qt.Key.Key_Return)
    pane.competences.ticks.setFocus()
    qtbot.keyClick(pane.competences.ticks, Qt.Key.Key_Space)
    (code,) = next(one for one in shop(clisson, pane).items if one.id == item).competences
    assert code.startswith("ECO")
    qtbot.keyClick(pane.competences.ticks, Qt.Key.Key_Escape)
    assert pane.pool.isVisible()


def test_one_click_names_who_presents_by_seat_or_holder(
    qtbot: QtBot, pane: PreparePane, clisson: Desk
) -> None:
    table, view = pane.table, pane.table.viewport()
    row = table.lines.row_of(item_id(clisson, pane, "Premier"))
    where = table.visualRect(table.lines.index(row, PRESENTER)).center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
    field = table.indexWidget(table.lines.index(row, PRESENTER))
    assert isinstance(field, QLineEdit)
    choice = field.completer()
    assert isinstance(choice, PresenterChoice)
    assert choice.list.isVisible(), "the whole list below an empty field"
    assert choice.completionCount() == 17
    seat = choice.completionModel().index(1, 0)
    qtbot.mouseClick(
        choice.list.viewport(), Qt.MouseButton.LeftButton, pos=choice.list.visualRect(seat).center()
    )
    qtbot.waitUntil(lambda: shop(clisson, pane).items[0].presenter == choice.pathFromIndex(seat))

    other = table.lines.index(table.lines.row_of(item_id(clisson, pane, "Deuxième")), PRESENTER)
    table.setCurrentIndex(other)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    field = table.indexWidget(other)
    assert isinstance(field, QLineEdit)
    choice = field.completer()
    assert isinstance(choice, PresenterChoice)
    type_text(field, "ha")
    qtbot.waitUntil(choice.list.isVisible)
    model = choice.completionModel()
    offered = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
    assert [one.partition(" de ")[2] for one in offered[:2]] == ["Haute-Goulaine", "La Haie-Fouassière"]
    assert any("Château-Thébaud" in one for one in offered[2:]), "a word’s beginning before its inside"
    field.clear()
    type_text(field, "getig")
    assert choice.completionCount() == 1, "whatever its accents"
    field.clear()
    type_text(field, "gorg")
    qtbot.waitUntil(choice.list.isVisible)
    qtbot.keyClick(choice.list, Qt.Key.Key_Down)
    qtbot.keyClick(choice.list, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: table.currentIndex().column() == MINUTES)
    assert shop(clisson, pane).items[1].presenter == "DGS de Gorges"
