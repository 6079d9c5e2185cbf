"""The page of actions, by clicks and keys on a real network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCompleter, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.action.acts import ActionRow, AddAction, actions_list
from dgsdesk.application.desk import Desk
from dgsdesk.desktop.actions.entry import ENTRY
from dgsdesk.desktop.actions.page import ActionsPage
from dgsdesk.desktop.components.rows import ROW_ROLE
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.action import ActionState
from tests.desktop.conftest import OpenShell
from tests.written_meeting import on_day, write_meeting

Called = Callable[[], tuple[list[Any], Callable[..., None]]]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def promised(clisson: Desk) -> Desk:
    """A network with three actions: one to come, one late, one without a date."""
    clisson.run(AddAction(None, "Écrire au département", "DGS de Gorges", due=date(2027, 1, 15)))
    clisson.run(AddAction(None, "Relever les compteurs", "SGM de Boussay", due=date(2026, 11, 2)))
    clisson.run(AddAction(None, "Réserver la salle"))
    return clisson


@pytest.fixture
def shell(open_shell: OpenShell, promised: Desk) -> Shell:
    return open_shell(promised, [ENTRY], "actions")


@pytest.fixture
def page(shell: Shell) -> ActionsPage:
    found = shell.page("actions")
    assert isinstance(found, ActionsPage)
    completer = found.detail.owner.completer()
    assert completer is not None
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)  # no popup without a screen
    return found


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def action(desk: Desk, text: str) -> ActionRow:
    return next(row for row in desk.ask(actions_list) if row.text == text)


def shown(page: ActionsPage) -> list[str]:
    return [page.model.index(at, 0).data() for at in range(page.model.rowCount())]


def test_late_actions_come_first_under_their_heading(page: ActionsPage) -> None:
    assert shown(page) == [
        "En retard",
        "Relever les compteurs",
        "À venir",
        "Écrire au département",
        "Sans échéance",
        "Réserver la salle",
    ]
    row = page.model.index(1, 0).data(ROW_ROLE)
    assert row.badge.text == "En retard"
    assert (row.right, row.right_second) == ("lundi 2\u00a0nov.", "depuis 25\u00a0jours")
    assert page.facts.whole_text() == "3\u00a0ouvertes, dont 1 en retard"
    assert page.detail.header.title() == "Relever les compteurs"
    assert page.list.hasFocus()


def test_ctrl_n_notes_an_action_then_asks_who(page: ActionsPage, promised: Desk) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_N, CONTROL)
    type_text(page.new.field, "Préparer la note de synthèse")
    QTest.keyClick(page.new.field, Qt.Key.Key_Return)
    assert page.detail.header.title() == "Préparer la note de synthèse"
    assert page.detail.owner.hasFocus()
    type_text(page.detail.owner, "DGS de Clisson")
    QTest.keyClick(page.detail.owner, Qt.Key.Key_Return)
    assert action(promised, "Préparer la note de synthèse").owner == "DGS de Clisson"


def test_text_owner_and_date_are_kept_as_they_are_left(page: ActionsPage, promised: Desk) -> None:
    detail = page.detail
    detail.text.setFocus()
    detail.text.selectAll()
    type_text(detail.text, "Relever les compteurs d’eau")
    detail.owner.setFocus()
    detail.owner.selectAll()
    type_text(detail.owner, "DGS de Clisson")
    page.list.choose(action(promised, "Réserver la salle").id)
    row = action(promised, "Relever les compteurs d’eau")
    assert (row.owner, row.due) == ("DGS de Clisson", date(2026, 11, 2))
    assert detail.header.title() == "Réserver la salle"


def test_a_date_is_proposed_in_two_weeks_and_taken_off_again(page: ActionsPage, promised: Desk) -> None:
    page.list.choose(action(promised, "Réserver la salle").id)
    page.detail.due.box.click()
    assert action(promised, "Réserver la salle").due == date(2026, 12, 11)
    page.detail.due.box.click()
    assert action(promised, "Réserver la salle").due is None


def test_an_action_is_begun_done_and_taken_up_again(page: ActionsPage, promised: Desk, shell: Shell) -> None:
    QTest.mouseClick(page.detail.start, Qt.MouseButton.LeftButton)
    assert action(promised, "Relever les compteurs").state is ActionState.DOING
    assert not page.detail.start.isVisible()
    QTest.mouseClick(page.detail.done, Qt.MouseButton.LeftButton)
    row = action(promised, "Relever les compteurs")
    assert (row.state, row.done_on) == (ActionState.DONE, date(2026, 11, 27))
    assert "Relever les compteurs" not in shown(page)
    assert page.detail.header.title() == "Écrire au département"
    page.groups.setCurrentIndex(2)
    page.groups.activated.emit(2)
    page.list.choose(row.id)
    QTest.mouseClick(page.detail.reopen, Qt.MouseButton.LeftButton)
    assert action(promised, "Relever les compteurs").state is ActionState.TODO
    QTest.mouseClick(page.detail.drop, Qt.MouseButton.LeftButton)
    assert action(promised, "Relever les compteurs").state is ActionState.DROPPED
    shell.host.undo()
    assert action(promised, "Relever les compteurs").state is ActionState.TODO


def test_del_removes_and_ctrl_z_brings_back(page: ActionsPage, promised: Desk) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert "Relever les compteurs" not in shown(page)
    QTest.keyClick(page.list, Qt.Key.Key_Z, CONTROL)
    assert "Relever les compteurs" in shown(page)


def test_words_and_groups_filter_and_the_filter_is_cleared(page: ActionsPage) -> None:
    type_text(page.filter, "ecrire")
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    assert shown(page) == ["À venir", "Écrire au département"]
    page.filter.clear()
    type_text(page.filter, "boussay")
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    assert shown(page) == ["En retard", "Relever les compteurs"]
    type_text(page.filter, " introuvable")
    QTest.keyClick(page.filter, Qt.Key.Key_Return)
    assert shown(page) == []
    page.register.clear_filter()
    assert len(shown(page)) == 6


def test_late_ones_alone(page: ActionsPage) -> None:
    page.groups.setCurrentIndex(1)
    page.groups.activated.emit(1)
    assert shown(page) == ["En retard", "Relever les compteurs"]


def test_a_subject_is_shown_whatever_the_filter(page: ActionsPage, promised: Desk, shell: Shell) -> None:
    wanted = action(promised, "Réserver la salle").id
    page.groups.setCurrentIndex(1)
    page.groups.activated.emit(1)
    shell.open_page("actions", wanted)
    assert page.detail.header.title() == "Réserver la salle"
    assert page.list.chosen_key() == wanted


def test_an_action_of_a_meeting_says_so_and_leads_there(
    page: ActionsPage, promised: Desk, shell: Shell, called: Called
) -> None:
    assert page.detail.meeting.isHidden()
    assert not shell.actions.action("actions.meeting").isEnabled()
    written = write_meeting(promised)
    on_day(promised, date(2026, 11, 27))
    page.refresh(frozenset({"Action"}))
    page.list.choose(action(promised, "Écrire la procédure d’appel").id)
    assert page.detail.meeting.text() == "Réunion du mardi 10\u00a0novembre 2026, Gorges"
    wanted, hear = called()
    shell.host.page_wanted.disconnect()
    shell.host.page_wanted.connect(hear)
    QTest.mouseClick(page.detail.meeting, Qt.MouseButton.LeftButton)
    assert wanted == [("meetings", written.id)]


def test_the_decision_that_an_action_comes_from_is_chosen_and_taken_back(
    page: ActionsPage, promised: Desk, shell: Shell
) -> None:
    write_meeting(promised)
    on_day(promised, date(2026, 11, 27))
    page.refresh(frozenset({"Action"}))
    page.list.choose(action(promised, "Écrire la procédure d’appel").id)
    box = page.detail.decision
    assert [box.itemText(at).partition(" ")[0] for at in range(box.count())] == [
        "Aucune",
        "L’Agglo",
        "Chaque",
    ]
    assert box.currentText() == "Aucune décision"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert action(promised, "Écrire la procédure d’appel").decision.startswith("L’Agglo enlève")
    shell.undo()
    assert action(promised, "Écrire la procédure d’appel").decision_id is None
    page.list.choose(action(promised, "Réserver la salle").id)
    assert box.count() == 3, "an action that no meeting noted may come from any decision that stands"


def test_seats_and_people_are_suggested(page: ActionsPage) -> None:
    completer = page.detail.owner.completer()
    assert completer is not None
    completer.setCompletionPrefix("gorges")
    assert completer.currentCompletion() == "DGS de Gorges"


def test_an_action_without_words_is_refused(page: ActionsPage, promised: Desk, shell: Shell) -> None:
    page.detail.text.setFocus()
    page.detail.text.clear()
    page.list.setFocus()
    assert action(promised, "Relever les compteurs")
    assert shell.window.messages.isVisible()
    assert page.detail.text.toPlainText() == "Relever les compteurs"


def test_the_list_is_printed(page: ActionsPage, shell: Shell, tmp_path: Path) -> None:
    shell.actions.action("actions.print").trigger()
    papers = sorted(paper.name for paper in (tmp_path / "documents" / "Actions").iterdir())
    assert papers == ["2026-11-27_actions-ouvertes.docx", "2026-11-27_actions-ouvertes.pdf"]


def test_the_menu_of_a_row_offers_what_is_done_with_it(page: ActionsPage, promised: Desk) -> None:
    rows, late = page.list, action(promised, "Relever les compteurs")
    rows.choose(late.id)
    place = rows.visualRect(rows.currentIndex()).center()
    menu = _menu_at(rows, place)
    names = [act.objectName() for act in menu.actions() if act.isEnabled() and not act.isSeparator()]
    assert names[:3] == ["actions.start", "actions.done", "actions.drop"]
    assert names.index("actions.remove") < names.index("shell.copy_rows")
    assert not next(act for act in menu.actions() if act.objectName() == "actions.reopen").isEnabled()
    next(act for act in menu.actions() if act.objectName() == "actions.done").trigger()
    menu.close()
    assert action(promised, "Relever les compteurs").state is ActionState.DONE


def _menu_at(rows: QAbstractItemView, place: QPoint) -> QMenu:
    viewport = rows.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def test_ctrl_z_in_a_field_where_nothing_was_typed_takes_the_last_act_back(
    qtbot: QtBot, page: ActionsPage, promised: Desk
) -> None:
    for field in (page.filter, page.detail.text, page.detail.owner):
        page.list.choose(action(promised, "Relever les compteurs").id)
        page.host.actions.trigger("actions.done")
        assert action(promised, "Relever les compteurs").state is ActionState.DONE
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
        assert action(promised, "Relever les compteurs").state is ActionState.TODO, field
    qtbot.keyClicks(page.filter, "sel")
    qtbot.keyClick(page.filter, Qt.Key.Key_Z, CONTROL)
    assert page.filter.text() == ""
