"""Typing in the minutes, by hand: what a keystroke costs on the interface's thread.

    .venv/bin/python tests/benchmarks/keystrokes.py [KEYS]

The real window with its worker thread, on the demonstration, in a point of many paragraphs; saving goes on
meanwhile. Prints the time from each keystroke until the event loop is idle again; none may take over 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.holding import CloseSession, OpenSession, WriteEntry
from dgsdesk.application.minutes.session_page import session_page
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.stories import run_demonstration
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.collector import Collector
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.domain.richtext import RichText, paragraph

TODAY, DAY = date(2026, 11, 27), date(2026, 12, 8)
PARAGRAPHS = 800
SENTENCE = "Les communes conviennent d’établir un inventaire, par rue, avant le prochain hiver. "
TYPED = "le sel est partage entre les communes, voirie comprise. "
MOST_MS = 50


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def held_meeting(folder: Path) -> str:
    """Hold the planned meeting, with a long text at its first point; return its id."""
    desk = open_session(folder / "reseau.dgsdb", DAY, folder, "essai")
    try:
        meeting = next(line.id for line in desk.ask(meetings_list) if line.day == DAY)
        for command in (SendInvitation(meeting), OpenSession(meeting)):
            desk.run(command)
        first = desk.ask(session_page, meeting).items[0].id
        desk.run(WriteEntry(first, RichText(tuple(paragraph(SENTENCE * 4) for _ in range(PARAGRAPHS)))))
        desk.run(CloseSession(meeting))
    finally:
        desk.close()
    return meeting


def editor_of(shell: Shell, meeting: str) -> RichTextEditor:
    """Open the draft and give the keyboard to the end of the long text."""
    shell.open_page("meetings", (meeting, Step.DRAFT))
    pause(1500)
    editors = [found for found in shell.window.findChildren(RichTextEditor) if found.isVisible()]
    editor = max(editors, key=lambda found: found.document().characterCount())
    assert editor.document().characterCount() > PARAGRAPHS * len(SENTENCE), "the long text is not shown"
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    pause(500)
    return editor


class Beat(QObject):
    """Beat every 5 ms and note how long the event loop let it wait: saving and counting count too."""

    def __init__(self, held: list[float]) -> None:
        super().__init__()
        self._held, self._last = held, perf_counter()
        self._timer = QTimer(self, interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self._held.append((now - self._last) * 1000)
        self._last = now

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()


def measure(editor: RichTextEditor, keys: int) -> list[float]:
    """Type at an even pace; return milliseconds per keystroke, with all that the loop then does."""
    spent: list[float] = []
    for at in range(keys):
        char = TYPED[at % len(TYPED)]
        begun = perf_counter()
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, editor, Qt.Key.Key_unknown, char, Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
        spent.append((perf_counter() - begun) * 1000)
        pause(30)
    return spent


def main() -> None:
    """Type, and print the median, the worst and how many took too long."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        run_demonstration(Demonstration("200067635", "clisson", TODAY), folder, lambda _: None)
        meeting = held_meeting(folder)
        shell = make_shell(make_application(), PAGES, surroundings, settings=folder / "memoire.ini")
        shell.show()
        shell.start(partial(open_session, folder / "reseau.dgsdb", DAY, folder, "essai"))
        Collector(shell)
        pause(3000)
        editor = editor_of(shell, meeting)
        held: list[float] = []
        beat = Beat(held)
        spent = sorted(measure(editor, keys))
        beat.stop()
        characters = editor.document().characterCount()
        shell.window.close()
    print(f"{characters} characters, {keys} keys")
    print(f"keystroke to paint  median {spent[keys // 2]:5.1f} ms   95 % {spent[keys * 95 // 100]:5.1f} ms")
    print(f"worst keystroke     {spent[-1]:5.1f} ms (at most {MOST_MS})")
    print(f"longest hold        {max(held):5.1f} ms, {sum(ms > MOST_MS for ms in held)} over {MOST_MS} ms")


if __name__ == "__main__":
    main()
