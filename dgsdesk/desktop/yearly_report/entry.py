"""The page « Bilan » as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import YEARLY_REPORT
from dgsdesk.desktop.shell.actions import ActionSpec, Menu, Scope
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

PAGE = "yearly_report"
PRINT, PICTURE, OPEN = f"{PAGE}.print", f"{PAGE}.picture", f"{PAGE}.open"

KINDS = frozenset(
    {
        "Action",
        "AgendaItem",
        "Approval",
        "Attendance",
        "Circle",
        "Circulation",
        "Decision",
        "GreyZone",
        "HostTurn",
        "Meeting",
        "Organisation",
        "RaisedTheme",
        "Sending",
        "SharedSubject",
    }
)

ACTS = (
    ActionSpec(PRINT, "Écrire le bilan annuel", "act.print", "Ctrl+P", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(PICTURE, "Enregistrer le graphique en image", "image", "", Menu.TOOLS, PAGE, Scope.PAGE),
    ActionSpec(OPEN, "Ouvrir ce que compte ce chiffre", "external-link", "", Menu.TOOLS, PAGE, Scope.PAGE),
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.yearly_report.page import YearlyReportPage

    return YearlyReportPage(host)


ENTRY = PageEntry.at(YEARLY_REPORT, _create, KINDS, actions=ACTS)
