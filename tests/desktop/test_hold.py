"""« Tenir » by clicks and keys on a real network: clock, notes, attendance, the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda import AddItem
from dgsdesk.application.command import Command, Outcome
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.holding import OpenItem, OpenSession
from dgsdesk.application.invitation import SendInvitation
from dgsdesk.application.meeting import ChangeMeeting, PlanMeeting
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.session_page import AttendanceLine, SessionPage, presence_word, session_page
from dgsdesk.application.steps import Step
from dgsdesk.desktop.editor.autosave import LONGEST_MS, PAUSE_MS
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.hold import HoldPane
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import StorageUnavailable
from dgsdesk.domain.meeting import MeetingState, Presence
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import plain_text
from dgsdesk.domain.theme import RaisedTheme

DAY = date(2026, 12, 8)
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
N = "\u00a0"


def here(view: View) -> Surroundings:
    return replace(surroundings(view), start="meetings")


def on_the_day(desk: Desk, hour: int, minute: int) -> None:
    assert isinstance(desk.clock, FixedClock)
    zone = desk.clock.instant.tzinfo
    desk.clock.instant = datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=zone)


@pytest.fixture
def meeting(clisson: Desk) -> str:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, DAY, host)).value
    clisson.run(AddItem(meeting_id, title="Déneigement", minutes=25, audience=Audience.EXECUTIVES))
    clisson.run(AddItem(meeting_id, title="Protection des données", audience=Audience.DIRECTORS))
    clisson.run(SendInvitation(meeting_id))
    on_the_day(clisson, 9, 30)
    return meeting_id


class FullDisk:
    """A desk whose disk may be full."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.full = False
        self.broken = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    def run(self, command: Command[Any]) -> Outcome[Any]:
        if self.broken:
            raise ZeroDivisionError("une faute du programme")
        if self.full:
            raise StorageUnavailable("storage_full", where="réseau")
        return self.desk.run(command)


@pytest.fixture
def disk(clisson: Desk) -> FullDisk:
    return FullDisk(clisson)


@pytest.fixture
def shell(
    qtbot: QtBot, theme: Theme, preferences: Preferences, disk: FullDisk, meeting: str
) -> Iterator[Shell]:
    made = Shell(theme, SyncRunner(), preferences, [ENTRY], here)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.show()
    made.window.activateWindow()
    with qtbot.waitSignal(made.opened):
        made.start(lambda: disk)
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    disk.full = False
    made.window.close()


@pytest.fixture
def pane(shell: Shell, meeting: str) -> HoldPane:
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(meeting, Step.HOLD)
    found = page.stack.currentWidget()
    assert isinstance(found, HoldPane)
    return found


@pytest.fixture
def session(clisson: Desk, meeting: str, pane: HoldPane) -> Callable[[], SessionPage]:
    return lambda: clisson.ask(session_page, meeting)


def type_text(widget: QWidget, text: str) -> None:
    for char in text:
        key = {"\n": Qt.Key.Key_Return, " ": Qt.Key.Key_Space}.get(char, Qt.Key.Key_unknown)
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, key, "\r" if char == "\n" else char, NONE)


