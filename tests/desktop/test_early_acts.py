"""What is asked before an answer: of a page that has read nothing yet, of an act that is under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk, View
from dgsdesk.application.meeting.page import latest_meetings
from dgsdesk.application.rota.acts import LockTurn
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.application.subjects.page import subjects_page
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.meetings.entry import ENTRY as MEETINGS
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.entry import ENTRY as ROTA
from dgsdesk.desktop.rota.page import RotaScreen
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.subjects.quick_note import quick_note
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import KnownError
from tests.desktop.held import HeldRunner
from tests.desktop.notes import OTHER
from tests.desktop.rota_window import plan_a_year


@pytest.fixture
def runner() -> HeldRunner:
    return HeldRunner()


@pytest.fixture
def told() -> list[Message]:
    return []


@pytest.fixture
def shell(
    qtbot: QtBot,
    theme: Theme,
    preferences: Preferences,
    clisson: Desk,
    runner: HeldRunner,
    told: list[Message],
) -> Iterator[Shell]:
    """A window on a network with a year of dates, at a page that shows none of it."""
    plan_a_year(clisson)

    def here(view: View) -> Surroundings:
        return replace(surroundings(view), start="other")

    made = Shell(theme, runner, preferences, [OTHER, ROTA, MEETINGS], here)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.show()
    made.window.activateWindow()
    with qtbot.waitSignal(made.opened):
        made.start(lambda: clisson)
    made.host.message_told.connect(told.append)
    runner.hold_back()
    yield made
    made.window.close()


def rota(shell: Shell) -> RotaScreen:
    page = shell.page("rota")
    assert isinstance(page, RotaScreen)
    return page


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_view_of_the_rota_is_chosen_before_the_rota_is_read(
    shell: Shell, runner: HeldRunner, told: list[Message], at: int
) -> None:
    shell.open_page("rota")
    rota(shell).view.tabs.setCurrentIndex(at)
    runner.answer()
    assert [message.what for message in told] == []
    assert rota(shell).view.sights.currentIndex() == at
    assert rota(shell).view.map.words.whole_text() or at != 2
    assert rota(shell).view.fairness.model.rows or at != 3


@pytest.mark.parametrize("act", [acts.RECOMPUTE, acts.PRINT, acts.TABLE, acts.CALENDAR])
def test_an_act_on_the_rota_waits_for_its_circle(
    shell: Shell, runner: HeldRunner, told: list[Message], act: str
) -> None:
    done: list[str] = []
    shell.host.act_done.connect(lambda one: done.append(one.label))
    shell.actions.trigger(act)
    assert not done
    runner.answer()
    assert not [message.what for message in told if message.tone == "bad"]
    assert len(done) == 1


def test_a_question_of_the_rota_waits_for_its_rows(shell: Shell, runner: HeldRunner) -> None:
    shell.actions.trigger(acts.PUBLISH)
    runner.answer()
    assert rota(shell).view.side.currentWidget() is rota(shell).view.question


def test_an_act_that_waits_is_forgotten_on_another_page(
    shell: Shell, runner: HeldRunner, clisson: Desk
) -> None:
    shell.actions.trigger(acts.PUBLISH)
    shell.open_page("other")
    shell.open_page("rota")
    runner.answer()
    assert rota(shell).view.explains()


def test_a_key_of_a_list_waits_for_no_row(qtbot: QtBot, shell: Shell, runner: HeldRunner) -> None:
    shell.open_page("rota")
    qtbot.keyClick(rota(shell).timeline.months, Qt.Key.Key_Space)
    runner.answer()
    turn = rota(shell).chosen_turn()
    assert turn is not None
    assert not turn.locked


@pytest.mark.parametrize("act", ["meetings.edit", "meetings.dossier", "meetings.postpone", "meetings.cancel"])
def test_an_act_on_a_meeting_waits_for_its_head(
    shell: Shell, runner: HeldRunner, told: list[Message], act: str
) -> None:
    shell.actions.trigger(act)
    runner.answer()
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    assert [message.what for message in told] == []
    assert not page.panel.isHidden()


def test_an_act_without_any_meeting_says_why_not(shell: Shell, runner: HeldRunner, clisson: Desk) -> None:
    while clisson.ask(latest_meetings, 1, "").lines:
        clisson.undo()
    refused: list[str] = []
    shell.actions.refused.connect(refused.append)
    shell.actions.trigger("meetings.edit")
    runner.answer()
    assert refused == ["Aucune réunion n’est ouverte."]


def test_a_circle_that_was_removed_shows_the_first_one(clisson: Desk) -> None:
    assert clisson.ask(rota_page, "gone").circle_id == clisson.ask(circles)[0][0]


# -- an act under way ----------------------------------------------------------------------------------------


def test_what_a_form_asks_twice_is_done_once(shell: Shell, runner: HeldRunner, clisson: Desk) -> None:
    form, other = QObject(shell), QObject(shell)
    done: list[str] = []
    for owner in (form, form, other):
        shell.host.run(NoteSubject("Sel"), then=done.append, owner=owner)
    assert not shell.host.all_saved
    runner.answer()
    assert len(done) == 2, "the double click counts once, another form for itself"
    shell.host.run(NoteSubject("Sel"), then=done.append, owner=form)
    assert len(done) == 3, "it may be asked again once it is done"
    assert shell.host.all_saved


def test_a_refused_act_may_be_asked_again(shell: Shell, runner: HeldRunner) -> None:
    form, refused = QObject(shell), list[KnownError]()
    for _ in range(2):
        shell.host.run(LockTurn("gone", True), failed=refused.append, owner=form)
    runner.answer()
    shell.host.run(LockTurn("gone", True), failed=refused.append, owner=form)
    assert len(refused) == 2


def test_enter_notes_a_subject_once(qtbot: QtBot, shell: Shell, runner: HeldRunner, clisson: Desk) -> None:
    note = quick_note(shell.host)
    note.open()
    qtbot.keyClicks(note._title, "Salage")
    qtbot.keyClick(note._title, Qt.Key.Key_Return)
    runner.answer()
    assert [line.title for line in clisson.ask(subjects_page).lines] == ["Salage"]
    assert note._title.text() == ""
