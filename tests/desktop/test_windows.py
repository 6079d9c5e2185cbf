"""A meeting in a window of its own: one network, one worker, nothing lost between the two."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.desktop.meetings.draft.pane import DraftPane
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.hub import EVERYTHING
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import ThreadRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from dgsdesk.domain.richtext import plain_text
from tests.written_meeting import MET, Template, Written, written_meeting, written_template

__all__ = ["written_meeting", "written_template"]

NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(
    qtbot: QtBot, theme: Theme, preferences: Preferences, written_template: Template, tmp_path: Path
) -> Iterator[Shell]:
    """A window with the runner of the program: the database really is in another thread."""
    folder = tmp_path / "fenetres"
    skipped = shutil.ignore_patterns("documents", "sauvegardes")
    shutil.copytree(written_template.folder, folder, ignore=skipped)
    database = next(folder.glob("*.dgsdb"))
    made = Shell(theme, ThreadRunner(), preferences, PAGES, surroundings)
    made.window.resize(1366, 768)
    made.show()
    made.window.activateWindow()
    with qtbot.waitSignal(made.opened):
        made.start(
            lambda: open_desk(
                database, documents=tmp_path / "papiers", clock=FixedClock.on(MET), actor="essai"
            )
        )
    yield made
    for one in made.windows.every():
        one.window.close()
    for window in QApplication.topLevelWidgets():  # the last one to close would stand to the program's end
        if isinstance(window, MainWindow):
            window.deleteLater()


def backup_told(shell: Shell) -> str:
    return shell.window.status._notices.backup.accessibleName()


def draft_of(shell: Shell) -> DraftPane:
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    pane = page.stack.currentWidget()
    assert isinstance(pane, DraftPane)
    return pane


def first_editor(shell: Shell):  # type: ignore[no-untyped-def]
    return next(iter(draft_of(shell)._items.values())).editor


def is_drafting(shell: Shell) -> bool:
    page = shell.page("meetings")
    pane = page.stack.currentWidget() if isinstance(page, MeetingsPage) else None
    return isinstance(pane, DraftPane) and bool(pane._items)


def beside(shell: Shell, meeting: Written, qtbot: QtBot) -> Shell:
    """Open the written meeting at its draft, then in a second window by its key."""
    shell.open_page("meetings", (meeting.id, Step.DRAFT))
    qtbot.waitUntil(lambda: is_drafting(shell))
    qtbot.keyClick(shell.window, Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.AltModifier)
    (second,) = shell.windows.others(shell)
    qtbot.waitUntil(lambda: is_drafting(second))
    qtbot.waitUntil(second.window.isActiveWindow)
    return second


def type_in(shell: Shell, text: str) -> None:
    """Click into the first item and type, as a hand does."""
    editor = first_editor(shell)
    editor.setFocus(Qt.FocusReason.MouseFocusReason)
    for char in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, editor, Qt.Key.Key_unknown, char, NO_KEYS)


def front(shell: Shell, qtbot: QtBot) -> None:
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)


def text_kept(shell: Shell, meeting: Written, qtbot: QtBot) -> str:
    """Return what stands on the disk of the first item."""
    got: list[str] = []
    shell.host.ask(
        session_page,
        meeting.id,
        then=lambda page: got.append(plain_text(page.items[0].text)),
        owner=shell.host,
    )
    qtbot.waitUntil(lambda: bool(got))
    return got[0]


def test_what_is_typed_in_two_windows_is_all_kept(
    shell: Shell, written_meeting: Written, qtbot: QtBot
) -> None:
    second = beside(shell, written_meeting, qtbot)
    assert second.window.windowTitle().startswith("Réunion")
    assert first_editor(second).toPlainText() == first_editor(shell).toPlainText()

    type_in(second, "Alpha ")
    front(shell, qtbot)  # nothing was kept yet, nobody waits: the first window has it all the same
    assert "Alpha" in first_editor(shell).toPlainText()
    type_in(shell, "Bravo ")
    front(second, qtbot)
    type_in(second, "Charlie ")
    front(shell, qtbot)
    second.window.close()  # the order of closing is free
    qtbot.waitUntil(lambda: shell.host.all_saved)
    kept = text_kept(shell, written_meeting, qtbot)
    assert all(word in kept for word in ("Alpha", "Bravo", "Charlie"))
    assert all(word in first_editor(shell).toPlainText() for word in ("Alpha", "Bravo", "Charlie"))


def when_written(shell: Shell, do: Callable[[], object]) -> None:
    """Do something as soon as minutes were written, when every window has asked for what it reads of it."""
    heard: list[object] = []

    def hear(changes: frozenset[str]) -> None:
        if "MinutesEntry" in changes and not heard:
            heard.append(changes)
            do()

    shell.host.hub.subscribe(shell.host, hear)


@pytest.mark.parametrize("times", [1, 20])
def test_another_change_while_a_window_reads_hides_nothing_typed_in_the_other(
    shell: Shell, written_meeting: Written, qtbot: QtBot, times: int
) -> None:
    """A change that no draft hears of, as the backup of the day, begins the reading again each time."""
    second = beside(shell, written_meeting, qtbot)
    qtbot.waitUntil(lambda: shell.host.all_saved and second.host.all_saved)
    changes = iter(range(times))

    def change(_: object = None) -> None:
        if next(changes, None) is not None:
            shell.host.hub.changed(frozenset({"Backup"}))
            shell.host.ask(lambda _: None, then=change, owner=shell.host)

    when_written(shell, change)
    type_in(second, "Alpha ")
    front(shell, qtbot)
    assert "Alpha" in first_editor(shell).toPlainText()
    assert next(changes, None) is None
    type_in(shell, "Bravo ")
    front(second, qtbot)
    assert "Bravo" in first_editor(second).toPlainText()
    kept = text_kept(second, written_meeting, qtbot)
    assert "Alpha" in kept
    assert "Bravo" in kept


def test_a_window_that_still_reads_when_it_comes_to_the_front_has_read_it_then(
    shell: Shell, written_meeting: Written, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the reading takes: all is on the disk, nothing is typed any more."""
    second = beside(shell, written_meeting, qtbot)
    runner, gate = shell.windows.runner, threading.Event()
    finish = runner.finish
    monkeypatch.setattr(runner, "finish", lambda: (gate.set(), finish())[1])
    when_written(shell, lambda: runner.database(lambda: gate.wait(20)))
    type_in(second, "Alpha ")
    second.keep_typed()
    qtbot.waitUntil(lambda: second.host.all_saved)
    assert "Alpha" not in first_editor(shell).toPlainText()
    front(shell, qtbot)
    assert "Alpha" in first_editor(shell).toPlainText()


