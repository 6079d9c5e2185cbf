"""The page « Tour d’accueil » through real clicks, keys and drags, on a real database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EditOrganisation, OrganisationFields
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.meeting.page import meeting_header
from dgsdesk.application.rota.acts import (
    ProposeRota,
)
from dgsdesk.application.rota.dates import AddClosedPeriod
from dgsdesk.application.rota.page import TurnCell, circles, rota_page
from dgsdesk.application.rota.past import PastGrid
from dgsdesk.desktop.components.fields import choose
from dgsdesk.desktop.components.text import TextLabel
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.grid_model import FIRST_MONTH, RotaGrid, months_between
from dgsdesk.desktop.rota.page import RotaScreen
from dgsdesk.desktop.rota.past_model import PastModel
from dgsdesk.desktop.rota.past_pane import PastTable
from dgsdesk.desktop.rota.turn_chip import lock_place
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.host_rota import TurnState
from dgsdesk.domain.wording import signed
from tests.desktop.rota_window import (
    SMALL,
    Show,
    cell,
    go_to,
    id_of,
    plan_a_year,
    rota_windows,
)
from tests.house.samples.rota import turns
from tests.opened import catch_opened

PAYS_BASQUE = "200067106"
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Iterator[Show]:
    with rota_windows(qtbot, theme, preferences) as opened:
        yield opened


@pytest.fixture
def planned(clisson: Desk) -> Desk:
    return plan_a_year(clisson)


def current_turn(page: RotaScreen) -> TurnCell | None:
    return page.grid.turn_at(page.timeline.current())


def accessible(page: RotaScreen, name: str, month: date) -> str:
    row = next(at for at, line in enumerate(page.grid.lines) if line.row.name == name)
    index = page.grid.index(row, page.grid.column_of(month))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


# -- what is shown -------------------------------------------------------------------------------------------


def test_the_page_names_what_stands_and_explains_the_next_turn(planned: Desk, show: Show) -> None:
    page = show(planned)
    assert "4\u00a0dates proposées" in page.view.head._facts.whole_text()
    assert page.view.publish.text() == "Publier 4\u00a0dates…"
    assert page.view.publish.isVisible()
    assert not page.view.begin.isVisible()
    assert page.view.foot.proof.whole_text() == "Plan vérifié aux 5 niveaux"
    turn = current_turn(page)
    assert turn is not None
    assert (turn.state, turn.day) == (TurnState.PROPOSED, date(2027, 3, 9))
    assert page.detail.title.whole_text().endswith("mardi 9\u00a0mars 2027")
    assert page.detail.why.whole_text().endswith(".")


def test_the_model_keeps_qts_rules_through_every_change(planned: Desk, show: Show) -> None:
    page = show(planned)
    tester = QAbstractItemModelTester(page.grid, FATAL)
    page.host.actions.trigger(acts.RECOMPUTE)
    page.view.period.setCurrentIndex(1)
    page.view.period.activated.emit(1)
    assert {month.year for month in page.grid.months} == {2026}
    page.host.undo()
    assert tester.model() is page.grid


def test_cells_say_commune_date_and_state(planned: Desk, show: Show) -> None:
    page = show(planned)
    assert accessible(page, "Boussay", date(2026, 9, 1)) == (
        "Boussay, septembre 2026 : mardi 8\u00a0septembre, date tenue"
    )
    assert "indisponible du jeudi 1er\u00a0octobre 2026" in accessible(page, "La Planche", date(2026, 11, 1))
    assert "(travaux)" in accessible(page, "La Planche", date(2026, 11, 1))
    assert "salle de 14\u00a0places" in accessible(page, SMALL, date(2027, 1, 1))
    assert accessible(page, "Boussay", date(2026, 11, 1)).endswith("pas de tour")
    first = page.timeline.shares.model().index(0, page.grid.bar_column + 2)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Aigrefeuille-sur-Maine, dette de ")


def test_everything_that_takes_the_keyboard_has_a_name(planned: Desk, show: Show) -> None:
    page = show(planned)
    page.host.actions.trigger(acts.PAST)
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_acts_have_texts_and_no_key_twice(planned: Desk, show: Show) -> None:
    assert show(planned).host.actions.problems() == []


# -- keys ----------------------------------------------------------------------------------------------------


def test_arrows_walk_cells_and_the_pane_follows(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    view = page.timeline.months
    start = page.timeline.current()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert page.timeline.current().column() == start.column() - 1
    assert page.detail.title.whole_text() == page.grid.lines[start.row()].row.name
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert "mars 2027" in page.detail.title.whole_text()
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert page.timeline.current().column() == 1


def test_a_click_on_a_name_or_a_bar_chooses_the_row(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    for side in (page.timeline.names, page.timeline.shares):
        row = 3 if side is page.timeline.names else 5
        place = QPoint(20, side.rowViewportPosition(row) + 8)
        qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert page.timeline.current().row() == row
        assert page.timeline.months.hasFocus()


def test_space_locks_and_unlocks(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[4]
    go_to(page, turn)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Space)
    assert cell(planned, turn.id).locked
    assert page.detail.lock.text() == "Déverrouiller"
    assert str(page.timeline.current().data(Qt.ItemDataRole.AccessibleTextRole)).endswith("verrouillée")
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Space)
    assert not cell(planned, turn.id).locked


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_lock_of_a_turn_stays_in_its_row(planned: Desk, show: Show, theme: Theme, percent: int) -> None:
    theme.scale_text(percent)
    months = show(planned).timeline.months
    chip = months.chip_rect(0, FIRST_MONTH)
    row = QRectF(months.visualRect(months.model().index(0, FIRST_MONTH)))
    assert row.top() <= lock_place(theme, chip).top() < chip.top()


def test_a_held_turn_is_not_locked(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    row = next(at for at, line in enumerate(page.grid.lines) if line.row.name == "Boussay")
    page.timeline.choose(page.grid.index(row, page.grid.column_of(date(2026, 9, 1))))
    assert not page.host.actions.action(acts.LOCK).isEnabled()
    assert "tour à venir" in page.host.actions.action(acts.LOCK).toolTip()


def test_a_swap_shows_its_cascade_before_it_is_made(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    view = page.timeline.months
    first, second = turns(planned)[3], turns(planned)[5]
    go_to(page, first)
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert view.swap_source == first.id
    message = page.detail.notice.message
    assert message is not None
    assert "Entrée" in message.remedy
    go_to(page, second)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not page.view.explains()
    assert cell(planned, first.id).host_id == first.host_id
    qtbot.keyClick(page.view.question.verb, Qt.Key.Key_Return)
    assert cell(planned, first.id).host_id == second.host_id
    assert cell(planned, second.id).host_id == first.host_id
    assert cell(planned, first.id).locked
    assert page.view.explains()
    assert view.swap_source == ""
    assert current_turn(page) == cell(planned, first.id)
    page.host.undo()
    assert cell(planned, first.id).host_id == first.host_id


def test_esc_gives_a_swap_up(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    go_to(page, turns(planned)[3])
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_X)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Escape)
    assert page.timeline.months.swap_source == ""
    assert page.detail.notice.message is None


def test_enter_opens_the_meeting_of_a_published_turn(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    asked: list[tuple[str, object]] = []
    page.host.page_wanted.connect(lambda where, what: asked.append((where, what)))
    go_to(page, turns(planned)[4])
    assert not page.host.actions.action(acts.OPEN).isEnabled()
    published = turns(planned)[0]
    go_to(page, published)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Return)
    assert asked == [("meetings", published.meeting_id)]


def test_f5_recomputes_after_a_room_changed(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[4]
    fields = OrganisationFields("", "", "", "", "", capacity=3)
    page.host.run(EditOrganisation(turn.host_id or "", fields))
    assert "recalculez" in page.view.foot.proof.whole_text()
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_F5)
    assert page.view.foot.proof.whole_text() == "Plan vérifié aux 5 niveaux"
    assert cell(planned, turn.id).host_id != turn.host_id


def test_a_proposed_date_moves_or_goes(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[-1]
    go_to(page, turn)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_F2)
    form = page.detail.day_form
    assert form.isVisible()
    form.starts.setDate(form.starts.date().addDays(7))
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert cell(planned, turn.id).day == turn.day + timedelta(days=7)
    assert not form.isVisible()
    go_to(page, cell(planned, turn.id))
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Delete)
    qtbot.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)  # another host changes: it asks
    assert turn.id not in {one.id for one in turns(planned)}


# -- dragging ------------------------------------------------------------------------------------------------


def drag(page: RotaScreen, start: QPoint, end: QPoint, *, let_go: bool = True) -> None:
    """Press, move in steps and let go, as a hand does."""
    area = page.timeline.months.viewport()
    QTest.mousePress(area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        place = start + (end - start) * step / 5
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(place),
            QPointF(area.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(area, event)
    if let_go:
        QTest.mouseRelease(area, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def places(page: RotaScreen, turn: TurnCell, name: str) -> tuple[QPoint, QPoint]:
    view = page.timeline.months
    start = view.visualRect(page.grid.index_of_turn(turn.id)).center()
    row = next(at for at, line in enumerate(page.grid.lines) if line.row.name == name)
    return start, QPoint(start.x(), view.rowViewportPosition(row) + view.rowHeight(row) // 2)


def test_a_turn_is_dragged_to_another_commune(planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[4]
    drag(page, *places(page, turn, SMALL), let_go=False)
    assert page.timeline.months.dragging
    said = page.view.foot.words.whole_text()
    assert said.startswith(f"{SMALL} accueillerait le mardi")
    assert "14\u00a0places" in said
    assert cell(planned, turn.id).host_id == turn.host_id
    drag(page, *places(page, turn, SMALL))
    assert cell(planned, turn.id).host_id == id_of(planned, SMALL)
    assert cell(planned, turn.id).locked
    assert page.view.foot.words.whole_text().startswith("Dette")
    moved = current_turn(page)
    assert moved is not None
    assert moved.id == turn.id


def month_place(page: RotaScreen, turn: TurnCell, months: int, name: str = "") -> tuple[QPoint, QPoint]:
    view = page.timeline.months
    index = page.grid.index_of_turn(turn.id)
    row = next((at for at, line in enumerate(page.grid.lines) if line.row.name == name), index.row())
    target = page.grid.index(row, index.column() + months)
    return view.visualRect(index).center(), view.visualRect(target).center()


def test_a_date_is_dragged_to_another_month(planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[-1]
    assert (turn.day, turn.state) == (date(2027, 6, 8), TurnState.PROPOSED)
    drag(page, *month_place(page, turn, 1), let_go=False)
    assert "accueillerait le mardi 13\u00a0juillet 2027" in page.view.foot.words.whole_text()
    drag(page, *month_place(page, turn, 1))
    moved = cell(planned, turn.id)
    assert (moved.day, moved.host_id, moved.locked) == (date(2027, 7, 13), turn.host_id, True)
    current = current_turn(page)
    assert current is not None
    assert current.id == turn.id
    planned.undo()
    assert cell(planned, turn.id).day == turn.day


def test_a_date_is_dragged_to_another_commune_and_month_at_once(planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[-1]
    drag(page, *month_place(page, turn, 1, SMALL))
    moved = cell(planned, turn.id)
    assert (moved.day, moved.host_id) == (date(2027, 7, 13), id_of(planned, SMALL))


def test_alt_and_an_arrow_move_a_date_by_a_month(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[-1]
    go_to(page, turn)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert cell(planned, turn.id).day == date(2027, 7, 13)


def test_a_month_without_a_free_day_says_so_and_takes_nothing(planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[-1]
    august = AddClosedPeriod(page.page.circle_id if page.page else "", date(2027, 7, 1), date(2027, 7, 31))
    planned.run(august)
    drag(page, *month_place(page, turn, 1), let_go=False)
    assert page.view.foot.words.whole_text().startswith("Aucun jour ne convient en juillet 2027")
    page.timeline.months._stop_dragging()
    assert cell(planned, turn.id).day == turn.day


def test_a_published_date_is_dragged_with_its_meeting_after_a_question(
    qtbot: QtBot, planned: Desk, show: Show
) -> None:
    page = show(planned)
    turn = next(one for one in turns(planned) if one.state is TurnState.PUBLISHED)
    drag(page, *month_place(page, turn, 6))
    question = page.view.question
    assert page.view.side.currentWidget() is question
    said = [label.whole_text() for label in question.findChildren(TextLabel) if label.isVisibleTo(question)]
    assert any(words.startswith("Mardi 8\u00a0décembre 2026 → mardi ") for words in said)
    assert cell(planned, turn.id).day == turn.day
    qtbot.mouseClick(question.verb, Qt.MouseButton.LeftButton)
    moved = cell(planned, turn.id)
    assert (moved.day.month, moved.host_id) == (6, turn.host_id)
    header = planned.ask(meeting_header, turn.meeting_id or "")
    assert header.day == moved.day


def test_esc_gives_a_drag_up(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[4]
    start, end = places(page, turn, SMALL)
    drag(page, start, end, let_go=False)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_Escape)
    assert not page.timeline.months.dragging
    qtbot.mouseRelease(page.timeline.months.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert cell(planned, turn.id).host_id == turn.host_id


def test_a_held_turn_stays_where_it_was(planned: Desk, show: Show) -> None:
    page = show(planned)
    held = next(c for line in page.grid.lines for c in line.row.turns if c.state is TurnState.HELD)
    drag(page, *places(page, held, SMALL), let_go=False)
    assert not page.timeline.months.dragging


# -- the pane ------------------------------------------------------------------------------------------------


def test_the_worst_debt_is_named_at_the_foot(clisson: Desk, show: Show) -> None:
    clisson.run(EditOrganisation(id_of(clisson, SMALL), OrganisationFields("", "", "", "", "", capacity=14)))
    clisson.run(ProposeRota(clisson.ask(circles)[0][0], date(2026, 12, 1), date(2028, 12, 31)))
    page = show(clisson)
    assert page.detail._worst.isVisible()
    assert SMALL in page.detail._worst._title.whole_text()


# -- the beginning -------------------------------------------------------------------------------------------


def test_an_empty_page_proposes_a_rota(qtbot: QtBot, clisson: Desk, show: Show) -> None:
    page = show(clisson)
    assert page.view.is_empty
    assert not page.view.publish.isVisible()
    form = page.view.empty.form
    assert form.ends is not None
    form.ends.setDate(form.starts.date().addDays(-1))
    qtbot.mouseClick(form.send, Qt.MouseButton.LeftButton)
    assert form._error.message is not None
    form.ends.setDate(form.starts.date().addDays(200))
    qtbot.mouseClick(form.send, Qt.MouseButton.LeftButton)
    assert not page.view.is_empty
    assert len(turns(clisson)) == 7
    assert page.timeline.months.hasFocus()
    page.host.undo()
    assert page.view.is_empty


def test_more_dates_are_proposed_after_the_last(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    qtbot.keyClick(page.timeline.months, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.view.propose_form
    assert form.isVisible()
    assert form.starts.date().toPython() == date(2027, 6, 9)
    qtbot.mouseClick(form.send, Qt.MouseButton.LeftButton)
    assert len(turns(planned)) > 7
    assert page.view.explains()


def test_the_past_is_pasted_and_makes_the_rota_fair(qtbot: QtBot, clisson: Desk, show: Show) -> None:
    page = show(clisson)
    page.host.actions.trigger(acts.PAST)
    past = page.view.past
    assert past.table.hasFocus()
    QGuiApplication.clipboard().setText("Date\tHôte\n08/09/2026\tgorges\n13 octobre 2026\tNantes\n")
    qtbot.keyClick(past.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert past.model.index(0, 0).data() == "8\u00a0septembre 2026"
    assert past.model.index(0, 1).data() == "Gorges"
    assert "Nantes" in past.trouble.whole_text()
    assert not past.note.isEnabled()
    assert past.model.setData(past.model.index(1, 1), "Boussay")
    assert past.note.text() == "Noter 2\u00a0tours passés"
    qtbot.mouseClick(past.note, Qt.MouseButton.LeftButton)
    assert not page.view.is_empty
    rows = {row.name: row.count for row in clisson.ask(rota_page).rows}
    assert (rows["Gorges"], rows["Boussay"]) == (1, 1)
    assert page.view.begin.isVisible()


def test_the_buttons_of_the_head_stand_together_before_the_next_turn_of_the_loop(
    qtbot: QtBot, planned: Desk, show: Show
) -> None:
    page = show(planned)
    page.host.actions.trigger(acts.PAST)
    room = page.view.publish.parentWidget()
    assert room is not None
    at = {button.geometry().left() for button in room.findChildren(QAbstractButton) if button.isVisible()}
    assert page.view.publish.isHidden()
    assert len(at) == 2
    assert room.width() == room.sizeHint().width(), "those that stay are scattered"


def test_the_past_is_typed(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    page.host.actions.trigger(acts.PAST)
    table = page.view.past.table
    assert page.view.past.model.rowCount() == 3
    assert not page.view.past.model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "12/05/2026")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert page.view.past.model.index(2, 0).data() == "12\u00a0mai 2026"
    assert page.view.past.model.rowCount() == 4
    assert "hôte" in page.view.past.trouble.whole_text()
    table.setCurrentIndex(page.view.past.model.index(2, 0))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert page.view.past.model.rowCount() == 3
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert page.view.explains()


def test_the_grid_of_the_past_keeps_qts_rules() -> None:
    model = PastModel()
    model.show(PastGrid((), ()), date(2026, 11, 27))
    model.setData(model.index(0, 0), "8/12")
    assert model.index(0, 0).data() == "8\u00a0décembre 2025"  # the last one that has been
    model.remove(0)
    tester = QAbstractItemModelTester(model, FATAL)
    assert model.paste("08/09/2026;Gorges\n09/09/2026;Boussay") == 2
    model.setData(model.index(2, 0), "8/10/2026")
    assert model.remove(0)
    assert not model.remove(model.rowCount() - 1)
    assert tester.model() is model


def test_typing_on_a_cell_of_the_past_begins_to_write_there(qtbot: QtBot, theme: Theme) -> None:
    model = PastModel()
    model.show(PastGrid((), ()), date(2026, 11, 27))
    table = PastTable(theme, model)
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
    table.setFocus()
    table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClicks(table, "1")
    field = table.findChild(QLineEdit)
    qtbot.keyClicks(field, "3/10/2026")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert model.index(0, 0).data() == "13\u00a0octobre 2026"
    assert model.problem(0) == "hôte à choisir"


def test_printing_lays_the_file_and_offers_its_folder(
    planned: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = catch_opened(monkeypatch)
    page = show(planned)
    told: list[str] = []
    page.host.message_told.connect(lambda message: (told.append(message.button), message.act()))
    page.host.actions.trigger(acts.PRINT)
    assert told == ["Ouvrir le dossier"]
    assert sorted(path.suffix for path in Path(opened[0]).iterdir()) == [".docx", ".pdf"]
    choose(page.view.period, "2027")
    page.host.actions.trigger(acts.CALENDAR)
    (calendar,) = Path(opened[1]).glob("*.ics")
    assert calendar.read_text("utf-8").count("BEGIN:VEVENT") == 2  # December is of another year


# -- size ----------------------------------------------------------------------------------------------------


def test_158_communes_and_36_months_stay_smooth(qtbot: QtBot, desk: Desk, show: Show) -> None:
    desk.run(FoundNetwork(PAYS_BASQUE, example=True))
    desk.run(ProposeRota(desk.ask(circles)[0][0], date(2026, 12, 1), date(2029, 11, 30)))
    page = show(desk)
    view = page.timeline.months
    assert (len(page.grid.lines), len(page.grid.months)) == (158, 38)
    began = time.process_time()
    for at in range(20):
        page.timeline.down.setValue(at * 40)
        page.timeline.across.setValue(at * 10)
        for one in page.timeline.views:
            one.viewport().repaint()
    assert (time.process_time() - began) / 20 < 0.1
    assert page.timeline.names.verticalScrollBar().value() == view.verticalScrollBar().value() > 0
    assert page.timeline.across.value() == view.horizontalScrollBar().value() > 0
    rows, columns = view._seen()
    assert len(rows) < 25
    assert len(columns) <= 30
    assert QRect(view.viewport().rect()).height() > 0


def test_words_of_months_and_debts() -> None:
    assert months_between(date(2026, 11, 5), date(2027, 1, 2)) == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    )
    assert [signed(debt) for debt in (0.25, -0.75, 0, -0.001)] == ["+0,25", "−0,75", "0,00", "0,00"]
    assert RotaGrid().rowCount() == 0


def test_the_pane_goes_under_a_tab_with_large_text(planned: Desk, show: Show) -> None:
    page = show(planned)
    for percent in (150, 200, 100, 200):
        page.theme.scale_text(percent)
    assert page.view._panes.in_tabs
    page.theme.scale_text(100)
    assert not page.view._panes.in_tabs
    assert page.detail.why.isVisible()
