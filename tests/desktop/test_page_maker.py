"""Pages are made before they are wanted, while nobody does anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.rooms import daily_rooms
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell import page_maker
from dgsdesk.desktop.shell.page import Place
from dgsdesk.desktop.shell.shell import Shell
from tests.desktop.conftest import OpenShell


def test_pages_are_made_before_they_are_wanted(clisson: Desk, open_shell: OpenShell) -> None:
    shell = open_shell(clisson, PAGES, "home")
    made = [entry.id for entry in PAGES if entry.place is not Place.NOWHERE and not entry.alone]
    while shell.make_page():
        assert shell.current_page == "home"
    assert not shell.make_page()
    before = {page_id: shell.page(page_id) for page_id in made}
    shell.open_page("actions")
    assert shell.page("actions") is before["actions"]
    shell.open_page("meetings")
    enabled = {spec.id.partition(".")[0] for spec in shell.actions.specs() if can(shell, spec.id)}
    steps = {"prepare", "invite", "hold", "draft", "review", "dispatch"}
    assert not enabled & steps  # their panes are made, but there is no meeting yet


def test_rooms_are_loaded_beside_the_interface_and_wait_for_who_clicks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded, asked = list[str](), list[int]()

    def load(names: Iterable[str], within: tuple[str, ...], through: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            if name.startswith(within):
                loaded.append(name)
                yield name

    monkeypatch.setattr(page_maker, "load_in_pieces", load)
    monkeypatch.setattr(page_maker, "_BREATH_S", 0)

    def is_still() -> bool:
        asked.append(len(loaded))
        return len(asked) != 2  # somebody clicks once

    loader = page_maker.RoomLoader(is_still)
    loader.pages = ["dgsdesk.desktop.meetings.page"]
    loader.run()
    assert loader.ready == set(loader.pages)
    assert asked[:4] == [1, 2, 2, 3]
    assert loaded == [*daily_rooms()]
    assert {"dgsdesk.application.meeting.page", "dgsdesk.application.yearly_report.page"} < set(loaded)
    assert "dgsdesk.application.example.demonstration" not in loaded
    loader.end()
    loader.run()
    assert len(loaded) == len([*daily_rooms()]) + 1  # nothing more


LOAD = """
import sys
from dgsdesk.desktop.shell.loading import load_in_pieces
page = "dgsdesk.desktop.meetings.page"
rooms = list(load_in_pieces([page], ("dgsdesk.application.", "dgsdesk.domain."), ("dgsdesk.desktop.",)))
before = set(sys.modules)
assert page not in before
pages = list(load_in_pieces([page], ("dgsdesk.desktop.",)))
late = [name for name in set(sys.modules) - before if name.startswith("dgsdesk.application.")]
print(rooms[-1], pages[-1], late)
"""


def test_a_page_is_loaded_behind_all_that_it_is_made_of() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    last_room, last_page, late_rooms = done.stdout.split(maxsplit=2)
    assert last_room.startswith(("dgsdesk.application.", "dgsdesk.domain."))
    assert last_page == "dgsdesk.desktop.meetings.page"
    assert late_rooms.strip() == "[]", "no room is left to the interface's thread"


def can(shell: Shell, act: str) -> bool:
    return shell.actions.action(act).isEnabled()


def test_nothing_is_made_while_somebody_types(
    qtbot: QtBot, clisson: Desk, open_shell: OpenShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(page_maker, "monotonic", lambda: now[0])
    monkeypatch.setattr(page_maker.RoomLoader, "start", lambda _: None)
    shell = open_shell(clisson, PAGES, "home")
    made = list[str]()
    monkeypatch.setattr(shell, "make_page", lambda: bool(made.append("page")) or len(made) < 3)
    maker = page_maker.PageMaker(shell)
    now[0] += 5
    qtbot.keyClick(shell.window.focusWidget(), Qt.Key.Key_Down)
    maker._make()
    assert made == []
    now[0] += page_maker.STILL_S
    maker._make()
    maker._work = None  # all is loaded
    for _ in range(3):
        maker._make()
    assert len(made) == 3
    assert not maker._timer.isActive()


def test_nothing_is_made_while_somebody_waits_for_what_comes_in_pieces(
    clisson: Desk, open_shell: OpenShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who clicked before there was a maker of pages, too: it heard of no click."""
    monkeypatch.setattr(page_maker, "monotonic", lambda: 100.0)
    monkeypatch.setattr(page_maker.RoomLoader, "start", lambda _: None)
    shell = open_shell(clisson, PAGES, "home")
    made = list[str]()
    monkeypatch.setattr(shell, "make_page", lambda: bool(made.append("page")))
    monkeypatch.setattr(shell.host._runner, "is_making", True)
    maker = page_maker.PageMaker(shell)
    maker._work, maker._last = None, 0.0  # all is loaded
    maker._make()
    assert not made
    assert not maker._rooms._is_still()
    monkeypatch.setattr(shell.host._runner, "is_making", False)
    maker._make()
    assert made


@pytest.mark.parametrize("clicked", [False, True])
def test_the_first_page_is_made_as_soon_as_it_is_loaded_no_other_in_its_place(
    clisson: Desk, open_shell: OpenShell, monkeypatch: pytest.MonkeyPatch, clicked: bool
) -> None:
    monkeypatch.setattr(page_maker.RoomLoader, "start", lambda _: None)
    shell = open_shell(clisson, PAGES, "home")
    made = list[str]()
    monkeypatch.setattr(shell, "make_page", lambda: bool(made.append("page")))
    maker = page_maker.PageMaker(shell)
    maker._rooms.ready.update(maker._rooms.pages)
    if clicked:
        shell.open_page("meetings")
    assert maker._work is not None
    for _ in range(3):
        next(maker._work, None)
    while not made and next(maker._work, None):
        pass
    assert made == ([] if clicked else ["page"])


def test_nothing_is_made_out_of_sight_where_it_would_be_read_aloud(
    clisson: Desk, open_shell: OpenShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_maker, "monotonic", lambda: 100.0)
    monkeypatch.setattr(page_maker.RoomLoader, "start", lambda _: None)
    shell = open_shell(clisson, PAGES, "home")
    made = list[str]()
    monkeypatch.setattr(shell, "make_page", lambda: bool(made.append("page")))
    maker = page_maker.PageMaker(shell)
    monkeypatch.setattr(page_maker, "speaks_of_hidden", lambda: True)
    maker._work, maker._last = None, 0.0  # all is loaded, nobody does anything
    maker._make()
    assert not made
    assert not maker._timer.isActive()
