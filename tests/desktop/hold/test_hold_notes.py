"""Notes of the session: kept after a pause, at once, on a full disk; what is made of a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.minutes.session_page import SessionPage, session_page
from dgsdesk.desktop.editor.autosave import LONGEST_MS, PAUSE_MS, Autosave
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.richtext import plain_text
from tests.desktop.hold.hand import CTRL, FullDisk, N, click, open_first, type_text


def test_what_is_typed_is_kept_after_a_pause_and_then_called_saved(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Trois niveaux\n! L'Agglo paie\nSuite")
    assert pane.notes.saved.whole_text() == "Enregistrement…"
    assert not session().items[0].decisions
    assert not pane.host.all_saved
    qtbot.waitUntil(lambda: pane.host.all_saved, timeout=2 * PAUSE_MS)
    item = session().items[0]
    assert plain_text(item.text) == "Trois niveaux\nSuite"
    assert [d.text for d in item.decisions] == ["L’Agglo paie"]
    assert pane.notes.saved.whole_text().startswith("enregistré à 9")


def test_typing_without_a_rest_is_kept_too(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    """Each key puts off the pause, none the longest wait, which began with the first of them."""
    editor = open_first(qtbot, pane)
    type_text(editor, "a")
    (autosave,) = (one for one in pane.notes.findChildren(Autosave) if one.waiting)
    waits, pause = autosave._longest, autosave._pause
    assert PAUSE_MS < waits.interval() == LONGEST_MS < 2000
    began, rested = waits.id(), pause.id()
    type_text(editor, "bc")
    assert waits.isActive()
    assert waits.id() == began  # a timer that is started again has another id
    assert pause.id() != rested
    assert not session().items[0].text
    waits.timeout.emit()
    assert plain_text(session().items[0].text) == "abc"
    assert not waits.isActive()


def test_going_elsewhere_keeps_at_once(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Un mot")
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    assert plain_text(session().items[0].text) == "Un mot"
    assert pane.notes.editor is not editor


def test_closing_the_window_keeps_what_is_typed(
    qtbot: QtBot, pane: HoldPane, shell: Shell, clisson: Desk, open_here: Callable[[], Desk], meeting: str
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Dernier mot")
    shell.window.close()
    assert plain_text(open_here().ask(session_page, meeting).items[0].text) == "Dernier mot"


def test_a_full_disk_loses_nothing(
    qtbot: QtBot, pane: HoldPane, disk: FullDisk, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    disk.full = True
    type_text(editor, "Précieux")
    pane.notes.keep()
    assert pane.notes.saved.whole_text() == "non enregistré"
    assert pane.notes.message.isVisible()
    assert editor.copyable() == "Précieux"
    click(qtbot, pane.notes.message, "Copier le texte")
    assert QGuiApplication.clipboard().text() == "Précieux"
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    disk.full = False
    pane.agenda.list.choose(session().items[0].id)
    type_text(editor, " encore")
    pane.notes.keep()
    assert plain_text(session().items[0].text) == "Précieux encore"
    assert pane.notes.saved.whole_text().startswith("enregistré à")
    assert not pane.notes.message.isVisible()


def test_a_bug_while_saving_loses_nothing_and_is_tried_again(
    qtbot: QtBot, pane: HoldPane, disk: FullDisk, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    disk.broken = True
    type_text(editor, "Précieux")
    pane.notes.keep()
    assert pane.notes.saved.whole_text() == "non enregistré"
    assert pane.notes.message.isVisible()
    assert not pane.host.all_saved
    disk.broken = False
    pane.notes.keep()
    assert plain_text(session().items[0].text) == "Précieux"
    assert pane.host.all_saved
    assert not pane.notes.message.isVisible()


def test_what_was_made_of_a_line_is_said_and_taken_back(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Clisson transmet la liste avant le 18 décembre\n")
    assert pane.notes.made.whole_text() == f"Action{N}: DGS de Clisson, avant le 18{N}décembre 2026"
    assert pane.notes.made_hint.isVisible()
    pane.notes.keep()
    (action,) = session().items[0].actions
    assert (action.text, action.owner, action.due) == (
        "transmet la liste",
        "DGS de Clisson",
        date(2026, 12, 18),
    )
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert not pane.notes.made_hint.isVisible()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, "Les budgets seront votés avant la fin de mars\n")
    pane.notes.keep()
    assert session().items[0].actions == ()
    assert "Clisson transmet la liste avant le 18 décembre" in plain_text(session().items[0].text)


def test_undo_of_the_window_takes_notes_back_when_the_editor_has_nothing_left(
    qtbot: QtBot, pane: HoldPane, shell: Shell, clisson: Desk, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Un")
    pane.notes.keep()
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    pane.notes.keep()
    assert not session().items[0].text
    assert not editor.document().isUndoAvailable()
    type_text(editor, "Un")
    pane.notes.keep()
    pane.notes.clear()
    pane.refresh(frozenset({"*"}))
    pane.agenda.list.choose(session().items[0].id)
    editor = pane.notes.editor
    assert editor is not None
    assert editor.copyable() == "Un"
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert not session().items[0].text
    assert editor.copyable() == ""
    qtbot.keyClick(editor, Qt.Key.Key_Y, CTRL)
    assert plain_text(session().items[0].text) == "Un"


def test_what_others_changed_is_shown_unless_something_is_being_typed(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    from dgsdesk.application.minutes.holding import WriteEntry
    from dgsdesk.domain.richtext import paragraphs_of

    editor = open_first(qtbot, pane)
    item = session().items[0].id
    pane.host.run(WriteEntry(item, paragraphs_of("D’ailleurs")))
    assert editor.copyable() == "D’ailleurs"
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, " et d'ici")
    pane.host.run(WriteEntry(item, paragraphs_of("Autre")))
    assert editor.copyable() == "D’ailleurs et d’ici"


def test_the_audience_of_an_item_is_chosen_in_its_head(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    combo = pane.notes.audience
    assert combo.currentText() == "DGS et cadres"
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_End)
    combo.activated.emit(combo.currentIndex())
    assert session().items[0].audience is Audience.ALL


def test_what_is_typed_over_the_agenda_is_written_in_the_notes(qtbot: QtBot, pane: HoldPane) -> None:
    editor = open_first(qtbot, pane)
    pane.agenda.list.setFocus()
    QTest.keyClicks(pane.agenda.list, "le")
    assert editor.hasFocus()
    assert editor.toPlainText() == "le"
