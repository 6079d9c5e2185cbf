"""What the palette finds opens at its place; its chips narrow, by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.action.roadmap import AddRequest
from dgsdesk.application.action.roadmap_page import roadmap_page
from dgsdesk.application.arrival.acts import DroppedFile, FileArrivals
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.history.deleted import BringBack, deleted_things
from dgsdesk.application.library.acts import AddDocuments, NewFile
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.review.observation import AddObservation
from dgsdesk.application.search.acts import find_things
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.desktop.actions.page import ActionsPage
from dgsdesk.desktop.arrivals.page import ArrivalsPage
from dgsdesk.desktop.components.command_palette import CommandPalette
from dgsdesk.desktop.directory.page import DirectoryPage
from dgsdesk.desktop.grey_zones.page import GreyZonesPage
from dgsdesk.desktop.library.page import LibraryPage
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.meetings.prepare.pane import PreparePane
from dgsdesk.desktop.meetings.review.pane import ReviewPane
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.subjects.page import SubjectsPage
from dgsdesk.desktop.yearly_report.page import YearlyReportPage
from tests.desktop.conftest import OpenShell
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]


SHOWN = {"yearly_report", "meetings", "actions", "directory", "subjects", "grey_zones", "arrivals", "library"}


@pytest.fixture
def shell(open_shell: OpenShell, written_desk: Desk) -> Shell:
    return open_shell(written_desk, [one for one in PAGES if one.id in SHOWN], "subjects", find_things)


def palette(shell: Shell) -> CommandPalette:
    shell.palette.open()
    return shell.palette.palette()


def open_first(qtbot: QtBot, shell: Shell, words: str) -> None:
    """Type into the palette and open what stands first."""
    opened = palette(shell)
    opened._field.setText(words)
    qtbot.keyClick(opened._field, Qt.Key.Key_Return)
    assert not opened.isVisible()


def test_an_item_opens_in_the_minutes_at_the_words(
    qtbot: QtBot, shell: Shell, written_meeting: Written
) -> None:
    open_first(qtbot, shell, "type:point arbre chaussée")
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    pane = page._pane()
    assert isinstance(pane, DraftPane)
    editor = pane._items[written_meeting.roads].editor
    assert editor.textCursor().selectedText() == "arbres"


def test_an_item_of_an_agenda_opens_in_its_row(qtbot: QtBot, shell: Shell, written_desk: Desk) -> None:
    from dgsdesk.application.agenda.acts import AddItem
    from dgsdesk.application.meeting.page import meetings_list

    coming = next(
        line.id for line in written_desk.ask(meetings_list) if not line.is_past and line.host == "Clisson"
    )
    written_desk.run(AddItem(coming, title="Budget annexe de l’eau"))
    item = written_desk.run(AddItem(coming, title="Viabilité hivernale")).value
    open_first(qtbot, shell, "viabilité hivernal")
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    pane = page._pane()
    assert isinstance(pane, PreparePane)
    chosen = pane.table.chosen_item()
    assert chosen is not None
    assert chosen.id == item


def test_a_decision_opens_in_the_register(qtbot: QtBot, shell: Shell) -> None:
    open_first(qtbot, shell, "désigne relais")
    page = shell.page("actions")
    assert isinstance(page, ActionsPage)
    assert page.sections.currentWidget() is page.decisions
    assert page.decisions.detail.line is not None
    assert page.decisions.detail.line.text == "Chaque commune désigne un relais."


def test_an_action_opens_in_its_list_after_a_decision_did(qtbot: QtBot, shell: Shell) -> None:
    open_first(qtbot, shell, "désigne relais")
    open_first(qtbot, shell, "type:action procédure")
    page = shell.page("actions")
    assert isinstance(page, ActionsPage)
    assert page.sections.currentWidget() is page.register
    assert page.detail.header.title() == "Écrire la procédure d’appel"


def test_a_person_opens_in_the_directory_at_their_post(qtbot: QtBot, shell: Shell) -> None:
    open_first(qtbot, shell, "type:personne exemple gorges")
    page = shell.page("directory")
    assert isinstance(page, DirectoryPage)
    sheet = page.organisations.sheet
    assert sheet.organisation is not None
    assert sheet.organisation.name == "Gorges"
    post = sheet.post()
    assert post is not None
    assert post.person_id is not None


def test_a_zone_opens_whatever_the_filter_of_its_register(
    qtbot: QtBot, shell: Shell, written_desk: Desk
) -> None:
    for title in ("Avaloirs et grilles", "Chemins ruraux"):
        written_desk.run(AddGreyZone(title))
    shell.open_page("grey_zones")
    page = shell.page("grey_zones")
    assert isinstance(page, GreyZonesPage)
    page.register.filter.setText("avaloir")
    qtbot.keyClick(page.register.filter, Qt.Key.Key_Return)
    open_first(qtbot, shell, "chemin rural")
    assert page.detail.zone is not None
    assert page.detail.zone.title == "Chemins ruraux"


def test_an_observation_opens_in_the_review(
    qtbot: QtBot, shell: Shell, written_desk: Desk, written_meeting: Written
) -> None:
    written_desk.run(CirculateDraft(written_meeting.id))
    for words in ("Préciser le calendrier", "Ajouter les fossés mitoyens"):
        made = written_desk.run(AddObservation(written_meeting.id, words, author="Gorges")).value
    open_first(qtbot, shell, "type:observation fossé mitoyen")
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    pane = page._pane()
    assert isinstance(pane, ReviewPane)
    card = pane.column.open_card
    assert card is not None
    assert card.row.id == made


def test_an_arrival_opens_in_its_list(qtbot: QtBot, shell: Shell, written_desk: Desk) -> None:
    files = tuple(DroppedFile(f"{name}.txt", b"Bonjour " + name.encode()) for name in ("Avis", "Salpêtre"))
    written_desk.run(FileArrivals(files))
    open_first(qtbot, shell, "salpêtre")
    page = shell.page("arrivals")
    assert isinstance(page, ArrivalsPage)
    chosen = page._line(page.list.chosen_key())
    assert chosen is not None
    assert chosen.name == "Salpêtre.txt"


def test_a_theme_opens_among_the_subjects(qtbot: QtBot, shell: Shell) -> None:
    for title in ("Vœux", "Fibre optique"):
        shell.host.run(NoteSubject(title))
    shell.open_page("grey_zones")
    open_first(qtbot, shell, "fibres optiques")
    page = shell.page("subjects")
    assert isinstance(page, SubjectsPage)
    assert page.detail.line is not None
    assert page.detail.line.title == "Fibre optique"


def test_a_document_opens_in_the_library(qtbot: QtBot, shell: Shell, written_desk: Desk) -> None:
    files = (NewFile("RIFSEEP.txt", b"Grille des primes"), NewFile("Sel.txt", "Viabilité hivernale".encode()))
    written_desk.run(AddDocuments(files))
    open_first(qtbot, shell, "viabilités hivernales")
    page = shell.page("library")
    assert isinstance(page, LibraryPage)
    assert page.detail.document is not None
    assert page.detail.document.title.startswith("Sel")


def test_a_request_opens_on_the_roadmap_and_comes_back_once_deleted(
    qtbot: QtBot, shell: Shell, written_desk: Desk
) -> None:
    request = written_desk.run(AddRequest("Guichet unique des demandes", asked_by="Bureau")).value
    written_desk.run(AddRequest("Routes sûres avant l’hiver"))
    open_first(qtbot, shell, "guichet demandes type:commande")
    page = shell.page("yearly_report")
    assert isinstance(page, YearlyReportPage)
    qtbot.waitUntil(lambda: page.thing() == request)
    assert page.roadmap.detail.title.text() == "Guichet unique des demandes"
    assert written_desk.ask(find_things, "type:commande bureau")[0].subject == request

    shell.actions.trigger("roadmap.remove")
    assert not written_desk.ask(find_things, "type:commande guichet")
    (gone,) = (line for line in written_desk.ask(deleted_things) if line.id == request)
    assert gone.name == "La commande du politique « Guichet unique des demandes »"
    shell.host.run(BringBack(gone.sequence, request), owner=page)
    assert written_desk.ask(roadmap_page).rows[0].title == "Guichet unique des demandes"
    open_first(qtbot, shell, "guichet demandes type:commande")
    assert page.thing() == request


def test_chips_narrow_and_are_reached_by_keys(qtbot: QtBot, shell: Shell, written_desk: Desk) -> None:
    written_desk.run(AddGreyZone("Dépôts sauvages au pied des colonnes"))
    opened = palette(shell)
    opened._field.setText("dépôts")
    assert len(opened._found) > 1
    names = [chip.choice.name for chip in opened.chips.chips]
    assert names[:2] == ["Réunions", "Points"]
    assert {"Commune", "Période"} <= set(names)
    qtbot.keyClick(opened._field, Qt.Key.Key_Tab)
    for _ in range(names.index("Zones grises")):
        qtbot.keyClick(shell.window.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(shell.window.focusWidget(), Qt.Key.Key_Space)
    assert opened._field.hasFocus()
    assert opened.question() == "type:zone dépôts"
    assert [entry.text for entry in opened._found] == [
        "Zone grise\u00a0: Dépôts sauvages au pied des colonnes"
    ]
    chip = opened.chips.chips[names.index("Décisions")]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert opened.question() == "type:décision dépôts"
    assert all(entry.text.startswith("Décision") for entry in opened._found)


def test_a_commune_is_chosen_among_those_of_the_network(qtbot: QtBot, shell: Shell) -> None:
    opened = palette(shell)
    opened._field.setText("dépôts")
    chip = next(one for one in opened.chips.chips if one.choice.name == "Commune")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    menu = chip.menu()
    assert menu is not None
    next(act for act in menu.actions() if act.text() == "Gorges").trigger()
    menu.close()
    assert opened.question() == 'commune:"Gorges" dépôts'
    assert chip.label() == "Gorges"
    assert opened._found
    next(act for act in menu.actions() if act.text() == "Clisson").trigger()
    assert not opened._found
