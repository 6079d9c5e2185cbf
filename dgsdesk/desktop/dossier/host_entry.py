"""The window of one meeting: its only pages, what it says around them, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.dossier.host_acts import ACTS, LEFT_OUT, PAGE_ID
from dgsdesk.desktop.meetings import draft_acts, hold_acts, prepare_acts
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.place import PagePlace, Place, WindowPlan
from dgsdesk.desktop.shell.session import Surroundings

if TYPE_CHECKING:
    from dgsdesk.application.desk import View
    from dgsdesk.desktop.shell.host import PageHost

_MEETING = PagePlace(PAGE_ID, "Réunion", "nav.meetings", 0, Place.NOWHERE)
_DOOR = PagePlace("door", "Ouverture du dossier", "folder-open", 0, Place.NOWHERE)
HOST_PLAN = WindowPlan(LEFT_OUT, _DOOR.id, narrows=False)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.dossier.host_page import HostPage

    return HostPage(host)


def _create_door(host: PageHost) -> Page:
    from dgsdesk.desktop.dossier.door import DoorPage

    return DoorPage(host)


_ACTS = (*ACTS, *prepare_acts.ACTS, *hold_acts.ACTS, *draft_acts.ACTS)
HOST_PAGES = (
    PageEntry.at(_MEETING, _create, actions=_ACTS),
    PageEntry.at(_DOOR, _create_door, frozenset()),
)
HOST_PLACES = tuple(page.where for page in HOST_PAGES)


def host_surroundings(view: View) -> Surroundings:
    """Say whose meeting it is, and that nothing else of the network is here."""
    from dgsdesk.application.host_dossier import host_dossier

    dossier = host_dossier(view)
    if dossier is None:
        return Surroundings(start=PAGE_ID)
    return Surroundings(
        start=PAGE_ID,
        network=dossier.title,
        notice="Cette réunion seule est sur ce poste\u202f; rien ne le quitte sans vous",
    )
