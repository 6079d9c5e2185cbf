"""Windows and columns are where a hand left them, on any screen and at any size of text."""

from __future__ import annotations

from datetime import date

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableView
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.matrix import Matrix, MatrixColumn
from dgsdesk.application.rota.page import RotaRow
from dgsdesk.desktop.components.kept_columns import KeptColumns
from dgsdesk.desktop.grey_zones.matrix_view import MatrixView
from dgsdesk.desktop.meetings.prepare.agenda_model import MINUTES, PRESENTER, TITLE
from dgsdesk.desktop.meetings.prepare.agenda_table import AgendaTable
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.rota.fairness_view import FairnessView
from dgsdesk.desktop.rota.grid_model import FIRST_MONTH, NAME, GridLine, RotaGrid, months_between
from dgsdesk.desktop.rota.timeline import Timeline
from dgsdesk.desktop.shell.main_window import MainWindow, window_as_left
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from tests.desktop.conftest import OpenShell

LEFT = Qt.MouseButton.LeftButton


def fairness(shell: Shell) -> FairnessView:
    """Show the table of fairness over the page."""
    view = FairnessView(shell.host)
    view.setParent(shell.window.body)
    view.setGeometry(shell.window.body.rect())
    view.read(shell.page("rota")._circle_id)  # type: ignore[attr-defined]
    view.show()
    return view


