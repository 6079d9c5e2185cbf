"""Somebody who writes minutes in the real window while the power fails, again and again.

Run as a program with a folder and the number of times. Each life is a process of its own, which opens the
window on the same network, tells what it finds in the text, writes on at its end, and tells each text that
stood there when « enregistré » was to be read; it is killed at a moment of chance. Everything that costs
time to load is loaded once, before the first life.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextEdit

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import CloseSession, OpenSession
from dgsdesk.application.rota.page import circles, rota_page
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.desktop.editor import autosave
from dgsdesk.desktop.meetings.draft import pane  # noqa: F401  # loaded before the first life
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings

DAY = date(2026, 12, 8)
LETTERS = "abcdeéèàçœ lmnop rstu ' "
BIRTH_SECONDS = 60.0

# The shortest lives see several savings: what is proved is that the word is true, not how soon it comes.
autosave.PAUSE_MS, autosave.LONGEST_MS = 30, 90


def prepare(database: Path) -> str:
    """Make a network with one meeting whose minutes are being written; return the meeting."""
    desk = open_session(database, DAY, database.parent, "essai")
    desk.run(FoundNetwork("200067635", example=True))
    host = desk.ask(rota_page).rows[3].organisation_id
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], DAY, host)).value
    desk.run(AddItem(meeting, title="Déneigement"))
    desk.run(SendInvitation(meeting))
    desk.run(OpenSession(meeting))
    desk.run(CloseSession(meeting))
    desk.close()
    return meeting


class Writer:
    """One life: types in bursts, rests a little, and says what was called saved."""

    def __init__(self, shell: Shell, meeting: str, seed: int, out: int) -> None:
        self._shell = shell
        self._meeting = meeting
        self._chance = random.Random(seed)
        self._out = out
        self._editor: QTextEdit | None = None
        self._told = ""
        self._burst = 0
        self._rest = 0
        self._timer = QTimer(interval=3)
        self._timer.timeout.connect(self._live)

    def begin(self) -> None:
        """Go to the minutes of the meeting."""
        self._shell.open_page("meetings", (self._meeting, "draft"))
        self._timer.start()

    def _live(self) -> None:
        if self._editor is None:
            self._find()
            return
        self._look()
        if self._rest > 0:
            self._rest -= 1
        elif self._burst > 0:
            self._burst -= 1
            self._type()
        else:
            self._burst, self._rest = self._chance.randint(3, 30), self._chance.randint(0, 40)

    def _find(self) -> None:
        fields = [
            f for f in self._shell.window.findChildren(QTextEdit) if f.isVisible() and not f.isReadOnly()
        ]
        if fields:
            self._editor = fields[0]
            self._editor.setFocus()
            self._editor.moveCursor(QTextCursor.MoveOperation.End)
            self._tell("found")

    def _look(self) -> None:
        """Tell the text when it is said to be saved."""
        words = [label.text() for label in self._shell.window.findChildren(QLabel) if label.isVisible()]
        if any(word.startswith("enregistré à") for word in words) and self._text() != self._told:
            self._tell("saved")

    def _type(self) -> None:
        editor = self._editor
        assert editor is not None
        char = self._chance.choice(LETTERS)
        key, text = Qt.Key.Key_unknown, char
        if self._chance.random() < 0.04:
            key, text = Qt.Key.Key_Return, "\r"
        elif self._chance.random() < 0.02 and not editor.textCursor().block().text():
            text = "!"  # the paragraph becomes a decision with the next letter
        QTest.sendKeyEvent(QTest.KeyAction.Click, editor, key, text, Qt.KeyboardModifier.NoModifier)

    def _text(self) -> str:
        assert self._editor is not None
        return self._editor.document().toRawText()

    def _tell(self, what: str) -> None:
        self._told = self._text()
        os.write(self._out, (json.dumps([what, self._told]) + "\n").encode())


def live(database: Path, meeting: str, seed: int, out: int) -> None:
    """Open the window and write until the end."""
    app = make_application()
    shell = make_shell(app, PAGES, surroundings, settings=database.parent / f"fenetre-{seed}.ini")
    shell.window.resize(1366, 768)
    writer = Writer(shell, meeting, seed, out)
    shell.opened.connect(writer.begin)
    shell.show()
    shell.start(partial(open_session, database, DAY, database.parent, "essai"))
    app.exec()


def lives(database: Path, meeting: str, times: int) -> Iterator[tuple[str, list[str]]]:
    """Give for each life what it found and what it saw saved."""
    chance = random.Random(2026)
    for seed in range(times + 1):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            live(database, meeting, seed, writing)
            os._exit(1)
        os.close(writing)
        # So many savings are waited for, however slow the machine, then it goes at a moment of chance.
        told = _read_lines(reading, 1 + (chance.randint(0, 3) if seed < times else 0), BIRTH_SECONDS)
        time.sleep(chance.uniform(0, 0.25) if seed < times else 0)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while piece := os.read(reading, 65536):
            told += piece
        os.close(reading)
        lines = [json.loads(line) for line in told.decode().split("\n") if line.endswith("]")]
        assert lines, "the window did not open"
        yield lines[0][1], [text for what, text in lines if what == "saved"]


def _read_lines(source: int, count: int, seconds: float) -> bytes:
    got = b""
    end = time.monotonic() + seconds
    while got.count(b"\n") < count and time.monotonic() < end:
        if select.select([source], [], [], 0.2)[0]:
            got += os.read(source, 65536)
    return got


def main(folder: Path, times: int) -> None:
    """Print one line of JSON per life."""
    database = folder / "reseau.dgsdb"
    meeting = prepare(database)
    for found, saved in lives(database, meeting, times):
        print(json.dumps([found, saved]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
