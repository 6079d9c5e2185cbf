"""The guide as the shell knows it; it needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.guide.address import PAGE_ID
from dgsdesk.desktop.shell.page import Page, PageEntry, Place

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.guide.page import GuidePage

    return GuidePage(host)


ENTRY = PageEntry(PAGE_ID, "Guide", "info", 0, _create, kinds=frozenset(), place=Place.NOWHERE)