def click(qtbot: QtBot, parent: QWidget, text: str) -> None:
    def found() -> list[QPushButton]:
        return [b for b in parent.findChildren(QPushButton) if b.text().startswith(text) and b.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def open_first(qtbot: QtBot, pane: HoldPane) -> NotesEditor:
    """Open the session and take up the first item by keys."""
    pane.host.actions.trigger("hold.open")
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    editor = pane.notes.editor
    assert editor is not None
    return editor


# -- the session ---------------------------------------------------------------------------------------------


def test_a_session_is_opened_and_goes_from_item_to_item(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    assert pane.primary_act() == "hold.open"
    assert "pas encore ouverte" in pane.band.item.name.whole_text()
    click(qtbot, pane.window(), "Ouvrir la séance")
    assert session().state is MeetingState.HELD
    assert pane.agenda.list.chosen_key() == "opening"
    assert pane.middle.currentWidget() is pane.opening
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    first, second = session().items
    assert first.current
    assert pane.notes.title.whole_text() == "Déneigement"
    assert pane.notes.editor is not None
    assert pane.notes.editor.hasFocus()
    qtbot.keyClick(pane.notes.editor, Qt.Key.Key_Return, CTRL)
    assert session().items[1].current
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert session().items[0].current
    pane.agenda.list.choose(second.id)
    assert pane.notes.title.whole_text() == second.title
    assert session().items[0].current
    qtbot.keyClick(pane.agenda.list, Qt.Key.Key_Return)
    assert session().items[1].current
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    assert pane.middle.currentWidget() is pane.table
    assert not pane.host.actions.action("hold.next").isEnabled()


def test_the_next_key_counts_from_the_item_asked_for_last(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    first, second = session().items
    later: list[Callable[[], object]] = []
    shell._runner.database = lambda *given: later.append(partial(SyncRunner.database, shell._runner, *given))  # type: ignore
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    assert pane.notes.item_id == first.id
    assert pane.notes.editor is not None
    type_text(pane.notes.editor, "Au premier")
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    assert pane.notes.item_id == second.id
    type_text(pane.notes.editor, "Au second")
    del shell._runner.database
    for work in later:
        work()
    pane.notes.keep()
    assert [plain_text(item.text) for item in session().items] == ["Au premier", "Au second"]
    assert session().items[1].current
    assert pane.notes.item_id == second.id


def test_looking_elsewhere_and_coming_back_shows_what_was_typed(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    type_text(editor, "Trois niveaux")
    pane.notes.keep()
    pane.agenda.list.choose("opening")
    pane.agenda.list.choose(session().items[0].id)
    assert editor.copyable() == "Trois niveaux"
    type_text(editor, " de service")
    pane.notes.keep()
    assert plain_text(session().items[0].text) == "Trois niveaux de service"


def test_lateness_is_said_in_words(
    qtbot: QtBot, pane: HoldPane, clisson: Desk, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    on_the_day(clisson, 9, 40)
    qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
    on_the_day(clisson, 10, 15)
    pane.refresh(frozenset({"Meeting"}))
    assert pane.band.clock.whole_text() == f"10{N}h{N}15"
    assert pane.band.item.figure.whole_text() == f"35{N}min"
    assert pane.band.item.words.whole_text() == "sur 25"
    assert pane.band.item.badge.accessibleName() == f"10{N}min de trop"
    assert pane.band.item.line.accessibleName().endswith(f"10{N}min de trop")
    assert "d’avance" in pane.band.meeting.line.accessibleName()
    assert pane.agenda.list.rows.index_of(session().items[0].id).isValid()
    qtbot.mouseClick(pane.band.pause, Qt.MouseButton.LeftButton)
    assert session().paused_at is not None
    assert pane.band.pause.accessibleName() == "Reprendre la séance"


def test_items_are_added_late(qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]) -> None:
    pane.host.actions.trigger("hold.open")
    click(qtbot, pane, "Ajouter un point")
    type_text(pane.agenda.new.field, "Sel de déneigement")
    qtbot.keyClick(pane.agenda.new.field, Qt.Key.Key_Return)
    assert [item.title for item in session().items if "Sel" in item.title] == ["Sel de déneigement"]
    assert pane.notes.title.whole_text() == "Sel de déneigement"
    row = pane.agenda.list.rows.index_of(session().items[-1].id)
    assert "point ajouté" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_closing_says_what_is_left_and_closes(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    click(qtbot, pane.window(), "Clore la séance")
    message = pane.notice.message
    assert message is not None
    assert "Pas encore abordés" in message.remedy
    assert session().state is MeetingState.HELD
    click(qtbot, pane.notice, "Clore maintenant")
    assert session().state is MeetingState.DRAFTING


def test_a_suggestion_is_kept_as_a_theme(
    qtbot: QtBot, pane: HoldPane, clisson: Desk, session: Callable[[], SessionPage]
) -> None:
    def themes() -> list[tuple[str, str | None]]:
        return clisson.ask(lambda view: [(t.title, t.raised_by_id) for t in view.store.find(RaisedTheme)])

    open_first(qtbot, pane)
    pane.agenda.list.choose("round-table")
    pane.table.by.setCurrentIndex(pane.table.by.findText("Gorges"))
    type_text(pane.table.field, "Archives communes")
    qtbot.keyClick(pane.table.field, Qt.Key.Key_Return)
    (noted,) = session().suggestions
    assert themes() == [("Archives communes", noted.raised_by_id)]
    pane.table.removed.emit(noted.id)
    assert themes() == []


def test_the_round_table_notes_suggestions(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    pane.agenda.list.choose("round-table")
    pane.table.by.setCurrentIndex(pane.table.by.findText("Gorges"))
    type_text(pane.table.field, "Archives communes")
    qtbot.keyClick(pane.table.field, Qt.Key.Key_Return)
    (noted,) = session().suggestions
    assert noted.text == "Archives communes"
    assert noted.raised_by_id is not None
    assert pane.table.field.text() == ""
    pane.table.removed.emit(noted.id)
    assert session().suggestions == ()


def test_another_chair_takes_over(qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]) -> None:
    pane.host.actions.trigger("hold.open")
    pane.opening.chair.setFocus()
    type_text(pane.opening.chair, "DGS de Gorges")
    qtbot.keyClick(pane.opening.chair, Qt.Key.Key_Return)
    assert (session().chair, session().writer) == ("DGS de Gorges", "")
    pane.opening.place.setFocus()
    pane.opening.place.selectAll()
    type_text(pane.opening.place, "Salle des fêtes")
    qtbot.keyClick(pane.opening.place, Qt.Key.Key_Return)
    assert (session().chair, session().place) == ("DGS de Gorges", "Salle des fêtes")


# -- notes ---------------------------------------------------------------------------------------------------


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
    editor = open_first(qtbot, pane)
    begin = datetime.now()
    while not session().items[0].text:
        type_text(editor, "a")
        QTest.qWait(60)
        assert (datetime.now() - begin).total_seconds() * 1000 < LONGEST_MS + 500


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
    from dgsdesk.application.holding import WriteEntry
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


# -- attendance ----------------------------------------------------------------------------------------------


def test_space_goes_through_the_ways_of_being_there(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    rows = pane.attendance.list
    line = session().attendance[2]

    def presence() -> Presence:
        return next(one.presence for one in session().attendance if one.id == line.id)

    rows.setFocus()
    rows.choose(line.id)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert presence() is Presence.PRESENT
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert presence() is Presence.REPRESENTED
    field = pane.attendance.by_whom
    assert field.hasFocus()
    type_text(field, "la DGA")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert next(one for one in session().attendance if one.id == line.id).represented_by == "la DGA"
    assert rows.hasFocus()
    for expected in (Presence.EXCUSED, Presence.ABSENT, Presence.REMOTE, Presence.PRESENT):
        qtbot.keyClick(rows, Qt.Key.Key_Space)
        assert presence() is expected
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    type_text(field, " ")
    assert presence() is Presence.EXCUSED
    assert pane.attendance.count.whole_text() == "0 sur 17"


def test_letters_note_directly(qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]) -> None:
    pane.host.actions.trigger("hold.open")
    rows = pane.attendance.list
    rows.setFocus()
    rows.choose(session().attendance[0].id)
    for key, expected in ((Qt.Key.Key_D, Presence.REMOTE), (Qt.Key.Key_E, Presence.EXCUSED)):
        qtbot.keyClick(rows, key)
        assert session().attendance[0].presence is expected


def test_people_come_who_were_not_expected(
    qtbot: QtBot, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    pane.host.actions.trigger("hold.open")
    click(qtbot, pane.attendance, "Ajouter une personne")
    type_text(pane.attendance.guest.field, "Prénom EXEMPLE, cheffe du service voirie")
    qtbot.keyClick(pane.attendance.guest.field, Qt.Key.Key_Return)
    guest = session().attendance[-1]
    assert (guest.name, guest.title, guest.presence) == (
        "Prénom EXEMPLE",
        "cheffe du service voirie",
        Presence.PRESENT,
    )


def test_who_comes_late_or_leaves_early_has_the_hour(
    qtbot: QtBot, pane: HoldPane, clisson: Desk, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    on_the_day(clisson, 10, 5)
    pane.refresh(frozenset({"Meeting"}))
    rows, field = pane.attendance.list, pane.attendance.by_whom
    key = session().attendance[3].id

    def line() -> AttendanceLine:
        return next(one for one in session().attendance if one.id == key)

    rows.setFocus()
    rows.choose(key)
    qtbot.keyClick(rows, Qt.Key.Key_E)
    qtbot.keyClick(rows, Qt.Key.Key_P)
    assert (line().presence, line().arrived_at) == (Presence.PRESENT, time(10, 5))
    assert presence_word(line()) == f"présente, à partir de 10{N}h{N}05"
    qtbot.keyClick(rows, Qt.Key.Key_S)
    field.selectAll()
    type_text(field, "9 h 50")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert line().left_at is None
    qtbot.keyClick(rows, Qt.Key.Key_S)
    field.selectAll()
    type_text(field, "bientôt")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    field.selectAll()
    type_text(field, "11h30")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert line().left_at == time(11, 30)
    qtbot.keyClick(rows, Qt.Key.Key_T)
    assert field.text() == f"10{N}h{N}05"
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (line().arrived_at, line().left_at) == (None, time(11, 30))


def test_lunch_is_counted(
    qtbot: QtBot, pane: HoldPane, clisson: Desk, meeting: str, session: Callable[[], SessionPage]
) -> None:
    pane.host.run(ChangeMeeting(meeting, lunch=True))
    pane.host.actions.trigger("hold.open")
    rows = pane.attendance.list
    rows.setFocus()
    for at in (0, 1):
        rows.choose(session().attendance[at].id)
        qtbot.keyClick(rows, Qt.Key.Key_J)
    assert pane.attendance.lunches.whole_text() == f"2{N}déjeuners,"
    qtbot.keyClick(rows, Qt.Key.Key_J)
    assert session().lunches == 1


def test_the_sign_in_sheet_is_laid(qtbot: QtBot, pane: HoldPane) -> None:
    click(qtbot, pane.attendance, "Feuille d’émargement")
    assert pane.notice.message is not None
    assert pane.notice.message.tone == "ok"


# -- on the wall ---------------------------------------------------------------------------------------------


def test_the_wall_shows_neither_attendance_nor_what_is_reserved(
    qtbot: QtBot, pane: HoldPane, shell: Shell, session: Callable[[], SessionPage]
) -> None:
    editor = open_first(qtbot, pane)
    size = editor.document().defaultFont().pointSizeF()
    reserved = session().items[1].id
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert not pane.attendance.isVisible()
    assert not shell.window.rail.isVisible()
    assert not pane.agenda.list.rows.index_of(reserved).isValid()
    assert editor.document().defaultFont().pointSizeF() == pytest.approx(size * 1.5)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    assert session().items[1].current
    assert pane.middle.currentWidget() is pane.hidden_page
    qtbot.keyClick(pane.window(), Qt.Key.Key_F11)
    assert pane.attendance.isVisible()
    assert shell.window.rail.isVisible()
    assert pane.middle.currentWidget() is pane.notes


def test_parts_go_under_tabs_when_the_text_is_large(
    qtbot: QtBot, pane: HoldPane, theme: Theme, session: Callable[[], SessionPage]
) -> None:
    open_first(qtbot, pane)
    assert not pane.columns.tabs.isVisible()
    try:
        theme.scale_text(200)
        tabs = pane.columns.tabs
        qtbot.waitUntil(lambda: tabs.count() == 3)
        assert [tabs.tabText(at) for at in range(3)] == ["Notes", "Ordre du jour", "Présences"]
        assert pane.notes.isVisible()
        assert not pane.attendance.isVisible()
        tabs.setCurrentIndex(2)
        assert pane.attendance.isVisible()
        qtbot.keyClick(pane.window(), Qt.Key.Key_Return, CTRL)
        assert pane.notes.isVisible()
        assert session().items[1].current
    finally:
        theme.scale_text(100)
    qtbot.waitUntil(lambda: pane.attendance.isVisible() and pane.agenda.isVisible())


def test_a_session_that_is_not_ours_to_write_is_read_only(
    pane: HoldPane, clisson: Desk, meeting: str, shell: Shell
) -> None:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    other = clisson.run(PlanMeeting(circle, date(2027, 1, 12))).value
    clisson.run(AddItem(other, title="Budget"))
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(other, Step.HOLD)
    pane.agenda.list.choose(clisson.ask(session_page, other).items[0].id)
    assert pane.notes.editor is not None
    assert pane.notes.editor.isReadOnly()
    assert pane.primary_act() == ""


def test_a_reopened_session_goes_on_where_it_stood(
    clisson: Desk, meeting: str, pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    clisson.run(OpenSession(meeting))
    clisson.run(OpenItem(meeting, session().items[1].id))
    pane.refresh(frozenset({"*"}))
    assert pane.notes.title.whole_text() == "Protection des données"
