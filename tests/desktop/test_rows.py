"""Rows: the model keeps its place, the list is worked by keys and mouse, the painted button is a button."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, QPoint, QRectF, QStringListModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.badge import badge_of
from dgsdesk.desktop.components.check_grid import Tick, TicksModel
from dgsdesk.desktop.components.row_delegate import ShownDelegate
from dgsdesk.desktop.components.row_list import RowList
from dgsdesk.desktop.components.rows import FIRST_ROWS, ROW_ROLE, Heading, Row, RowsModel, Shown, TodoRow
from dgsdesk.desktop.components.table_copy import rows_of
from dgsdesk.desktop.components.todo import TodoDelegate
from dgsdesk.desktop.theme.theme import Theme


def shown(name: str) -> Shown:
    """Make a heading of capitals, a row of the rest."""
    if name.isupper():
        return Heading(name)
    return Row(name, second="seconde ligne", right="8 déc.", button="act.add", button_name=f"Ajouter {name}")


def model_of(names: Sequence[str]) -> RowsModel[str]:
    model: RowsModel[str] = RowsModel(shown, lambda name: name)
    model.replace(names)
    return model


def list_of(qtbot: QtBot, theme: Theme, names: Sequence[str]) -> RowList:
    rows = RowList(theme, model_of(names), "Essai")
    qtbot.addWidget(rows)
    rows.resize(400, 400)
    with qtbot.waitExposed(rows):
        rows.show()
    rows.activateWindow()
    rows.setFocus()
    return rows


letters = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=letters, after=letters)
def test_replacing_is_true_and_keeps_places(qapp: object, before: list[str], after: list[str]) -> None:
    model = model_of(before)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    kept = {name: QPersistentModelIndex(model.index_of(name)) for name in before}
    model.replace(after)
    assert model.items() == after
    for name, index in kept.items():
        assert index.isValid() == (name in after)
        assert not index.isValid() or index.data() == name
    del tester


def test_two_rows_of_one_key_are_refused(qapp: object) -> None:
    with pytest.raises(ValueError, match="one key"):
        model_of(["a", "a"])


def test_rows_say_title_state_and_date() -> None:
    row = Row("Avaloirs", badge=badge_of("grey_zone.examined"), right="8 déc.")
    assert row.spoken() == "Avaloirs, Examinée, 8 déc."
    assert Row("Boussay", right="2 884", right_said="2 884 habitants").spoken() == "Boussay, 2 884 habitants"


@pytest.mark.parametrize(("gone", "next_one"), [("b", "c"), ("c", "b")])
def test_where_the_chosen_row_goes_a_row_is_chosen_and_no_heading(
    qtbot: QtBot, theme: Theme, gone: str, next_one: str
) -> None:
    rows = list_of(qtbot, theme, ["UN", "a", "b", "DEUX", "c"])
    rows.choose(gone)
    rows.rows.replace([name for name in ("UN", "a", "b", "DEUX", "c") if name != gone])
    assert rows.chosen_key() == next_one


def test_arrows_step_over_headings_and_enter_acts(qtbot: QtBot, theme: Theme) -> None:
    rows = list_of(qtbot, theme, ["UN", "a", "DEUX", "b"])
    told: list[str] = []
    rows.activated_key.connect(told.append)
    rows.choose_first()
    assert rows.chosen_key() == "a"
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert rows.chosen_key() == "b"
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert rows.chosen_key() == "a"
    assert told == ["b"]


def test_a_press_on_a_heading_leaves_the_choice(qtbot: QtBot, theme: Theme) -> None:
    rows = list_of(qtbot, theme, ["A", "a", "b", "B", "c"])
    rows.choose("b")
    told: list[str] = []
    rows.chosen.connect(told.append)
    place = rows.visualRect(rows.rows.index(3, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (rows.chosen_key(), told) == ("b", [])


def test_the_choice_survives_a_change(qtbot: QtBot, theme: Theme) -> None:
    rows = list_of(qtbot, theme, ["a", "b", "c"])
    rows.choose("b")
    rows.rows.replace(["z", "c", "b"])
    assert rows.chosen_key() == "b"
    assert not rows.choose("a")


def test_the_painted_button_is_clicked(qtbot: QtBot, theme: Theme) -> None:
    rows = list_of(qtbot, theme, ["a", "b"])
    told: list[str] = []
    rows.button_clicked.connect(told.append)
    index = rows.rows.index_of("b")
    delegate = rows.itemDelegate()
    assert isinstance(delegate, ShownDelegate)
    place = delegate.button_rect(QRectF(rows.visualRect(index)), index.data(ROW_ROLE)).center().toPoint()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["b"]
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place - QPoint(120, 0))
    assert told == ["b"]


def test_heights_follow_the_text(qtbot: QtBot, theme: Theme) -> None:
    rows = list_of(qtbot, theme, ["a"])
    option = QStyleOptionViewItem()
    index = rows.rows.index_of("a")
    assert rows.itemDelegate().sizeHint(option, index).height() == theme.size("list_row_2")
    theme.scale_text(200)
    assert rows.itemDelegate().sizeHint(option, index).height() > theme.size("list_row_2")
    rows.grab()


def test_todo_lines_have_one_filled_button(qtbot: QtBot, theme: Theme) -> None:
    lines: list[Shown] = [
        Heading("Aujourd’hui", "2"),
        TodoRow(
            "nav.arrivals", "Ranger 2 arrivées", "reçues ce matin", "aujourd’hui", "", "Examiner", "warn"
        ),
        TodoRow("circle-alert", "Relancer l’action", "promise", "en retard", "de 7 jours", "Relancer", "bad"),
    ]
    model: RowsModel[Shown] = RowsModel(lambda line: line, lambda line: line.title)
    model.replace(lines)
    rows = RowList(theme, model, "À faire", delegate=TodoDelegate)
    qtbot.addWidget(rows)
    rows.resize(800, 300)
    rows.show()
    image = rows.viewport().grab().toImage()
    delegate = rows.itemDelegate()
    assert isinstance(delegate, TodoDelegate)
    colors = []
    for title in ("Ranger 2 arrivées", "Relancer l’action"):
        index = model.index_of(title)
        rect = delegate.button_rect(QRectF(rows.visualRect(index)), index.data(ROW_ROLE))
        colors.append(image.pixelColor(round(rect.left() + 12), round(rect.center().y())))
    assert colors == [theme.color("accent"), theme.color("surface")]
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Relancer l’action, promise")


def test_a_long_list_shows_more_as_it_is_scrolled(qtbot: QtBot, theme: Theme) -> None:
    names = [f"ligne {number}" for number in range(3 * FIRST_ROWS)]
    rows = list_of(qtbot, theme, names)
    model = rows.rows
    assert model.rowCount() == FIRST_ROWS
    assert model.items() == names
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: model.rowCount() == 2 * FIRST_ROWS)
    assert rows.choose(names[-1]), "what is asked for is there, however far down"
    assert rows.chosen_key() == names[-1]
    model.offer_more(True)
    with qtbot.waitSignal(model.more_wanted):
        model.fetchMore()
    assert not model.canFetchMore()


def test_a_list_of_boxes_is_copied_with_its_ticks_and_lines_of_a_cell_are_told_apart(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    ticks = TicksModel(view)
    ticks.replace([Tick("g", "57\u202f726", ticked=True), Tick("c", "Clisson", ticked=False)])
    view.setModel(ticks)
    assert rows_of(view) == [["57 726", "oui"], ["Clisson", "non"]]
    view.setModel(QStringListModel(["Fossés\nQui cure\u202f?"], view))
    assert rows_of(view) == [["Fossés – Qui cure\u202f?"]]
