"""Calls for themes, the grid of answers, splitting, and what mayors settle; by clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.agenda.referral import SetReferral, referrals
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.minutes.holding import CloseSession, OpenItem, OpenSession
from dgsdesk.application.subjects.acts import AddSupport, NoteSubject
from dgsdesk.application.subjects.page import raisers, subjects_page
from dgsdesk.desktop.components.rows import Heading
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.subjects.entry import ENTRY
from dgsdesk.desktop.subjects.page import SubjectsPage
from dgsdesk.domain.agenda import Referral
from dgsdesk.domain.theme import ThemeCall
from tests.desktop.conftest import OpenShell


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    ids = {row.name: row.id for row in clisson.ask(raisers)}
    fibre = clisson.run(NoteSubject("Fibre", ids["Gorges"])).value
    clisson.run(AddSupport(fibre, ids["Boussay"]))
    clisson.run(NoteSubject("Sel"))
    return open_shell(clisson, [ENTRY], "subjects")


@pytest.fixture
def page(shell: Shell) -> SubjectsPage:
    found = shell.page("subjects")
    assert isinstance(found, SubjectsPage)
    return found


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def carried(desk: Desk) -> dict[str, list[str]]:
    lines = desk.ask(subjects_page).lines
    return {line.title: [voice.commune for voice in line.voices if voice.supports] for line in lines}


def calls(view: View) -> list[str]:
    return [call.code for call in view.store.find(ThemeCall)]


def test_the_grid_ticks_with_space_and_takes_a_new_theme(
    qtbot: QtBot, shell: Shell, page: SubjectsPage, clisson: Desk
) -> None:
    shell.actions.trigger("subjects.grid")
    grid = page.grid
    QAbstractItemModelTester(grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert grid.table.isVisible()
    titles = [theme.title for theme in grid.model.grid.themes]
    assert titles == ["Fibre", "Sel"]
    communes = [row.commune for row in grid.model.grid.rows]
    grid.table.setCurrentIndex(grid.model.index(communes.index("Clisson"), 1))
    qtbot.keyClick(grid.table, Qt.Key.Key_Space)
    assert carried(clisson)["Sel"] == ["Clisson"]
    assert grid.table.isVisible(), "what is being filled in stays"
    qtbot.keyClick(grid.table, Qt.Key.Key_Return)
    assert carried(clisson)["Sel"] == []
    grid.table.setCurrentIndex(grid.model.index(communes.index("Gorges"), 2))
    qtbot.keyClick(grid.table, Qt.Key.Key_F2)
    (field,) = (one for one in grid.table.findChildren(QLineEdit) if one.isVisible())
    type_text(field, "Archives / Qui ?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert carried(clisson)["Archives"] == ["Gorges"]
    assert [theme.title for theme in grid.model.grid.themes] == ["Fibre", "Archives", "Sel"]
    qtbot.keyClick(grid.table, Qt.Key.Key_Escape)
    assert page.detail.isVisible()


def test_a_call_is_shown_before_it_is_laid(
    qtbot: QtBot, shell: Shell, page: SubjectsPage, clisson: Desk
) -> None:
    shell.actions.trigger("subjects.call")
    call = page.call
    assert call.isVisible()
    assert "1. Fibre" in call.message.toPlainText()
    assert "DGS de Clisson" in call.people.toPlainText()
    assert clisson.ask(calls) == []
    call.prepare.click()
    assert clisson.ask(calls) == ["AT-20261127-1"]
    assert page.detail.isVisible()


def test_a_call_proposes_its_day_although_answers_come_later(
    shell: Shell, page: SubjectsPage, clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Callable[[], object]] = []

    def ask_later(query: Any, *args: Any, then: Callable[[Any], object], **_: object) -> None:
        answers.append(lambda: then(clisson.ask(query, *args)))

    monkeypatch.setattr(page.call._host, "ask", ask_later)
    shell.actions.trigger("subjects.call")
    for answer in answers:
        answer()
    assert page.call.reply_by.date() == QDate(2026, 12, 18)
    assert page.call.reply_by.hasFocus()
    assert "jusqu’au vendredi 18 décembre 2026" in page.call.message.toPlainText()


def test_a_theme_is_split_by_ticking_who_goes_along(
    qtbot: QtBot, shell: Shell, page: SubjectsPage, clisson: Desk
) -> None:
    line = next(line for line in clisson.ask(subjects_page).lines if line.title == "Fibre")
    page.list.choose(line.id)
    shell.actions.trigger("subjects.split")
    pane = page.splitting
    type_text(pane.title, "Antennes")
    words = pane.grid.visualRect(pane.grid.ticks.index(1)).center()
    for _ in range(3):  # on the words: on, off, on again
        qtbot.mouseClick(pane.grid.viewport(), Qt.MouseButton.LeftButton, pos=words)
    pane.split.click()
    assert (carried(clisson)["Fibre"], carried(clisson)["Antennes"]) == (["Boussay"], ["Gorges"])
    assert page.detail.line is not None
    assert page.detail.line.title == "Antennes"


def test_what_mayors_settle_is_listed_printed_and_answered(
    qtbot: QtBot, shell: Shell, page: SubjectsPage, clisson: Desk
) -> None:
    choice = clisson.ask(circle_choices)[0]
    meeting = clisson.run(PlanMeeting(choice.id, date(2026, 11, 27), choice.hosts[1][0])).value
    item = clisson.run(AddItem(meeting, title="Pacte")).value
    clisson.run(SendInvitation(meeting))
    clisson.run(OpenSession(meeting))
    clisson.run(OpenItem(meeting, item))
    clisson.run(OpenItem(meeting, None))
    clisson.run(CloseSession(meeting))
    clisson.run(SetReferral(item, Referral.MAYORS))
    page.refresh(frozenset({"AgendaItem"}))
    headings = [row.title for row in page.model.items() if isinstance(row, Heading)]
    assert headings == ["En attente", "À porter en conférence des maires"]
    assert page.list.choose(f"referral:{item}")
    assert page.referral.isVisible()
    shell.actions.trigger("subjects.print_referrals")
    page.referral.on.box.click()
    type_text(page.referral.outcome, "Avis favorable")
    page.referral.outcome.keep_now()
    (row,) = clisson.ask(referrals)
    assert (row.referred_on, row.outcome) == (date(2026, 11, 27), "Avis favorable")
    assert not shell.actions.action("subjects.print_referrals").isEnabled()


def test_a_long_title_of_a_theme_is_read_whole_above_its_answers(shell: Shell, page: SubjectsPage) -> None:
    shell.actions.trigger("subjects.grid")
    short = page.grid.table.horizontalHeader().height()
    shell.actions.trigger("subjects.grid")
    title = "Harmonisation des régimes indemnitaires, des astreintes, du déneigement et des gardes d’été"
    shell.host.run(NoteSubject(title))
    shell.actions.trigger("subjects.grid")
    assert title in [theme.title for theme in page.grid.model.grid.themes]
    assert page.grid.table.horizontalHeader().height() >= short + shell.theme.line("body")
