"""The page of grey zones, by clicks and keys on a real network."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.acts import (
    AddGreyZone,
    AddStartingGreyZones,
    Duty,
    MatrixCell,
    SetPractice,
    SettleGreyZone,
)
from dgsdesk.application.grey_zone.page import GreyZoneDetail, grey_zone_detail, grey_zones_page
from dgsdesk.desktop.grey_zones.entry import ENTRY
from dgsdesk.desktop.grey_zones.matrix_view import MatrixModel
from dgsdesk.desktop.grey_zones.page import GreyZonesPage
from dgsdesk.desktop.reminders.window import ReminderWindow
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.grey_zone import GreyZoneState, Holder
from tests.desktop.conftest import OpenShell

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    return open_shell(clisson, [ENTRY], "grey_zones")


@pytest.fixture
def page(shell: Shell) -> GreyZonesPage:
    found = shell.page("grey_zones")
    assert isinstance(found, GreyZonesPage)
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Type letters, accents too."""
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def shown(desk: Desk, page: GreyZonesPage) -> GreyZoneDetail:
    return desk.ask(grey_zone_detail, page.list.chosen_key())


def test_a_case_is_named_above_the_list_then_described(
    qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk
) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_N, CONTROL)
    assert page.new.isVisible()
    type_text(page.new.field, "Déneigement : qui sale ?")
    qtbot.keyClick(page.new.field, Qt.Key.Key_Return)
    assert not page.new.isVisible()
    assert page.detail.sheet.question.hasFocus()
    type_text(page.detail.sheet.question, "Les trottoirs aussi ?")
    page.list.setFocus()
    found = shown(clisson, page)
    assert found.title == "Déneigement\u00a0: qui sale\u202f?"
    assert found.question == "Les trottoirs aussi\u202f?"
    assert shell.host.all_saved


def test_esc_gives_up_naming(qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_N, CONTROL)
    qtbot.keyClick(page.new.field, Qt.Key.Key_Escape)
    assert not page.new.isVisible()
    assert clisson.ask(grey_zones_page).lines == ()


def test_the_empty_page_offers_the_common_cases(
    qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk
) -> None:
    shell.actions.trigger("grey_zones.catalogue")
    assert page._right.currentWidget() is page.catalogue
    grid = page.catalogue.grid
    grid.setCurrentIndex(grid.ticks.index(0))
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    grid.setCurrentIndex(grid.ticks.index(10))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert page.catalogue.add.text() == "Ajouter 2\u00a0cas"
    qtbot.mouseClick(page.catalogue.add, Qt.MouseButton.LeftButton)
    assert len(clisson.ask(grey_zones_page).lines) == 2
    assert page._right.currentWidget() is page.detail
    shell.actions.trigger("grey_zones.catalogue")
    assert [tick.enabled for tick in grid.ticks.ticks()].count(False) == 2


