"""Makes what was not opened yet, page by page and step by step, while nobody does anything."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from dgsdesk.application.rooms import daily_rooms
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.calendar import load_calendar

PAUSE_MS = 300
"""Between two pages, of which each may hold the interface up for a third as long."""

SLICE_S, LOADING_MS = 0.015, 40
"""What pages are made of is loaded for so long at a time, with this pause between."""

STILL_S = 1.0
"""Nothing is made within this time after a key, a click or a move of the mouse."""

_BREATH_S = 0.05
"""How often it is asked whether somebody is still at work."""

_DOING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class RoomLoader(Thread):
    """Loads what pages ask and do, beside the interface's thread: most of what their first opening costs.

    It stands back while somebody types or clicks. No module of Qt's is loaded here.
    """

    def __init__(self, is_still: Callable[[], bool]) -> None:
        super().__init__(name="rooms", daemon=True)
        self._is_still = is_still
        self._ended = Event()

    def run(self) -> None:
        """Load room after room."""
        for room in daily_rooms():
            while not self._is_still() and not self._ended.is_set():
                self._ended.wait(_BREATH_S)
            if self._ended.is_set():
                return
            importlib.import_module(room)

    def end(self) -> None:
        """Load no more."""
        self._ended.set()


class PageMaker(QObject):
    """Works until all is made, then loads what dates need, and is gone."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._last = monotonic()
        self._pressed = self._last - STILL_S
        self._rooms = RoomLoader(lambda: monotonic() - self._pressed >= STILL_S)
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self._make)
        self._modules: Iterator[str] | None = shell.modules()
        app = QApplication.instance()
        assert app is not None
        self._app = app
        app.installEventFilter(self)
        app.aboutToQuit.connect(self._rooms.end)
        self._timer.start()
        QTimer.singleShot(PAUSE_MS, self, self._rooms.start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when something was done last."""
        del watched
        if event.type() in _DOING:
            self._last = monotonic()
            if event.type() is not QEvent.Type.MouseMove:
                self._pressed = self._last
        return False

    def _make(self) -> None:
        if monotonic() - self._last < STILL_S or self._rooms.is_alive():
            return
        if self._modules is not None:
            self._load(self._modules)
            return
        self._app.removeEventFilter(self)  # a page sends itself thousands of events as it is made
        made = self._shell.make_page()
        self._app.installEventFilter(self)
        if not made:
            self._end()

    def _load(self, modules: Iterator[str]) -> None:
        """Load some modules: half of what a page takes to be made, in smaller pieces."""
        until = monotonic() + SLICE_S
        while monotonic() < until:
            name = next(modules, None)
            if name is None:
                self._modules = None
                break
            importlib.import_module(name)
        self._timer.setInterval(LOADING_MS if self._modules is not None else PAUSE_MS)

    def _end(self) -> None:
        self._timer.stop()
        if self._shell.host.is_open:
            self._shell.host.make_document(load_calendar, then=lambda _: gc.freeze(), owner=self._shell)
        self.deleteLater()
