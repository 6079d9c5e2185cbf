"""The page of circles as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.circles.acts import ACTS, KINDS
from dgsdesk.desktop.places import CIRCLES
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.circles.page import CirclesPage

    return CirclesPage(host)


def _prepare(host: PageHost) -> None:
    host.offer_way_out("no_circle", "Voir les formats", lambda: host.open(CIRCLES.id))


ENTRY = PageEntry.at(CIRCLES, _create, KINDS, actions=ACTS, prepare=_prepare)
