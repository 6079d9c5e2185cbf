"""Living with the plan in the window: every act shows before and after, is one step, and is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.circle.life import AddCircle
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.rota.acts import LockTurn
from dgsdesk.application.rota.page import rota_page
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.components.message_bar import InlineMessage
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.rota import acts
from dgsdesk.desktop.rota.page import RotaScreen
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.host_rota import TurnState
from tests.desktop.rota_window import Show, cell, go_to, plan_a_year, rota_windows
from tests.house.samples.rota import turns

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Iterator[Show]:
    with rota_windows(qtbot, theme, preferences) as opened:
        yield opened


@pytest.fixture
def planned(clisson: Desk) -> Desk:
    return plan_a_year(clisson)


def ask(page: RotaScreen, act: str) -> list[Any]:
    """Open the form of an act; return its fields."""
    page.host.actions.trigger(act)
    assert page.view.form.isVisible()
    return list(page.view.form.fields)


def agree(page: RotaScreen) -> None:
    """See what changes, then say yes."""
    QTest.mouseClick(page.view.form.verb, Qt.MouseButton.LeftButton)
    assert page.view.question.isVisible()
    QTest.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)
    assert not page.view.question.isVisible()


def test_a_blackout_is_noted_and_lifted_in_the_pane(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[4]
    go_to(page, turn)
    _, starts, _, reason = ask(page, acts.BLACKOUT)
    assert starts.date().toPython() == turn.day.replace(day=1)
    qtbot.keyClicks(reason, "travaux de la salle")
    qtbot.mouseClick(page.view.form.verb, Qt.MouseButton.LeftButton)
    assert cell(planned, turn.id).host_id == turn.host_id  # only shown so far
    assert "hôtes changent" in page.view.question._words.whole_text()
    qtbot.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)
    assert cell(planned, turn.id).host_id != turn.host_id
    row = next(row for row in planned.ask(rota_page).rows if row.organisation_id == turn.host_id)
    assert row.blackouts[0].reason == "travaux de la salle"
    page.detail.lifted.emit(row.absences[0].id, False)
    qtbot.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)
    assert cell(planned, turn.id).host_id == turn.host_id


def test_a_blackout_that_ends_before_it_begins_is_said_beside(
    qtbot: QtBot, planned: Desk, show: Show
) -> None:
    page = show(planned)
    _, starts, ends, _ = ask(page, acts.BLACKOUT)
    ends.setDate(starts.date().addDays(-3))
    qtbot.mouseClick(page.view.form.verb, Qt.MouseButton.LeftButton)
    assert page.view.form.isVisible()
    assert page.view.form._error.message is not None
    qtbot.keyClick(page.view.form, Qt.Key.Key_Escape)
    assert not page.view.form.isVisible()


def test_a_commune_cannot_before_a_day(planned: Desk, show: Show) -> None:
    page = show(planned)
    turn = turns(planned)[1]
    go_to(page, turn)
    kind, starts, ends, _ = ask(page, acts.BLACKOUT)
    kind.setCurrentIndex(2)
    assert not ends.isEnabled()
    starts.setDate(turn.day + timedelta(days=10))
    agree(page)
    assert cell(planned, turn.id).host_id != turn.host_id


def test_a_year_of_the_rota_each_act_undone(planned: Desk, show: Show) -> None:
    """Publish, a host withdraws, a swap, a commune nouvelle, an exemption, a room, the seat, a newcomer."""
    page = show(planned)
    standings = [planned.ask(rota_page)]

    def step(act: Callable[[], None]) -> None:
        act()
        standings.append(planned.ask(rota_page))
        assert standings[-1] != standings[-2]

    def publish() -> None:
        page.host.actions.trigger(acts.PUBLISH)
        QTest.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)

    def withdraw() -> None:
        go_to(page, turns(planned)[2])
        (reason,) = ask(page, acts.WITHDRAW)
        reason.setText("inondation")
        agree(page)

    def swap() -> None:
        first, second = turns(planned)[3:5]
        go_to(page, first)
        page.host.actions.trigger(acts.SWAP)
        go_to(page, second)
        page.host.actions.trigger(acts.OPEN)
        QTest.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)

    def merge() -> None:
        parts, name, day = ask(page, acts.MERGE)
        for at in range(parts.model().rowCount()):
            index = parts.model().index(at, 0)
            if index.data() in ("Boussay", "Gorges"):
                parts.model().setData(index, Qt.CheckState.Checked, int(Qt.ItemDataRole.CheckStateRole))
        name.setText("Gorges-Boussay")
        day.setDate(date(2027, 1, 1))
        agree(page)

    def exempt() -> None:
        go_to(page, turns(planned)[5])
        ask(page, acts.EXEMPT)
        agree(page)

    def room() -> None:
        go_to(page, turns(planned)[5])
        size, lender = ask(page, acts.ROOM)
        size.setValue(12)
        lender.setCurrentIndex(3)
        agree(page)

    def seat() -> None:
        go_to(page, turns(planned)[6])
        page.host.actions.trigger(acts.SEAT)
        QTest.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)

    def join() -> None:
        name, code, people, _ = ask(page, acts.JOIN)
        name.setText("Le Landreau")
        code.setText("44079")
        people.setValue(3100)
        agree(page)

    def leave() -> None:
        go_to(page, turns(planned)[5])
        ask(page, acts.LEAVE)
        agree(page)

    for act in (publish, withdraw, swap, merge, exempt, room, seat, join, leave):
        step(act)
    for former in reversed(standings[:-1]):
        page.host.undo()
        assert planned.ask(rota_page) == former


# -- the other views ----------------------------------------


def test_the_year_shows_every_date_and_enter_goes_to_the_turn(
    qtbot: QtBot, planned: Desk, show: Show
) -> None:
    page = show(planned)
    year = page.view.year
    page.host.actions.trigger(acts.SHOW_YEAR)
    tester = QAbstractItemModelTester(year.model, FATAL)
    assert year.isVisible()
    turn = turns(planned)[0]
    index = year.model.index_of(turn.day)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "date publiée" in said
    assert year.model.holiday(date(2026, 12, 25)) == "Noël"
    assert year.model.day_at(year.model.index(30, 0)) is None  # no 31 November
    year.table.setCurrentIndex(index)
    qtbot.keyClick(year.table, Qt.Key.Key_Return)
    assert page.view.tabs.currentIndex() == 0
    assert page.grid.turn_at(page.timeline.current()) == turn
    assert tester.model() is year.model


def test_fairness_is_a_table_that_is_ordered_and_explains_a_commune(planned: Desk, show: Show) -> None:
    page = show(planned)
    page.host.actions.trigger(acts.SHOW_FAIRNESS)
    fairness = page.view.fairness
    tester = QAbstractItemModelTester(fairness.model, FATAL)
    debts = [row.debt for row in fairness.model.rows]
    assert debts == sorted(debts, reverse=True)
    fairness.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert fairness.model.rows[0].name == "Aigrefeuille-sur-Maine"
    fairness.choose(fairness.model.rows[3].organisation_id)
    assert page.detail.title.whole_text().startswith("Clisson")
    held, planned_turns = fairness.model.rows[1].held, fairness.model.rows[1].planned
    fairness.every.setChecked(True)  # one circle: all circles together say the same
    assert (fairness.model.rows[1].held, fairness.model.rows[1].planned) == (held, planned_turns)
    assert "Plus forte dette" in fairness.summary.whole_text()
    assert tester.model() is fairness.model


def test_the_map_says_what_it_shows_and_becomes_a_picture(planned: Desk, show: Show, tmp_path: Path) -> None:
    page = show(planned)
    page.host.actions.trigger(acts.SHOW_MAP)
    assert "Prochains hôtes" in page.view.map.map.accessibleName()
    page.host.actions.trigger(acts.MAP_PICTURE)
    (picture,) = (tmp_path / "documents").rglob("*.png")
    image = QImage(str(picture))
    assert image.width() > 2000


def test_the_map_is_scrolled_where_larger_text_leaves_its_names_no_room(
    planned: Desk, show: Show, theme: Theme, qtbot: QtBot
) -> None:
    page = show(planned)
    page.host.actions.trigger(acts.SHOW_MAP)
    theme.scale_text(200)
    drawn = page.view.map.map
    qtbot.waitUntil(lambda: drawn.height() >= 600)
    page.view.focus_sight()
    before = drawn.mapTo(page, drawn.pos()).y()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert drawn.mapTo(page, drawn.pos()).y() < before


def test_the_year_leaves_for_word_as_pdf_and_as_tables(planned: Desk, show: Show, tmp_path: Path) -> None:
    page = show(planned)
    for act in (acts.PRINT, acts.TABLE):
        page.host.actions.trigger(act)
    kinds = sorted(path.suffix for path in (tmp_path / "documents").rglob("*") if path.is_file())
    assert kinds == [".docx", ".pdf", ".xlsx", ".xlsx"]


def test_publishing_asks_first_then_plans_meetings(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    qtbot.mouseClick(page.view.publish, Qt.MouseButton.LeftButton)
    assert page.view.side.currentWidget() is page.view.question
    assert not page.view.publish.isVisible()
    qtbot.keyClick(page.view.question, Qt.Key.Key_Escape)
    assert page.view.publish.isVisible()
    qtbot.mouseClick(page.view.publish, Qt.MouseButton.LeftButton)
    proposed = [turn.id for turn in turns(planned) if turn.state is TurnState.PROPOSED]
    told: list[Message] = []
    page.host.message_told.connect(told.append)
    qtbot.mouseClick(page.view.question.verb, Qt.MouseButton.LeftButton)
    assert all(turn.state is TurnState.PUBLISHED and turn.meeting_id for turn in turns(planned))
    assert page.view.begin.isVisible()
    assert not page.view.publish.isVisible()
    assert QApplication.focusWidget() is page.timeline.months
    wanted: list[object] = []
    page.host.page_wanted.connect(lambda _, subject: wanted.append(subject))
    (message,) = told
    assert message.act is not None
    message.act()
    first = min((turn for turn in turns(planned) if turn.id in proposed), key=lambda turn: turn.day)
    assert wanted == [first.meeting_id], "the one that the message names"


def test_a_plan_that_takes_long_says_so_and_can_be_stopped(planned: Desk, show: Show) -> None:
    page = show(planned)
    told: list[str] = []
    stopped: list[bool] = []
    planned.stop = lambda: stopped.append(True)  # type: ignore[method-assign]
    page.host.message_told.connect(lambda message: (told.append(message.button), message.act()))
    patience = page.patience
    patience.begin()
    assert patience._timer.isActive()
    patience._timer.timeout.emit()
    assert (told, stopped) == (["Interrompre"], [True])
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.messages.message is not None
    page.host.run(LockTurn(turns(planned)[0].id, True))
    assert not patience._timer.isActive()
    assert window.messages.message is None, "it is computed: there is nothing to stop"


def test_a_message_that_came_meanwhile_stays(planned: Desk, show: Show) -> None:
    page = show(planned)
    page.patience.begin()
    page.patience._timer.timeout.emit()
    page.host.tell(Message("Une autre chose."))
    page.patience.end()
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.messages.message == Message("Une autre chose.")


def test_enter_on_renoncer_gives_up_instead_of_sending(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    ask(page, acts.BLACKOUT)
    form = page.view.form
    form.back.setFocus()
    qtbot.keyClick(form.back, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert not page.view.question.isVisible()  # nothing was sent
    before = len(turns(planned))
    page.host.actions.trigger(acts.PROPOSE)
    days = page.view.propose_form
    back = next(one for one in days.findChildren(Button) if one.text() == "Renoncer")
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Enter)
    assert not days.isVisible()
    assert len(turns(planned)) == before


def test_acts_after_the_page_is_gone_reach_nothing_of_it(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    host = page.host
    host.hub.unsubscribe(page)
    gone: list[object] = []
    page.patience.destroyed.connect(lambda: gone.append(True))
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone
    owner = QObject()
    with qtbot.capture_exceptions() as raised:
        host.mark_unsaved(owner, True)
        host.mark_unsaved(owner, False)
    assert not raised


def test_tab_goes_from_the_fields_of_a_form_to_its_verb(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    go_to(page, turns(planned)[2])
    ask(page, acts.WITHDRAW)
    reached = []
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [page.view.form.verb, page.view.form.back]


def test_esc_on_the_timeline_gives_up_what_the_pane_asks(qtbot: QtBot, planned: Desk, show: Show) -> None:
    page = show(planned)
    go_to(page, turns(planned)[2])
    ask(page, acts.BLACKOUT)
    months = page.timeline.months
    months.setFocus()
    qtbot.keyClick(months, Qt.Key.Key_Escape)
    assert page.view.explains()
    page.host.actions.trigger(acts.SWAP)
    qtbot.keyClick(months, Qt.Key.Key_Escape)
    assert page.swap.source is None


def test_a_network_without_circles_is_led_to_the_first(open_here: Callable[[], Desk], show: Show) -> None:
    desk = open_here()
    desk.run(FoundNetwork("200067106", model_id="angers"))
    page = show(desk)
    assert page.view.no_circles.isVisible()
    head = (page.view.circle, page.view.period, page.view.publish, page.view.begin)
    assert not any(part.isVisible() for part in head)
    assert not page.host.actions.action(acts.PROPOSE).isEnabled()
    assert all(one.message is None for one in page.window().findChildren(InlineMessage))
    desk.run(AddCircle("Réunion des DGS"))
    page.refresh(frozenset({"*"}))
    assert page.view.is_empty
    assert page.view.circle.isVisible()
    assert page.host.actions.action(acts.PROPOSE).isEnabled()
