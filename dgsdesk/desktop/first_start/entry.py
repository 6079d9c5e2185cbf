"""« Bienvenue » as the shell knows it, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.shell.page import Page, PageEntry, Place

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

KINDS = frozenset({"Network", "Organisation", "Person", "Appointment", "Circle"})


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.first_start.page import FirstStartPage

    return FirstStartPage(host)


ENTRY = PageEntry(
    "first_start", "Premier démarrage", "kind.epci", 0, _create, KINDS, place=Place.NOWHERE, alone=True
)
