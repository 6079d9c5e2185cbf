"""The page of meetings as rail, menus and palette know it, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsdesk.desktop.meetings import acts
from dgsdesk.desktop.meetings.dispatch import acts as dispatch_acts
from dgsdesk.desktop.meetings.draft import acts as draft_acts
from dgsdesk.desktop.meetings.hold import acts as hold_acts
from dgsdesk.desktop.meetings.invite import acts as invite_acts
from dgsdesk.desktop.meetings.prepare import acts as prepare_acts
from dgsdesk.desktop.meetings.review import acts as review_acts
from dgsdesk.desktop.places import MEETINGS
from dgsdesk.desktop.shell.page import Page, PageEntry

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.host import PageHost


def _create(host: PageHost) -> Page:
    from dgsdesk.desktop.meetings.page import MeetingsPage

    return MeetingsPage(host)


# In the order of the steps.
_MODULES = (acts, prepare_acts, invite_acts, hold_acts, draft_acts, review_acts, dispatch_acts)
_ACTS = tuple(spec for module in _MODULES for spec in module.ACTS)

ENTRY = PageEntry.at(MEETINGS, _create, actions=_ACTS)
