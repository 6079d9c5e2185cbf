"""« Accueil » as rail, menus and palette know it, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import HOME
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.home.page import HomePage

    return HomePage(host)


def _prepare(host: PageHost) -> None:
    from dgsdesk.desktop.home.new_day import NewDay

    NewDay(host)


ENTRY = PageEntry.at(HOME, _create, prepare=_prepare)
