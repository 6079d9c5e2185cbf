"""« Feuille de route » by clicks and keys: noted, ranked, answered by a theme, seen at its meeting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.action.roadmap_page import roadmap_page
from dgsdesk.application.desk import Desk
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.desktop.components.buttons import IconButton
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.yearly_report.entry import ENTRY
from dgsdesk.desktop.yearly_report.page import YearlyReportPage
from tests.desktop.conftest import OpenShell


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    clisson.run(NoteSubject("Sel de deneigement"))
    return open_shell(clisson, [ENTRY], "yearly_report")


def note(qtbot: QtBot, shell: Shell, page: YearlyReportPage, title: str) -> None:
    shell.host.actions.trigger("roadmap.add")
    field = page.roadmap.new.field
    qtbot.keyClicks(field, title)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_request_is_noted_ranked_and_answered(qtbot: QtBot, shell: Shell, clisson: Desk) -> None:
    page = shell.page("yearly_report")
    assert isinstance(page, YearlyReportPage)
    view = page.roadmap
    for title in ("Des routes sures", "Un guichet commun"):
        note(qtbot, shell, page, title)
    assert view.detail.asked_by.hasFocus()  # who asks comes next
    qtbot.keyClicks(view.detail.asked_by, "Bureau")
    qtbot.keyClick(view.detail.asked_by, Qt.Key.Key_Return)
    shell.host.actions.trigger("roadmap.up")
    rows = clisson.ask(roadmap_page).rows
    assert [(row.rank, row.title, row.asked_by) for row in rows] == [
        (1, "Un guichet commun", "Bureau"),
        (2, "Des routes sures", ""),
    ]
    view.list.choose(rows[1].id)
    view.detail.add_work.setFocus()
    qtbot.keyClicks(view.detail.add_work.box.lineEdit(), "deneig")
    qtbot.keyClick(view.detail.add_work.box.lineEdit(), Qt.Key.Key_Return)
    (work,) = clisson.ask(roadmap_page).rows[1].works
    assert work.title == "Sel de deneigement"

    def crosses() -> list[IconButton]:
        return [one for one in view.detail.works.findChildren(IconButton) if one.isVisible()]

    qtbot.waitUntil(lambda: len(crosses()) == 1)
    (cross,) = crosses()
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert clisson.ask(roadmap_page).rows[1].works == ()
    shell.host.actions.trigger("roadmap.done")
    assert clisson.ask(roadmap_page).rows[1].rank == 0
    assert view.detail.states[rows[1].state].isVisibleTo(view)  # it may be led again
