"""The registry of every act: one QAction each, which feeds menus, palette, buttons and the sheet of keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.shell.place import Menu as Menu  # entries name it from here
from dgsdesk.desktop.theme.theme import Theme

_OFFERED = "offered acts"
"""The property of a list that names the acts done with what is chosen in it."""


class Scope(StrEnum):
    """Where a key acts: in the whole window, while its page is shown, or while its list has the keyboard."""

    WINDOW = "window"
    PAGE = "page"
    LIST = "list"


@dataclass(frozen=True)
class ActionSpec:
    """An act, declared once.

    ``id`` is ``room.act``; ``text`` is French, an infinitive; ``icon`` a role of the tokens; ``key`` portable
    (``Ctrl+N``), several separated by a space; ``page`` the id of the page it belongs to, empty for all.
    ``listed`` False keeps it out of the palette; ``apart`` draws a line above it in its menu, as a change of
    room does; ``everywhere`` leaves it in the menu of other pages too, without its key, and opens its page.
    Acts of different parts (``part``) of a page are never live together: they may share a key. ``also`` are
    words that the palette finds it by too (« zoom »).
    """

    id: str
    text: str
    icon: str = ""
    key: str = ""
    menu: Menu | None = None
    page: str = ""
    scope: Scope = Scope.WINDOW
    tip: str = ""
    checkable: bool = False
    listed: bool = True
    apart: bool = False
    everywhere: bool = False
    part: str = ""
    also: str = ""

    @property
    def room(self) -> str:
        """What the act is of: a page, a step, the editor."""
        return self.id.partition(".")[0]

    def sequences(self) -> list[QKeySequence]:
        """Return the key sequences, the one to show first."""
        return [QKeySequence(key) for key in self.key.split()]

    def shown_key(self) -> str:
        """Return the first key as the system writes it (« Ctrl+N »)."""
        keys = self.sequences()
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


@dataclass
class _Entry:
    spec: ActionSpec
    action: QAction
    handler: Callable[[], object] | None = None
    allowed: bool = True
    why_not: str = ""
    left_out: bool = False
    shown: tuple[bool, bool, bool, str] | None = None


class ActionRegistry(QObject):
    """Every QAction of the window, by id; ``asked()`` before an act after which a question follows."""

    refused = Signal(str)
    page_wanted = Signal(str)
    asked = Signal()

    def __init__(self, theme: Theme, window: QWidget, left_out: frozenset[str] = frozenset()) -> None:
        """Hold the acts of a window; those named in ``left_out`` sleep for ever and are shown nowhere."""
        super().__init__(window)
        self._left_out = left_out
        self._theme = theme
        self._window = window
        self._entries: dict[str, _Entry] = {}
        self._reaches: dict[str, Callable[[str], bool]] = {}
        self._in_front: dict[str, Callable[[str], bool]] = {}
        self._may_begin: dict[str, Callable[[str], bool]] = {}
        self._awaiting = ""
        self._page = ""
        self._alone = True
        self._single_letters = True

    # -- declaring and binding -----------------------------------------------------------------------------

    def declare(self, specs: Iterable[ActionSpec]) -> None:
        """Make the QAction of each act; an id declared twice is a bug and raises ValueError."""
        for spec in specs:
            if spec.id in self._entries:
                raise ValueError(f"action declared twice: {spec.id}")
            self._entries[spec.id] = _Entry(spec, self._make(spec), left_out=spec.id in self._left_out)
            self._update(self._entries[spec.id])

    def bind(self, action_id: str, handler: Callable[[], object], widget: QWidget | None = None) -> QAction:
        """Say what an act does; ``widget`` is the list that must have the keyboard, for `Scope.LIST`."""
        entry = self._entries[action_id]
        entry.handler = handler
        if entry.spec.scope is Scope.LIST:
            if widget is None:
                raise ValueError(f"{action_id} needs the list that holds it")
            entry.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._window.removeAction(entry.action)
            widget.addAction(entry.action)
        self._update(entry)
        return entry.action

    def offer_on(self, view: QWidget, *action_ids: str) -> None:
        """Name acts of the page that are done with what is chosen in a list: its menu offers them too."""
        view.setProperty(_OFFERED, [*action_ids])

    def allow(self, action_id: str, allowed: bool, why_not: str = "") -> None:
        """Enable or disable an act; ``why_not`` is said in the tooltip and in the status bar."""
        entry = self._entries[action_id]
        entry.allowed = allowed
        entry.why_not = why_not
        self._update(entry)

    def enter(self, page_id: str, *, alone: bool = False) -> None:
        """Make the acts of this page live, and the others sleep; ``alone``: there are no others."""
        if page_id != self._page:
            self._awaiting = ""
        self._page, self._alone = page_id, alone
        for entry in self._entries.values():
            self._update(entry)

    def use_single_letters(self, on: bool) -> None:
        """Switch keys of one letter on or off (WCAG 2.1.4)."""
        self._single_letters = on
        for entry in self._entries.values():
            afar = self._from_afar(entry)
            entry.action.setShortcuts([] if afar else self._live_keys(entry.spec))

    # -- asking --------------------------------------------------------------------------------------------

    def action(self, action_id: str) -> QAction:
        """Return the QAction of an act."""
        return self._entries[action_id].action

    def spec(self, action_id: str) -> ActionSpec:
        """Return the declaration of an act."""
        return self._entries[action_id].spec

    def specs(self) -> list[ActionSpec]:
        """Return all declarations that this window shows, in the order of declaring."""
        return [entry.spec for entry in self._entries.values() if not entry.left_out]

    def offered(self) -> list[ActionSpec]:
        """Return the acts that the palette offers: live ones, and those of pages not yet opened."""
        return [entry.spec for entry in self._entries.values() if entry.spec.listed and self._usable(entry)]

    def offered_on(self, view: QWidget) -> list[str]:
        """Return the ids of the acts that were named for a list."""
        return view.property(_OFFERED) or []

    def trigger(self, action_id: str, *, reached: bool = False) -> None:
        """Do an act, opening its page first; say why when it cannot be done.

        ``reached`` says that the page has already brought forward the part that does it.
        """
        entry = self._entries[action_id]
        if entry.spec.page and entry.spec.page != self._page:
            self.page_wanted.emit(entry.spec.page)
        reach = self._reaches.get(entry.spec.page)
        if self._waits(entry.spec):
            self._awaiting = action_id
        elif entry.action.isEnabled():
            entry.action.trigger()
        elif reached or reach is None or not reach(action_id):
            text = QCoreApplication.translate("ActionSpec", entry.spec.text)
            unable = self.tr("« {} » n’est pas possible pour l’instant.")
            self.refused.emit(entry.why_not or unable.format(text))

    def begin_when(self, page_id: str, may_begin: Callable[[str], bool]) -> None:
        """Say which acts of a page may be done now: the others wait until it has read what they are about."""
        self._may_begin[page_id] = may_begin

    def begin_awaited(self, page_id: str) -> None:
        """Do the act that waited for what a page has read by now."""
        awaited = self._awaiting
        if awaited and self._page == page_id == self._entries[awaited].spec.page:
            self._awaiting = ""
            self.trigger(awaited)

    def _waits(self, spec: ActionSpec) -> bool:
        may_begin = self._may_begin.get(spec.page)
        return may_begin is not None and not may_begin(spec.id)

    def reach_by(self, page_id: str, reach: Callable[[str], bool]) -> None:
        """Say how a page brings forward the part that does an act; ``reach`` returns False when it cannot."""
        self._reaches[page_id] = reach

    def show_only(self, page_id: str, in_front: Callable[[str], bool]) -> None:
        """Say which acts of a page belong to what it shows now: the menus name no others."""
        self._in_front[page_id] = in_front
        for entry in self._entries.values():
            if entry.spec.page == page_id:
                self._update(entry)

    def problems(self) -> list[str]:
        """Name acts without text, and keys that two acts of one context share."""
        found = [f"{spec.id}: no text" for spec in self.specs() if not spec.text.strip()]
        for page, part in sorted({(spec.page, spec.part) for spec in self.specs()}):
            here = [
                spec
                for spec in self.specs()
                if spec.page in ("", page) and spec.part in ("", part) and spec.scope is not Scope.LIST
            ]
            used = Counter(key.toString() for spec in here for key in spec.sequences())
            found += [f"{key} used {times} times on « {page} »" for key, times in used.items() if times > 1]
        return found

    def meant_by(self, key: QKeySequence) -> str:
        """Return the id of the act of the page in front, or of all, that has a key; a live one goes first."""
        here = [
            entry
            for entry in self._entries.values()
            if entry.spec.page in ("", self._page)
            and not entry.left_out
            and key in self._live_keys(entry.spec)
        ]
        here = [entry for entry in here if entry.spec.scope is not Scope.LIST]
        here.sort(key=lambda entry: not entry.action.isEnabled())
        return here[0].spec.id if here else ""

    # -- keeping the QActions true ---------------------------------------------------------------------------

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(QCoreApplication.translate("ActionSpec", spec.text), self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(self._theme.icon(spec.icon))
        action.setShortcuts(self._live_keys(spec))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: self._act(spec.id))
        self._window.addAction(action)
        return action

    def _live_keys(self, spec: ActionSpec) -> list[QKeySequence]:
        keys = spec.sequences()
        return keys if self._single_letters else [key for key in keys if len(key.toString()) > 1]

    def _act(self, action_id: str) -> None:
        entry = self._entries[action_id]
        if entry.spec.page and entry.spec.page != self._page:
            self.page_wanted.emit(entry.spec.page)
        if self._waits(entry.spec):  # a key of a list means a row that somebody sees: it waits for none
            self._awaiting = "" if entry.spec.scope is Scope.LIST else action_id
        elif entry.handler is not None:
            if entry.spec.text.endswith("…"):
                self.asked.emit()
            entry.handler()

    def _usable(self, entry: _Entry) -> bool:
        elsewhere = bool(entry.spec.page) and entry.spec.page != self._page
        may = entry.allowed and not entry.left_out
        return may and (entry.handler is not None or elsewhere)

    def _from_afar(self, entry: _Entry) -> bool:
        """Say whether an act waits in the menu of another page than its own."""
        elsewhere = entry.spec.page != self._page and not self._alone
        return entry.spec.everywhere and elsewhere and not entry.left_out

    def _update(self, entry: _Entry) -> None:
        here = entry.spec.page in ("", self._page) and not entry.left_out
        in_front = self._in_front.get(entry.spec.page)
        if here and in_front is not None:
            here = in_front(entry.spec.id)
        from_afar = self._from_afar(entry)
        live = from_afar or (here and entry.handler is not None)
        enabled = live and (from_afar or entry.allowed)
        shown = (enabled, live, from_afar, "" if entry.allowed else entry.why_not)
        if shown == entry.shown:  # each page that is opened asks this of some three hundred acts
            return
        entry.shown = shown
        entry.action.setEnabled(enabled)
        entry.action.setVisible(live)
        if entry.spec.everywhere:
            entry.action.setShortcuts([] if from_afar else self._live_keys(entry.spec))
        tip = QCoreApplication.translate("ActionSpec", entry.spec.tip or entry.spec.text)
        entry.action.setToolTip(shown[-1] or tip)
        entry.action.setStatusTip(shown[-1])
