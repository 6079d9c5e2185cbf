"""Somebody writes minutes in the real window while the disk freezes for seconds, then refuses to sync.

Run as a program under the library, with a folder; prints one line of JSON: how long the interface stood still
in each phase, how often the disk did, what was said to be saved while nothing could be, and the text at last.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

from dgsdesk.bootstrap.desks import open_session
from dgsdesk.desktop.editor import autosave
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from tests.faults.shim import OPEN, RENAME, SYNC, Control
from tests.journeys.killed_writer import DAY, prepare

autosave.PAUSE_MS, autosave.LONGEST_MS, autosave.RETRY_MS = 100, 300, 500
SAVED = "enregistré à"
UNSAVED = "non enregistré"
DELAY_MS = 2000
PHASES = (("healthy", 3.0), ("frozen", 7.0), ("failing", 4.0), ("over", 20.0))


class Watched:
    """The phases one after the other, with what was seen in each."""

    def __init__(self, shell: Shell, meeting: str, control: Control) -> None:
        self._shell, self._meeting, self._control = shell, meeting, control
        self._editor: QTextEdit | None = None
        self._phase, self._until, self._last = -1, 0.0, time.monotonic()
        self.stalls = dict.fromkeys((name for name, _ in PHASES), 0.0)
        self.typed_while_frozen = self.delays = 0
        self.said_saved_wrongly: list[str] = []
        self.said_unsaved = False
        self._before = ""
        self._tick = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._look)
        self._keys = QTimer(interval=40)
        self._keys.timeout.connect(self._type)

    def begin(self) -> None:
        """Go to the minutes of the meeting."""
        self._shell.open_page("meetings", (self._meeting, "draft"))
        self._tick.start()

    def _look(self) -> None:
        now = time.monotonic()
        gap, self._last = now - self._last, now
        if self._editor is None:
            self._find()
            return
        name = PHASES[self._phase][0]
        self.stalls[name] = max(self.stalls[name], gap)
        words = self._words()
        if name == "failing" and any(word.startswith(SAVED) and word != self._before for word in words):
            self.said_saved_wrongly += words
        self.said_unsaved |= name == "failing" and UNSAVED in words
        ended = name == "over" and not self._keys.isActive() and any(word.startswith(SAVED) for word in words)
        if now > self._until or ended:
            self._next(now)

    def _words(self) -> list[str]:
        labels = self._shell.window.findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible() and "enregistré" in one.text()]

    def _find(self) -> None:
        fields = self._shell.window.findChildren(QTextEdit)
        self._editor = next((one for one in fields if one.isVisible() and not one.isReadOnly()), None)
        if self._editor is not None:
            self._editor.setFocus()
            self._editor.moveCursor(QTextCursor.MoveOperation.End)
            self._keys.start()
            self._next(time.monotonic())

    def _next(self, now: float) -> None:
        """Begin the next phase."""
        self._phase += 1
        if self._phase == len(PHASES):
            QApplication.quit()
            return
        name, seconds = PHASES[self._phase]
        self._until = now + seconds
        if name == "frozen":
            self._control.set(delayed=SYNC | OPEN | RENAME, delay_ms=DELAY_MS)
        elif name == "failing":
            self.delays = self._control["delays"]
            self._before = next((word for word in self._words() if word.startswith(SAVED)), "")
            self._control.fail(SYNC, error=errno.EIO)
        elif name == "over":
            self._control.set()
            self._keys.stop()

    def _type(self) -> None:
        assert self._editor is not None
        self.typed_while_frozen += PHASES[self._phase][0] == "frozen"
        modifiers = Qt.KeyboardModifier.NoModifier
        QTest.sendKeyEvent(QTest.KeyAction.Click, self._editor, Qt.Key.Key_unknown, "é", modifiers)

    @property
    def text(self) -> str:
        assert self._editor is not None
        return self._editor.toPlainText()


def main(folder: Path) -> None:
    """Print what was seen."""
    control = Control(Path(os.environ["FAULTS_CONTROL"]))
    database = folder / "reseau.dgsdb"
    meeting = prepare(database)
    app = make_application()
    shell = make_shell(app, PAGES, surroundings, settings=folder / "fenetre.ini")
    shell.window.resize(1366, 768)
    watched = Watched(shell, meeting, control)
    shell.opened.connect(watched.begin)
    shell.show()
    shell.start(partial(open_session, database, DAY, folder, "essai"))
    app.exec()
    seen = {
        "stalls": {name: round(1000 * seconds) for name, seconds in watched.stalls.items()},
        "delays": watched.delays,
        "typed": watched.typed_while_frozen,
        "wrong": watched.said_saved_wrongly,
        "unsaved": watched.said_unsaved,
        "words": watched._words(),
        "letters": watched.text.count("é"),
    }
    shell.window.close()
    print("SEEN " + json.dumps(seen), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
