"""Who is there, for how long and for lunch, by keys; the sign-in sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.acts import ChangeMeeting
from dgsdesk.application.minutes.session_page import AttendanceLine, SessionPage, presence_word
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.domain.meeting import Presence
from tests.desktop.hold.hand import N, click, on_the_day, open_first, type_text


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


def test_without_guests_the_pane_says_where_they_come_from(
    pane: HoldPane, session: Callable[[], SessionPage]
) -> None:
    assert pane.attendance.nobody.isHidden()
    pane.attendance.show_page(replace(session(), attendance=()))
    assert not pane.attendance.nobody.isHidden()
    assert f"«{N}Inviter{N}»" in pane.attendance.nobody.whole_text()
