"""The page of circles, by clicks and keys on a real network."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.circle.acts import CircleRules, circle_rules
from dgsdesk.application.circle.commune_facts import facts_grid
from dgsdesk.application.circle.composition import AddMembershipException, SetMembershipRule, composition_page
from dgsdesk.application.circle.life import AddCircle
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.model import SaveModel
from dgsdesk.application.rota.dates import dates_page
from dgsdesk.desktop.circles import acts
from dgsdesk.desktop.circles.conditions_box import GroupBox
from dgsdesk.desktop.circles.entry import ENTRY
from dgsdesk.desktop.circles.facts_pane import EARLIER, SECTOR, SERVICES
from dgsdesk.desktop.circles.page import CirclesPage
from dgsdesk.desktop.components.parts_table import MINUTES
from dgsdesk.desktop.components.rows import ROW_ROLE
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.calendar import CountingMode
from dgsdesk.domain.circle import CadenceKind, HostRule
from dgsdesk.domain.network import Role
from tests.desktop.conftest import OpenShell

LEFT = Qt.MouseButton.LeftButton
EDIT = int(Qt.ItemDataRole.EditRole)
TICK = int(Qt.ItemDataRole.CheckStateRole)


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    return open_shell(clisson, [ENTRY], "circles")


@pytest.fixture
def page(shell: Shell) -> CirclesPage:
    found = shell.page("circles")
    assert isinstance(found, CirclesPage)
    return found


def pick(field: QComboBox, value: str) -> None:
    """Choose in a list as the keyboard does."""
    assert field.findData(value) >= 0, value
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


def rules(desk: Desk, name: str = "") -> CircleRules:
    return next(one for one in desk.ask(circle_rules) if not name or one.name == name)


def names(page: CirclesPage) -> list[str]:
    return [str(page.model.index(at, 0).data()) for at in range(page.model.rowCount())]


def members(page: CirclesPage) -> list[str]:
    model = page.composition.model
    return [model.index(at, 0).data(ROW_ROLE).title for at in range(model.rowCount())]


def add(page: CirclesPage, shell: Shell, name: str) -> None:
    shell.actions.trigger(acts.ADD)
    type_text(page.new.field, name)
    QTest.keyClick(page.new.field, Qt.Key.Key_Return)


def test_a_circle_is_added_and_composed_by_criteria(page: CirclesPage, shell: Shell, clisson: Desk) -> None:
    add(page, shell, "Petites communes")
    assert page.header.title() == "Petites communes"
    page.tabs.setCurrentIndex(1)
    pane = page.composition
    assert len(members(page)) == 17
    assert pane.count.whole_text() == "16\u00a0communes et l’intercommunalité"
    QTest.mouseClick(pane.criteria.box.add, LEFT)
    assert pane.sentence.whole_text().startswith("Les communes de moins de")
    assert len(members(page)) == 13
    row = pane.criteria.box.rows[0]
    row.number.setValue(2_000)
    shown = clisson.ask(composition_page, rules(clisson, "Petites communes").id)
    assert shown.text == "population < 2000"
    row.without.click()
    assert "au moins 2\u202f000" in pane.sentence.whole_text()
    pick(row.kind, "rank")
    row.count.setValue(3)
    row.without.click()
    assert members(page)[1:] == ["Aigrefeuille-sur-Maine", "Clisson", "Gétigné"] or len(members(page)) == 4
    assert pane.count.whole_text().startswith("3\u00a0communes et l’intercommunalité · 13")
    pane.with_seat.click()
    assert len(members(page)) == 3
    QTest.mouseClick(row.remove, LEFT)
    assert len(members(page)) == 16
    shell.host.undo()
    assert len(members(page)) == 3


def test_a_list_of_communes_and_a_second_condition(page: CirclesPage, clisson: Desk) -> None:
    page.tabs.setCurrentIndex(1)
    criteria = page.composition.criteria
    QTest.mouseClick(criteria.box.add, LEFT)
    pick(criteria.box.rows[0].kind, "list")
    assert criteria.box.rows[0].none.isVisibleTo(criteria)
    grid = criteria.box.rows[0].grid.ticks
    for at in (0, 2):
        grid.setData(grid.index(at), Qt.CheckState.Checked, TICK)
    assert len(members(page)) == 3
    QTest.mouseClick(criteria.box.add, LEFT)
    pick(criteria.box.join, "any")
    text = clisson.ask(composition_page, rules(clisson).id).text
    assert " or " in text
    assert text.startswith("in [")


def test_roles_are_ticked(page: CirclesPage, clisson: Desk) -> None:
    page.tabs.setCurrentIndex(1)
    criteria = page.composition.criteria
    criteria.roles[Role.MAYOR].click()
    criteria.directors.click()
    assert clisson.ask(composition_page, rules(clisson).id).text == "role = maire"
    assert page.composition.sentence.whole_text() == "Les maires de toutes les communes."
    criteria.roles[Role.MAYOR].click()
    assert criteria.directors.isChecked()


def test_a_rule_begins_later_and_a_day_is_asked_about(page: CirclesPage, clisson: Desk) -> None:
    page.tabs.setCurrentIndex(1)
    pane = page.composition
    pane.later.setDate(pane.later.date().addYears(1))
    QTest.mouseClick(pane.begin_later, LEFT)
    QTest.mouseClick(pane.criteria.box.add, LEFT)
    assert len(members(page)) == 17, "today the first rule still holds"
    pane.day.setDate(pane.later.date().addDays(400))
    pane.day.editingFinished.emit()
    assert len(members(page)) == 13
    QTest.mouseClick(pane.today, LEFT)
    assert len(members(page)) == 17
    assert len(clisson.ask(composition_page, rules(clisson).id).versions) == 2
    QTest.mouseClick(pane.remove_version, LEFT)
    assert len(clisson.ask(composition_page, rules(clisson).id).versions) == 1


def test_somebody_is_excused_by_hand(page: CirclesPage) -> None:
    page.tabs.setCurrentIndex(1)
    pane = page.composition
    key = pane.model.index(3, 0).data(ROW_ROLE).title
    pane.list.setCurrentIndex(pane.model.index(3, 0))
    QTest.mouseClick(pane.except_one, LEFT)
    assert pane.form.what.currentData() == "excuse"
    type_text(pane.form.reason, "poste vacant")
    QTest.mouseClick(pane.form.send, LEFT)
    assert not pane.form.isVisible()
    shown = members(page)
    assert shown.index("Dispensés") < shown.index(key) < shown.index("Exceptions à la main")
    pane.list.setCurrentIndex(pane.model.index(pane.model.rowCount() - 1, 0))
    QTest.mouseClick(pane.take_back, LEFT)
    assert "Dispensés" not in members(page)


def test_rules_are_kept_as_they_are_chosen(page: CirclesPage, clisson: Desk) -> None:
    pane = page.rules
    pick(pane.cadence, CadenceKind.YEARLY.value)
    pane.numbers["times_a_year"].setValue(6)
    assert rules(clisson).cadence_kind is CadenceKind.YEARLY
    assert "De quatre à six fois par an" in pane.sentence.whole_text()
    assert pane.numbers["times_a_year"].isVisibleTo(pane)
    assert not pane.numbers["every_weeks"].isVisibleTo(pane)
    pick(pane.cadence, CadenceKind.WEEKS.value)
    pane.numbers["every_weeks"].setValue(6)
    assert "Toutes les 6 semaines" in pane.sentence.whole_text()
    pick(pane.host_rule, HostRule.SEAT.value)
    pick(pane.school_zone, "A")
    pick(pane.counting, CountingMode.WORKED.value)
    pane.starts.setTime(pane.starts.time().addSecs(-1800))
    pane.starts.editingFinished.emit()
    kept = rules(clisson)
    assert (kept.host_rule, kept.school_zone, kept.starts_at) == (HostRule.SEAT, "A", time(9))
    assert "jours ouvrés" in pane.example.whole_text()
    pane.dispatch[next(iter(pane.dispatch))].click()
    assert "members" not in rules(clisson).dispatch_to
    assert "étude ADGCF" in pane.quotation.whole_text()


def test_a_wrong_rule_says_so_and_is_shown_as_kept(page: CirclesPage, clisson: Desk, shell: Shell) -> None:
    for box in page.rules.months:
        if not box.isChecked():
            box.click()
    assert len(rules(clisson).skipped_months) == 11
    assert shell.window.messages.isVisible()
    assert sum(box.isChecked() for box in page.rules.months) == 11


def test_the_agenda_template_is_edited_in_place(page: CirclesPage, clisson: Desk) -> None:
    parts = page.rules.parts
    QTest.mouseClick(parts.add, LEFT)
    assert len(rules(clisson).parts) == 4
    parts.model.setData(parts.model.index(3, MINUTES), 20, EDIT)
    assert rules(clisson).parts[3].minutes == 20
    parts.table.setCurrentIndex(parts.model.index(3, 0))
    QTest.mouseClick(parts.up, LEFT)
    assert rules(clisson).parts[2].title == "Nouveau temps"
    QTest.mouseClick(parts.remove, LEFT)
    assert len(rules(clisson).parts) == 3


def test_a_model_is_added_and_saved_again(page: CirclesPage, shell: Shell, clisson: Desk) -> None:
    shell.actions.trigger(acts.ADD_MODEL)
    pick(page.models.which, "angers")
    assert not page.models.add.isEnabled()
    pick(page.models.which, "pompey")
    assert page.models.add.text() == "Ajouter 4\u00a0formats"
    QTest.mouseClick(page.models.add, LEFT)
    assert len(names(page)) == 5
    path = Path(clisson.run(SaveModel("À nous")).value)
    shell.actions.trigger(acts.ADD_MODEL)
    page.models.open_file(path)
    assert page.models.add.text() == "Ajouter 5\u00a0formats"
    QTest.mouseClick(page.models.add, LEFT)
    assert len(names(page)) == 10
    shell.host.undo()
    assert len(names(page)) == 5


def test_a_circle_is_closed_reopened_and_taken_out(page: CirclesPage, shell: Shell, clisson: Desk) -> None:
    clisson.run(AddCircle("Club"))
    shell.host.hub.changed(frozenset({"Circle"}), None)
    page.list.choose(rules(clisson, "Club").id)
    shell.actions.trigger(acts.CLOSE)
    assert rules(clisson, "Club").closed_on == date(2026, 11, 27)
    assert shell.actions.action(acts.CLOSE).text() == "Rouvrir ce format"
    shell.actions.trigger(acts.CLOSE)
    assert rules(clisson, "Club").closed_on is None
    page.list.setFocus()
    shell.actions.trigger(acts.REMOVE)
    assert names(page) == ["Réunion mensuelle des DGS en trois temps"]


def test_facts_are_typed_in_a_table(page: CirclesPage, shell: Shell, clisson: Desk) -> None:
    shell.actions.trigger(acts.FACTS)
    model = page.facts.model
    model.setData(model.index(0, SECTOR), "Nord", EDIT)
    type_text(page.facts.service, "Informatique")
    QTest.mouseClick(page.facts.add, LEFT)
    model.setData(model.index(1, SERVICES), Qt.CheckState.Checked, TICK)
    model.setData(model.index(1, EARLIER), 4_100, EDIT)
    grid = clisson.ask(facts_grid)
    assert (grid.communes[0].sector, grid.services[0].count) == ("Nord", 1)
    assert grid.communes[1].earlier == ((date(2026, 11, 27), 4_100),)
    assert "4\u202f100" in str(model.index(1, EARLIER).data())
    QTest.mouseClick(page.facts.back, LEFT)
    page.tabs.setCurrentIndex(1)
    criteria = page.composition.criteria
    QTest.mouseClick(criteria.box.add, LEFT)
    pick(criteria.box.rows[0].kind, "service")
    assert len(members(page)) == 2


def test_a_composed_rule_is_built_of_groups(page: CirclesPage, clisson: Desk) -> None:
    page.tabs.setCurrentIndex(1)
    box = page.composition.criteria.box
    QTest.mouseClick(box.add, LEFT)
    box.rows[0].number.setValue(2000)
    QTest.mouseClick(box.add_group, LEFT)
    group = box.rows[1]
    assert isinstance(group, GroupBox)
    pick(group.box.rows[0].kind, "rank")
    group.box.add.click()
    pick(group.box.rows[1].kind, "role")
    pick(group.box.rows[1].role, Role.MAYOR.value)
    assert clisson.ask(composition_page, rules(clisson).id).text == (
        "population < 2000 and (population_rank <= 4 or role = maire)"
    )
    group.box.rows[1].remove.click()
    group.box.rows[0].remove.click()
    assert len(box.rows) == 1
    assert clisson.ask(composition_page, rules(clisson).id).text == "population < 2000"


def test_a_composed_rule_written_elsewhere_is_shown_as_groups(page: CirclesPage, clisson: Desk) -> None:
    text = 'population < 2000 and (sector = "A" or (population < 99 and shared_service))'
    clisson.run(SetMembershipRule(rules(clisson).id, text))
    page.refresh(frozenset({"MembershipRule"}))
    page.tabs.setCurrentIndex(1)
    group = page.composition.criteria.box.rows[1]
    assert isinstance(group, GroupBox)
    assert isinstance(group.box.rows[1], GroupBox)
    page.composition.criteria.box.rows[0].number.setValue(1500)
    shown = clisson.ask(composition_page, rules(clisson).id).text
    assert shown == text.replace("2000", "1500")


def test_what_nobody_picks_stays_a_text(page: CirclesPage, clisson: Desk) -> None:
    clisson.run(SetMembershipRule(rules(clisson).id, "population < 2000 or not all"))
    page.refresh(frozenset({"MembershipRule"}))
    page.tabs.setCurrentIndex(1)
    assert page.composition.text.isVisibleTo(page.composition)
    page.composition.text.setText("population < ")
    page.composition.text.keep_now()
    assert clisson.ask(composition_page, rules(clisson).id).text.startswith("population < 2000")


def test_an_exception_can_be_added(page: CirclesPage, clisson: Desk) -> None:
    seat = clisson.ask(composition_page, rules(clisson).id).seats[0]
    clisson.run(AddMembershipException(rules(clisson).id, seat.organisation_id, excused=True))
    page.refresh(frozenset({"MembershipException"}))
    assert "Dispensés" in members(page)


def test_names_and_hours_are_kept_or_refused(page: CirclesPage, shell: Shell, clisson: Desk) -> None:
    pane = page.rules
    pane.name.setFocus()
    pane.name.selectAll()
    type_text(pane.name, "Club des DGS")
    QTest.keyClick(pane.name, Qt.Key.Key_Return)
    assert names(page) == ["Club des DGS"]
    before = rules(clisson)
    pane.ends.setFocus()
    pane.ends.setTime(pane.starts.time())
    pane.name.setFocus()
    assert rules(clisson) == before
    assert shell.window.messages.isVisible()
    assert pane.ends.time().hour() == before.ends_at.hour


def cell(page: CirclesPage, day: date) -> QPoint:
    grid = page.dates.grid
    return grid.visualRect(page.dates.model.index_of(day)).center()


def test_dates_are_proposed_dragged_and_left_out(page: CirclesPage, clisson: Desk) -> None:
    page.tabs.setCurrentIndex(2)
    pane = page.dates
    QTest.mouseClick(pane.propose, LEFT)
    shown = clisson.ask(dates_page, rules(clisson).id)
    assert len(shown.dates) == 10
    first = shown.dates[0]
    target = first.day + timedelta(days=2)
    view = pane.grid.viewport()
    pane.grid.scrollTo(pane.model.index_of(target))
    QTest.mousePress(view, LEFT, pos=cell(page, first.day))
    QTest.mouseMove(view, cell(page, target))
    QTest.mouseRelease(view, LEFT, pos=cell(page, target))
    assert clisson.ask(dates_page, rules(clisson).id).dates[0].day == target
    pane.grid.setCurrentIndex(pane.model.index_of(target))
    pane.grid.setFocus()
    QTest.keyClick(pane.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert clisson.ask(dates_page, rules(clisson).id).dates[0].day == target + timedelta(days=1)
    QTest.mouseClick(pane.exclude, LEFT)
    pane.reason.setText("vœux")
    QTest.mouseClick(pane.keep, LEFT)
    (period,) = clisson.ask(dates_page, rules(clisson).id).periods
    assert period.reason == "vœux"
    row = next(
        at
        for at in range(pane.rows.rowCount())
        if pane.rows.index(at, 0).data(ROW_ROLE).title.startswith("Le ")
    )
    pane.list.setCurrentIndex(pane.rows.index(row, 0))
    QTest.mouseClick(pane.remove, LEFT)
    assert clisson.ask(dates_page, rules(clisson).id).periods == ()
    QTest.mouseClick(pane.after, LEFT)
    assert pane.model.page is not None
    assert pane.model.page.first == date(2027, 11, 1)


def test_a_circle_without_cadence_proposes_nothing(page: CirclesPage) -> None:
    pick(page.rules.cadence, CadenceKind.NONE.value)
    page.tabs.setCurrentIndex(2)
    assert not page.dates.propose.isEnabled()


def test_no_act_reaches_a_circle_that_is_not_shown_yet(
    page: CirclesPage, shell: Shell, clisson: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = clisson.run(AddCircle("Petites communes")).value
    pane = page.composition
    before = clisson.ask(composition_page, other)
    with monkeypatch.context() as slow:
        slow.setattr(shell.host, "ask", lambda *_args, **_named: None)  # the answer is on its way
        pane.show_circle(other)
        pane.with_seat.click()
        QTest.mouseClick(pane.begin_later, LEFT)
        QTest.mouseClick(pane.except_one, LEFT)
    assert not pane.form.isVisibleTo(pane)
    after = clisson.ask(composition_page, other)
    assert [(one.text, one.with_seat, one.starts) for one in after.versions] == [
        (one.text, one.with_seat, one.starts) for one in before.versions
    ]


def test_a_rule_typed_for_one_circle_is_kept_there_when_another_is_shown(
    page: CirclesPage, clisson: Desk
) -> None:
    first = rules(clisson).id
    other = clisson.run(AddCircle("Petites communes")).value
    page.composition.text.setText("population < 2000")
    page.composition.show_circle(other)
    assert clisson.ask(composition_page, first).text == "population < 2000"
    assert clisson.ask(composition_page, other).text != "population < 2000"


def test_an_added_part_is_the_current_one_once_it_is_there(page: CirclesPage, clisson: Desk) -> None:
    table = page.rules.parts
    shown = table.model.parts
    asked: list[tuple[object, ...]] = []
    table.changed.disconnect()
    table.changed.connect(asked.append)  # answered later
    QTest.mouseClick(table.add, LEFT)
    assert table.model.parts == shown
    table.show_parts(asked[0])  # type: ignore[arg-type]
    assert table.table.currentIndex().row() == len(shown)


def test_the_days_fill_the_height_so_that_their_legend_stands_below_them(
    page: CirclesPage, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(2)
    page.window().resize(1920, 1080)
    grid = page.dates.grid

    def left_over() -> int:
        return grid.viewport().height() - grid.rowViewportPosition(30) - grid.rowHeight(30)

    qtbot.waitUntil(lambda: grid.viewport().height() > 700 and 0 <= left_over() < 31)
