"""Windows of one meeting: acts left out, no rail, a page that tells why nothing is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.place import WindowPlan
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import BadInput
from tests.desktop.notes import NOTES, MemorySession, around

told: list[object] = []


class Door(Page):
    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.inner = QWidget(self)

    def shown(self, subject: object | None) -> None:
        told.append(subject)


DOOR = PageEntry("door", "Ouverture", "kind.dossier", 0, Door, frozenset(), Place.NOWHERE)
PLAN = WindowPlan(frozenset({"shell.example", "shell.own_network", "shell.fold_rail"}), "door")


@pytest.fixture
def alone(qtbot: QtBot, theme: Theme, preferences: Preferences) -> Iterator[Shell]:
    told.clear()
    only = replace(NOTES, place=Place.NOWHERE)
    made = Shell(theme, SyncRunner(), preferences, [only, DOOR], around, plan=PLAN)
    qtbot.addWidget(made.window)
    made.show()
    yield made
    made.window.close()


def test_a_window_without_places_has_no_rail(alone: Shell) -> None:
    alone.start(MemorySession)
    assert not alone.window.rail.isVisible()
    assert alone.current_page == NOTES.id


def test_acts_left_out_are_neither_shown_nor_done(alone: Shell) -> None:
    alone.start(MemorySession)
    example = alone.actions.action("shell.example")
    assert not example.isEnabled()
    assert not example.isVisible()
    assert "shell.example" not in {spec.id for spec in alone.actions.specs()}
    assert "shell.example" not in {spec.id for spec in alone.actions.offered()}
    alone.actions.allow("shell.example", True)
    assert not example.isEnabled()


def test_the_door_says_why_nothing_is_open_and_takes_a_passphrase(alone: Shell, qtbot: QtBot) -> None:
    tried: list[str] = []

    def opener(passphrase: str = "") -> MemorySession:
        tried.append(passphrase)
        if passphrase != "sésame":
            raise BadInput("file_unreadable")
        return MemorySession()

    alone.start(opener)
    assert told[0] is None
    assert isinstance(told[-1], BadInput)
    assert alone.current_page == "door"
    with qtbot.waitSignal(alone.opened):
        alone.host.unlock_wanted.emit("sésame")
    assert tried == ["", "sésame"]
    assert alone.current_page == NOTES.id
