"""Qt’s binding, as it is left: no signal is made before somebody asks for it, and each works as ever."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dgsdesk.desktop import binding
from dgsdesk.desktop.shell import collector


class _Told(QLabel):
    told = Signal(int)


def _signals(thing: QObject) -> set[str]:
    return {name for name, value in vars(thing).items() if type(value).__name__ == "SignalInstance"}


def test_a_signal_is_made_when_it_is_asked_for_and_works_as_ever(qtbot: QtBot) -> None:
    binding.spare_more()
    label, heard = _Told(), list[Any]()
    qtbot.addWidget(label)
    assert _signals(label) == {"told"}, "others are made with each widget again: 1.7 kB each"
    label.windowTitleChanged.connect(heard.append)
    label.told.connect(heard.append)
    label.setWindowTitle("Réunions")
    label.told.emit(3)
    assert heard == ["Réunions", 3]
    assert label.windowTitleChanged is label.windowTitleChanged  # kept, as PySide keeps it
    label.windowTitleChanged.disconnect(heard.append)
    label.setWindowTitle("Sujets")
    assert heard == ["Réunions", 3]
    assert "windowTitleChanged" in str(QWidget.windowTitleChanged)  # of the class, unbound


def test_overloads_and_signals_given_when_a_thing_is_made_work_as_ever(qtbot: QtBot) -> None:
    binding.spare_more()
    heard = list[Any]()
    box = QComboBox()
    qtbot.addWidget(box)
    box.currentIndexChanged.connect(heard.append)
    box.addItems(["un", "deux"])
    box.setCurrentIndex(1)
    button = QPushButton("Noter", clicked=lambda: heard.append("clicked"))  # type: ignore[call-overload]
    qtbot.addWidget(button)
    button.click()
    action = QAction("Noter", box)
    action.triggered.connect(button.clicked)  # a signal into another
    action.trigger()
    box.destroyed.connect(lambda: heard.append("gone"))
    del action
    box.deleteLater()
    qtbot.waitUntil(lambda: "gone" in heard)
    assert heard == [0, 1, "clicked", "clicked", "gone"]


@pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library alone is asked")
def test_free_memory_is_given_back() -> None:
    def resident() -> int:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[1]) * 4096

    pieces = [QObject() for _ in range(20_000)]  # small things of the C library's heap
    kept = pieces[-1]
    pieces.clear()
    before = resident()
    collector.give_back()
    assert resident() < before
    assert kept.parent() is None
