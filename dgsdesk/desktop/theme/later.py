"""What a new theme leaves for later: the widgets that nobody sees, some milliseconds at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from time import perf_counter

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

PIECE_S = 0.012
"""How long a piece of it may hold the window."""

AFTER_PAINT_MS = 30
"""The first piece waits so long: what is in sight is laid out and painted before it."""


class Later(QObject):
    """Lets widgets measure themselves with a style: those in sight at once, the others piece by piece."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._waiting: deque[tuple[QWidget | None, Callable[[], object]]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._do_some)

    def when_seen(self, widget: QWidget, work: Callable[[], object]) -> None:
        """Do something for a widget now when it is in sight, else soon."""
        if widget.isVisible():
            work()
        else:
            self._waiting.append((widget, work))
            self._begin()

    def measure_all(self) -> None:
        """Let every widget measure itself anew; what still waited for a former theme is dropped."""
        self._waiting.clear()
        self._timer.stop()
        seen: set[int] = set()
        for window in self._app.topLevelWidgets():
            if window.isVisible():
                self._measure_seen(window, seen)
        self._waiting.append((None, partial(self._find_unseen, seen)))
        self._begin()

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start(AFTER_PAINT_MS)

    def _measure_seen(self, widget: QWidget, seen: set[int]) -> None:
        _measure(widget)
        seen.add(_address(widget))
        if isinstance(widget, QComboBox):  # it keeps its least size from before the new font reached it
            self._waiting.append((widget, partial(_measure, widget)))
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow() and child.isVisible():
                self._measure_seen(child, seen)

    def _find_unseen(self, seen: set[int]) -> None:
        unseen = (widget for widget in self._app.allWidgets() if _address(widget) not in seen)
        self._waiting.extend((widget, partial(_measure, widget)) for widget in unseen)

    def finish(self, part: QWidget) -> None:
        """Do what waits for a part of a window and all that is in it: it is about to be shown."""
        while any(widget is None for widget, _ in self._waiting):  # who waits is not known before
            self._do_next()
        waiting, self._waiting = self._waiting, deque()
        for widget, work in waiting:
            if widget is None or not shiboken6.isValid(widget):
                continue
            if widget is part or part.isAncestorOf(widget):
                work()
            else:
                self._waiting.append((widget, work))

    def _do_some(self) -> None:
        self._timer.setInterval(0)
        until = perf_counter() + PIECE_S
        while self._waiting and perf_counter() < until:
            self._do_next()
        if not self._waiting:
            self._timer.stop()

    def _do_next(self) -> None:
        widget, work = self._waiting.popleft()
        if widget is None or shiboken6.isValid(widget):
            work()


def _measure(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()


def _address(widget: QWidget) -> int:
    """Return what tells a widget from all others, whichever wrapper stands for it."""
    return int(shiboken6.getCppPointer(widget)[0])
