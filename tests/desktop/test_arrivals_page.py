"""« Arrivées », by dropping files on the window, clicks and keys, on a real network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.invitation.attendance import AnswerRow, answers_grid
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.desktop.arrivals.entry import ENTRY
from dgsdesk.desktop.arrivals.page import ArrivalsPage
from dgsdesk.desktop.arrivals.preview import _what_and_remedy
from dgsdesk.desktop.components.rows import ROW_ROLE
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import Answer, Meeting
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.theme import RaisedTheme
from tests.desktop.conftest import OpenShell
from tests.desktop.drops import drop as drop_on
from tests.desktop.drops import files_data


def first_circle(view: View) -> str:
    return view.store.find(Circle)[0].id


@pytest.fixture
def meeting(clisson: Desk) -> str:
    def clisson_id(view: View) -> str:
        return view.store.find(Organisation, name="Clisson")[0].id

    host, circle = clisson.ask(clisson_id), clisson.ask(first_circle)
    meeting_id = clisson.run(PlanMeeting(circle, date(2026, 12, 8), host)).value
    clisson.run(AddItem(meeting_id, title="Déneigement"))
    clisson.run(SendInvitation(meeting_id))
    return meeting_id


@pytest.fixture
def shell(open_shell: OpenShell, clisson: Desk, meeting: str) -> Shell:
    del meeting
    return open_shell(clisson, [ENTRY], "arrivals")


@pytest.fixture
def page(shell: Shell) -> ArrivalsPage:
    found = shell.page("arrivals")
    assert isinstance(found, ArrivalsPage)
    return found


def reply(desk: Desk, meeting_id: str, address: str, partstat: str = "ACCEPTED") -> bytes:
    uid = desk.ask(lambda view: view.store.get(Meeting, meeting_id).uid)
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20261125T080000Z\r\nATTENDEE;PARTSTAT={partstat}:mailto:{address}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def drop(shell: Shell, *paths: Path) -> None:
    """Let files go over the middle of the window, as the system does."""
    target = shell.window.stack
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, buttons = QPoint(200, 200), Qt.MouseButton.LeftButton
    none, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(middle, copy, data, buttons, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, data, buttons, none))


def line(desk: Desk, meeting_id: str, name: str) -> AnswerRow:
    return next(row for row in desk.ask(answers_grid, meeting_id).rows if row.organisation == name)


def email_of(desk: Desk, name: str) -> str:
    return desk.ask(lambda view: view.store.find(Organisation, name=name)[0].email).lower()


def titles(page: ArrivalsPage) -> list[str]:
    model = page.preview.model
    return [model.index(row).data(ROW_ROLE).title for row in range(model.rowCount())]


@pytest.mark.parametrize("folded", [False, True])
def test_the_rail_says_where_files_go_that_are_held_over_the_window(
    shell: Shell, tmp_path: Path, folded: bool
) -> None:
    rail, system = shell.window.rail, shell.window.windowHandle()
    rail.fold(folded)
    arrivals = rail.view.rail.index_of("arrivals")
    path = tmp_path / "réponse.ics"
    data = files_data([path])
    none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    before = rail.grab().toImage()
    place = rail.view.viewport().mapTo(shell.window, rail.view.visualRect(arrivals).center())
    for over in (shell.window.menus.geometry().center(), place):
        QApplication.sendEvent(system, QDragEnterEvent(over, copy, data, left, none))
        assert rail.grab().toImage() != before
        assert rail.view.awaits_files
        QApplication.sendEvent(system, QDragLeaveEvent())
        assert rail.grab().toImage() == before

    drop_on(rail.view.viewport(), path)
    assert shell.current_page == "arrivals"


def test_words_held_over_the_window_go_nowhere(shell: Shell) -> None:
    data = QMimeData()
    data.setText("bonjour")
    none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    QApplication.sendEvent(shell.window.windowHandle(), QDragEnterEvent(QPoint(9, 9), copy, data, left, none))
    assert not shell.window.rail.view.awaits_files


def test_a_reply_dropped_on_the_window_is_shown_then_filed_then_taken_back(
    page: ArrivalsPage, shell: Shell, clisson: Desk, meeting: str, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "réponse de Gorges.ics"
    path.write_bytes(reply(clisson, meeting, email_of(clisson, "Gorges")))

    drop(shell, path)

    assert titles(page) == ["réponse de Gorges.ics", "Réponse\u00a0: DGS de Gorges"]
    named = page.preview.model.index(0).data(ROW_ROLE)
    assert named.second.startswith("Réponse de calendrier, réunion du mardi 8\u00a0décembre")
    assert line(clisson, meeting, "Gorges").answer is Answer.UNKNOWN
    assert page.preview.take.text() == "Ranger 1\u00a0fichier"
    QTest.mouseClick(page.preview.take, Qt.MouseButton.LeftButton)
    assert line(clisson, meeting, "Gorges").answer is Answer.COMES
    assert page.detail.row is not None
    assert page.detail.row.name == "réponse de Gorges.ics"

    shell.host.undo()
    assert line(clisson, meeting, "Gorges").answer is Answer.UNKNOWN
    assert page.list.model().rowCount() == 0


def test_an_unknown_address_is_named_in_the_preview(
    page: ArrivalsPage, shell: Shell, clisson: Desk, meeting: str, tmp_path: Path
) -> None:
    path = tmp_path / "perso.ics"
    path.write_bytes(reply(clisson, meeting, "perso@courriel.invalid", "DECLINED"))
    drop(shell, path)
    (box,) = page.preview.questions.findChildren(QComboBox)
    assert box.isVisible()

    box.setCurrentText("Gorges")
    box.activated.emit(box.currentIndex())

    assert "Réponse\u00a0: DGS de Gorges" in titles(page)
    QTest.keyClick(page.preview.take, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert line(clisson, meeting, "Gorges").answer is Answer.DECLINES


def test_giving_up_changes_nothing(page: ArrivalsPage, shell: Shell, clisson: Desk, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes("commune;nom;prénom\nGorges;Essai;Léa\n".encode())
    drop(shell, path)
    assert "DGS" in titles(page)[1] or "SGM" in titles(page)[1]

    shell.actions.action("arrivals.give_up").trigger()

    assert page.list.model().rowCount() == 0
    assert clisson.vault.ledger.undoable() != "1\u00a0arrivée rangée"


def test_what_waits_is_counted_assigned_and_set_aside(
    page: ArrivalsPage, shell: Shell, clisson: Desk, meeting: str, tmp_path: Path
) -> None:
    one, two = tmp_path / "note.pdf", tmp_path / "plan.pdf"
    one.write_bytes(b"%PDF-1 note")
    two.write_bytes(b"%PDF-1 plan")
    drop(shell, one, two)
    shell.actions.action("arrivals.file").trigger()
    assert page.facts.text() == "2\u00a0attendent"

    page.list.choose_first()
    page.detail.meeting.setCurrentIndex(1)
    page.detail.meeting.activated.emit(1)
    assert page.facts.text() == "1\u00a0attend"
    page.list.choose_first()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.facts.text() == ""


def test_what_is_the_matter_with_a_file_stands_above_what_to_do(
    page: ArrivalsPage, shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "compte rendu.docx"
    path.write_bytes(b"PK\x03\x04 cut in half")
    drop(shell, path)
    said = page.preview.model.index(1).data(ROW_ROLE)
    assert said.title == "Le fichier «\u00a0compte rendu.docx\u00a0» est abîmé ou coupé."
    assert said.second.startswith("Demandez à l’expéditeur de l’envoyer à nouveau.")


def test_a_civility_ends_no_sentence() -> None:
    assert _what_and_remedy("M. Exemple propose le 9.") == ("M. Exemple propose le 9.", "")
    assert _what_and_remedy("Abîmé. Demandez. Rien.") == ("Abîmé.", "Demandez. Rien.")


def test_a_file_that_vanished_is_said(page: ArrivalsPage, shell: Shell, tmp_path: Path) -> None:
    drop(shell, tmp_path / "parti.ics")
    message = shell.window.messages.message
    assert message is not None
    assert "parti.ics" in message.sentence()


def mail(address: str, subject: str, text: str) -> bytes:
    return f"From: {address}\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()


def test_the_answer_of_a_message_is_noted_in_one_click_and_taken_back(
    page: ArrivalsPage, shell: Shell, clisson: Desk, meeting: str, tmp_path: Path
) -> None:
    path = tmp_path / "réponse.eml"
    path.write_bytes(mail(email_of(clisson, "Gorges"), "Refusé : Réunion", "Je ne pourrai pas venir."))
    drop(shell, path)
    shell.actions.action("arrivals.file").trigger()
    words = page.detail.words
    assert words.text.toPlainText() == "Je ne pourrai pas venir."
    assert (words.line.currentText(), words.answer.currentText()) == ("DGS de Gorges", "Ne vient pas")

    QTest.mouseClick(words.note, Qt.MouseButton.LeftButton)

    assert line(clisson, meeting, "Gorges").answer is Answer.DECLINES
    assert page.facts.text() == ""
    shell.host.undo()
    assert line(clisson, meeting, "Gorges").answer is Answer.UNKNOWN
    assert page.facts.text() == "1\u00a0attend"


def test_a_message_raises_a_theme(page: ArrivalsPage, shell: Shell, clisson: Desk, tmp_path: Path) -> None:
    path = tmp_path / "idée.eml"
    path.write_bytes(mail("x@y.invalid", "Broyage des végétaux", "Et si nous achetions un broyeur ?"))
    drop(shell, path)
    shell.actions.action("arrivals.file").trigger()
    shell.actions.action("arrivals.theme").trigger()
    assert clisson.ask(lambda view: [one.title for one in view.store.find(RaisedTheme)]) == [
        "Broyage des végétaux"
    ]
    assert page.facts.text() == ""


def test_many_files_that_do_the_same_are_summed(
    page: ArrivalsPage, shell: Shell, clisson: Desk, meeting: str, tmp_path: Path
) -> None:
    paths = []
    for rank in range(40):
        path = tmp_path / f"{rank}.ics"
        partstat = "DECLINED" if rank % 4 == 3 else "ACCEPTED"
        content = reply(clisson, meeting, email_of(clisson, "Gorges"), partstat)
        path.write_bytes(content.replace(b"080000Z", f"08{rank:02}00Z".encode()))
        paths.append(path)
    broken = tmp_path / "coupé.ics"
    broken.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")

    drop(shell, *paths, broken)

    shown = titles(page)
    assert shown[0] == "En bref"
    assert "coupé.ics" in shown
    assert "0.ics" not in shown
    assert any(title.endswith("× ne vient pas") for title in shown)
    assert page.preview.take.text() == "Ranger 41\u00a0fichiers"
