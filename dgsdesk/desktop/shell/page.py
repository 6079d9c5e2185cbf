"""What a page is: a view that the shell creates when it is first shown, and tells what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.shell.actions import ActionSpec
from dgsdesk.desktop.shell.hub import EVERYTHING
from dgsdesk.desktop.shell.place import PagePlace
from dgsdesk.desktop.shell.place import Place as Place  # entries name it from here

if TYPE_CHECKING:
    from dgsdesk.application.paper import PaperSource
    from dgsdesk.desktop.shell.host import PageHost

R = TypeVar("R")

KEPT_UNSEEN = "words kept unseen"
"""The property of a form, or of what forms stand in, that keeps its words while it is hidden."""

SECRET = "secret"
"""The property of a field whose words never go to the disk, even while they are shown."""


@dataclass(frozen=True)
class Spot:
    """Where something that was found stands: on a page its subject (an id), there its part and its own id.

    ``words`` are those that were found in it, as they are written.
    """

    subject: str
    step: str = ""
    at: str = ""
    words: tuple[str, ...] = ()


class Page(QWidget):
    """Base of all pages. Build the view in ``__init__``, read in `refresh`."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme
        self._heard: dict[str, frozenset[str]] = {}
        self.theme.follow(self._take_font)
        self._take_font()

    def _take_font(self) -> None:
        """Have a font of its own: another size need not reach all that is on it while nobody sees it."""
        self.setFont(self.theme.font())

    def refresh(self, changes: frozenset[str]) -> None:
        """Read again what is shown, when one of the page's kinds changed.

        The shell calls it with ``{"*"}`` before the first showing, at once when the page is visible, and at
        its next showing when it is hidden.
        """

    def read_again(
        self,
        changes: frozenset[str],
        query: Callable[..., R],
        *args: Any,
        then: Callable[[R, frozenset[str]], None],
        replaces: str,
    ) -> None:
        """Ask what is shown, for who hands the changes on: ``then`` takes the answer and what was heard of.

        A newer question of this name drops the answer to the older, never what it was asked for: the changes
        are gathered until an answer has come.
        """
        self._heard[replaces] = self._heard.get(replaces, frozenset()) | changes

        def answered(found: R) -> None:
            then(found, self._heard.pop(replaces, frozenset()))

        self.host.ask(query, *args, then=answered, owner=self, replaces=replaces)

    def when_read(self, call: Callable[[], None]) -> None:
        """Call once what was asked for before is shown."""
        self.host.ask(lambda _: None, then=lambda _: call(), owner=self)

    def shown(self, subject: object | None) -> None:
        """Come to the front; ``subject`` is what to show (an id or a `Spot`), None to stay where it was."""

    def take_focus(self) -> None:
        """Give the keyboard to the page's main list; the first focusable child by default."""
        self.focusNextChild()

    def thing(self) -> str:
        """Return the id of the thing that is chosen, for its history; empty for none."""
        return ""

    def place(self) -> tuple[str, ...]:
        """Return what `shown` takes to come back to what is in front: a meeting and its step; or nothing."""
        return ()

    def topic(self) -> str:
        """Return which part of the page is in front, for its chapter of the guide; empty for the whole."""
        return ""

    def papers(self) -> Sequence[PaperSource]:
        """Return what gives the papers of what is in front; its table is added by itself."""
        return ()

    def leaving(self) -> None:
        """Keep what is being typed: called before the page is hidden and before the program ends."""

    def make_part(self) -> bool:
        """Make one part that would be made when first wanted, while nobody does anything.

        Return False when none is left. Nothing is read and nothing shown changes.
        """
        return False


def lay_by(part: QWidget, size: QSize) -> None:
    """Polish and lay out what is not shown yet, at the size that it will have: half of its first showing."""
    part.resize(size)
    part.ensurePolished()
    layout = part.layout()
    if layout is not None:
        layout.activate()


@dataclass(frozen=True)
class PageEntry:
    """A page as the rail, the menus and the palette know it, before it is loaded.

    ``icon`` is a role (``nav.rota``); ``rank`` orders the rail and gives Ctrl+rank (1 to 9, and 0);
    ``create`` imports and builds the page; ``kinds`` are the changes it must hear of; ``actions`` are
    its own, declared here so that the palette offers them before the page is loaded; ``prepare`` is called
    once when a network is first open, to bind acts that work on every page (F8); ``folds_rail`` wants the
    room of the rail, ``alone`` hides it.
    """

    id: str
    title: str
    icon: str
    rank: int
    create: Callable[[PageHost], Page]
    kinds: frozenset[str] = EVERYTHING
    place: Place = Place.MAIN
    actions: tuple[ActionSpec, ...] = ()
    prepare: Callable[[PageHost], object] | None = None
    folds_rail: bool = False
    alone: bool = False

    @classmethod
    def at(
        cls,
        where: PagePlace,
        create: Callable[[PageHost], Page],
        kinds: frozenset[str] = EVERYTHING,
        **more: Any,
    ) -> PageEntry:
        """Return the entry of a page whose place is known already; ``more`` are fields of the entry."""
        page_id, title, icon, rank, place = where
        return cls(page_id, title, icon, rank, create, kinds, place, **more)

    @property
    def where(self) -> PagePlace:
        """The page's place, for the rail."""
        return PagePlace(self.id, self.title, self.icon, self.rank, self.place)
