"""Makes what was not opened yet, page by page and step by step, while nobody does anything."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from threading import Event, Thread
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from dgsdesk.application.rooms import daily_rooms
from dgsdesk.desktop.components.assistive import speaks_of_hidden
from dgsdesk.desktop.shell.loading import load_in_pieces
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.calendar import load_calendar

PAUSE_MS = 300
"""Between two pages, of which each may hold the interface up for a third as long."""

SLICE_S, LOADING_MS = 0.015, 20
"""What pages are made of is loaded for so long at a time, with this pause between."""

STILL_S = 1.0
"""Nothing is made within this time after a key, a click or a move of the mouse; moves let loading go on."""

_BREATH_S = 0.05
"""How often it is asked whether somebody is still at work."""

_ROOMS = ("dgsdesk.application.", "dgsdesk.domain.")
_PAGES = ("dgsdesk.desktop.",)

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

    It goes through the modules of the pages in their order, then loads what is left of the rooms, and stands
    back while somebody types or clicks. No module of Qt's is loaded here.
    """

    def __init__(self, is_still: Callable[[], bool]) -> None:
        super().__init__(name="rooms", daemon=True)
        self.pages: Sequence[str] = ()
        self._is_still = is_still
        self._ended = Event()
        self.ready: set[str] = set()

    def run(self) -> None:
        """Load room after room."""
        for page in self.pages:
            if not self._load([page]):
                return
            self.ready.add(page)
        self._load(daily_rooms())

    def _load(self, names: Iterator[str] | Sequence[str]) -> bool:
        for _ in load_in_pieces(names, _ROOMS, _PAGES):
            while not self._is_still() and not self._ended.is_set():
                self._ended.wait(_BREATH_S)
            if self._ended.is_set():
                return False
        return True

    def end(self) -> None:
        """Load no more."""
        self._ended.set()


class PageMaker(QObject):
    """Works until all is made, then loads what dates need, and is gone.

    The first page of the rail is made as soon as its own module is loaded: it is clicked first.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._last = monotonic()
        self._pressed = self._last - STILL_S
        self._rooms = RoomLoader(self._nobody_waits)
        self._work: Iterator[bool] | None = None
        self._timer = QTimer(self, interval=LOADING_MS)
        self._timer.timeout.connect(self._make)
        app = QApplication.instance()
        assert app is not None
        self._app = app
        app.installEventFilter(self)
        app.aboutToQuit.connect(self._rooms.end)
        shell.host.ask(lambda _: None, then=lambda _: self._begin(), owner=self)  # behind the first page

    def _begin(self) -> None:
        self._rooms.pages = list(self._shell.modules())
        self._work = self._load(self._rooms.pages)
        self._timer.start()
        QTimer.singleShot(LOADING_MS, self, self._rooms.start)

    def _nobody_waits(self) -> bool:
        """Say whether nobody clicked or typed of late, or waits for what comes in pieces; any thread asks."""
        return monotonic() - self._pressed >= STILL_S and not self._shell.host.is_making

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when something was done last."""
        del watched
        if event.type() in _DOING:
            self._last = monotonic()
            if event.type() is not QEvent.Type.MouseMove:
                self._pressed = self._last
        return False

    def _make(self) -> None:
        if self._work is not None:
            if self._nobody_waits():
                self._load_some(self._work)
        elif monotonic() - self._last >= STILL_S and self._nobody_waits() and not self._make_one():
            self._end()

    def _load_some(self, work: Iterator[bool]) -> None:
        until = monotonic() + SLICE_S
        while monotonic() < until:
            loaded = next(work, None)
            if loaded is None:
                self._work = None
                self._timer.setInterval(PAUSE_MS)
            if not loaded:
                return

    def _make_one(self) -> bool:
        """Make one more thing; nothing where its tabs, chosen as they are made, would be read aloud."""
        if speaks_of_hidden():
            return False
        self._app.removeEventFilter(self)  # a page sends itself thousands of events as it is made
        made = self._shell.make_page()
        self._app.installEventFilter(self)
        return made

    def _load(self, modules: Sequence[str]) -> Iterator[bool]:
        """Load modules behind their rooms: half of what a page takes to be made. Yield False to wait."""
        for at, name in enumerate(modules):
            while name not in self._rooms.ready:
                yield False
            for _ in load_in_pieces([name], _PAGES):
                yield True
            if at == 0:
                # Not where it was opened meanwhile: what the next one is made of would be loaded all at once.
                if next(iter(self._shell.modules()), "") == name:
                    self._make_one()
                yield False
        while self._rooms.is_alive():
            yield False

    def _end(self) -> None:
        self._timer.stop()
        if self._shell.host.is_open:
            self._shell.host.make_document(load_calendar, then=lambda _: gc.freeze(), owner=self._shell)
        self.deleteLater()
