"""« Faire relire » where a hand finds its way: what Enter does next, where answers stand at large text."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dgsdesk.application.meeting.steps import Step
from dgsdesk.desktop.components.buttons import Button
from dgsdesk.desktop.shell.shell import Shell
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
