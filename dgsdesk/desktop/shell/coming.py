"""A page on its way: its head stands, what it is made of is loaded piece by piece, a key has it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from dgsdesk.desktop.components.keyboard import HELD_KEYS
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.loading import imported_in, load_in_pieces
from dgsdesk.desktop.shell.page import PageEntry
from dgsdesk.desktop.shell.runner import Pieces

_PROGRAM = ("dgsdesk.",)
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})


def load_for(entry: PageEntry) -> Iterator[object]:
    """Load what a page is made of, module by module."""
    return load_in_pieces(imported_in(entry.create), _PROGRAM)


class Coming(QObject):
    """Loads and makes a page that was asked for, in pieces, behind its head.

    What is typed meanwhile is meant for the page: a key has all that is left of it done at once, as long as
    it is none that the rail takes.
    """

    def __init__(self, host: PageHost, head: QWidget, rail: QWidget, arrive: Callable[[], None]) -> None:
        """``arrive`` puts the page in the place of its ``head``, made by then or not."""
        super().__init__(head)
        self._host, self.head, self._rail = host, head, rail
        self._arrive = arrive
        self._work: Pieces | None = None
        self._system_window: QWindow | None = head.window().windowHandle()
        if not rail.hasFocus():
            head.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, entry: PageEntry, make: Callable[[], Iterator[object]]) -> None:
        """Go to work."""
        if self._system_window is not None:
            self._system_window.installEventFilter(self)
        self._work = self._host.in_pieces(self._pieces(entry, make), owner=self)

    def _pieces(self, entry: PageEntry, make: Callable[[], Iterator[object]]) -> Iterator[object]:
        with suppress(Exception):  # what fails does so again when it is brought, and is told
            yield from load_for(entry)
            yield from make()
        self._arrive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the page at once when a key is meant for it."""
        del watched
        if event.type() in _KEYS and isinstance(event, QKeyEvent) and self._is_for_page(event):
            self._arrive()
        return False

    def _is_for_page(self, event: QKeyEvent) -> bool:
        if event.key() in HELD_KEYS:
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return not (plain and self._rail.hasFocus() and event.key() < Qt.Key.Key_F1)

    def has_keyboard(self) -> bool:
        """Say whether the keyboard waits for the page: it has gone nowhere else meanwhile."""
        return QApplication.focusWidget() in (None, self.head)

    def end(self) -> None:
        """Leave what is left: the page is there, or another one was asked for."""
        if self._work is not None:
            self._work.cancel()
        if self._system_window is not None:
            self._system_window.removeEventFilter(self)
            self._system_window = None
