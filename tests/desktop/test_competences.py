"""The page of competences, by keys and fields on a real network."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.grey_zone.competence import CompetenceLine, competences_page
from dgsdesk.desktop.competences.entry import ENTRY
from dgsdesk.desktop.competences.page import CompetencesPage
from dgsdesk.desktop.grey_zones.entry import ENTRY as GREY_ZONES
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.competence import Holding
from tests.desktop.conftest import OpenShell

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    clisson.run(AddGreyZone("Trottoirs", competences=("MOB-VOI",)))
    return open_shell(clisson, [GREY_ZONES, ENTRY], "grey_zones")


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> CompetencesPage:
    qtbot.keyClick(shell.window, Qt.Key.Key_W, CONTROL | SHIFT)
    assert shell.current_page == "competences"
    found = shell.page("competences")
    assert isinstance(found, CompetencesPage)
    return found


def line(desk: Desk, code: str) -> CompetenceLine:
    return next(one for one in desk.ask(competences_page).lines if one.code == code)


def test_a_letter_says_how_a_competence_is_held_and_ctrl_z_takes_it_back(
    qtbot: QtBot, shell: Shell, page: CompetencesPage, clisson: Desk
) -> None:
    page.list.choose("MOB-VOI")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    assert line(clisson, "MOB-VOI").holding is Holding.SUPPLEMENTARY
    button = page.detail.holdings.checkedButton()
    assert button is not None
    assert button.accessibleName() == "supplémentaire"
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, CONTROL)
    assert line(clisson, "MOB-VOI").holding is Holding.UNKNOWN


def test_the_interest_is_written_where_the_law_asks_for_it(page: CompetencesPage, clisson: Desk) -> None:
    page.list.choose("EAU-PLU")
    assert page.detail.interest.isHidden()
    page.list.choose("MOB-VOI")
    page.detail.hold(Holding.SUPPLEMENTARY)
    assert not page.detail.interest.isHidden()
    page.detail.interest.setPlainText("Voies entre deux bourgs")
    page.detail.interest.keep_now()
    page.detail.interest_on.chosen.emit(date(2024, 9, 26))
    held = line(clisson, "MOB-VOI")
    assert (held.community_interest, held.interest_on) == ("Voies entre deux bourgs", date(2024, 9, 26))


def test_filters_leave_what_is_held_and_a_zone_leads_back(
    shell: Shell, page: CompetencesPage, clisson: Desk
) -> None:
    page.register.choice.setCurrentIndex(page.register.choice.findData("held"))
    page.register.narrowed.emit()
    lines = [one for one in clisson.ask(competences_page).lines if one.holding.is_held]
    shown = [page.model.index(row, 0) for row in range(page.model.rowCount())]
    assert sum(bool(one.flags() & Qt.ItemFlag.ItemIsSelectable) for one in shown) == len(lines) == 20
    page.register.clear_filter()
    page.list.choose("MOB-VOI")
    (zone,) = line(clisson, "MOB-VOI").zones
    page.detail.zone_list.activated_key.emit(zone.id)
    assert shell.current_page == "grey_zones"


def test_printing_says_where_the_paper_lies(shell: Shell, page: CompetencesPage) -> None:
    shell.actions.trigger("competences.print")
    message = shell.window.messages.message
    assert message is not None
    assert message.where.endswith("2026-11-27_competences.docx")
