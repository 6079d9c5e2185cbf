"""The page of the host rota as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import ROTA
from dgsdesk.desktop.rota.acts import ACTS, KINDS
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.rota.page import RotaScreen

    return RotaScreen(host)


ENTRY = PageEntry.at(ROTA, _create, KINDS, actions=ACTS)
