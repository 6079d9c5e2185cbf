"""What a page is: a view that the shell creates when it is first shown, and tells what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dgsdesk.desktop.shell.actions import ActionSpec
from dgsdesk.desktop.shell.hub import EVERYTHING

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


class Place(StrEnum):
    """Where the rail shows a page."""

    MAIN = "main"
    BELOW_LINE = "below_line"
    FOOT = "foot"
    NOWHERE = "nowhere"


class Page(QWidget):
    """Base of all pages. Build the view in ``__init__``, read in `refresh`."""

    def __init__(self, host: PageHost) -> None:
        super().__init__()
        self.host = host
        self.theme = host.theme

    def refresh(self, changes: frozenset[str]) -> None:
        """Read again what is shown, when one of the page's kinds changed.

        The shell calls it with ``{"*"}`` before the first showing, at once when the page is visible, and at
        its next showing when it is hidden.
        """

    def shown(self, subject: object | None) -> None:
        """Come to the front; ``subject`` is what to show (an id), None to stay where it was."""

    def take_focus(self) -> None:
        """Give the keyboard to the page's main list; the first focusable child by default."""
        self.focusNextChild()

    def leaving(self) -> None:
        """Keep what is being typed: called before the page is hidden and before the program ends."""


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
