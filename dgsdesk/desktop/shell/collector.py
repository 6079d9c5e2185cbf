"""When Python looks for garbage: small rounds always, what is new behind a page, all while one is away.

What pages let go of goes back to the system then, too.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from threading import Thread
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from dgsdesk.desktop.shell.shell import Shell

_SOON_MS = 500
"""How long after a page was opened, or the window left, the heap is looked through."""

_ROUNDS = 10
"""Small rounds since the last great one before another is worth its while."""

_LEFT_ALONE = 60
"""Rounds whose survivors are left alone at most; then all are looked at, even if nobody ever went away."""

_AT_LATEST = 1000
"""Small rounds after which a great one comes by itself: some seven million things made and kept."""

_EVERY_S = 30.0
"""Seconds between two times that free memory is given back: it takes some milliseconds of another thread."""


class Collector(QObject):
    """Looks through the heap, on the interface's thread, when a page was opened or the window left.

    Left to Python, the great round came in the midst of a word and took 140 ms, in whichever thread happened
    to ask for memory; Qt's own things must not be let go of in a worker either. What a round found alive is
    not looked at again before the window is left: nobody waits for it then.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        gc.freeze()  # what was loaded for the start stays: it need not be looked through
        gc.set_threshold(gc.get_threshold()[0], _ROUNDS, _AT_LATEST)
        gc.enable()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._tidy)
        self._given_back = monotonic()
        self._rounds = 0
        shell.page_shown.connect(lambda _: self._soon.start())
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(lambda _: self._soon.start())

    def _tidy(self) -> None:
        away = QGuiApplication.applicationState() is not Qt.ApplicationState.ApplicationActive
        if (away and self._rounds) or self._rounds >= _LEFT_ALONE:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._rounds = 0
        elif collect():
            gc.freeze()
            self._rounds += 1
        if monotonic() - self._given_back >= _EVERY_S:
            self._given_back = monotonic()
            Thread(target=give_back, name="memory", daemon=True).start()


def collect() -> bool:
    """Look through what is not left alone, when enough was made since; tell whether it was."""
    enough = gc.get_count()[2] >= _ROUNDS
    if enough:
        gc.collect()
    return enough


def give_back() -> None:
    """Let the system have what is free inside the C library’s heaps; nothing where it is not the GNU one."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
