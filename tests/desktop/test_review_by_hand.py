"""« Faire relire » where a hand finds its way: what Enter does next, where answers stand at large text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.note import ObserveArrival
from dgsdesk.application.arrival.page import arrivals_page
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.arrivals.entry import ENTRY as ARRIVALS
from dgsdesk.desktop.arrivals.page import ArrivalsPage
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.review.pane import ReviewPane
from dgsdesk.desktop.shell.shell import Shell
from tests.desktop.conftest import OpenShell
from tests.desktop.test_review import observed, page_of, review_of, sent, shell
from tests.written_meeting import Written, written_desk, written_meeting, written_template

__all__ = ["observed", "sent", "shell", "written_desk", "written_meeting", "written_template"]


def test_after_faire_relire_enter_shows_who_the_draft_goes_to(
    qtbot: QtBot, shell: Shell, written_meeting: Written
) -> None:
    page = page_of(shell, written_meeting.id, Step.DRAFT)
    (button,) = [one for one in page.head.findChildren(Button) if one.text() == "Faire relire…"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    filled = QApplication.focusWidget()
    assert isinstance(filled, Button)
    assert filled.text() == "Envoyer le projet aux membres…"
    asked: list[str] = []
    shell.actions.action("review.circulate").triggered.connect(lambda: asked.append("circulate"))
    QTimer.singleShot(0, lambda: [one.reject() for one in page.window().findChildren(QDialog)])
    qtbot.keyClick(filled, Qt.Key.Key_Return)
    assert asked == ["circulate"]


def test_nothing_is_said_of_a_draft_before_it_was_read(
    shell: Shell, sent: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReviewPane, "_show", lambda *_: None)  # its answer is still on its way
    review = review_of(shell, sent)
    assert review.isVisible()
    assert not review.empty.isVisible()
    assert not review.band.isVisible()


def test_where_room_is_scarce_the_answers_stand_below_the_observation(
    qtbot: QtBot, shell: Shell, observed: Written
) -> None:
    review = review_of(shell, observed)
    shell.window.resize(1366, 768)
    QApplication.processEvents()

    def answers() -> list[Button]:
        names = ("Accepter", "Refuser…")
        shown = [one for one in review.findChildren(Button) if one.isVisible() and one.text() in names]
        return [one for one in shown if not one.visibleRegion().isEmpty()]

    assert [review.column.isAncestorOf(one) for one in answers()] == [True, True]
    shell.theme.scale_text(200)
    QApplication.processEvents()
    assert [review.column.isAncestorOf(one) for one in answers()] == [False, False]
    refuse = next(one for one in answers() if one.text() == "Refuser…")
    qtbot.mouseClick(refuse, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    card = review.column.open_card
    assert card is not None
    assert card.reply.hasFocus()
    for asked in (card.reply, card.hint):
        assert asked.visibleRegion().boundingRect().height() == asked.height()
    shell.theme.scale_text(100)
    QApplication.processEvents()
    assert [review.column.isAncestorOf(one) for one in answers()] == [True, True]


def test_an_observation_leads_to_the_whole_message_that_it_came_in(
    open_shell: OpenShell, written_desk: Desk, sent: Written
) -> None:
    mail = b"From: jo@gorges.invalid\nSubject: compte rendu\n\nBonjour,\nIl manque un mot.\nCordialement\nJo"
    written_desk.run(FileArrivals((DroppedFile("remarque.eml", mail),)))
    arrival = written_desk.ask(arrivals_page).rows[0].id
    observation = written_desk.run(ObserveArrival(arrival, sent.id, None, "Il manque un mot.")).value
    shell = open_shell(written_desk, [ENTRY, ARRIVALS], "meetings")
    pane = review_of(shell, sent)
    pane.column.open(observation)
    link = next(one for one in pane.findChildren(Button) if one.text() == "Lire en entier")
    link.click()
    page = shell.page("arrivals")
    assert isinstance(page, ArrivalsPage)
    assert shell.window.stack.currentWidget() is page
    assert page.detail.words.text.toPlainText().endswith("Cordialement\nJo")


def test_the_open_observation_shows_that_the_keyboard_is_on_it(shell: Shell, observed: Written) -> None:
    review = review_of(shell, observed)
    card = review.column.open_card
    assert card is not None
    card.setFocus(Qt.FocusReason.MouseFocusReason)
    assert card.hasFocus()
    shell.window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    clicked = card.grab().toImage()
    shell.window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, True)
    assert card.grab().toImage() != clicked
