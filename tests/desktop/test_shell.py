"""The shell: the window with pages on a session kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.rows import RowsModel
from dgsdesk.desktop.places import PLACES
from dgsdesk.desktop.shell import page_stack
from dgsdesk.desktop.shell.bug_report import PAGE_ID as BUG_REPORT
from dgsdesk.desktop.shell.bug_report import report_text
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.main_window import window_as_left
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner, ThreadRunner
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from dgsdesk.domain.errors import StorageUnavailable
from tests.desktop.notes import (
    LAST,
    NOTES,
    OTHER,
    AddNote,
    MemorySession,
    add_note,
    around,
    notes_page,
)


def test_the_window_opens_on_the_first_page(shell: Shell) -> None:
    assert shell.current_page == "notes"
    assert shell.window.windowTitle() == "DGS Desk – Clisson Sèvre et Maine Agglo"
    assert shell.window.status.saved_text() == "Tout est enregistré"
    assert notes_page(shell).refreshed == [frozenset({"*"})]
    assert shell.window.rail.view.currentIndex().data() == "Notes"
    assert notes_page(shell).field.hasFocus()


def the_button(toast: QWidget, words: str) -> QPushButton:
    (found,) = [one for one in toast.findChildren(QPushButton) if one.text() == words]
    return found


def test_an_act_is_told_everywhere_and_taken_back(qtbot: QtBot, shell: Shell) -> None:
    page = add_note(shell, "sel")
    assert page.model.items() == ["sel"]
    assert page.refreshed[-1] == frozenset({"note"})
    assert shell.window.toast.isVisible()
    assert shell.window.status.last_act_text() == "Dernier geste : Note « sel » ajoutée"
    assert (
        shell.window.rail.view.rail.index_of("notes").data(Qt.ItemDataRole.AccessibleTextRole) == "Notes, 1"
    )
    shell.window.rail.view.setFocus()
    qtbot.keyClick(shell.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.model.items() == []
    toast = shell.window.toast
    assert toast.accessibleName() == "Annulé\u00a0: Note « sel » ajoutée"
    assert not shell.actions.action("shell.undo").isEnabled()
    qtbot.mouseClick(the_button(toast, "Rétablir"), Qt.MouseButton.LeftButton)
    assert page.model.items() == ["sel"]
    assert toast.accessibleName() == "Rétabli\u00a0: Note « sel » ajoutée"
    qtbot.mouseClick(the_button(toast, "Annuler"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(shell.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.model.items() == ["sel"]


def test_an_act_of_everywhere_needs_no_page(qtbot: QtBot, shell: Shell, session: MemorySession) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_F8)
    assert session.notes == ["vite"]
    assert shell.current_page == "notes"


def test_undo_in_a_field_is_the_fields_own(shell: Shell, qtbot: QtBot, session: MemorySession) -> None:
    page = add_note(shell, "sel")
    page.field.setFocus()
    page.field.clear()
    qtbot.keyClicks(page.field, "abc")
    qtbot.keyClick(page.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.notes == ["sel"]
    assert page.field.text() != "abc"


def test_hidden_pages_wait_to_be_refreshed(shell: Shell) -> None:
    page = notes_page(shell)
    shell.open_page("other")
    before = len(page.refreshed)
    shell.host.hub.changed(frozenset({"note"}))
    assert len(page.refreshed) == before
    shell.open_page("notes", "sel")
    assert len(page.refreshed) == before + 1
    assert page.subjects[-1] == "sel"


def test_keys_go_to_pages_and_the_rail_follows(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_page == "other"
    assert not shell.actions.action("notes.add").isEnabled()
    qtbot.keyClick(shell.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_page == "arrivals"
    rail = shell.window.rail.view
    rail.setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_Up)
    qtbot.keyClick(rail, Qt.Key.Key_Up)
    qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert shell.current_page == "notes"


def test_the_rail_marks_the_open_page_again_when_the_keyboard_leaves_it(qtbot: QtBot, shell: Shell) -> None:
    rail = shell.window.rail.view
    rail.setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_Down)
    assert rail.currentIndex().data() == "Autre"
    qtbot.keyClick(rail, Qt.Key.Key_Tab)
    assert not rail.hasFocus()
    assert rail.currentIndex().data() == "Notes"


def test_a_click_in_the_rail_opens_a_page(qtbot: QtBot, shell: Shell) -> None:
    rail = shell.window.rail.view
    place = rail.visualRect(rail.rail.index_of("other")).center()
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shell.current_page == "other"


def test_the_head_of_a_page_is_painted_before_the_page_is_made(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    told: list[str] = []

    class Seen(page_stack.Curtain):
        def paintEvent(self, event: QPaintEvent) -> None:
            told.append("head painted")
            super().paintEvent(event)

    def create(host: PageHost) -> Page:
        told.append("made")
        return Page(host)

    shell = Shell(theme, SyncRunner(), preferences, [NOTES, replace(OTHER, create=create)], around)
    qtbot.addWidget(shell.window)
    shell.show()
    with qtbot.waitSignal(shell.opened):
        shell.start(lambda: session)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_stack, "Curtain", Seen)
        for page in ("other", "notes", "other"):
            shell.open_page(page)
            assert shell.window.stack.currentWidget() is shell.page(page)
    assert told == ["head painted", "made"]
    shell.window.close()


def test_the_rail_folds_when_narrow_and_by_hand(qtbot: QtBot, shell: Shell) -> None:
    shell.window.resize(1366, 700)
    assert not shell.window.rail_folded
    shell.window.resize(1200, 700)
    assert shell.window.rail_folded
    shell.actions.trigger("shell.fold_rail")
    assert not shell.window.rail_folded
    assert shell.window.rail.width() == shell.theme.size("rail_width")


def test_the_settings_stand_at_the_foot(qtbot: QtBot, theme: Theme, preferences: Preferences) -> None:
    foot = PageEntry("settings", "Réglages", "nav.settings", 0, Page, place=Place.FOOT)
    shell = Shell(theme, SyncRunner(), preferences, [NOTES, LAST, foot], around)
    qtbot.addWidget(shell.window)
    shell.show()
    rail = shell.window.rail.view
    qtbot.waitUntil(lambda: rail.visualRect(rail.rail.index_of("settings")).top() > 400)
    QAbstractItemModelTester(rail.rail, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shell.window.close()


def test_the_palette_does_an_act_of_another_page(qtbot: QtBot, shell: Shell, session: MemorySession) -> None:
    notes_page(shell).field.setText("fossés")
    shell.open_page("other")
    qtbot.keyClick(shell.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = shell.palette.palette()
    qtbot.keyClicks(palette._field, "ajouter une note")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert shell.current_page == "notes"
    assert session.notes == ["fossés"]
    assert shell.preferences.texts("palette/recent") == ["notes.add"]


def test_text_and_theme_are_remembered(shell: Shell, preferences: Preferences) -> None:
    shell.actions.trigger("shell.larger")
    shell.actions.trigger("shell.theme_dark")
    assert preferences.number("theme/text_scale", 0) == 125
    assert preferences.text("theme/choice") == "dark"
    assert shell.theme.choice is ThemeChoice.DARK


def test_the_sheet_of_keys_lists_every_act(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell.window, Qt.Key.Key_F1)
    page = shell.page("shortcuts")
    rows: Any = page.findChild(RowsModel)
    shown = [item if isinstance(item, str) else item.id for item in rows.items()]
    assert (
        shown.index("Partout") < shown.index("shell.undo") < shown.index("Notes") < shown.index("notes.add")
    )


def test_f6_goes_round_the_panes(qtbot: QtBot, shell: Shell) -> None:
    shell.open_page("shortcuts")
    shell.window.rail.view.setFocus()
    qtbot.keyClick(shell.window, Qt.Key.Key_F6)
    assert not shell.window.rail.view.hasFocus()
    qtbot.keyClick(shell.window, Qt.Key.Key_F6)
    assert shell.window.rail.view.hasFocus()


def test_everything_that_takes_the_keyboard_has_a_name(shell: Shell) -> None:
    shell.open_page("shortcuts")
    nameless = [
        type(widget).__name__
        for widget in shell.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


# -- errors --------------------------------------------------------------------------------------------------


def test_a_known_error_becomes_a_message(shell: Shell, session: MemorySession) -> None:
    add_note(shell, "")
    assert session.notes == []
    message = shell.window.messages.message
    assert message is not None
    assert message.what == "Cet élément n’existe plus."
    assert shell.host.all_saved
    add_note(shell, "une autre")
    assert shell.window.messages.message is None, "« Rien n’a été changé » would no longer be true"


def test_a_page_may_show_an_error_itself(shell: Shell) -> None:
    got: list[str] = []
    shell.host.run(AddNote(""), failed=lambda error: got.append(shell.host.message_for(error).what))
    assert got == ["Cet élément n’existe plus."]
    assert shell.window.messages.message is None


def test_a_bug_leaves_the_window_open_with_a_report(shell: Shell, caplog: pytest.LogCaptureFixture) -> None:
    add_note(shell, "bug")
    message = shell.window.messages.message
    assert message is not None
    assert message.act is not None
    message.act()
    assert shell.current_page == BUG_REPORT
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_reports_hold_no_messages_of_exceptions() -> None:
    try:
        try:
            raise ValueError("Jeanne Dupont")
        except ValueError as cause:
            raise RuntimeError("06 00 00 00 00") from cause
    except RuntimeError as error:
        text = report_text(error)
    assert "Jeanne" not in text
    assert "06 00" not in text
    assert "ValueError" in text
    assert "test_shell.py" in text


def test_a_message_leaves_with_its_page(shell: Shell) -> None:
    shell.host.tell(Message("Rien trouvé.", tone="info"))
    assert shell.window.messages.isVisible()
    shell.open_page("other")
    assert not shell.window.messages.isVisible()


# -- saving and closing --------------------------------------------------------------------------------------


def test_unsaved_typing_is_said(shell: Shell) -> None:
    page = notes_page(shell)
    shell.host.mark_unsaved(page, True)
    assert shell.window.status.saved_text() == "Enregistrement…"
    shell.host.mark_unsaved(page, False)
    assert shell.window.status.saved_text() == "Tout est enregistré"


def test_what_a_page_typed_is_forgotten_with_it(shell: Shell) -> None:
    owner = QObject()
    shell.host.mark_unsaved(owner, True)
    owner.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shell.host.all_saved


def test_closing_carries_out_every_write_first(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    runner = ThreadRunner()
    shell = Shell(theme, runner, preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.show()
    with qtbot.waitSignal(shell.opened):
        shell.start(lambda: session)
    for number in range(20):
        shell.host.run(AddNote(str(number)), quiet=True)
    shell.window.close()
    assert session.notes == [str(number) for number in range(20)]
    assert session.closed


class TypingPage(Page):
    """Sends what is typed only when it is left; what is typed cannot be written."""

    def leaving(self) -> None:
        if self.host.is_open:
            self.host.run(AddNote(""))


def test_closing_waits_when_the_last_write_fails(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    page = PageEntry("notes", "Notes", "nav.subjects", 1, TypingPage)
    shell = Shell(theme, ThreadRunner(), preferences, [page], around)
    qtbot.addWidget(shell.window)
    shell.show()
    with qtbot.waitSignal(shell.opened):
        shell.start(lambda: session)
    assert not shell.window.close()
    assert shell.window.messages.message is not None
    assert not session.closed
    assert shell.window.close()
    assert session.closed


def test_closing_while_opening_leaves_nothing_open(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    gate = threading.Event()

    def open_slowly() -> MemorySession:
        gate.wait(5)
        return session

    shell = Shell(theme, ThreadRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(open_slowly)
    gate.set()
    shell.close()
    assert session.closed


def test_a_session_that_cannot_open_says_why_and_tries_again(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    refused: list[str] = []

    def refuse_once() -> MemorySession:
        if refused:
            return session
        refused.append("ici.dgsdb")
        raise StorageUnavailable("storage_in_use", refused[0])

    shell = Shell(theme, SyncRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(refuse_once)
    shell.show()
    message = shell.window.messages.message
    assert message is not None
    assert "ici.dgsdb" in message.what
    again = next(b for b in shell.window.messages.findChildren(QPushButton) if b.text() == "Réessayer")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert shell.current_page == "notes"
    assert not shell.window.messages.isVisible()
    shell.window.close()


def test_a_damaged_network_is_put_back_from_its_backup(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    healed: list[bool] = []

    def damaged() -> MemorySession:
        if healed:
            return session
        raise StorageUnavailable("storage_damaged", "ici.dgsdb")

    shell = Shell(theme, SyncRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(damaged, lambda: healed.append(True))
    shell.show()
    words = "Reprendre la dernière bonne sauvegarde"
    button = next(b for b in shell.window.messages.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert healed == [True]
    assert shell.current_page == "notes"
    shell.window.close()


class _Rotten(MemorySession):
    """A session whose damage is found behind the first page."""

    def settle(self) -> None:
        raise StorageUnavailable("storage_damaged", "ici.dgsdb")


def test_damage_found_behind_the_first_page_is_healed_from_the_backup(
    qtbot: QtBot, theme: Theme, preferences: Preferences
) -> None:
    healed: list[bool] = []
    rotten, sound = _Rotten(["abîmé"]), MemorySession(["sauvé"])
    shell = Shell(theme, SyncRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(lambda: sound if healed else rotten, lambda: healed.append(rotten.closed))
    shell.show()
    words = "Reprendre la dernière bonne sauvegarde"
    button = next(b for b in shell.window.messages.findChildren(QPushButton) if b.text() == words)
    assert rotten.closed
    assert not shell.host.is_open
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert healed == [True], "what is damaged was closed before it was replaced"
    assert notes_page(shell).model.items() == ["sauvé"]
    assert not shell.window.messages.isVisible()
    shell.window.close()


def test_one_s_own_backup_never_takes_the_place_of_another_damaged_network(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    def damaged() -> MemorySession:
        raise StorageUnavailable("storage_damaged", "exemple.dgsdb")

    shell = Shell(theme, SyncRunner(), preferences, [NOTES], around)
    qtbot.addWidget(shell.window)
    shell.start(lambda: session, lambda: None)
    shell.show()
    shell.reopen(damaged)
    buttons = [button.text() for button in shell.window.messages.findChildren(QPushButton)]
    assert "Réessayer" in buttons
    assert "Reprendre la dernière bonne sauvegarde" not in buttons
    shell.window.close()


def test_another_network_can_be_opened(shell: Shell, session: MemorySession) -> None:
    add_note(shell, "sel")
    shell.reopen(lambda: MemorySession(["autre"]))
    assert session.closed
    assert notes_page(shell).model.items() == ["autre"]
    assert shell.window.status.last_act_text().endswith("« autre » ajoutée")


class _Late(SyncRunner):
    """A runner whose database answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Callable[[], object]] = []

    def database(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(lambda: SyncRunner.database(self, *args, **kwargs))

    def answer(self) -> None:
        while self.asked:
            self.asked.pop(0)()


def test_a_page_opened_before_the_network_is_filled_when_it_is_open(
    qtbot: QtBot, theme: Theme, preferences: Preferences, session: MemorySession
) -> None:
    runner = _Late()
    shell = Shell(theme, runner, preferences, [NOTES, OTHER, LAST], around)
    qtbot.addWidget(shell.window)
    shell.start(lambda: session)
    shell.actions.trigger("shell.undo")
    shell.open_page(OTHER.id)
    assert shell.current_page == ""
    runner.answer()
    assert shell.current_page == OTHER.id
    assert session.settled, "the backup at opening comes by itself"
    shell.window.close()
    runner.answer()


def test_the_pages_stand_at_the_first_paint_where_they_will_stand(
    shell: Shell, qtbot: QtBot, theme: Theme, preferences: Preferences
) -> None:
    shell.window.resize(1366, 740)
    QApplication.processEvents()
    place = shell.window.rail.view.pos()
    shell.window.close()
    again = window_as_left(theme, preferences, [NOTES.where])
    qtbot.addWidget(again)
    again.resize(1366, 740)
    again.show()
    QApplication.processEvents()
    assert place.y() > 20
    assert again.rail.view.pos() == place


@pytest.mark.parametrize("width", [1366, 1000])
def test_the_rail_of_the_first_paint_looks_as_its_list(
    qtbot: QtBot, theme: Theme, preferences: Preferences, width: int
) -> None:
    window = window_as_left(theme, preferences, PLACES)
    qtbot.addWidget(window)
    window.resize(width, 740)
    window.show()
    QApplication.processEvents()
    painted = window.rail.grab().toImage()
    assert not window.rail.view.isHidden()
    QApplication.processEvents()
    assert window.rail.view.visualRect(window.rail.view.rail.index_of("rota")).isValid()
    assert window.rail.grab().toImage() == painted
