"""A case from the catalogue is settled in the window, found by a plural, and comes back when it is due."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.page import grey_zone_detail
from dgsdesk.application.search.acts import find_things
from dgsdesk.desktop.components.command_palette import PaletteEntry
from dgsdesk.desktop.grey_zones.page import GreyZonesPage
from dgsdesk.desktop.home.page import HomePage
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.grey_zone import GreyZoneState
from tests.desktop.conftest import OpenShell

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk) -> Shell:
    return open_shell(clisson, PAGES, "grey_zones", find_things)


def type_text(widget: QWidget, text: str) -> None:
    """Type letters, accents too."""
    for letter in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, NONE)


def test_a_case_is_settled_found_by_a_plural_and_comes_back(
    qtbot: QtBot, shell: Shell, clisson: Desk
) -> None:
    zones = shell.page("grey_zones")
    assert isinstance(zones, GreyZonesPage)
    _take_the_first_of_the_catalogue(qtbot, shell, zones)
    zone_id = zones.list.chosen_key()
    _settle(qtbot, shell, zones)
    assert clisson.ask(grey_zone_detail, zone_id).state is GreyZoneState.SETTLED
    shell.open_page("home")
    entry = _sought(qtbot, shell, "curages annuels")
    assert "Avaloirs et grilles" in entry.text
    qtbot.keyClick(shell.palette.palette()._field, Qt.Key.Key_Return)
    assert (shell.current_page, zones.list.chosen_key()) == ("grey_zones", zone_id)
    clisson.clock.move_to(date(2027, 6, 2))  # type: ignore[attr-defined]
    zones.refresh(frozenset({"*"}))
    assert zones.model.item(zones.model.index(0, 0)).review_due  # type: ignore[attr-defined]
    home = shell.page("home")
    home.refresh(frozenset({"*"}))
    assert isinstance(home, HomePage)
    todos = [str(home._model.index(row, 0).data()) for row in range(home._model.rowCount())]
    assert any(todo.startswith("Réexaminer la zone grise") for todo in todos)


def _take_the_first_of_the_catalogue(qtbot: QtBot, shell: Shell, zones: GreyZonesPage) -> None:
    shell.actions.trigger("grey_zones.catalogue")
    zones.catalogue.grid.setCurrentIndex(zones.catalogue.grid.ticks.index(0))
    qtbot.keyClick(zones.catalogue.grid, Qt.Key.Key_Space)
    qtbot.mouseClick(zones.catalogue.add, Qt.MouseButton.LeftButton)
    assert zones.model.rowCount() == 1


def _settle(qtbot: QtBot, shell: Shell, zones: GreyZonesPage) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_Return, CONTROL)
    form = zones.detail.solution
    form.draft.selectAll()
    type_text(form.draft, "L'agglo assure un curage annuel, la commune signale.")
    form.agreed.setText("accord de toutes les communes par courriel")
    form.review.box.click()
    form.review.day.setDate(QDate(2027, 6, 1))
    qtbot.mouseClick(form.adopt, Qt.MouseButton.LeftButton)


def _sought(qtbot: QtBot, shell: Shell, words: str) -> PaletteEntry:
    """Type in the palette and return the thing found first."""
    qtbot.keyClick(shell.window, Qt.Key.Key_K, CONTROL)
    palette = shell.palette.palette()
    type_text(palette._field, words)
    qtbot.waitUntil(lambda: bool(palette._found))
    found = palette._found[0]
    assert isinstance(found, PaletteEntry)
    return found
