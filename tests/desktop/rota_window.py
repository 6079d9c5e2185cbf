"""A window on the rota, and a network with a year under way, for the tests of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import EditOrganisation, OrganisationFields
from dgsdesk.application.rota.absences import AddBlackout
from dgsdesk.application.rota.acts import PastTurn, ProposeRota, PublishRota, RecordPastTurns
from dgsdesk.application.rota.page import TurnCell, circles, rota_page
from dgsdesk.desktop.rota.entry import ENTRY
from dgsdesk.desktop.rota.page import RotaScreen
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from tests.house.samples.rota import turns

SMALL = "Saint-Fiacre-sur-Maine"
Show = Callable[[Desk], RotaScreen]


class Meetings(Page):
    """Stands for the page of meetings: remembers what it was asked to show."""

    subject: object | None = None

    def shown(self, subject: object | None) -> None:
        self.subject = subject


MEETINGS = PageEntry("meetings", "Réunions", "nav.meetings", 2, Meetings)


@contextmanager
def rota_windows(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Iterator[Show]:
    """Open windows on desks, at the size of a small laptop; all are closed at the end."""
    made: list[Shell] = []

    def open_window(desk: Desk) -> RotaScreen:
        shell = Shell(theme, SyncRunner(), preferences, [ENTRY, MEETINGS], lambda _view: Surroundings("rota"))
        made.append(shell)
        qtbot.addWidget(shell.window)
        shell.window.resize(1366, 740)
        shell.window.show()
        shell.window.activateWindow()
        with qtbot.waitSignal(shell.opened):
            shell.start(lambda: desk)
        page = shell.page("rota")
        assert isinstance(page, RotaScreen)
        view = page.view
        bare = (view.empty, view.no_circles)
        qtbot.waitUntil(
            lambda: view.body.currentWidget() in bare or page.timeline.months.viewport().height() > 100
        )
        page.timeline.months.setFocus()
        return page

    yield open_window
    for shell in made:
        shell.window.close()


def id_of(desk: Desk, name: str) -> str:
    return next(row.organisation_id for row in desk.ask(rota_page).rows if row.name == name)


def plan_a_year(clisson: Desk) -> Desk:
    """Two held turns, three published, four proposed, a blackout, a room too small."""
    circle = clisson.ask(circles)[0][0]
    clisson.run(EditOrganisation(id_of(clisson, SMALL), OrganisationFields("", "", "", "", "", capacity=14)))
    past = (
        PastTurn(date(2026, 9, 8), id_of(clisson, "Boussay")),
        PastTurn(date(2026, 10, 13), id_of(clisson, "Gorges")),
    )
    clisson.run(RecordPastTurns(circle, past))
    clisson.run(AddBlackout(id_of(clisson, "La Planche"), date(2026, 10, 1), date(2027, 2, 28), "travaux"))
    clisson.run(ProposeRota(circle, date(2026, 12, 1), date(2027, 2, 28)))
    clisson.run(PublishRota(circle))
    clisson.run(ProposeRota(circle, date(2027, 3, 1), date(2027, 6, 30)))
    return clisson


def go_to(page: RotaScreen, turn: TurnCell) -> None:
    index = page.grid.index_of_turn(turn.id)
    assert index.isValid()
    view = page.timeline.months
    place = view.visualRect(index).center()
    click(view.viewport(), place)
    assert page.timeline.current() == index


def click(widget: QWidget, place: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def cell(desk: Desk, turn_id: str) -> TurnCell:
    return next(turn for turn in turns(desk) if turn.id == turn_id)
