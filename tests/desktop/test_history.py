"""« Historique »: reached from each thing, told in sentences; what was deleted is found and brought back."""

from __future__ import annotations

import pytest

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.arrival.acts import AssignArrival, FileArrivals
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone, EditGreyZone, RemoveGreyZone
from dgsdesk.desktop.arrivals.entry import ENTRY as ARRIVALS
from dgsdesk.desktop.arrivals.page import ArrivalsPage
from dgsdesk.desktop.components.rows import ROW_ROLE, Row
from dgsdesk.desktop.directory.entry import ENTRY as DIRECTORY
from dgsdesk.desktop.directory.page import COMMISSIONS, ORGANISATIONS, DirectoryPage
from dgsdesk.desktop.grey_zones.entry import ENTRY as GREY_ZONES
from dgsdesk.desktop.history.entry import ENTRY
from dgsdesk.desktop.history.page import HistoryPage
from dgsdesk.desktop.meetings.entry import ENTRY as MEETINGS
from dgsdesk.desktop.shell.shell import Shell
from tests.desktop.conftest import OpenShell
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    clisson.machine = "portable-mairie"
    return open_shell(clisson, [GREY_ZONES, ENTRY], "grey_zones")


def page_of(shell: Shell) -> HistoryPage:
    found = shell.page("history")
    assert isinstance(found, HistoryPage)
    return found


def said(page: HistoryPage) -> list[str]:
    model = page.past.model
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def test_ctrl_alt_j_tells_the_history_of_the_chosen_zone(shell: Shell, clisson: Desk) -> None:
    zone = clisson.run(AddGreyZone("Fossés", question="Qui cure ?")).value
    clisson.run(AddAction(None, "Relever les compteurs"))
    shell.host.run(EditGreyZone(zone, question="Qui cure les fossés ?"))
    shell.open_page("grey_zones", zone)
    assert shell.actions.action("history.here").shortcut().toString() == "Ctrl+Alt+J"
    shell.actions.trigger("history.here")
    page = page_of(shell)
    assert shell.current_page == "history"
    assert page.past.head.title.text() == "La zone grise «\u00a0Fossés\u00a0»"
    assert len(said(page)) == 3, "a day and two acts; the action is no part of it"
    assert page.past.detail.sentence.text() == (
        "Le 27\u00a0novembre à 8\u00a0h, essai (portable-mairie) a modifié la zone grise "
        "«\u00a0Fossés\u00a0» (question posée\u00a0: «\u00a0Qui cure\u202f?\u00a0» "
        "→ «\u00a0Qui cure les fossés\u202f?\u00a0»)."
    )
    shell.host.undo()
    row = page.past.model.index(1, 0).data(ROW_ROLE)
    assert isinstance(row, Row)
    assert row.right_badge is not None
    assert row.right_badge.text == "Annulé"
    page.past.head.all.click()
    assert any("Relever les compteurs" in line for line in said(page))
    shell.actions.trigger("history.back")
    assert shell.current_page == "grey_zones"
    assert shell.actions.problems() == []


def test_filters_keep_what_is_asked_for(shell: Shell, clisson: Desk) -> None:
    clisson.run(AddAction(None, "Relever les compteurs"))
    shell.actions.trigger("history.all")
    page = page_of(shell)
    whole = len(said(page))
    page.past.register.filter.setText("compteurs")
    page.past.register.narrowed.emit()
    assert len(said(page)) == 2 < whole
    page.past.by.setCurrentIndex(page.past.by.findText("essai (portable-mairie)"))
    page.past.by.activated.emit(page.past.by.currentIndex())
    assert len(said(page)) == 2
    page.past.register.filter.setText("rien de tel")
    page.past.register.narrowed.emit()
    assert said(page) == []
    assert page.past.register.is_not_found


def test_what_was_deleted_is_found_by_typing_and_comes_back(shell: Shell, clisson: Desk) -> None:
    zones = [clisson.run(AddGreyZone(title)).value for title in ("Fossés", "Avaloirs")]
    for zone in zones:
        shell.host.run(RemoveGreyZone(zone))
    shell.actions.trigger("history.deleted")
    view = page_of(shell).deleted
    assert view.register.facts.whole_text() == "2\u00a0éléments"
    view.register.filter.setText("fosses")
    view.register.narrowed.emit()
    assert view.list.chosen_key() == zones[0]
    assert view.detail.when.text().endswith("par essai (portable-mairie).")
    shell.actions.trigger("history.bring_back")
    assert view.register.facts.whole_text() == "1\u00a0élément"
    shell.open_page("grey_zones", zones[0])
    assert shell.page("grey_zones").thing() == zones[0]


def test_arrivals_and_people_have_their_history_wherever_they_are_chosen(
    open_shell: OpenShell, written_desk: Desk, written_meeting: Written
) -> None:
    desk = written_desk
    desk.run(FileArrivals((DroppedFile("plan.pdf", b"%PDF-1.4 pas vraiment"),)))
    shell = open_shell(desk, [ARRIVALS, DIRECTORY, MEETINGS, ENTRY], "arrivals")
    history = page_of(shell).past.head.title
    arrivals = shell.page("arrivals")
    assert isinstance(arrivals, ArrivalsPage)
    shell.host.run(AssignArrival(arrivals.thing(), written_meeting.id))
    shell.actions.trigger("history.here")
    assert history.text() == "L’arrivée «\u00a0plan.pdf\u00a0» de la réunion du 10\u00a0novembre 2026"
    assert len(said(page_of(shell))) == 3, "a day, its coming and its meeting"

    shell.open_page("directory", written_meeting.organisations["Gorges"])
    directory = shell.page("directory")
    assert isinstance(directory, DirectoryPage)
    directory.open_section(ORGANISATIONS)
    shell.actions.trigger("history.here")
    assert "Gorges" in history.text()
    shell.open_page("directory")
    directory.organisations.sheet.posts.setFocus()
    shell.actions.trigger("history.here")
    assert history.text().startswith("La personne «\u00a0Prénom EXEMPLE")
    shell.open_page("directory")
    directory.open_section(COMMISSIONS)
    shell.actions.trigger("history.here")
    assert history.text().startswith("La commission")
    shell.open_page("directory")
    directory.commissions.members.choose_first()
    directory.commissions.members.setFocus()
    shell.actions.trigger("history.here")
    assert history.text().startswith("La personne")

    shell.open_page("meetings", (written_meeting.id, "hold"))
    hold = shell.page("meetings")
    hold._pane().attendance.list.choose_first()  # type: ignore[attr-defined]
    hold._pane().attendance.list.setFocus()  # type: ignore[attr-defined]
    shell.actions.trigger("history.here")
    assert history.text().startswith("La personne «\u00a0Prénom EXEMPLE")
