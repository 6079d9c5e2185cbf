"""Keys pressed before there is a network: each reaches what it was meant for, or is told to be given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.shell import early_keys
from dgsdesk.desktop.shell.early_keys import EarlyKeys
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Job, SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.errors import StorageUnavailable
from tests.desktop.notes import NOTES, OTHER, MemorySession, NotesPage, around

CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., Shell]


class Slow(SyncRunner):
    """Does nothing before it is told to: the network takes its time to open."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: list[Callable[[], Job]] | None = []

    def database(self, *arguments: Any, **more: Any) -> Job:
        if self._asked is None:
            return super().database(*arguments, **more)
        self._asked.append(partial(super().database, *arguments, **more))
        return Job(lambda: None)

    def go_on(self) -> None:
        """Do what was asked, and from now on all at once."""
        asked, self._asked = self._asked or [], None
        for ask in asked:
            ask()


class ButtonPage(Page):
    """A button that has the keyboard."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)
        self.clicks: list[bool] = []
        self.button = QPushButton("Envoyer", self)
        self.button.clicked.connect(self.clicks.append)


class Unbegun:
    """Work in pieces that nobody goes on with."""

    is_done = False

    def cancel(self) -> None:
        """Leave it."""


@pytest.fixture
def runner() -> Slow:
    return Slow()


@pytest.fixture
def opening(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession, runner: Slow
) -> Iterator[Open]:
    """A window that stands before its network, with keys kept from its first moment."""
    made: list[Shell] = []

    def open_it(start: str = "notes", entries: tuple[PageEntry, ...] = (NOTES, OTHER)) -> Shell:
        def surroundings(view: MemorySession) -> Surroundings:
            return replace(around(view), start=start)

        shell = Shell(theme, runner, preferences, entries, surroundings)
        made.append(shell)
        qtbot.addWidget(shell.window)
        with qtbot.waitExposed(shell.window):
            shell.show()
        shell.window.activateWindow()
        EarlyKeys(shell.window).serve(shell)
        shell.start(lambda: session)
        return shell

    yield open_it
    for shell in made:
        shell.window.close()


def press(shell: Shell, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as the system gives it to the window."""
    handle = shell.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, held)


def type_in(shell: Shell, words: str) -> None:
    for letter in words:
        press(shell, Qt.Key(ord(letter.upper())))


def stands(qtbot: QtBot, shell: Shell, runner: Slow) -> None:
    """Let the network open, and the keys be given."""
    runner.go_on()
    keys = shell.window.findChild(QObject, "early keys")
    assert isinstance(keys, EarlyKeys)
    qtbot.waitUntil(lambda: keys.is_done)


def said(shell: Shell) -> str:
    return shell.window.messages.accessibleName() if shell.window.messages.isVisible() else ""


def test_words_and_acts_wait_for_the_page_in_their_order(
    qtbot: QtBot, opening: Open, runner: Slow, session: MemorySession
) -> None:
    shell = opening()
    type_in(shell, "sel")
    press(shell, Qt.Key.Key_N, CTRL)
    press(shell, Qt.Key.Key_F8)
    assert not session.notes
    stands(qtbot, shell, runner)
    assert session.notes == ["sel", "vite"]
    page = shell.page("notes")
    assert isinstance(page, NotesPage)
    press(shell, Qt.Key.Key_X)
    assert page.field.text() == "selx"  # a key at a time goes its own way again
    assert not said(shell)


def test_the_palette_opens_with_the_words_behind_its_key(qtbot: QtBot, opening: Open, runner: Slow) -> None:
    shell = opening()
    press(shell, Qt.Key.Key_K, CTRL)
    type_in(shell, "note")
    stands(qtbot, shell, runner)
    assert shell.palette.palette().isVisible()
    assert shell.palette.palette().text() == "note"


def test_words_that_no_field_waits_for_go_nowhere_and_that_is_said(
    qtbot: QtBot, opening: Open, runner: Slow, session: MemorySession
) -> None:
    shell = opening("other", (replace(OTHER, create=ButtonPage), NOTES))
    type_in(shell, "sel")
    press(shell, Qt.Key.Key_Space)
    press(shell, Qt.Key.Key_F8)
    stands(qtbot, shell, runner)
    page = shell.page("other")
    assert isinstance(page, ButtonPage)
    assert page.button.hasFocus()
    assert not page.clicks  # nobody has seen it yet
    assert "n’est allé nulle part" in said(shell)
    assert session.notes == ["vite"]


def test_the_key_of_a_page_leads_there_and_what_follows_is_for_it(
    qtbot: QtBot, opening: Open, runner: Slow
) -> None:
    shell = opening("other")
    press(shell, Qt.Key.Key_1, CTRL)
    type_in(shell, "sel")
    stands(qtbot, shell, runner)
    page = shell.page("notes")
    assert isinstance(page, NotesPage)
    assert shell.current_page == "notes"
    assert page.field.text() == "sel"


def test_a_click_gives_up_what_was_typed_before_it(
    qtbot: QtBot, opening: Open, runner: Slow, session: MemorySession
) -> None:
    shell = opening()
    press(shell, Qt.Key.Key_F8)
    handle = shell.window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    type_in(shell, "sel")
    stands(qtbot, shell, runner)
    page = shell.page("notes")
    assert isinstance(page, NotesPage)
    assert page.field.text() == "sel"
    assert not session.notes
    assert "n’est allé nulle part" in said(shell)


@pytest.mark.parametrize("typed", ["", "sel"])
def test_a_page_on_its_way_comes_at_once_for_keys_alone(
    qtbot: QtBot, opening: Open, runner: Slow, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = opening("other")
    monkeypatch.setattr(runner, "in_pieces", lambda *_: Unbegun())

    def click(_: str) -> None:
        shell.go_to("notes")  # as a click in the rail does
        type_in(shell, typed)

    shell.page_shown.connect(click, Qt.ConnectionType.SingleShotConnection)
    stands(qtbot, shell, runner)
    assert shell.current_page == ("notes" if typed else "other")


def test_an_accent_pressed_before_its_letter_is_put_over_it(
    qtbot: QtBot, opening: Open, runner: Slow
) -> None:
    shell = opening()
    handle = shell.window.windowHandle()
    assert handle is not None
    accent = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Dead_Circumflex, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, accent)
    type_in(shell, "ete")
    stands(qtbot, shell, runner)
    page = shell.page("notes")
    assert isinstance(page, NotesPage)
    assert page.field.text() == "ête"


def test_a_page_that_is_never_read_leaves_the_keyboard_alone(
    qtbot: QtBot, opening: Open, runner: Slow, monkeypatch: pytest.MonkeyPatch, session: MemorySession
) -> None:
    monkeypatch.setattr(early_keys, "PATIENCE_MS", 20)
    monkeypatch.setattr(NotesPage, "when_read", lambda *_: None)
    shell = opening()
    press(shell, Qt.Key.Key_F8)
    stands(qtbot, shell, runner)
    assert not session.notes
    assert "n’est allé nulle part" in said(shell)
    press(shell, Qt.Key.Key_F8)
    assert session.notes == ["vite"]


def test_a_network_that_cannot_be_opened_takes_no_keys(
    qtbot: QtBot, opening: Open, runner: Slow, monkeypatch: pytest.MonkeyPatch, session: MemorySession
) -> None:
    def refuse(*_: object) -> None:
        raise StorageUnavailable("storage_locked", where="réseau")

    monkeypatch.setattr(session, "ask", refuse)
    shell = opening()
    press(shell, Qt.Key.Key_F8)
    shell.networks.refused.emit()
    stands(qtbot, shell, runner)
    assert not session.notes
