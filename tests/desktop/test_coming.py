"""A page that was never opened comes piece by piece behind its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk, View
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.loading import load_in_pieces
from dgsdesk.desktop.shell.page import Page, Spot
from dgsdesk.desktop.shell.page_stack import Curtain
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Pieces, SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from tests.desktop.notes import LAST, NOTES, OTHER, MemorySession, NotesPage, around, notes_page
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]

CONTROL = Qt.KeyboardModifier.ControlModifier


class Waiting(Pieces):
    """Work that goes on only when a test says so."""

    def __init__(self, work: Iterator[object], owner: QObject) -> None:
        self._work, self._owner = work, owner

    def piece(self) -> bool:
        """Do one piece; tell whether there was one."""
        return self._work is not None and next(self._work, None) is not None


class PieceByPiece(SyncRunner):
    """Remembers what was to be done in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.works: list[Waiting] = []

    def in_pieces(self, work: Iterator[object], owner: QObject) -> Pieces:
        self.works.append(Waiting(work, owner))
        return self.works[-1]

    def go_on(self) -> None:
        """Do all that waits."""
        for work in self.works:
            while work.piece():
                pass


@pytest.fixture
def runner() -> PieceByPiece:
    return PieceByPiece()


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def shell(
    qtbot: QtBot,
    theme: Theme,
    preferences: Preferences,
    session: MemorySession,
    runner: PieceByPiece,
    made: list[str],
) -> Iterator[Shell]:
    def create(page: Callable[[PageHost], Page], name: str) -> Callable[[PageHost], Page]:
        def create_it(host: PageHost) -> Page:
            made.append(name)
            return page(host)

        return create_it

    notes = replace(NOTES, create=create(NotesPage, "notes"))
    other = replace(OTHER, create=create(OTHER.create, "other"))
    shell = Shell(theme, runner, preferences, [other, notes, LAST], around)
    qtbot.addWidget(shell.window)
    shell.show()
    shell.host.open("other")  # it is asked for before there is a network
    shell.start(lambda: session)
    qtbot.waitUntil(lambda: head_of(shell) is not None)
    runner.go_on()
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    shell.page("other").setFocus()  # it has nothing to type in, and the rail would have the keyboard
    yield shell
    shell.window.close()


def head_of(shell: Shell) -> Curtain | None:
    head = shell.window.stack.currentWidget()
    return head if isinstance(head, Curtain) else None


def test_the_head_stands_until_the_page_does(shell: Shell, runner: PieceByPiece, made: list[str]) -> None:
    shown: list[str] = []
    shell.page_shown.connect(shown.append)
    assert shell.current_page == "other"
    shell.host.open("notes", "sel")
    assert head_of(shell) is not None
    assert made == ["other"]
    assert shell.window.rail.view.currentIndex().data() == "Notes"
    assert not shell.actions.action("notes.add").isEnabled(), "there is nothing to act on yet"
    shell.host.open("notes")  # asked for once more
    runner.go_on()
    page = notes_page(shell)
    assert made == ["other", "notes"]
    assert shell.window.stack.currentWidget() is page
    assert page.subjects == ["sel"]
    assert page.refreshed == [frozenset({"*"})]
    assert page.field.hasFocus()
    assert shell.actions.action("notes.add").isEnabled()
    assert shown == ["notes"]


def test_a_key_is_meant_for_the_page(qtbot: QtBot, shell: Shell, runner: PieceByPiece) -> None:
    shell.host.open("notes")
    head = head_of(shell)
    assert head is not None
    handle = shell.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Control)
    assert head_of(shell) is head
    QTest.keyClick(handle, Qt.Key.Key_S)
    assert notes_page(shell).field.text() == "s"
    runner.go_on()
    assert shell.window.stack.currentWidget() is notes_page(shell)
    assert notes_page(shell).refreshed == [frozenset({"*"})], "it came once"


def test_the_key_of_an_act_of_the_page_does_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[NotesPage] = []
    monkeypatch.setattr(NotesPage, "add", lambda page: done.append(page))
    shell.host.open("notes")
    assert head_of(shell) is not None
    handle = shell.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_N, CONTROL)
    assert done == [shell.window.stack.currentWidget()]


def test_the_rail_keeps_its_own_keys(shell: Shell, runner: PieceByPiece) -> None:
    rail = shell.window.rail.view
    rail.setFocus()
    shell.host.open("notes")
    handle = shell.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Down)
    assert head_of(shell) is not None
    runner.go_on()
    assert shell.current_page == "notes"
    assert rail.hasFocus()


