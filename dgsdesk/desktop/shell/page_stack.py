"""The pages of the window: made when first wanted, one in front, refreshed when they are looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from dgsdesk.desktop.components.headers import PageHeader
from dgsdesk.desktop.components.text import Panel
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.hub import touches
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.page import Page, PageEntry, Place, lay_by
from dgsdesk.desktop.shell.runner import TURN
from dgsdesk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.coming import Coming

ALL = frozenset({"*"})
"""The changes after which a page reads everything again."""


class Curtain(Panel):
    """The head of a page and the ground below it, until the page itself stands."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, "surface")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PageHeader(theme, title))
        column.addStretch(1)


@dataclass
class _Open:
    """A page that was created, and whether it must look again when it is next shown."""

    entry: PageEntry
    page: Page
    stale: bool = True


@dataclass
class _Awaited:
    """A page that is loaded and made piece by piece, and what is shown once it stands."""

    page_id: str
    subject: object | None
    coming: Coming


class PageStack:
    """The pages that were opened, and which is in front."""

    def __init__(
        self,
        host: PageHost,
        window: MainWindow,
        entries: Mapping[str, PageEntry],
        stands: Callable[[str], object] = lambda _: None,
    ) -> None:
        """``stands`` is told of each page that was asked for, once it is in front."""
        self._host = host
        self._stands = stands
        self._window = window
        self._entries = entries
        self._open: dict[str, _Open] = {}
        self._awaited: _Awaited | None = None
        self._silent = False
        self.current = ""

    def page(self, page_id: str) -> Page:
        """Return a page, created when it was not yet."""
        if page_id not in self._open:
            entry = self._entries[page_id]
            page = entry.create(self._host)
            page.setAccessibleName(entry.title)
            page.setParent(self._window.stack)  # or a page that is never shown would outlive the window
            self._open[page_id] = _Open(entry, page)
            self._host.hub.subscribe(page, lambda changes: self._changed(page_id, changes), entry.kinds)
        return self._open[page_id].page

    def _of_rail(self) -> list[PageEntry]:
        return [one for one in self._entries.values() if one.place is not Place.NOWHERE and not one.alone]

    def modules(self) -> Iterator[str]:
        """Name the modules that hold the pages of the rail, the page's own first, then those of its panes.

        The first one is that of the first page that was not opened.
        """
        waiting = [entry for entry in self._of_rail() if entry.id not in self._open]
        for entry in waiting:
            package = entry.create.__module__.rpartition(".")[0]
            names = [module.name for module in walk_packages(import_module(package).__path__, f"{package}.")]
            yield from sorted(
                names, key=lambda name: (not name.endswith(".page"), not name.endswith(".pane"))
            )

    def make_next(self) -> bool:
        """Make one page of the rail that was not opened yet, or a part of one; tell whether any was left.

        None while a page is on its way, which may be that one.
        """
        if self._awaited is not None:
            return True
        waiting = next((one.id for one in self._of_rail() if one.id not in self._open), "")
        if waiting:
            deque(self._lay(waiting), maxlen=0)
            return True
        return any(opened.page.make_part() for opened in list(self._open.values()))

    def _lay(self, page_id: str) -> Iterator[object]:
        """Make a page and lay it out, out of sight, each in a turn of its own."""
        yield TURN
        page = self.page(page_id)
        yield TURN
        self._window.stack.addWidget(page)
        lay_by(page, self._window.stack.size())
        yield TURN

    def show(self, page_id: str, subject: object | None) -> None:
        """Bring a page to the front, refreshed when something changed meanwhile."""
        awaited = self._give_up()
        if awaited is None or awaited.page_id != page_id:
            self._leave_for(self._entries[page_id])
        elif subject is None:
            subject = awaited.subject
        self._bring(page_id, subject, keyboard=True)

    def come_to(self, page_id: str, subject: object | None) -> None:
        """Bring a page to the front as `show` does; one that is not made comes piece by piece.

        Its head stands meanwhile, and no act of any page is live.
        """
        entry, awaited = self._entries[page_id], self._awaited
        if awaited is not None and awaited.page_id == page_id:
            awaited.subject = awaited.subject if subject is None else subject
        elif page_id in self._open or entry.alone or not self._window.isVisible():
            self.show(page_id, subject)
        else:
            self._let_come(entry, subject)

    def _let_come(self, entry: PageEntry, subject: object | None) -> None:
        from dgsdesk.desktop.shell.coming import Coming

        self._give_up()
        self._leave_for(entry, announced=False)
        curtain = self._announce(entry)
        self._host.actions.enter("")
        coming = Coming(self._host, curtain, self._window.rail.view, self.arrive)
        self._awaited = _Awaited(entry.id, subject, coming)
        coming.begin(entry, partial(self._lay, entry.id))

    def arrive(self) -> None:
        """Put the page that is awaited in the place of its head, made by then or not."""
        awaited = self._give_up()
        if awaited is not None:
            self._bring(awaited.page_id, awaited.subject, keyboard=awaited.coming.has_keyboard())

    def in_front(self) -> str:
        """Return the id of the page that is seen, for who does something with it: it has come by then."""
        self.arrive()
        return self.current

    def _give_up(self) -> _Awaited | None:
        """Wait no more for the page that is coming, and return it."""
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            awaited.coming.end()
            head = awaited.coming.head
            QTimer.singleShot(0, head, head.deleteLater)
        return awaited

    def load(self, page_id: str) -> None:
        """Load what a page is made of, piece by piece: there is nothing to show on it yet."""
        if page_id not in self._open:
            from dgsdesk.desktop.shell.coming import load_for

            self._host.in_pieces(load_for(self._entries[page_id]), owner=self._window.stack)

    def _leave_for(self, entry: PageEntry, *, announced: bool = True) -> None:
        """Let the page in front keep what is typed; paint the head of one that takes long."""
        former = self._open.get(self.current)
        if former is None or self.current == entry.id:
            return
        former.page.leaving()
        self._window.show_message(None)
        if announced and entry.id not in self._open and not entry.alone and self._window.isVisible():
            curtain = self._announce(entry)
            QTimer.singleShot(0, curtain, curtain.deleteLater)

    def _bring(self, page_id: str, subject: object | None, *, keyboard: bool) -> None:
        """Show a page, what it is to show, and give it the keyboard unless that is in the rail."""
        entry, window = self._entries[page_id], self._window
        page = self.page(page_id)
        self._host.theme.catch_up(page)
        if self.current != page_id:  # the page in front has told what room it wants
            window.fold_for_page(entry.folds_rail)
        self.current = page_id
        window.show_alone(entry.alone)
        window.show_widget(page)
        window.rail.view.show_page(page_id)
        self._host.actions.enter(page_id, alone=entry.alone)
        self.look_again()
        page.shown(subject)
        if keyboard and not window.rail.view.hasFocus():
            page.take_focus()
        self._stands(page_id)

    def _announce(self, entry: PageEntry) -> Curtain:
        """Paint the head of a page at once: to load and to make it takes longer than a click may."""
        curtain = Curtain(self._host.theme, entry.title)
        lay_by(curtain, self._window.stack.size())
        self._window.show_widget(curtain)
        self._window.rail.view.show_page(entry.id)
        for part in (self._window.stack, self._window.rail.view.viewport()):
            part.repaint()
        return curtain

    def look_again(self) -> None:
        """Refresh the page in front if something changed since it last read."""
        here = self._open.get(self.current)
        if here is not None and here.stale:
            here.stale = False
            here.page.refresh(ALL)

    def doubt_all(self) -> None:
        """Let every page read again when it is next looked at."""
        for opened in self._open.values():
            opened.stale = True

    def leave(self) -> None:
        """Let every page send what is typed."""
        for opened in self._open.values():
            opened.page.leaving()

    def forget(self) -> None:
        """Take all pages away: they showed another network."""
        self._give_up()
        for opened in self._open.values():
            self._host.hub.unsubscribe(opened.page)
            self._window.stack.removeWidget(opened.page)
            opened.page.deleteLater()
        self._open.clear()
        self.current = ""

    def fall_silent(self) -> None:
        """Refresh nothing any more: the window is closing."""
        self._give_up()
        self._silent = True

    def _changed(self, page_id: str, changes: frozenset[str]) -> None:
        opened = self._open.get(page_id)
        if self._silent or opened is None or not touches(opened.entry.kinds, changes):
            return
        if "Network" in changes:
            return  # the network itself came or went: the shell decides which page may be shown
        if page_id == self.current:
            opened.page.refresh(changes)
        else:
            opened.stale = True
