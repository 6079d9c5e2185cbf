"""The keyboard goes back to where it was when a question is given up, and nowhere else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop.shell.way_back import WayBack


class Acts(QObject):
    """What tells that an act asks something."""

    asked = Signal()


class Room(QWidget):
    """A list where one works, a panel with a question, and something that Qt comes upon first."""

    def __init__(self) -> None:
        super().__init__()
        self.acts = Acts()
        self.first, self.worked, self.panel = QLineEdit(), QLineEdit(), QFrame()
        self.field = QLineEdit(self.panel)
        QVBoxLayout(self.panel).addWidget(self.field)
        layout = QHBoxLayout(self)
        for part in (self.first, self.worked, self.panel):
            layout.addWidget(part)
        self.panel.hide()
        self.way_back = WayBack(self.acts, self)  # type: ignore[arg-type]

    def ask(self) -> None:
        """Open the question, as an act of the worked part does."""
        self.worked.setFocus()
        self.acts.asked.emit()
        self.panel.show()
        self.field.setFocus()


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.ask()
    assert made.field.hasFocus()
    return made


def test_a_question_given_up_gives_the_keyboard_back(qtbot: QtBot, room: Room) -> None:
    room.panel.hide()
    qtbot.waitUntil(room.worked.hasFocus)


def test_an_act_that_was_done_leaves_the_keyboard_where_it_goes(qtbot: QtBot, room: Room) -> None:
    room.way_back.forget()
    room.first.setFocus()
    room.panel.hide()
    qtbot.wait(20)
    assert room.first.hasFocus()


def test_a_question_that_only_moved_keeps_the_keyboard(qtbot: QtBot, room: Room) -> None:
    room.panel.hide()  # as parts do that go under tabs: Qt gives the keyboard to what comes next meanwhile
    room.panel.show()
    room.field.setFocus()
    qtbot.wait(20)
    assert room.field.hasFocus()