def test_another_page_takes_its_place(
    qtbot: QtBot, shell: Shell, runner: PieceByPiece, made: list[str]
) -> None:
    shell.host.open("notes")
    shell.host.open("arrivals")
    assert head_of(shell) is not None
    shell.host.open("other")
    assert shell.window.stack.currentWidget() is shell.page("other")
    runner.go_on()
    assert (shell.current_page, made) == ("other", ["other"])
    qtbot.waitUntil(lambda: not shell.window.findChildren(Curtain))


def test_an_act_of_the_page_has_it_at_once(shell: Shell, session: MemorySession, made: list[str]) -> None:
    shell.host.open("notes", "sel")
    shell.actions.trigger("notes.add")
    assert notes_page(shell).subjects == ["sel"]
    assert shell.window.stack.currentWidget() is notes_page(shell)


def test_help_is_about_the_page_that_is_coming(shell: Shell, made: list[str], runner: PieceByPiece) -> None:
    asked: list[object] = []
    guide = shell.page("guide")
    guide.shown = asked.append  # type: ignore[method-assign]
    shell.host.open("notes")
    assert head_of(shell) is not None
    shell.actions.action("shell.help_here").trigger()
    runner.go_on()
    assert made == ["other", "notes"]
    assert asked == ["page:notes"]


def test_the_keyboard_stays_where_it_went_meanwhile(shell: Shell, runner: PieceByPiece) -> None:
    shell.host.open("notes")
    elsewhere = shell.window.launcher
    elsewhere.setFocus()
    assert QApplication.focusWidget() is elsewhere
    runner.go_on()
    assert shell.current_page == "notes"
    assert QApplication.focusWidget() is elsewhere


def test_a_page_that_cannot_be_made_is_a_bug_that_is_told(
    shell: Shell, runner: PieceByPiece, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(page: str) -> None:
        raise RuntimeError(page)

    monkeypatch.setattr(shell._pages, "page", fail)
    shell.host.open("notes")
    with pytest.raises(RuntimeError):
        runner.go_on()
    monkeypatch.undo()
    shell.host.open("other")
    assert shell.window.stack.currentWidget() is shell.page("other")


def test_what_waits_for_the_first_page_begins_whichever_it_is(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession, runner: PieceByPiece
) -> None:
    shell = Shell(theme, runner, preferences, [NOTES, OTHER, LAST], around)
    qtbot.addWidget(shell.window)
    shell.show()
    opened: list[str] = []
    shell.opened.connect(lambda: opened.append(shell.current_page))
    shell.host.open("other")
    shell.start(lambda: session)
    qtbot.waitUntil(lambda: head_of(shell) is not None)
    shell.host.open("arrivals")  # another one is clicked before the first one stands
    assert not opened
    runner.go_on()
    assert opened == ["arrivals"]
    shell.window.close()


def test_what_only_types_need_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from bytecode: what stands below ``if TYPE_CHECKING`` never runs."""
    filler = "\n".join(f"word_{number} = {number}" for number in range(300))
    lines = [filler, "import coming_one", "from typing import TYPE_CHECKING", "if TYPE_CHECKING:"]
    lines += [*(f"    from coming_types import name_{number}" for number in range(150)), "import coming_two"]
    (tmp_path / "coming_page.py").write_text("\n".join(lines), encoding="utf-8")
    for name in ("coming_one", "coming_two", "coming_types"):
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert list(load_in_pieces(["coming_page"], ("coming_",))) == ["coming_one", "coming_two", "coming_page"]


def test_a_spot_waits_for_the_step_that_is_loaded_for_it(
    qtbot: QtBot,
    theme: Theme,
    preferences: Preferences,
    runner: PieceByPiece,
    written_desk: Desk,
    written_meeting: Written,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone: list[tuple[bool, str]] = []
    note = lambda pane, at, words: gone.append((pane.header is not None, at))  # noqa: E731
    monkeypatch.setattr(DraftPane, "go_to", note)

    def here(view: View) -> Surroundings:
        return replace(surroundings(view), start="subjects")

    shell = Shell(theme, runner, preferences, PAGES, here)
    qtbot.addWidget(shell.window)
    shell.show()
    with qtbot.waitSignal(shell.opened):
        shell.start(lambda: written_desk)
    shell.host.open("meetings", Spot(written_meeting.id, "draft", "here"))
    runner.go_on()
    page = shell.page("meetings")
    assert page.place() == (written_meeting.id, "draft")
    assert gone == [(True, "here")], "once its head was read"
    shell.window.close()
