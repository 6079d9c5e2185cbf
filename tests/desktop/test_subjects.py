"""The page of subjects and the quick note, by clicks and keys on a real network."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.subjects.acts import AddSharedSubject, NoteSubject
from dgsdesk.application.subjects.page import SubjectLine, subjects_page
from dgsdesk.desktop.grey_zones.entry import ENTRY as GREY_ZONES
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.subjects.entry import ENTRY
from dgsdesk.desktop.subjects.page import SubjectsPage
from dgsdesk.desktop.subjects.quick_note import QuickNote
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.theme import SubjectState
from tests.desktop.conftest import OpenShell

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    return open_shell(clisson, [GREY_ZONES, ENTRY], "subjects")


@pytest.fixture
def page(shell: Shell) -> SubjectsPage:
    found = shell.page("subjects")
    assert isinstance(found, SubjectsPage)
    return found


@pytest.fixture
def note(shell: Shell) -> QuickNote:
    """Open the note and close it again, so that it is made."""
    shell.actions.trigger("subjects.note")
    (made,) = shell.window.findChildren(QuickNote)
    made.close_note()
    return made


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def lines(desk: Desk) -> list[SubjectLine]:
    return list(desk.ask(subjects_page).lines)


def again(page: SubjectsPage) -> None:
    page.refresh(frozenset({"RaisedTheme"}))


def test_f8_notes_a_subject_from_another_page(
    qtbot: QtBot, shell: Shell, note: QuickNote, clisson: Desk
) -> None:
    shell.open_page("grey_zones")
    before = shell.window.focusWidget()
    qtbot.keyClick(shell.window, Qt.Key.Key_F8)
    assert note.isVisible()
    type_text(note._title, "Archives : qui numérise ?")
    note._who.setCurrentIndex(note._who.findText("Gorges"))
    qtbot.keyClick(note._title, Qt.Key.Key_Return)
    assert not note.isVisible()
    assert shell.current_page == "grey_zones"
    assert shell.window.focusWidget() is before
    (line,) = lines(clisson)
    assert (line.title, line.words) == (
        "Archives\u00a0: qui numérise\u202f?",
        "porté par 1\u00a0commune sur 16",
    )


def test_esc_and_an_empty_note_note_nothing(
    qtbot: QtBot, shell: Shell, note: QuickNote, clisson: Desk
) -> None:
    shell.actions.trigger("subjects.note")
    qtbot.keyClick(note._title, Qt.Key.Key_Return)
    assert note.isVisible()
    qtbot.keyClick(note._title, Qt.Key.Key_Escape)
    assert not note.isVisible()
    assert lines(clisson) == []


def test_what_was_typed_and_not_noted_is_there_at_the_next_f8(
    qtbot: QtBot, shell: Shell, note: QuickNote, clisson: Desk
) -> None:
    shell.actions.trigger("subjects.note")
    type_text(note._title, "Archives")
    qtbot.keyClick(note._title, Qt.Key.Key_Escape)
    shell.actions.trigger("subjects.note")
    assert note._title.selectedText() == "Archives"
    qtbot.keyClick(note._who, Qt.Key.Key_Return)
    assert [line.title for line in lines(clisson)] == ["Archives"]
    shell.actions.trigger("subjects.note")
    assert note._title.text() == ""


def test_a_theme_and_a_shared_subject_are_named_above_the_list(
    qtbot: QtBot, shell: Shell, page: SubjectsPage, clisson: Desk
) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_N, CONTROL)
    type_text(page.new.field, "Fibre")
    qtbot.keyClick(page.new.field, Qt.Key.Key_Return)
    qtbot.keyClick(shell.window, Qt.Key.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    type_text(page.new.field, "RGPD")
    qtbot.keyClick(page.new.field, Qt.Key.Key_Return)
    assert {(line.title, line.shared) for line in lines(clisson)} == {("Fibre", False), ("RGPD", True)}
    assert page.detail.line is not None
    assert page.detail.line.title == "RGPD"
    assert not page.detail.tabs.isTabVisible(0)


def test_ticking_a_commune_gives_its_voice(qtbot: QtBot, page: SubjectsPage, clisson: Desk) -> None:
    clisson.run(NoteSubject("Fibre"))
    again(page)
    grid = page.detail.voices
    grid.setFocus()
    grid.setCurrentIndex(grid.ticks.index(2))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    (line,) = lines(clisson)
    assert [voice.commune for voice in line.voices if voice.supports] == ["Château-Thébaud"]
    assert grid.currentIndex().row() == 2
    assert page.detail._count.text() == "Porté par 1\u00a0commune sur 16"
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert not any(voice.supports for voice in lines(clisson)[0].voices)


def test_two_themes_become_one(qtbot: QtBot, shell: Shell, page: SubjectsPage, clisson: Desk) -> None:
    kept = clisson.run(NoteSubject("Recruter")).value
    clisson.run(NoteSubject("Recrutement"))
    again(page)
    page.list.choose(kept)
    shell.actions.trigger("subjects.merge")
    grid = page.merging.grid
    grid.setCurrentIndex(grid.ticks.index(0))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.mouseClick(page.merging.merge, Qt.MouseButton.LeftButton)
    assert [line.title for line in lines(clisson)] == ["Recruter"]
    assert page._right.currentWidget() is page.detail


def test_the_filled_button_puts_it_on_the_next_agenda(
    qtbot: QtBot, page: SubjectsPage, clisson: Desk
) -> None:
    clisson.run(AddSharedSubject("RGPD"))
    again(page)
    assert not page.detail.plan.isEnabled()
    clisson.run(PlanMeeting(clisson.ask(lambda view: view.store.find(Circle)[0].id), date(2026, 12, 8)))
    again(page)
    assert page.detail.plan.text() == "Inscrire au 8\u00a0décembre"
    qtbot.mouseClick(page.detail.plan, Qt.MouseButton.LeftButton)
    (line,) = lines(clisson)
    assert line.state is SubjectState.PLANNED
    assert not page.detail.plan.isVisible()


def test_dropping_and_restoring(shell: Shell, page: SubjectsPage, clisson: Desk) -> None:
    theme = clisson.run(NoteSubject("Fibre")).value
    again(page)
    shell.actions.trigger("subjects.drop")
    assert lines(clisson)[0].state is SubjectState.DROPPED
    assert page.list.chosen_key() == theme
    shell.actions.trigger("subjects.restore")
    assert lines(clisson)[0].state is SubjectState.WAITING


def test_no_key_is_used_twice(shell: Shell) -> None:
    assert shell.actions.problems() == []