def drag_boundary(table: QTableView, column: int, by: int) -> None:
    """Drag the line at the right of a column with the mouse."""
    header = table.horizontalHeader()
    edge = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    start = QPoint(edge, header.height() // 2)
    port = header.viewport()
    QTest.mouseMove(port, start)
    QTest.mousePress(port, LEFT, pos=start)
    QTest.mouseMove(port, start + QPoint(by, 0))
    QTest.mouseRelease(port, LEFT, pos=start + QPoint(by, 0))
    QTest.qWait(0)


def test_columns_stay_as_a_hand_left_them(
    open_shell: OpenShell, clisson: Desk, qtbot: QtBot, theme: Theme
) -> None:
    shell = open_shell(clisson, PAGES, "rota")
    view = fairness(shell)
    table = view.table
    first = table.columnWidth(0)
    drag_boundary(view.table, 0, 60)
    assert table.columnWidth(0) == first + 60
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    hidden = menu.actions()[2]
    hidden.trigger()
    menu.close()
    assert table.isColumnHidden(2)
    QTest.mouseClick(table.horizontalHeader().viewport(), LEFT, pos=QPoint(20, 8))
    sorted_by = table.horizontalHeader().sortIndicatorSection()
    assert sorted_by == 0

    again = fairness(open_shell(clisson, PAGES, "rota"))  # the next start
    assert again.table.columnWidth(0) == first + 60
    assert again.table.isColumnHidden(2)
    assert again.table.horizontalHeader().sortIndicatorSection() == 0
    theme.scale_text(200)
    assert again.table.columnWidth(0) == 2 * (first + 60)
    theme.scale_text(100)

    shell.actions.trigger("shell.reset_view")
    assert table.columnWidth(0) == first
    assert not table.isColumnHidden(2)
    assert view.findChildren(KeptColumns)
    assert shell.preferences.text("columns/fairness") == ""


def test_what_a_hand_gives_to_a_column_of_the_agenda_its_neighbour_gives(
    theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    def agenda() -> AgendaTable:
        table = AgendaTable(theme, preferences)
        qtbot.addWidget(table)
        table.resize(1000, 300)
        table.show()
        return table

    table = agenda()
    before = [table.columnWidth(at) for at in range(6)]
    assert sum(before) == table.viewport().width()
    drag_boundary(table, TITLE, -50)  # the line between title and presenter
    drag_boundary(table, PRESENTER, 9999)  # no column vanishes
    after = [table.columnWidth(at) for at in range(6)]
    assert after[TITLE] == before[TITLE] - 50
    assert after[PRESENTER] + after[MINUTES] == before[PRESENTER] + 50 + before[MINUTES]
    assert after[MINUTES] == table.horizontalHeader().minimumSectionSize()
    assert sum(after) == sum(before)

    again = agenda()
    assert [again.columnWidth(at) for at in range(6)] == after
    again.resize(1200, 300)
    assert [again.columnWidth(at) for at in (PRESENTER, MINUTES)] == [after[PRESENTER], after[MINUTES]]
    assert sum(again.columnWidth(at) for at in range(6)) == again.viewport().width()
    again.resize(360, 300)  # no room for widths of a hand
    again.columns.reset()
    again.resize(1000, 300)
    assert [again.columnWidth(at) for at in range(6)] == before


def test_columns_follow_their_table_to_another_place(
    theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    table = AgendaTable(theme, preferences)
    qtbot.addWidget(table)
    table.resize(1000, 300)
    table.show()
    shiboken6.invalidate(table.horizontalHeader())  # as it goes when panes make place for tabs and come back
    table.resize(1400, 300)
    assert sum(table.columnWidth(at) for at in range(6)) == table.viewport().width() > 1000


def test_columns_of_a_kind_have_one_width_and_their_titles_are_not_remembered(
    theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    matrix = Matrix(
        (MatrixColumn("eau", "Eau", "Eau", "", ""), MatrixColumn("sol", "Sols", "Sols", "", "")), (), ""
    )
    table = MatrixView(theme, preferences)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show_matrix(matrix)
    table.show()
    wide = table.columnWidth(0)
    drag_boundary(table, 1, 40)
    assert {table.columnWidth(at) for at in range(4)} == {wide + 40}
    assert "Eau" not in preferences.text("columns/matrix")


def test_a_hand_pulls_the_columns_of_the_timeline(
    theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    months = months_between(date(2026, 9, 1), date(2027, 6, 1))

    def timeline() -> Timeline:
        grid = RotaGrid()
        grid.beginResetModel()
        grid.lines = [GridLine(RotaRow("g", "Gorges", (), (), "", 1, 1.0, 0.0, None, None))]
        grid.months, grid.today = months, date(2026, 11, 27)
        grid.endResetModel()
        made = Timeline(theme, grid, preferences)
        qtbot.addWidget(made)
        made.resize(700, 200)
        made.show()
        return made

    first = timeline()
    names, month = first.names.width(), first.months.columnWidth(FIRST_MONTH)
    debt = first.grid.bar_column + 2
    shares, wide = first.shares.width(), first.shares.columnWidth(debt)
    drag_boundary(first.names, NAME, 40)
    drag_boundary(first.months, FIRST_MONTH + 1, 12)
    drag_boundary(first.shares, debt, 20)
    assert first.names.width() == names + 40  # the view is as wide as its column
    assert {first.months.columnWidth(FIRST_MONTH + at) for at in range(len(months))} == {month + 12}
    assert (first.shares.width(), first.shares.columnWidth(debt)) == (shares + 20, wide + 20)

    again = timeline()  # the next start
    assert (again.names.width(), again.shares.width()) == (names + 40, shares + 20)
    assert again.months.columnWidth(FIRST_MONTH + 5) == month + 12
    assert again.months.isColumnHidden(NAME)
    for columns in again.findChildren(KeptColumns):
        columns.reset()
    assert (again.names.width(), again.shares.width()) == (names, shares)


def test_a_memory_that_cannot_be_read_is_none(
    open_shell: OpenShell, clisson: Desk, preferences: Preferences
) -> None:
    preferences.keep("columns/fairness", '{"widths": {"Commune": "large"}, "sort": 3}')
    view = fairness(open_shell(clisson, PAGES, "rota"))
    assert view.table.columnWidth(0) > 0


def test_the_window_comes_back_onto_the_screen(theme: Theme, preferences: Preferences, qtbot: QtBot) -> None:
    places = [entry.where for entry in PAGES]
    left = MainWindow(theme, places)
    qtbot.addWidget(left)
    left.setMinimumSize(1, 1)
    left.setGeometry(QRect(5000, 4000, 700, 500))  # on a second screen that is gone by now
    left.show()
    preferences.keep("window/geometry", left.saveGeometry())
    left.hide()
    back = window_as_left(theme, preferences, places)
    qtbot.addWidget(back)
    back.show_as_left(preferences)
    assert back.screen().availableGeometry().intersects(back.geometry())
    assert back.screen().availableGeometry().contains(back.geometry().topLeft())

    back.showMaximized()
    preferences.keep("window/geometry", back.saveGeometry())
    maximised = window_as_left(theme, preferences, places)
    qtbot.addWidget(maximised)
    assert maximised.isMaximized()
    preferences.keep("window/geometry", "nonsense")
    qtbot.addWidget(window_as_left(theme, preferences, places))