def test_words_on_their_way_to_the_disk_outlive_another_agenda(
    shell: Shell, written_meeting: Written, qtbot: QtBot
) -> None:
    shell.open_page("meetings", (written_meeting.id, Step.DRAFT))
    qtbot.waitUntil(lambda: is_drafting(shell))
    pane = draft_of(shell)
    qtbot.waitUntil(lambda: not pane._holder.isHidden())
    type_in(shell, "Alpha ")
    typed = first_editor(shell)
    page = pane._page
    assert page is not None
    pane._show(replace(page, items=page.items[::-1]))
    qtbot.waitUntil(lambda: not pane._holder.isHidden())
    assert list(pane._items) == [item.id for item in page.items[::-1]]
    below = list(pane._items.values())
    assert below[-1].editor is typed
    assert [pane._column.indexOf(item) for item in below] == sorted(map(pane._column.indexOf, below))
    assert "Alpha" in typed.toPlainText()
    assert typed.hasFocus()
    pane.refresh(EVERYTHING)  # the agenda as it is
    pane.leaving()
    assert "Alpha" in text_kept(shell, written_meeting, qtbot)


def test_words_on_their_way_outlive_an_item_that_leaves_the_draft(
    shell: Shell, written_meeting: Written, qtbot: QtBot
) -> None:
    shell.open_page("meetings", (written_meeting.id, Step.DRAFT))
    qtbot.waitUntil(lambda: is_drafting(shell))
    pane = draft_of(shell)
    qtbot.waitUntil(lambda: not pane._holder.isHidden())
    type_in(shell, "Alpha ")
    page = pane._page
    assert page is not None
    pane._show(replace(page, items=page.items[1:]))
    assert "Alpha" in text_kept(shell, written_meeting, qtbot)


