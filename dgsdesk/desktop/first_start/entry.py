"""« Bienvenue » as the shell knows it, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import FIRST_START
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

KINDS = frozenset({"Network", "Organisation", "Person", "Appointment", "Circle"})


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.first_start.page import FirstStartPage

    return FirstStartPage(host)


ENTRY = PageEntry.at(FIRST_START, _create, KINDS, alone=True)
