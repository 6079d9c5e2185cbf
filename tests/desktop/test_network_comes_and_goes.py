"""The shell before there is a network, when one is taken back, and while the example is explored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.shell.licences_page import LicencesPage
from dgsdesk.desktop.shell.networks import KnownCopy
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import StorageUnavailable
from tests.conftest import CLISSON
from tests.desktop.notes import NOTES, MemorySession, around

PREPARED: list[str] = []

ENTRIES = (
    PageEntry("home", "Accueil", "nav.home", 1, Page, prepare=lambda _: PREPARED.append("home")),
    PageEntry("meetings", "Réunions", "nav.meetings", 2, Page),
    PageEntry("first_start", "Premier démarrage", "kind.epci", 0, Page, place=Place.NOWHERE, alone=True),
)


@pytest.fixture
def shell(
    theme: Theme, preferences: Preferences, open_here: Callable[[], Desk], tmp_path: Path
) -> Iterator[Shell]:
    PREPARED.clear()

    def prepare_example() -> Callable[[], Desk]:
        def open_example() -> Desk:
            return open_desk(
                tmp_path / "exemple.dgsdb", clock=FixedClock.on(date(2026, 11, 27)), actor="essai"
            )

        desk = open_example()
        desk.run(FoundNetwork(CLISSON, example=True))
        desk.close()
        return open_example

    made = Shell(theme, SyncRunner(), preferences, ENTRIES, surroundings, example=prepare_example)
    made.start(open_here)
    yield made
    made.close()


def test_before_a_network_every_page_leads_to_the_first_start(shell: Shell) -> None:
    assert shell.current_page == "first_start"
    shell.open_page("meetings")
    assert shell.current_page == "first_start"
    shell.open_page("about")
    assert shell.current_page == "about"
    assert PREPARED == []


def test_founding_opens_the_pages_and_taking_it_back_closes_them(shell: Shell) -> None:
    shell.host.run(FoundNetwork(CLISSON, example=True))
    assert shell.current_page == "first_start"
    assert PREPARED == ["home"]
    shell.open_page("home")
    shell.undo()
    assert shell.current_page == "first_start"
    shell.redo()
    shell.open_page("meetings")
    assert shell.current_page == "meetings"


def test_the_example_opens_beside_the_own_network(shell: Shell) -> None:
    own = shell.actions.action("shell.own_network")
    assert not own.isEnabled()
    shell.actions.trigger("shell.example")
    assert shell.current_page == "home"
    assert "exemple" in shell.window.status.notice_text()
    own.trigger()
    assert shell.current_page == "first_start"
    assert shell.actions.action("shell.example").isEnabled()


def test_without_an_example_there_is_no_way_to_it(
    theme: Theme, tmp_path: Path, open_here: Callable[[], Desk]
) -> None:
    memory = Preferences(QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat))
    shell = Shell(theme, SyncRunner(), memory, ENTRIES, surroundings)
    shell.start(open_here)
    assert not shell.actions.action("shell.example").isEnabled()
    shell.close()


def test_about_names_the_sources(shell: Shell) -> None:
    shell.actions.trigger("shell.about")
    page = shell.page("about")
    assert "Licence Ouverte" in page.sources.whole_text()  # type: ignore[attr-defined]


def test_every_licence_is_reached_from_about_with_its_text(shell: Shell) -> None:
    shell.actions.trigger("shell.about")
    every = next(
        button
        for button in shell.page("about").findChildren(Button)
        if button.text() == "Toutes les licences"
    )
    every.click()
    assert shell.current_page == "licences"
    page = shell.page("licences")
    assert isinstance(page, LicencesPage)
    assert page.text.toPlainText().startswith("MIT License")
    page.list.choose("PySide6 (Qt pour Python) et Qt 6")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in page.text.toPlainText()
    assert "remplacer" in page.note.whole_text()


class _Elsewhere:
    """Copies that are counted."""

    def __init__(self, session: MemorySession) -> None:
        self.session = session
        self.copies = 0

    def copy(self) -> tuple[Callable[[], MemorySession], str]:
        self.copies += 1
        return lambda: self.session, "là/ici-copie.dgsdb"

    def known(self) -> KnownCopy | None:
        changed = datetime(2026, 11, 27, 9, 30)
        where = "là/ici-copie.dgsdb"
        return KnownCopy(lambda: self.session, where, date(2026, 11, 26), changed) if self.copies else None


def test_what_cannot_be_written_where_it_lies_is_opened_as_a_copy(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    def read_only() -> MemorySession:
        raise StorageUnavailable("storage_read_only", "ici.dgsdb")

    shell = Shell(theme, SyncRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    elsewhere = _Elsewhere(session)
    shell.start(read_only, elsewhere=elsewhere)
    shell.show()

    def click(words: str) -> None:
        buttons = shell.window.messages.findChildren(QPushButton)
        qtbot.mouseClick(next(b for b in buttons if b.text() == words), Qt.MouseButton.LeftButton)

    assert not shell.window.rail.view.isEnabled()
    assert not shell.actions.action("go.notes").isEnabled()
    buttons = [b for b in shell.window.messages.findChildren(QPushButton) if b.isVisibleTo(shell.window)]
    assert [button.text() for button in buttons] == ["Ouvrir une copie"]  # the only way on: not to be closed
    assert shell.window.stack.isHidden()
    click("Ouvrir une copie")
    assert not shell.window.stack.isHidden()
    assert shell.current_page == "notes"
    assert shell.window.rail.view.isEnabled()
    assert shell.actions.action("go.notes").isEnabled()
    shell.networks.reopen(read_only)  # another network than one’s own: no copy is offered
    shell.start(read_only, elsewhere=elsewhere)
    message = shell.window.messages.message
    assert message is not None
    assert (
        "une copie du 26\u00a0novembre 2026, modifiée le 27\u00a0novembre 2026 à 9\u00a0h\u00a030"
        in message.remedy
    )
    click("Rouvrir cette copie")
    assert elsewhere.copies == 1
    shell.networks.reopen(read_only)
    shell.start(read_only, elsewhere=elsewhere)
    click("En faire une autre")
    assert elsewhere.copies == 2
    assert shell.window.messages.message is not None
    assert "là/ici-copie.dgsdb" in shell.window.messages.message.what
    shell.window.close()
