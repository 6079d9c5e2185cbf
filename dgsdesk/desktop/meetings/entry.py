"""The page of meetings as rail, menus and palette know it, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.meetings.acts import ACTS, PAGE_ID
from dgsdesk.desktop.meetings.registry import step_acts
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.meetings.page import MeetingsPage

    return MeetingsPage(host)


ENTRY = PageEntry(PAGE_ID, "Réunions", "nav.meetings", 2, _create, actions=(*ACTS, *step_acts()))
