"""The acts on whatever is in front: its help, its history, its tables, its preview, a report about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.table_copy import copy_chosen, copy_table
from dgsdesk.desktop.guide import address as guide
from dgsdesk.desktop.shell import bug_report
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.page import Spot
from dgsdesk.desktop.shell.page_stack import PageStack


class FrontActs:
    """Binds them for a window."""

    def __init__(
        self, host: PageHost, window: MainWindow, pages: PageStack, go: Callable[[str, object], None]
    ) -> None:
        """``go`` opens a page with what it is to show."""
        self._host = host
        self._window = window
        self._pages = pages
        self._go = go
        bind = host.actions.bind
        bind("shell.guide", lambda: go(guide.PAGE_ID, None))
        bind("shell.help_here", self._help_here)
        bind("shell.report", self._offer_report)
        bind("shell.copy_table", self._copy_table)
        bind("shell.copy_rows", self._copy_rows)
        bind("shell.preview", self._preview)
        window.offer_menu_by(self._offer_table_menu)
        host.history_wanted.connect(self._history_here)

    def _help_here(self) -> None:
        """Open the chapter of the page in front, and of the part of it that is shown."""
        page = self._pages.in_front()
        topic = self._pages.page(page).topic() if page else ""
        self._go(guide.PAGE_ID, guide.ABOUT_PAGE + "/".join(filter(None, (page, topic))))

    def _history_here(self, history: str) -> None:
        """Open the history of what the page in front has chosen, and remember where to come back to."""
        page = self._pages.in_front()
        if page != history:
            self._go(history, Spot(self._pages.page(page).thing() if page else "", page))

    def _offer_report(self) -> None:
        """Show what may be sent about the program when nothing went wrong: its state, never any data."""
        state = bug_report.state_text(self._host.theme, self._pages.in_front())
        self._go(bug_report.PAGE_ID, bug_report.Offered(state))

    def _copy_table(self) -> None:
        """Copy the table or list that has the keyboard, else the first one of the page."""
        told = copy_table(self._in_front())
        self._host.tell(Message(told, tone="ok" if told else "info"))

    def _copy_rows(self) -> None:
        """Copy the rows chosen in the table that has the keyboard."""
        told = copy_chosen(self._in_front())
        if told:
            self._host.tell(Message(told, tone="ok"))

    def _in_front(self) -> QWidget:
        """Return the page in front: the list of pages beside it is no table of anybody's."""
        page = self._pages.in_front()
        return self._pages.page(page) if page else self._window.body

    def _offer_table_menu(self, at: QWidget, place: QPoint) -> bool:
        """Show what can be done with the table or list at a place; say whether there is one."""
        from dgsdesk.desktop.shell.table_menu import offer_table_menu

        return offer_table_menu(self._host.actions, at, place)

    def _preview(self) -> None:
        """Show what is in front as it would be printed."""
        from dgsdesk.desktop.preview.opening import preview

        page = self._pages.in_front()
        if page:
            preview(self._host, self._pages.page(page), self._window)
