"""The shell: brings window, pages, actions, hub and runner together. The desktop's composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from dgsdesk.desktop.components.drop_zone import DropTarget
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.shell import about_page, bug_report, shortcuts_page
from dgsdesk.desktop.shell.actions import ActionRegistry, Menu
from dgsdesk.desktop.shell.errors import Errors
from dgsdesk.desktop.shell.global_acts import GLOBAL_ACTS, page_acts
from dgsdesk.desktop.shell.host import Done, PageHost
from dgsdesk.desktop.shell.hub import touches
from dgsdesk.desktop.shell.main_window import MainWindow, window_as_left
from dgsdesk.desktop.shell.mnemonics import with_mnemonics
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.palette_filler import PaletteFiller, Search
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Runner
from dgsdesk.desktop.shell.session import Session, Surroundings
from dgsdesk.desktop.theme.theme import Theme, ThemeChoice
from dgsdesk.domain.errors import KnownError

_ALL = frozenset({"*"})
_NOTHING: frozenset[str] = frozenset()
_OWN_PAGES = (shortcuts_page.ENTRY, about_page.ENTRY, bug_report.ENTRY)

Opener = Callable[[], Session]
Example = Callable[[], Opener]


@dataclass
class _Open:
    """A page that was created, and whether it must look again when it is next shown."""

    entry: PageEntry
    page: Page
    stale: bool = True


@dataclass(frozen=True)
class _Now:
    """What the worker says after each change."""

    surroundings: Surroundings
    undoable: str | None
    redoable: str | None


class Shell(QObject):
    """Own the window and the pages; open the session behind the first paint."""

    opened = Signal()
    page_shown = Signal(str)

    def __init__(
        self,
        theme: Theme,
        runner: Runner,
        preferences: Preferences,
        entries: Sequence[PageEntry],
        surroundings: Callable[..., Surroundings],
        search: Search | None = None,
        example: Example | None = None,
        window: MainWindow | None = None,
    ) -> None:
        """Furnish the window, made here unless it stands already.

        ``surroundings`` is a query of the application (`Session.ask`) that gives `Surroundings`; ``search``
        one that takes a text and gives found things for the palette. ``example`` prepares the example network
        in the worker, in a place of its own, and returns what opens it.
        """
        super().__init__()
        self.theme = theme
        self.preferences = preferences
        self._runner = runner
        self._entries = {e.id: e for e in (*entries, *_OWN_PAGES)}
        self._unprepared = [entry.prepare for entry in entries if entry.prepare is not None]
        self._surroundings = surroundings
        self._example = example
        self._own: Opener | None = None
        self._start = ""
        self._pages: dict[str, _Open] = {}
        self._current = ""
        self._wanted: tuple[str, object | None] | None = None
        self._network = ""
        self._closed = False
        self._close_refused = False
        # Touched by the worker alone.
        self._live: Session | None = None
        self.window = window or window_as_left(theme, preferences, [entry.where for entry in entries])
        theme.complete()
        self.window.ring.hide()
        self.window.setWindowIcon(theme.icon("nav.meetings", "accent"))
        self.actions = ActionRegistry(theme, self.window)
        self.errors = Errors(self)
        self.host = PageHost(theme, self.actions, runner, preferences, self.errors, self)
        self.host.page_titles = {entry.id: entry.title for entry in self._entries.values()}
        self._palette = PaletteFiller(self.host, self.window, list(self._entries.values()), search)
        self._declare_acts()
        self._connect()

    # -- start and end ---------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the window, as large as it was."""
        self.window.show_as_left(self.preferences)

    def start(self, open_session: Callable[[], Session]) -> None:
        """Open the session in the worker once the window has been painted, then show the first page."""

        self._own = open_session
        begin = partial(self._open, open_session)
        if self.window.isVisible() and not self.window.painted:
            self.window.first_painted.connect(begin, Qt.ConnectionType.SingleShotConnection)
        else:
            begin()

    def reopen(self, open_session: Callable[[], Session]) -> None:
        """Close this session and open another (another network, a restored backup)."""
        self._leave_pages()
        self._forget_pages()
        self.host.open_session(None)
        self._runner.database(self._close_in_worker, failed=self._not_opened)
        self._open(open_session)

    def explore_example(self) -> None:
        """Prepare the example network behind the page in front, then open it in the place of this one."""
        if self._example is None:
            return
        what = self.tr("L’exemple se prépare…")
        self._tell(Message(what, remedy=self.tr("Votre réseau reste comme il est."), tone="info"))
        self._runner.database(self._example, self._explore, self._not_opened, self)

    def _explore(self, open_example: Opener) -> None:
        self.reopen(open_example)
        self._allow_own_network(True)

    def go_back_to_own(self) -> None:
        """Leave the example for the network that the window was started with."""
        if self._own is not None:
            self.reopen(self._own)
            self._allow_own_network(False)

    def _allow_own_network(self, exploring: bool) -> None:
        self.actions.allow("shell.own_network", exploring, self.tr("Vous y êtes déjà."))
        why = self.tr("Vous y êtes déjà.") if exploring else self.tr("L’exemple n’est pas installé.")
        self.actions.allow("shell.example", self._example is not None and not exploring, why)

    def when_idle(self, call: Callable[[], object]) -> None:
        """Call once when nothing is under way any more."""
        self._runner.when_idle(call)

    def close(self) -> bool:
        """Save what is typed, close the session after the last write, stop the workers.

        Return False when a last write failed: its message is shown, and closing again closes without it.
        """
        if self._closed:
            return True
        failed_before = self.host.failed_writes
        self._leave_pages()
        self._runner.finish()
        if self.host.failed_writes > failed_before and not self._close_refused:
            self._close_refused = True
            return False
        self._closed = True
        self.preferences.keep("window/geometry", self.window.saveGeometry())
        self.preferences.keep("window/rail_head", self.window.rail.head_height)
        self._runner.database(self._close_in_worker, failed=self.errors.report)
        self._runner.close()
        self.host.open_session(None)
        return True

    def _open(self, open_session: Callable[[], Session]) -> None:
        def work() -> Session:
            self._live = open_session()
            return self._live

        again = partial(self._open, open_session)
        self._runner.database(work, self._session_opened, partial(self._not_opened, again=again), self)

    def _close_in_worker(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            live.close()

    def _session_opened(self, session: Session) -> None:
        if self._closed:
            return
        self.host.open_session(session)
        self.window.show_message(None)
        self.host.hub.subscribe(self, self._look_again)
        self.host.in_session(self._now, self._show_first, self)

    def _show_first(self, now: _Now) -> None:
        if self._closed:
            return
        self._show_now(now)
        self.window.status.show_saved(True)
        (page_id, subject), self._wanted = self._wanted or (now.surroundings.start, None), None
        self.open_page(page_id, subject)
        self.page(self._current).take_focus()
        self.opened.emit()
        self._runner.when_idle(self._settle)

    def _settle(self) -> None:
        """Let the session do what waited for the first page, then say when the backup was made."""
        if self.host.is_open and not self._closed:
            self.host.in_session(lambda live: live.settle(), lambda _: self._look_again(_NOTHING), self)

    def _prepare(self) -> None:
        """Let rooms bind the acts that work on every page, once."""
        waiting, self._unprepared = self._unprepared, []
        for prepare in waiting:
            prepare(self.host)

    def _not_opened(self, error: Exception, again: Callable[[], None] | None = None) -> None:
        """Say why nothing is open, and offer to try ``again`` what a person can put right."""
        if not isinstance(error, KnownError):
            self.errors.report(error)
        elif again is not None:
            self._tell(replace(self.errors.message(error), button=self.tr("Réessayer"), act=again))
        else:
            self._tell(self.errors.message(error))

    # -- pages -----------------------------------------------------------------------------------------------

    @property
    def current_page(self) -> str:
        """Return the id of the page in front."""
        return self._current

    def page(self, page_id: str) -> Page:
        """Return a page, created when it was not yet."""
        if page_id not in self._pages:
            entry = self._entries[page_id]
            page = entry.create(self.host)
            page.setAccessibleName(entry.title)
            self._pages[page_id] = _Open(entry, page)
            self.host.hub.subscribe(page, lambda changes: self._refresh(page_id, changes), entry.kinds)
        return self._pages[page_id].page

    def open_page(self, page_id: str, subject: object | None = None) -> None:
        """Bring a page to the front, refreshed when something changed meanwhile.

        Before there is a network, pages that need one lead to the first start.
        """
        if not self.host.is_open and self._entries[page_id].kinds:
            self._wanted = (page_id, subject)  # there is nothing to read yet: `_show_first` comes back to it
            self.window.rail.view.show_page(page_id)
            return
        if not self._may_open(page_id):
            page_id, subject = self._start, None
        page = self.page(page_id)
        former = self._pages.get(self._current)
        if former is not None and former.page is not page:
            former.page.leaving()
            self.window.show_message(None)
        entry = self._entries[page_id]
        self._current = page_id
        self.window.show_alone(entry.alone)
        self.window.fold_for_page(entry.folds_rail)
        self.window.show_widget(page)
        self.window.rail.view.show_page(page_id)
        self.actions.enter(page_id)
        if self._pages[page_id].stale:
            self._pages[page_id].stale = False
            page.refresh(_ALL)
        page.shown(subject)
        if not self.window.rail.view.hasFocus():
            page.take_focus()
        self._title(entry)
        self.page_shown.emit(page_id)

    @property
    def _before_start(self) -> bool:
        """Say whether there is no network yet: the page to begin with stands alone."""
        return self._start in self._entries and self._entries[self._start].alone

    def _may_open(self, page_id: str) -> bool:
        entry = self._entries[page_id]
        return not self._before_start or entry.alone or entry.place is Place.NOWHERE

    def _title(self, entry: PageEntry) -> None:
        network = self._network or entry.title
        self.window.setWindowTitle(f"DGS Desk – {network}")

    def _refresh(self, page_id: str, changes: frozenset[str]) -> None:
        opened = self._pages.get(page_id)
        if self._closed or opened is None or not touches(opened.entry.kinds, changes):
            return
        if "Network" in changes:
            return  # the network itself came or went: `_look_again` decides which page may be shown
        if page_id == self._current:
            opened.page.refresh(changes)
        else:
            opened.stale = True

    def _leave_pages(self) -> None:
        for opened in self._pages.values():
            opened.page.leaving()

    def _forget_pages(self) -> None:
        for opened in self._pages.values():
            self.host.hub.unsubscribe(opened.page)
            self.window.stack.removeWidget(opened.page)
            opened.page.deleteLater()
        self.host.hub.unsubscribe(self)
        self._pages.clear()
        self._current = ""

    # -- what is true now ------------------------------------------------------------------------------------

    def _now(self, session: Session) -> _Now:
        return _Now(session.ask(self._surroundings), session.undoable(), session.redoable())

    def _look_again(self, changes: frozenset[str]) -> None:
        if not self.host.is_open or self._closed:
            return
        if "Network" in changes:
            for opened in self._pages.values():
                opened.stale = True
        self.host.in_session(self._now, self._show_again, self)

    def _show_again(self, now: _Now) -> None:
        """Show what is true now; go to the first start when the network was taken back."""
        self._show_now(now)
        here = self._pages.get(self._current)
        if here is not None and not self._may_open(self._current):
            self.open_page(self._start)
        elif here is not None and here.stale:
            here.stale = False
            here.page.refresh(_ALL)

    def _show_now(self, now: _Now) -> None:
        around, window = now.surroundings, self.window
        self._network = around.network
        self._start = around.start
        if not self._before_start:
            self._prepare()
        window.rail.show_network(around.network, around.communes)
        window.rail.view.rail.show_counts(dict(around.counts))
        window.status.show_notice(around.notice)
        window.status.show_backup(around.backup)
        window.status.show_last_act(now.undoable or "")
        self.actions.allow("shell.undo", now.undoable is not None, self.tr("Il n’y a rien à annuler."))
        self.actions.allow("shell.redo", now.redoable is not None, self.tr("Il n’y a rien à rétablir."))

    def _act_done(self, done: Done) -> None:
        if done.undoable:
            self.window.toast.show_act(done.label, self.host.undo)
        else:
            self.window.hide_toast()

    def _tell(self, message: Message) -> None:
        self.window.show_message(message)

    def _bug_found(self, report: str) -> None:
        message = self.errors.bug_message()
        self._tell(
            Message(
                message.what,
                message.where,
                message.remedy,
                button=self.tr("Voir le rapport"),
                act=lambda: self.open_page(bug_report.PAGE_ID, report),
            )
        )

    # -- acts ------------------------------------------------------------------------------------------------

    def _declare_acts(self) -> None:
        self.actions.declare(GLOBAL_ACTS)
        self.actions.declare(page_acts(list(self._entries.values())))
        for entry in self._entries.values():
            self.actions.declare(entry.actions)
        bind = self.actions.bind
        for entry in self._entries.values():
            if entry.rank:
                bind(f"go.{entry.id}", partial(self.open_page, entry.id))
        bind("shell.quit", self.window.close)
        bind("shell.example", self.explore_example)
        bind("shell.own_network", self.go_back_to_own)
        self._allow_own_network(False)
        bind("shell.undo", self.undo)
        bind("shell.redo", self.redo)
        bind("shell.palette", self._palette.open)
        bind("shell.larger", lambda: self._scale(1))
        bind("shell.smaller", lambda: self._scale(-1))
        bind("shell.normal_size", lambda: self._scale(0))
        bind("shell.fold_rail", self.window.fold_rail_by_hand)
        bind("shell.next_pane", self.next_pane)
        for choice in ThemeChoice:
            bind(f"shell.theme_{choice.value}", partial(self._choose_theme, choice))
        bind("shell.shortcuts", lambda: self.open_page(shortcuts_page.PAGE_ID))
        bind("shell.about", lambda: self.open_page(about_page.PAGE_ID))
        for act in ("shell.undo", "shell.redo"):
            self.actions.allow(act, False, self.tr("Votre réseau s’ouvre…"))
        self._fill_menus()

    def _fill_menus(self) -> None:
        menus: dict[Menu, list[QAction]] = {menu: [] for menu in Menu}
        for spec in self.actions.specs():
            if spec.menu is not None:
                menus[spec.menu].append(self.actions.action(spec.id))
        for actions in menus.values():
            for action, text in zip(actions, with_mnemonics([a.text() for a in actions]), strict=True):
                action.setText(text)
        self.window.fill_menus(menus)

    def _connect(self) -> None:
        window, host = self.window, self.host
        window.may_close = self.close
        window.launcher.clicked.connect(self._palette.open)
        window.rail.view.opened.connect(self.open_page)
        DropTarget(self.theme, window.stack).dropped.connect(self._files_dropped)
        host.page_wanted.connect(self.open_page)
        host.example_wanted.connect(self.explore_example)
        host.alone_wanted.connect(window.show_alone)
        host.room_wanted.connect(window.fold_for_page)
        host.message_told.connect(self._tell)
        host.act_done.connect(self._act_done)
        host.saved_changed.connect(window.status.show_saved)
        self.errors.bug_found.connect(self._bug_found)
        self.actions.page_wanted.connect(self.open_page)
        self.actions.refused.connect(lambda why: self._tell(Message(why, tone="info")))
        self._runner.busy_changed.connect(self._show_busy)

    def _files_dropped(self, files: list[str]) -> None:
        """Show what files that were dropped on the window are, once there is a network to ask."""
        if self.host.is_open and not self._before_start and "arrivals" in self._entries:
            self.open_page("arrivals", tuple(files))

    def undo(self) -> None:
        """Take the last act back; in a field being typed in, the field's own undo comes first."""
        field: Any = QApplication.focusWidget()
        document = getattr(field, "document", None)
        available = getattr(field, "isUndoAvailable", None) or getattr(
            document() if document else None, "isUndoAvailable", None
        )
        if available is not None and available():
            field.undo()
        else:
            self.host.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.host.redo()

    def next_pane(self) -> None:
        """Give the keyboard to the toast, or else to the next list or text (F6)."""
        if self.window.toast.take_keyboard():
            return
        panes = self._panes()
        if not panes:
            return
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and self._holds(pane, focus)), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _panes(self) -> list[QWidget]:
        areas = self.window.body.findChildren(QAbstractScrollArea)
        wanted = Qt.FocusPolicy.TabFocus
        return [a for a in areas if a.isVisible() and (a.focusPolicy() & wanted) == wanted]

    @staticmethod
    def _holds(pane: QWidget, focus: QWidget) -> bool:
        return pane is focus or pane.isAncestorOf(focus)

    def _show_busy(self, busy: bool) -> None:
        self.window.stack.setProperty("busy", busy)
        self.window.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)

    def _scale(self, direction: int) -> None:
        self.theme.zoom(direction)
        self.preferences.keep("theme/text_scale", self.theme.text_scale)

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self.theme.choose(choice)
        self.preferences.keep("theme/choice", choice.value)
