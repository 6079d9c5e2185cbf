"""Where a page stands: all that the first paint needs to know of it. Nothing else is loaded before."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """Where the rail shows a page."""

    MAIN = "main"
    BELOW_LINE = "below_line"
    FOOT = "foot"
    NOWHERE = "nowhere"


class PagePlace(NamedTuple):
    """A page's id, title, icon (a role, ``nav.rota``), rank and place.

    The rank orders the rail and gives Ctrl+rank (1 to 9, and 10 for Ctrl+0).
    """

    id: str
    title: str
    icon: str
    rank: int = 0
    place: Place = Place.MAIN


class WindowPlan(NamedTuple):
    """What sets one kind of window apart: acts that it leaves out, and the page shown while nothing is open.

    That page (``door``) is told why nothing could be opened (a `KnownError`); without one the shell says it.
    ``narrows`` tells that the palette offers to narrow the search to a room, ``handed`` is the page that
    shows the files which another start of the program handed over.
    """

    left_out: frozenset[str] = frozenset()
    door: str = ""
    narrows: bool = True
    handed: str = "arrivals"


ORDINARY = WindowPlan()


class Menu(StrEnum):
    """The menus, in their order; the letter after & is the mnemonic."""

    FILE = "&Fichier"
    EDIT = "É&dition"
    VIEW = "&Affichage"
    MEETING = "&Réunion"
    TOOLS = "&Outils"
    HELP = "Aid&e"
