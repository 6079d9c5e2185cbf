"""« Bienvenue » with real clicks and keys on a real desk: three steps, back again, lists, the example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.grid import GridRow, people_grid
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.first_start.page import founded
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.desktop.directory.list_drop import ListDrop
from dgsdesk.desktop.directory.people_model import Column
from dgsdesk.desktop.first_start.entry import ENTRY
from dgsdesk.desktop.first_start.page import EPCI, MODEL, PEOPLE, FirstStartPage
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.network import PostStatus, Role
from dgsdesk.domain.wording import of_commune
from tests.conftest import TODAY
from tests.desktop.drops import drop

HOME = PageEntry("home", "Accueil", "nav.home", 1, Page)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(open_here: Callable[[], Desk]) -> Desk:
    return open_here()


@pytest.fixture
def shell(theme: Theme, preferences: Preferences, desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(theme, SyncRunner(), preferences, (HOME, ENTRY), surroundings)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 728)
    made.window.show()
    made.start(lambda: desk)
    qtbot.waitUntil(lambda: made.current_page == "first_start")
    yield made
    made.close()


@pytest.fixture
def page(shell: Shell) -> FirstStartPage:
    found = shell.page("first_start")
    assert isinstance(found, FirstStartPage)
    return found


def type_text(field: QWidget, text: str) -> None:
    """Type as a French keyboard does, accents included."""
    for char in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_unknown, char, Qt.KeyboardModifier.NoModifier
        )


def pick_clisson(page: FirstStartPage, qtbot: QtBot) -> None:
    type_text(page.epci.field, "clisson sèvre")
    qtbot.keyClick(page.epci.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.epci.name == "Clisson Sèvre et Maine Agglo")


def reach_people(page: FirstStartPage, qtbot: QtBot) -> None:
    pick_clisson(page, qtbot)
    if page.steps.currentIndex() == EPCI:
        qtbot.mouseClick(page.go_on, LEFT)
    qtbot.mouseClick(page.go_on, LEFT)
    assert page.steps.currentIndex() == PEOPLE


def grid_row(desk: Desk, name: str) -> GridRow:
    return next(line for line in desk.ask(people_grid) if line.organisation == name)


def type_in_cell(page: FirstStartPage, qtbot: QtBot, row: int, column: Column, text: str) -> None:
    """Go to a cell and type: the field opens by itself; Enter keeps."""
    table = page.people.grid.table
    table.setFocus()
    table.setCurrentIndex(page.people.grid.model.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChildren(QLineEdit)[-1]
    editor.selectAll()
    type_text(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_three_letters_find_and_show_map_and_communes(page: FirstStartPage, qtbot: QtBot) -> None:
    assert not page.go_on.isEnabled()
    type_text(page.epci.field, "clis")
    qtbot.waitUntil(lambda: page.epci.name.startswith("Clisson"))
    assert page.epci.pane.communes.model().rowCount() == 16
    assert "16" in page.epci.pane.map.accessibleName()
    assert page.go_on.isEnabled()
    assert "Clisson" in page.go_on.text()


def test_arrows_pick_another_one(page: FirstStartPage, qtbot: QtBot) -> None:
    type_text(page.epci.field, "sevre")
    qtbot.waitUntil(lambda: page.epci.list.model().rowCount() > 3)
    first = page.epci.name
    qtbot.keyClick(page.epci.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.epci.list, Qt.Key.Key_Down)
    assert page.epci.name != first
    qtbot.keyClick(page.epci.list, Qt.Key.Key_Return)
    assert page.steps.currentIndex() == MODEL


def test_a_text_that_finds_nothing_says_what_to_try(page: FirstStartPage, qtbot: QtBot) -> None:
    type_text(page.epci.field, "zzzz")
    qtbot.keyClick(page.epci.field, Qt.Key.Key_Return)
    assert page.epci.list.model().rowCount() == 0
    assert not page.go_on.isEnabled()


def tick(page: FirstStartPage, qtbot: QtBot, key: str) -> None:
    """Click a row of what the search for communes found."""
    found = page.composing.list
    assert found.choose(key)
    place = found.visualRect(found.currentIndex()).center()
    qtbot.mouseClick(found.viewport(), LEFT, pos=place)


def test_one_that_is_not_in_the_list_is_composed_by_hand(
    page: FirstStartPage, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.epci.compose, LEFT)
    composing = page.composing
    type_text(composing.fields.field("name"), "Vignoble et Loire")
    assert page.go_on.toolTip() == "Il manque encore deux communes au moins."
    type_text(composing.field, "sèvre")
    qtbot.waitUntil(lambda: composing.list.rows.index_of("200067635").isValid())
    tick(page, qtbot, "200067635")  # an intercommunality of before, whole
    assert len(composing.communes) == 16
    composing.pane.communes.choose("44216")  # Vieillevigne leaves again
    qtbot.keyClick(composing.pane.communes, Qt.Key.Key_Delete)
    composing.field.clear()
    type_text(composing.field, "Le Pallet")
    qtbot.waitUntil(lambda: composing.list.rows.index_of("44117").isValid())
    composing.list.choose("44117")
    qtbot.keyClick(composing.list, Qt.Key.Key_Space)
    type_text(composing.fields.field("siren"), "123 456 789")
    assert "SIREN" in page.go_on.toolTip()
    composing.fields.field("siren").clear()  # type: ignore[attr-defined]
    assert composing.fields.field("seat").currentText() == "Clisson"  # type: ignore[attr-defined]

    qtbot.mouseClick(page.back, LEFT)  # back in the list nothing was made, and nothing is lost
    assert (desk.ask(founded), page.way) == (None, page.epci)
    qtbot.mouseClick(page.epci.compose, LEFT)
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.mouseClick(page.go_on, LEFT)
    assert page.steps.currentIndex() == PEOPLE
    network, lines = desk.network(), desk.ask(people_grid)
    assert (network.name, network.siren, network.epci_type, network.zone) == (
        "Vignoble et Loire",
        "",
        "CC",
        "metropole",
    )
    assert len(lines) == 17
    pallet = next(one for one in desk.ask(directory_page).organisations if one.name == "Le Pallet")
    assert (of_commune(pallet.name, pallet.article), pallet.population > 3_000) == ("du Pallet", True)
    circle = desk.ask(circle_choices)[0]
    members = desk.ask(lambda view: circle_members(view.store, circle.id, TODAY))
    assert pallet.id in {member.organisation_id for member in members}
    qtbot.mouseClick(page.back, LEFT)
    assert page.go_on.text() == "Continuer"
    desk.undo()
    assert desk.ask(founded) is None


def test_nothing_is_created_before_the_end_of_step_2(
    page: FirstStartPage, shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    pick_clisson(page, qtbot)
    assert page.steps.currentIndex() == MODEL
    assert not shell.window.status.saved_text()  # nothing was, nor need be
    assert desk.ask(lambda view: view.network()) is None
    qtbot.mouseClick(page.back, LEFT)
    assert page.steps.currentIndex() == EPCI
    qtbot.mouseClick(page.go_on, LEFT)
    qtbot.mouseClick(page.go_on, LEFT)
    assert desk.network().name == "Clisson Sèvre et Maine Agglo"
    assert page.steps.currentIndex() == PEOPLE
    assert shell.window.status.saved_text() == "Tout est enregistré"


def test_people_are_typed_in_place_and_kept_line_by_line(
    page: FirstStartPage, desk: Desk, qtbot: QtBot
) -> None:
    reach_people(page, qtbot)
    model = page.people.grid.model
    row = next(at for at in range(model.rowCount()) if model.line(at).organisation == "Clisson")
    type_in_cell(page, qtbot, row, Column.GIVEN, "Andréa")
    assert grid_row(desk, "Clisson").status is PostStatus.VACANT
    assert not page.host.all_saved
    type_in_cell(page, qtbot, row, Column.FAMILY, "Exemple")
    kept = grid_row(desk, "Clisson")
    assert (kept.person.given_name, kept.person.family_name, kept.role) == ("Andréa", "Exemple", Role.DGS)
    assert page.host.all_saved
    assert page.people.named == 1


def test_a_wrong_address_is_said_above_the_grid_and_stays_to_be_corrected(
    page: FirstStartPage, shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    reach_people(page, qtbot)
    type_in_cell(page, qtbot, 1, Column.FAMILY, "Exemple")
    type_in_cell(page, qtbot, 1, Column.EMAIL, "nulle part")
    assert page.people.grid.problem.isVisible()
    model = page.people.grid.model
    assert model.line(1).person.email == "nulle part"
    type_in_cell(page, qtbot, 2, Column.EMAIL, "x@mairie.fr")
    type_in_cell(page, qtbot, 3, Column.FAMILY, "Modèle")
    assert [model.index(row, Column.STATUS).data() for row in (1, 2, 3)] == [
        "À corriger",
        "Il manque le nom",
        "En poste",
    ]
    assert "n’est pas une adresse" in model.index(1, Column.EMAIL).data(
        int(Qt.ItemDataRole.AccessibleTextRole)
    )
    qtbot.mouseClick(page.go_on, LEFT)
    assert shell.current_page == "first_start", "what is not kept is said once before one leaves it"
    assert not page.host.all_saved
    assert page.people.grid.problem.message is not None
    assert page.people.grid.problem.message.what.startswith("2 lignes ne sont pas enregistrées")
    assert page.people.grid.table.currentIndex() == model.index(1, Column.EMAIL)
    type_in_cell(page, qtbot, 2, Column.FAMILY, "Autre")
    type_in_cell(page, qtbot, 1, Column.EMAIL, "dgs@mairie.fr")
    assert not page.people.grid.problem.isVisible()
    assert desk.ask(people_grid)[1].person.email == "dgs@mairie.fr"


def test_a_post_is_declared_vacant_in_the_grid(page: FirstStartPage, desk: Desk, qtbot: QtBot) -> None:
    reach_people(page, qtbot)
    type_in_cell(page, qtbot, 2, Column.FAMILY, "Exemple")
    model = page.people.grid.model
    model.setData(model.index(2, Column.STATUS), PostStatus.INTERIM)
    assert desk.ask(people_grid)[2].status is PostStatus.INTERIM
    model.setData(model.index(2, Column.STATUS), PostStatus.VACANT)
    assert desk.ask(people_grid)[2].status is PostStatus.VACANT


def test_a_list_is_shown_with_its_problems_then_taken_in_one_act(
    page: FirstStartPage, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach_people(page, qtbot)
    path = tmp_path / "liste.csv"
    path.write_bytes("Commune;Nom;Prénom\nGorges;Exemple;Zoé\nNantes;Autre;Paul\n".encode("cp1252"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(page.people.read_list, LEFT)
    pane = page.people.import_pane
    assert pane.isVisible()
    assert [pane.list.model().index(at, 0).data() for at in range(4)] == [
        "À corriger dans le fichier",
        "Paul AUTRE",
        "À reprendre",
        "Zoé EXEMPLE",
    ]
    assert grid_row(desk, "Gorges").status is PostStatus.VACANT
    qtbot.mouseClick(pane.take, LEFT)
    assert grid_row(desk, "Gorges").person.family_name == "Exemple"
    assert not pane.isVisible()
    desk.undo()
    assert grid_row(desk, "Gorges").status is PostStatus.VACANT


def test_a_list_may_be_dropped_and_given_up(page: FirstStartPage, qtbot: QtBot, tmp_path: Path) -> None:
    reach_people(page, qtbot)
    path = tmp_path / "liste.csv"
    path.write_text("Commune;Nom\nGorges;Exemple\n", encoding="utf-8")
    zone = page.people.findChild(ListDrop)
    assert zone is not None
    drop(zone, path)
    assert page.people.import_pane.isVisible()
    qtbot.mouseClick(page.people.import_pane.give_up, LEFT)
    assert page.people.grid.isVisible()


@pytest.mark.parametrize("content", [b"\x00\x01", b"", b'Commune;Nom\n"Gorges;x'])
def test_a_broken_list_is_said_and_changes_nothing(
    page: FirstStartPage, shell: Shell, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    reach_people(page, qtbot)
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    page.people.import_pane.open_file(path)
    message = shell.window.messages.message
    assert message is not None
    assert "liste.csv" in message.what
    assert page.people.grid.isVisible()


def test_a_list_that_is_gone_is_said(
    page: FirstStartPage, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    reach_people(page, qtbot)
    page.people.import_pane.open_file(tmp_path / "absente.csv")
    assert shell.window.messages.message is not None
    assert "absente.csv" in shell.window.messages.message.what


def test_another_choice_replaces_the_network(page: FirstStartPage, desk: Desk, qtbot: QtBot) -> None:
    reach_people(page, qtbot)
    qtbot.mouseClick(page.back, LEFT)
    qtbot.mouseClick(page.back, LEFT)
    assert page.steps.currentIndex() == EPCI
    page.epci.field.setFocus()
    page.epci.field.selectAll()
    type_text(page.epci.field, "bordeaux métropole")
    qtbot.keyClick(page.epci.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.epci.name == "Bordeaux Métropole")
    if page.steps.currentIndex() == EPCI:
        qtbot.mouseClick(page.go_on, LEFT)
    assert "Remplacer" in page.go_on.text()
    qtbot.mouseClick(page.go_on, LEFT)
    assert desk.network().name == "Bordeaux Métropole"
    assert page.people.grid.model.rowCount() == 29


def test_going_back_and_on_without_a_change_creates_nothing_again(
    page: FirstStartPage, desk: Desk, qtbot: QtBot
) -> None:
    reach_people(page, qtbot)
    acts = len(desk.history())
    qtbot.mouseClick(page.back, LEFT)
    assert page.go_on.text() == "Continuer"
    qtbot.mouseClick(page.go_on, LEFT)
    assert page.steps.currentIndex() == PEOPLE
    assert len(desk.history()) == acts


def test_the_end_opens_the_home_page(page: FirstStartPage, shell: Shell, qtbot: QtBot) -> None:
    reach_people(page, qtbot)
    qtbot.mouseClick(page.go_on, LEFT)
    assert shell.current_page == "home"
    assert shell.window.rail.isVisible()


def test_an_undo_of_the_founding_comes_back_to_the_model(
    page: FirstStartPage, shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    reach_people(page, qtbot)
    shell.undo()
    assert desk.ask(lambda view: view.network()) is None
    assert page.steps.currentIndex() == MODEL
    assert page.go_on.text() == "Créer le réseau"


def test_everything_has_a_name_for_screen_readers(page: FirstStartPage, qtbot: QtBot) -> None:
    assert nameless(page) == []
    reach_people(page, qtbot)
    assert nameless(page) == []


def nameless(page: QWidget) -> list[str]:
    """Return the kinds of the parts that Tab reaches and nobody can name."""
    return [
        type(part).__name__
        for part in page.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and not part.accessibleName()
        and not getattr(part, "text", lambda: "")()
    ]