@pytest.mark.parametrize("reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason])
def test_the_cell_where_tab_comes_into_the_matrix_is_seen(
    page: GreyZonesPage, clisson: Desk, reason: Qt.FocusReason
) -> None:
    clisson.run(AddStartingGreyZones((1,)))
    page.refresh(frozenset({"GreyZone"}))
    matrix = page.detail.matrix
    page.detail.tabs.setFocus()
    matrix.clearSelection()
    matrix.setFocus(reason)
    assert matrix.hasFocus()
    assert len(matrix.chosen_cells()) == 1
    assert matrix.selectedIndexes() == [matrix.currentIndex()]


def test_letters_fill_the_matrix_and_undo_takes_back(
    qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk
) -> None:
    clisson.run(AddStartingGreyZones((1,)))
    page.refresh(frozenset({"GreyZone"}))
    matrix = page.detail.matrix
    QAbstractItemModelTester(matrix.cells, QAbstractItemModelTester.FailureReportingMode.Fatal)
    matrix.setFocus()
    matrix.choose(0, 0)
    qtbot.keyClick(matrix, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(matrix, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(matrix, Qt.Key.Key_C)
    cells = [row.cells[0] for row in shown(clisson, page).matrix.rows[:3]]
    assert [(cell.acts, cell.pays) for cell in cells] == [
        (Holder.COMMUNE, Holder.COMMUNE),
        (Holder.COMMUNE, Holder.COMMUNE),
        (Holder.UNKNOWN, Holder.UNKNOWN),
    ]
    matrix.choose(0, 1)
    qtbot.keyClick(matrix, Qt.Key.Key_A)
    assert shown(clisson, page).matrix.rows[0].cells[0].differs
    assert page.detail._differs.accessibleName().startswith("1\u00a0commune où")
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert shown(clisson, page).matrix.rows[0].cells[0].pays is Holder.SHARED
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, CONTROL)
    assert shown(clisson, page).matrix.differing == 0
    assert matrix.currentIndex().column() == 1


def test_the_head_of_the_matrix_has_room_for_its_names_whatever_was_shown_before(
    page: GreyZonesPage, clisson: Desk
) -> None:
    clisson.run(AddStartingGreyZones(tuple(range(1, 21))))
    page.refresh(frozenset({"GreyZone"}))
    head = page.detail.matrix.horizontalHeader()
    heights = set()
    for row in range(page.list.model().rowCount()):
        page.list.setCurrentIndex(page.list.model().index(row, 0))
        if page.detail.matrix.isVisible() and page.detail.matrix.cells.columnCount():
            assert head.height() == head.sizeHint().height()
            heights.add(head.height())
    assert len(heights) > 1


def test_a_button_fills_the_chosen_cells(qtbot: QtBot, page: GreyZonesPage, clisson: Desk) -> None:
    clisson.run(AddStartingGreyZones((1,)))
    page.refresh(frozenset({"GreyZone"}))
    page.detail.matrix.choose(2, 3)
    qtbot.mouseClick(page.detail.fill[2], Qt.MouseButton.LeftButton)
    assert shown(clisson, page).matrix.rows[2].cells[1].pays is Holder.SHARED


def test_the_matrix_says_each_cell_whole(page: GreyZonesPage, clisson: Desk) -> None:
    clisson.run(AddStartingGreyZones((1,)))
    page.refresh(frozenset({"GreyZone"}))
    model = page.detail.matrix.cells
    assert isinstance(model, MatrixModel)
    said = model.data(model.index(3, 1), int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Clisson, Gestion des eaux pluviales urbaines (L2226-1), paie\u00a0: à demander"


def test_the_communes_that_have_not_told_are_asked(shell: Shell, page: GreyZonesPage, clisson: Desk) -> None:
    clisson.run(AddStartingGreyZones((1,)))
    page.refresh(frozenset({"GreyZone"}))
    assert page.detail.ask.text() == "Demander aux 16\u00a0communes…"
    page.detail.ask.click()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ReminderWindow))
    assert window.windowTitle() == "Interroger 16\u00a0destinataires"
    window.go.click()
    assert clisson.history()[0].label.startswith("Demande préparée pour 16")
    zone = shown(clisson, page)
    cells = tuple(
        MatrixCell(row.organisation_id, code, duty)
        for row in zone.matrix.rows
        for code in zone.competences
        for duty in Duty
    )
    clisson.run(SetPractice(zone.id, cells, Holder.EPCI))
    page.refresh(frozenset({"Practice"}))
    assert not page.detail.ask.isVisible()


def test_a_solution_is_adopted_then_reopened(
    qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk
) -> None:
    clisson.run(AddGreyZone("Sel", options="Achat groupé"))
    page.refresh(frozenset({"GreyZone"}))
    qtbot.mouseClick(page.detail.settle, Qt.MouseButton.LeftButton)
    form = page.detail.solution
    assert form.is_adopting
    assert not page.detail.settle.isVisible(), "one filled button on the page"
    assert form.draft.text() == "Achat groupé"
    type_text(form.draft, "Dès l’hiver : ")
    form.review.box.setChecked(True)
    assert not form.adopt.isEnabled(), "between two meetings, one says how the network agreed"
    type_text(form.agreed, "accord de tous")
    qtbot.mouseClick(form.adopt, Qt.MouseButton.LeftButton)
    settled = shown(clisson, page)
    assert settled.state is GreyZoneState.SETTLED
    assert settled.solution == "Dès l’hiver\u00a0: Achat groupé"
    assert settled.review_on is not None
    assert form.text.text() == settled.solution
    shell.actions.trigger("grey_zones.reopen")
    assert shown(clisson, page).state is GreyZoneState.REOPENED


def test_a_solution_that_another_case_sends_away_is_offered(
    qtbot: QtBot, page: GreyZonesPage, clisson: Desk
) -> None:
    left: list[object] = []
    page.host.hub.words_left.connect(left.append)
    first = clisson.run(AddGreyZone("Sel", options="Achat groupé")).value
    second = clisson.run(AddGreyZone("Mares")).value
    page.refresh(frozenset({"GreyZone"}))
    for written in ("", "Dès l’hiver, "):
        page.register.list.choose(first)
        qtbot.mouseClick(page.detail.settle, Qt.MouseButton.LeftButton)
        type_text(page.detail.solution.draft, written)
        page.register.list.choose(second)
    assert left == [[("Solution", "Dès l’hiver, Achat groupé")]], "nothing was written the first time"
    assert page.detail.solution.draft.text() == "", "it waits no more"


def test_options_are_kept_after_leaving(page: GreyZonesPage, shell: Shell, clisson: Desk) -> None:
    clisson.run(AddGreyZone("Sel"))
    page.refresh(frozenset({"GreyZone"}))
    page.detail.tabs.setCurrentIndex(2)
    page.detail.options.setFocus()
    type_text(page.detail.options, "Chacun paie « sa » rue")
    assert not shell.host.all_saved
    page.leaving()
    assert shown(clisson, page).options == ("Chacun paie «\u00a0sa\u00a0» rue",)
    assert shell.host.all_saved
    assert page.detail.tabs.tabText(2) == "Options (1)"


def test_filtering_by_word_and_by_state(qtbot: QtBot, page: GreyZonesPage, clisson: Desk) -> None:
    clisson.run(AddStartingGreyZones((1, 11, 18)))
    zone = clisson.ask(grey_zones_page).lines[0]
    clisson.run(SettleGreyZone(zone.id, "Convention", None, date(2027, 1, 1), "accord de tous"))
    page.refresh(frozenset({"GreyZone"}))
    type_text(page.filter, "deneig")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert [line.title for line in page.model.items()] == ["Déneigement et viabilité hivernale"]  # type: ignore[attr-defined]
    type_text(page.filter, "xyz")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.register.is_not_found
    page.register.clear_filter()
    page.states.setCurrentIndex(page.states.findData("settled"))
    page.states.activated.emit(page.states.currentIndex())
    assert len(page.model.items()) == 1


def test_del_in_the_list_removes_and_the_page_opens_on_a_case(
    qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk
) -> None:
    first, second = clisson.run(AddStartingGreyZones((1, 2))).value
    page.refresh(frozenset({"GreyZone"}))
    shell.open_page("grey_zones", second)
    assert page.list.chosen_key() == second
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.list.chosen_key() == first
    assert len(clisson.ask(grey_zones_page).lines) == 1


def test_every_field_has_a_name_and_no_key_is_used_twice(shell: Shell, page: GreyZonesPage) -> None:
    assert shell.actions.problems() == []
    for field in (
        page.filter,
        page.states,
        page.detail.sheet.title,
        page.detail.sheet.kind,
        page.detail.options,
    ):
        assert field.accessibleName()


def test_positions_are_written_by_party(page: GreyZonesPage, clisson: Desk) -> None:
    clisson.run(AddGreyZone("Sel"))
    page.refresh(frozenset({"*"}))
    tab = page.detail.positions
    tab.party.setCurrentIndex(tab.party.findText("Gorges"))
    tab.text.setPlainText("Chacun le sien")
    tab.text.keep_now()
    (held,) = shown(clisson, page).positions
    assert (held.organisation, held.text) == ("Gorges", "Chacun le sien")
    tab.list.choose(held.organisation_id)
    assert tab.text.text() == "Chacun le sien"
    assert page.detail.tabs.tabText(1) == "Positions (1)"


def test_likely_duplicates_are_merged_and_ctrl_z_takes_them_apart(
    qtbot: QtBot, shell: Shell, page: GreyZonesPage, clisson: Desk
) -> None:
    kept = clisson.run(AddGreyZone("Avaloirs et grilles")).value
    twin = clisson.run(AddGreyZone("Grille, avaloir", "Qui cure ?")).value
    page.refresh(frozenset({"*"}))
    page.list.choose(kept)
    shell.actions.trigger("grey_zones.merge")
    assert page._right.currentWidget() is page.duplicates
    shell.actions.trigger("grey_zones.settle")
    assert page._right.currentWidget() is page.detail
    assert page.detail.tabs.currentWidget() is page.detail.solution
    shell.actions.trigger("grey_zones.merge")
    page.duplicates.grid.ticked.emit(twin, True)
    page.duplicates.merge.click()
    assert [line.id for line in clisson.ask(grey_zones_page).lines] == [kept]
    assert "Qui cure" in shown(clisson, page).question
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, CONTROL)
    assert len(clisson.ask(grey_zones_page).lines) == 2


def test_the_register_is_printed_as_it_is_filtered(shell: Shell, page: GreyZonesPage, clisson: Desk) -> None:
    clisson.run(AddGreyZone("Sel"))
    page.refresh(frozenset({"*"}))
    shell.actions.trigger("grey_zones.print")
    message = shell.window.messages.message
    assert message is not None
    assert message.where.endswith("registre-des-zones-grises.docx")
