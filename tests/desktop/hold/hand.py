"""What the tests of « Tenir » do by hand: hours, letters, buttons, the first item."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.application.command import Command, Outcome
from dgsdesk.application.desk import Desk
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.domain.errors import StorageUnavailable

DAY = date(2026, 12, 8)
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
N = "\u00a0"


def on_the_day(desk: Desk, hour: int, minute: int) -> None:
    assert isinstance(desk.clock, FixedClock)
    zone = desk.clock.instant.tzinfo
    desk.clock.instant = datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=zone)


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