def test_each_window_has_its_own_keys_and_says_its_own_acts(
    shell: Shell, written_meeting: Written, qtbot: QtBot, theme: Theme
) -> None:
    second = beside(shell, written_meeting, qtbot)
    assert second.window.rail_folded
    qtbot.keyClick(second.window, Qt.Key.Key_4, CONTROL)
    qtbot.waitUntil(lambda: second.current_page == "grey_zones")  # it comes piece by piece
    assert shell.current_page == "meetings"
    qtbot.keyClick(second.window, Qt.Key.Key_N, CONTROL)  # a new grey zone there, no new meeting here
    field = second.window.focusWidget()
    for char in "Fosses":
        QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_unknown, char, NO_KEYS)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: second.window.toast.isVisible())
    assert not shell.window.toast.isVisible()

    front(shell, qtbot)
    qtbot.keyClick(shell.window, Qt.Key.Key_4, CONTROL)
    qtbot.waitUntil(lambda: shell.current_page == "grey_zones")
    zones = shell.page("grey_zones")
    qtbot.waitUntil(lambda: zones.list.model().rowCount() > 0)  # type: ignore[attr-defined]
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, CONTROL)  # taken back here: its toast there goes
    qtbot.waitUntil(lambda: zones.list.model().rowCount() == 0)  # type: ignore[attr-defined]
    assert not second.window.toast.isVisible()
    assert shell.window.toast.accessibleName().startswith("Annulé\u00a0: ")
    qtbot.waitUntil(lambda: second.page("grey_zones").list.model().rowCount() == 0)  # type: ignore[attr-defined]

    shell.window.close()  # the first one goes, the second goes on with the network
    theme.choose(ThemeChoice.DARK)
    assert second.host.is_open
    assert second.windows.every() == [second]
    assert text_kept(second, written_meeting, qtbot)
    front(second, qtbot)
    qtbot.keyClick(second.window, Qt.Key.Key_Q, CONTROL)
    assert not second.host.is_open
    assert second.windows.every() == []


def test_closing_all_ends_the_session(
    shell: Shell, written_meeting: Written, qtbot: QtBot, preferences: Preferences
) -> None:
    second = beside(shell, written_meeting, qtbot)
    type_in(second, "Delta ")
    qtbot.keyClick(second.window, Qt.Key.Key_Q, CONTROL)
    assert shell.windows.every() == []
    assert not preferences.state("window/geometry").isEmpty()
    assert not preferences.state("window/beside/geometry").isEmpty()


def test_windows_beside_the_first_come_back_at_the_next_start(
    shell: Shell,
    written_meeting: Written,
    qtbot: QtBot,
    preferences: Preferences,
    theme: Theme,
    tmp_path: Path,
) -> None:
    second = beside(shell, written_meeting, qtbot)
    second.window.setGeometry(QRect(5000, 4000, 640, 480))  # on a screen that is gone at the next start
    qtbot.keyClick(second.window, Qt.Key.Key_Q, CONTROL)
    assert shell.windows.every() == []

    database = next((tmp_path / "fenetres").glob("*.dgsdb"))

    def opener() -> Desk:
        return open_desk(database, documents=tmp_path / "papiers", clock=FixedClock.on(MET), actor="essai")

    again = Shell(theme, ThreadRunner(), preferences, PAGES, surroundings)
    again.show()
    again.window.activateWindow()
    again.start(opener)
    qtbot.waitUntil(lambda: len(again.windows.every()) == 2)
    (back,) = again.windows.others(again)
    qtbot.waitUntil(lambda: is_drafting(back))
    page = back.page("meetings")
    assert isinstance(page, MeetingsPage)
    assert page.place() == (written_meeting.id, Step.DRAFT)
    room = back.window.screen().availableGeometry()
    assert room.contains(back.window.geometry().topLeft())
    assert again.window.isActiveWindow()  # the one that was started has the keyboard
    back.window.status.show_backup("d’avant")
    again._upkeep._settle()
    qtbot.waitUntil(lambda: backup_told(back) == backup_told(again) != "d’avant")

    back.window.close()  # closed by hand: it stays closed
    again.reopen(opener)
    qtbot.waitUntil(lambda: again.current_page == "home")
    qtbot.wait(50)
    assert again.windows.every() == [again]
    again.window.close()
    again.window.deleteLater()
