"""The shell: brings window, pages, actions, hub and runner together. The desktop's composition root."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QIcon

from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.components.saved_fields import SavedLine, SavedText
from dgsdesk.desktop.guide.entry import ENTRY as GUIDE
from dgsdesk.desktop.shell import about_page, bug_report, licences_page, shortcuts_page
from dgsdesk.desktop.shell.actions import ActionRegistry
from dgsdesk.desktop.shell.beside import WindowsBeside
from dgsdesk.desktop.shell.front_acts import FrontActs
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.kept_windows import KeptWindow
from dgsdesk.desktop.shell.main_window import MainWindow, window_as_left
from dgsdesk.desktop.shell.networks import Elsewhere, Example, Heal, Opener
from dgsdesk.desktop.shell.page import Page, PageEntry, Place
from dgsdesk.desktop.shell.page_stack import PageStack
from dgsdesk.desktop.shell.palette_filler import PaletteFiller, Search
from dgsdesk.desktop.shell.place import ORDINARY, WindowPlan
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import Runner
from dgsdesk.desktop.shell.session import Session, Surroundings
from dgsdesk.desktop.shell.shell_acts import ShellActs
from dgsdesk.desktop.shell.telling import Telling
from dgsdesk.desktop.shell.upkeep import Upkeep
from dgsdesk.desktop.shell.way_back import WayBack
from dgsdesk.desktop.shell.window_drops import WindowDrops
from dgsdesk.desktop.shell.windows import Windows
from dgsdesk.desktop.theme.theme import Theme
from dgsdesk.shipped import shipped

_BACKUP = frozenset({"Backup"})
"""What changed when the network was backed up: no page shows it, the status bar of every window does."""

_OWN_PAGES = (GUIDE, shortcuts_page.ENTRY, about_page.ENTRY, licences_page.ENTRY, bug_report.ENTRY)


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
        plan: WindowPlan = ORDINARY,
        windows: Windows | None = None,
    ) -> None:
        """Furnish the window, made here unless it stands already.

        ``windows`` is what it shares with others that are open; the first one makes it.

        ``surroundings`` is a query of the application (`Session.ask`) that gives `Surroundings`; ``search``
        one that takes a text and gives found things for the palette. ``example`` is that of `Networks`.
        """
        super().__init__()
        self.theme = theme
        self.preferences = preferences
        self._runner = runner
        self._search, self._plan = search, plan
        self.windows = windows or Windows(runner, preferences, example, bool(plan.door))
        self.number: int = 1 + max((one.number for one in self.windows.every()), default=0)
        self.windows.join(self)
        self._pages_of_rooms = tuple(entries)
        self._entries = {e.id: e for e in (*entries, *_OWN_PAGES)}
        self._unprepared = [entry.prepare for entry in entries if entry.prepare is not None]
        self._surroundings = surroundings
        self._start = ""
        self._wanted: tuple[str, object | None] | None = None
        self._network = self._network_id = ""
        self._beginning = self._closed = False
        self._close_refused = False
        self.window = window or window_as_left(theme, preferences, [entry.where for entry in entries])
        theme.complete()
        self.window.ring.hide()
        self.window.setWindowIcon(QIcon(str(shipped("app.svg"))))
        self._door = plan.door
        self.actions = ActionRegistry(theme, self.window, plan.left_out)
        self.errors = self.windows.errors
        self.host = PageHost(theme, self.actions, runner, preferences, self.errors, self, self.windows.hub)
        self.host.page_titles = {entry.id: entry.title for entry in self._entries.values()}
        self.networks = self.windows.networks
        self.palette = PaletteFiller(
            self.host, self.window, list(self._entries.values()), search, plan.narrows
        )
        self._pages = PageStack(self.host, self.window, self._entries, self._page_stands)
        self._acts = ShellActs(
            self.host, self.window, self._entries, self.networks, self.go_to, self.palette.open
        )
        self._upkeep = Upkeep(
            self.host, runner, self.networks, self._leads, lambda: self.windows.hub.changed(_BACKUP)
        )
        FrontActs(self.host, self.window, self._pages, self.go_to)
        self._way_back = WayBack(self.actions, self.window)
        self._telling = Telling(self, self.windows, self.open_page)
        self._beside = WindowsBeside(
            self.host,
            self.window,
            self.windows,
            self._entries,
            lambda one: self.open_window(one.page, one.place or None, one.geometry),
        )
        self._connect()

    def _connect(self) -> None:
        window, host, networks = self.window, self.host, self.networks
        bind = self.actions.bind
        bind("shell.close_window", window.close)
        bind("shell.quit", self._quit)
        window.may_close = self.close
        window.came_to_front = self._came_to_front
        window.launcher.clicked.connect(self.palette.open)
        window.rail.view.opened.connect(self.go_to)
        drops = WindowDrops(self.theme, window, self._takes_files)
        drops.dropped.connect(lambda files: self.open_page("arrivals", tuple(files)))
        networks.opened.connect(self._session_opened)
        networks.left.connect(self._leave_network)
        networks.refused.connect(self._refused)
        networks.shut.connect(lambda error: self.open_page(self._door, error))
        host.window_wanted.connect(self.open_window)
        host.named.connect(self._name)
        host.page_wanted.connect(self.go_to)
        host.example_wanted.connect(networks.explore_example)
        host.unlock_wanted.connect(networks.unlock)
        host.replacing_wanted.connect(networks.give_way)
        host.alone_wanted.connect(window.show_alone)
        host.room_wanted.connect(window.fold_for_page)
        host.bare_wanted.connect(window.show_bare)
        host.closing.connect(lambda: window.show_bare(None))
        host.act_done.connect(self._way_back.forget)
        host.saved_changed.connect(window.status.show_saved)
        self.actions.page_wanted.connect(self.open_page)
        self._runner.busy_changed.connect(self._show_busy)

    # -- start and end ---------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the window, as large as it was."""
        self.window.show_as_left(self.preferences)

    def start(
        self, open_session: Opener, heal: Heal | None = None, elsewhere: Elsewhere | None = None
    ) -> None:
        """Open the session in the worker once the window has been painted, then show the first page.

        ``heal`` and ``elsewhere`` are those of `Networks.start`.
        """
        begin = partial(self.networks.start, open_session, heal, elsewhere)
        if self._door:
            self.open_page(self._door)
        if self.window.isVisible() and not self.window.painted:
            once = Qt.ConnectionType.SingleShotConnection
            self.window.first_painted.connect(begin, once)
        else:
            begin()

    def reopen(self, open_session: Opener) -> None:
        """Close this session and open another (another network, a restored backup)."""
        self.networks.reopen(open_session)

    @property
    def closed(self) -> bool:
        """Say whether the window has been closed."""
        return self._closed

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
        self._pages.leave()
        self._runner.finish()
        if self.host.failed_writes > failed_before and not self._close_refused:
            self._close_refused = True
            return False
        self._closed = True
        self.host.closing.emit()
        self._pages.fall_silent()
        self._upkeep.stop()
        self.preferences.keep(self._memory("geometry"), self.window.saveGeometry())
        self.preferences.keep("window/rail_head", self.window.rail.head_height)
        self.windows.leave(self)
        self.windows.note()
        if self.windows.every():
            self._leave_others_open()
        else:
            self.networks.close()
            self._runner.close()
        self.host.open_session(None)
        return True

    def _leave_others_open(self) -> None:
        """Let go of what other windows go on with."""
        self.host.hub.unsubscribe(self)
        self._pages.forget()
        self.window.deleteLater()

    def _memory(self, name: str) -> str:
        """Return the key of what is remembered of the first window, or of those beside it."""
        return f"window/{name}" if self.number == 1 else f"window/beside/{name}"

    def _leads(self) -> bool:
        """Say whether this window is open and the first of those that are."""
        return not self._closed and self.windows.leads(self)

    def _quit(self) -> None:
        """Close every window, this one last."""
        self.windows.part()
        for shell in (*self.windows.others(self), self):
            shell.window.close()

    # -- several windows -------------------------------------------------------------------------------------

    def open_window(self, page_id: str, subject: object, kept: QByteArray | None = None) -> Shell:
        """Open a page and its subject in a window beside this one, on the same network.

        ``kept`` is where it stood when it was left; it is opened again behind this one.
        """
        window = MainWindow(self.theme, [entry.where for entry in self._pages_of_rooms])
        window.rail.keep_room(self.window.rail.head_height)
        shell = Shell(
            self.theme,
            self._runner,
            self.preferences,
            self._pages_of_rooms,
            self._surroundings,
            self._search,
            window=window,
            plan=self._plan,
            windows=self.windows,
        )
        if kept is not None:
            window.restoreGeometry(kept)  # Qt brings back what would stand off the screens
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        else:
            if not window.restoreGeometry(self.preferences.state(shell._memory("geometry"))):
                window.resize(self.window.size())
            window.move(self.window.pos() + QPoint(1, 1) * self.theme.space("xl"))
        shell._wanted = (page_id, subject)
        window.show()
        if not window.rail_folded:  # a narrow one did by itself, once it had its width
            window.fold_rail_by_hand()
        if kept is None:
            window.activateWindow()
        shell.host.open_session(self.host.session)
        shell.begin()
        if kept is None and not self._door:  # even before those of the last time came back
            self.windows.follow(self._network_id)
        return shell

    def as_it_stands(self) -> KeptWindow:
        """Return what this window shows, and where it stands."""
        page = self.current_page
        place = self.page(page).place() if page else ()
        if self._wanted is not None and isinstance(self._wanted[1], tuple):  # it is still being opened
            page, place = self._wanted[0], tuple(map(str, self._wanted[1]))
        return KeptWindow(page, place, self.window.geometry_kept())

    def keep_typed(self) -> None:
        """Keep what is typed in this window."""
        if self._closed:
            return
        field = self.window.focusWidget()
        if isinstance(field, SavedLine | SavedText):
            field.keep_now()
        self._pages.leave()

    def _came_to_front(self) -> None:
        """Take over what was typed in other windows before anything is typed in this one."""
        if self._closed or self.windows.came_to_front(self):
            return
        what = self.tr("Un texte tapé dans une autre fenêtre n’est pas encore enregistré.")
        remedy = self.tr("Revenez-y avant de l’écrire ici aussi : ce qui s’y tape l’emporterait.")
        self._telling.tell(Message(what, remedy=remedy, tone="warn"))

    def _name(self, title: str) -> None:
        """Name a window beside the first after what it shows."""
        if self.number > 1:
            self.window.setWindowTitle(f"{title} – DGS Desk")

    def _leave_network(self) -> None:
        """Let go of the network; the windows beside the first showed a part of it, and close."""
        if self._closed:
            return
        if not self.windows.leads(self):
            self.window.close()
            return
        self.host.closing.emit()
        self._pages.leave()
        self._pages.forget()
        self.host.hub.unsubscribe(self)
        self.host.open_session(None)

    def _refused(self) -> None:
        """Nothing could be opened: what will be told stands alone, in the place of a page."""
        self._acts.let_go(self.host.is_open)
        self.window.shut(not self.host.is_open)

    def _session_opened(self, session: Session) -> None:
        if self._closed:
            return
        self.host.open_session(session)
        self._acts.let_go(True)
        self.window.show_message(None)
        self.begin()

    def begin(self) -> None:
        """Show what the open network says, and the page that was wanted."""
        self.host.hub.subscribe(self, self._look_again)
        self.host.in_session(self._now, self._show_first, self)

    def _show_first(self, now: _Now) -> None:
        if self._closed:
            return
        self._show_now(now)
        wanted, self._wanted = self._wanted, None
        self._beginning = True
        if wanted is None:
            self.open_page(now.surroundings.start)
        else:
            self.go_to(*wanted)

    def _begin_work(self) -> None:
        """Say that the first page stands; what waited for it begins."""
        self.page(self.current_page).take_focus()
        self.opened.emit()
        if self.windows.leads(self) and not self._door:
            self.host.when_idle(partial(self._beside.reopen, self._network_id))
        self._upkeep.begin()

    def _prepare(self) -> None:
        """Let rooms bind the acts that work on every page, once."""
        waiting, self._unprepared = self._unprepared, []
        for prepare in waiting:
            prepare(self.host)

    # -- pages -----------------------------------------------------------------------------------------------

    @property
    def current_page(self) -> str:
        """Return the id of the page in front."""
        return self._pages.current

    def page(self, page_id: str) -> Page:
        """Return a page, created when it was not yet."""
        return self._pages.page(page_id)

    def have_page(self) -> None:
        """Have the page that is on its way, if there is one: what is done next is for it."""
        self._pages.arrive()

    def modules(self) -> Iterator[str]:
        """Name the modules that the pages of the rail are made of."""
        return self._pages.modules()

    def make_page(self) -> bool:
        """Make a page of the rail, or a part of one, before it is wanted; tell whether any was left."""
        return self.host.is_open and not self._before_start and self._pages.make_next()

    def open_page(self, page_id: str, subject: object | None = None) -> None:
        """Bring a page to the front, refreshed when something changed meanwhile.

        Before there is a network, pages that need one lead to the first start.
        """
        where = self._where_to(page_id, subject)
        if where is not None:
            self._pages.show(*where)

    def go_to(self, page_id: str, subject: object | None = None) -> None:
        """Bring a page to the front likewise, for who does nothing on it: it may come piece by piece."""
        where = self._where_to(page_id, subject)
        if where is not None:
            self._pages.come_to(*where)

    def _where_to(self, page_id: str, subject: object | None) -> tuple[str, object | None] | None:
        """Return which page may be opened; None where it has to wait for the network."""
        if not self.host.is_open and self._entries[page_id].kinds:
            self._wanted = (page_id, subject)  # there is nothing to read yet: `_show_first` comes back to it
            self.window.rail.view.show_page(page_id)
            self._pages.load(page_id)
            return None
        return (page_id, subject) if self._may_open(page_id) else (self._start, None)

    def _page_stands(self, page_id: str) -> None:
        title = self._network or self._entries[page_id].title
        self.window.setWindowTitle(f"DGS Desk – {title}")
        self.page_shown.emit(page_id)
        if self._beginning:
            self._beginning = False
            self._begin_work()

    @property
    def _before_start(self) -> bool:
        """Say whether there is no network yet: the page to begin with stands alone."""
        return self._start in self._entries and self._entries[self._start].alone

    def _may_open(self, page_id: str) -> bool:
        entry = self._entries[page_id]
        return not self._before_start or entry.alone or entry.place is Place.NOWHERE

    def _takes_files(self) -> bool:
        """Say whether there is a network to ask what files let go over the window are."""
        return self.host.is_open and not self._before_start and "arrivals" in self._entries

    # -- what is true now ------------------------------------------------------------------------------------

    def _now(self, session: Session) -> _Now:
        return _Now(session.ask(self._surroundings), session.undoable(), session.redoable())

    def _look_again(self, changes: frozenset[str]) -> None:
        if not self.host.is_open or self._closed:
            return
        if "Network" in changes:
            self._pages.doubt_all()
        self.host.in_session(self._now, self._show_again, self)

    def _show_again(self, now: _Now) -> None:
        """Show what is true now; go to the first start when the network was taken back."""
        self._show_now(now)
        if self.current_page and not self._may_open(self.current_page):
            self.open_page(self._start)
        else:
            self._pages.look_again()

    def _show_now(self, now: _Now) -> None:
        around, window = now.surroundings, self.window
        self._network, self._network_id = around.network, around.network_id
        self._start = around.start
        if self._before_start:
            window.status.hide_saved()
        else:
            self._prepare()
            window.status.show_saved(self.host.all_saved)
        window.rail.show_network(around.network, around.communes)
        window.rail.view.rail.show_counts(dict(around.counts))
        window.status.show_notice(around.notice)
        window.status.show_backup(around.backup)
        window.status.show_last_act(now.undoable or "")
        self.actions.allow("shell.undo", now.undoable is not None, self.tr("Il n’y a rien à annuler."))
        self.actions.allow("shell.redo", now.redoable is not None, self.tr("Il n’y a rien à rétablir."))

    def _show_busy(self, busy: bool) -> None:
        if self._closed:
            return
        self.window.stack.setProperty("busy", busy)
        self.window.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)

    # -- undo ------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last act back; in a field being typed in, the field's own undo comes first."""
        self._acts.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.host.redo()
