"""The window of one meeting: its only pages, what it says around them, and what it leaves out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dgsdesk.desktop.dossier.host_acts import ACTS, LEFT_OUT, PAGE_ID
from dgsdesk.desktop.meetings.draft import acts as draft_acts
from dgsdesk.desktop.meetings.hold import acts as hold_acts
from dgsdesk.desktop.meetings.prepare import acts as prepare_acts
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.shell.place import PagePlace, Place, WindowPlan
from dgsdesk.desktop.shell.session import Surroundings

if TYPE_CHECKING:
    from dgsdesk.application.desk import View
    from dgsdesk.desktop.dossier.host_news import NewsOf
    from dgsdesk.desktop.shell.host import PageHost

_MEETING = PagePlace(PAGE_ID, "Réunion", "nav.meetings", 0, Place.NOWHERE)
_DOOR = PagePlace("door", "Ouverture du dossier", "folder-open", 0, Place.NOWHERE)
HOST_PLAN = WindowPlan(LEFT_OUT, _DOOR.id, narrows=False, handed=PAGE_ID)


def _create(news: NewsOf | None, host: PageHost) -> Page:
    from dgsdesk.desktop.dossier.host_news import no_news
    from dgsdesk.desktop.dossier.host_page import HostPage

    return HostPage(host, news or no_news)


def _create_door(host: PageHost) -> Page:
    from dgsdesk.desktop.dossier.door import DoorPage

    return DoorPage(host)


_ACTS = (*ACTS, *prepare_acts.ACTS, *hold_acts.ACTS, *draft_acts.ACTS)
HOST_PLACES = (_MEETING, _DOOR)


def host_pages(news: NewsOf | None = None) -> tuple[PageEntry, ...]:
    """Return the pages; ``news`` tells of a newer dossier once the session is open."""
    return (
        PageEntry.at(_MEETING, partial(_create, news), actions=_ACTS),
        PageEntry.at(_DOOR, _create_door, frozenset()),
    )


def host_surroundings(view: View) -> Surroundings:
    """Say whose meeting it is, and that nothing else of the network is here."""
    from dgsdesk.application.dossier.host import host_dossier

    dossier = host_dossier(view)
    if dossier is None:
        return Surroundings(start=PAGE_ID)
    return Surroundings(
        start=PAGE_ID,
        network=dossier.title,
        notice="Cette réunion seule est sur ce poste\u202f; rien ne le quitte sans vous",
    )
