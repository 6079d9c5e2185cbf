"""A new day in a window left open: pages read again, and the task bar calls for what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from dgsdesk.application.home.page import HomePage as HomeRows
    from dgsdesk.desktop.shell.host import PageHost

DAY = frozenset({"Day"})
"""What changed at midnight: every page that tells of days."""

_LOOK_EVERY = 60_000
"""Milliseconds between two looks at the calendar: a computer that slept through midnight hears of it too."""


class NewDay(QObject):
    """Looks once a minute. The program notifies of nothing else, and of this without words or sound."""

    def __init__(self, host: PageHost, today: Callable[[], date] = date.today) -> None:
        super().__init__(host)
        self._host, self._today = host, today
        self._day = today()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_LOOK_EVERY)

    def look(self) -> None:
        """Tell of another day, if it is one."""
        day = self._today()
        if day == self._day or not self._host.is_open:
            return
        from dgsdesk.application.home.page import home_page

        self._day = day
        self._host.hub.changed(DAY)
        self._host.ask(home_page, then=self._call, owner=self)

    def _call(self, page: HomeRows) -> None:
        """Call from the task bar where something is to be done this day and nobody looks at the program."""
        lines = (line for group in page.groups for line in group.lines)
        window = self._host.actions.parent()
        due = any(line.due <= page.today and not line.waits for line in lines)
        if due and QApplication.activeWindow() is None and isinstance(window, QWidget):
            QApplication.alert(window)
