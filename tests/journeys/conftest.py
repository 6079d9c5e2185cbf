"""What journeys share: the program on a day of one's choice, opened and closed as often as wanted."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from dgsdesk.application.search.acts import find_things
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from tests.journeys.hand import Hand
from tests.opened import catch_opened


class Program:
    """The program on one person's machine: a folder of documents, a network's file, the window's memory."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.documents = folder / "Documents"
        self.database = folder / "réseau" / "reseau.dgsdb"
        self._memory = folder / "fenêtre.ini"
        self._shell: Shell | None = None

    def open(self, day: date) -> Hand:
        """Open the program on a day, as a person would; what was open is closed first."""
        self.close()
        shell = make_shell(make_application(), PAGES, surroundings, find_things, self._memory)
        shell.window.resize(1366, 768)
        shell.show()
        shell.window.activateWindow()
        with self.qtbot.waitSignal(shell.opened, timeout=20_000):
            shell.start(partial(open_session, self.database, day, self.documents, "essai"))
        self._shell = shell
        with self.qtbot.waitActive(shell.window):
            shell.window.activateWindow()
        return Hand(self.qtbot, shell.window)

    def close(self) -> None:
        """Close the window, as a person would."""
        shell, self._shell = self._shell, None
        if shell is not None:
            assert shell.window.close()
            shell.window.deleteLater()

    def picture(self, path: Path) -> None:
        """Keep a picture of the window."""
        if self._shell is not None:
            self._shell.window.grab().save(str(path))


NOISE = "This plugin does not support"
"""What the platform without a screen says of windows with a least size, of raising and of menus."""


@pytest.fixture(autouse=True)
def quiet_qt() -> Iterator[None]:
    """Fail a journey during which Qt warned."""
    said: list[str] = []

    def hear(kind: QtMsgType, _context: Any, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(NOISE):
            said.append(text)

    former = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(former)
    assert not said, "\n".join(said)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """Give the program on a fresh machine; keep a picture of the window when a journey fails."""
    made = Program(qtbot, tmp_path)
    catch_opened(monkeypatch)
    yield made
    made.picture(tmp_path / "à la fin.png")
    made.close()
