"""The page « Bilan » as the rail and the palette know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.places import YEARLY_REPORT
from dgsdesk.desktop.shell.page import Page, PageEntry
from dgsdesk.desktop.yearly_report.acts import ACTS

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost

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
        "PoliticalRequest",
        "RaisedTheme",
        "RequestWork",
        "Sending",
        "SharedSubject",
    }
)


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.yearly_report.page import YearlyReportPage

    return YearlyReportPage(host)


ENTRY = PageEntry.at(YEARLY_REPORT, _create, KINDS, actions=ACTS)
