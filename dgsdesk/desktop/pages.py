"""Every page of the window, in the order of the rail; each is loaded when it is first opened."""

from __future__ import annotations

from dgsdesk.desktop.actions.entry import ENTRY as ACTIONS
from dgsdesk.desktop.arrivals.entry import ENTRY as ARRIVALS
from dgsdesk.desktop.circles.entry import ENTRY as CIRCLES
from dgsdesk.desktop.competences.entry import ENTRY as COMPETENCES
from dgsdesk.desktop.directory.entry import ENTRY as DIRECTORY
from dgsdesk.desktop.first_start.entry import ENTRY as FIRST_START
from dgsdesk.desktop.grey_zones.entry import ENTRY as GREY_ZONES
from dgsdesk.desktop.history.entry import ENTRY as HISTORY
from dgsdesk.desktop.home.entry import ENTRY as HOME
from dgsdesk.desktop.library.entry import ENTRY as LIBRARY
from dgsdesk.desktop.meetings.entry import ENTRY as MEETINGS
from dgsdesk.desktop.rota.entry import ENTRY as ROTA
from dgsdesk.desktop.settings.entry import ENTRY as SETTINGS
from dgsdesk.desktop.subjects.entry import ENTRY as SUBJECTS
from dgsdesk.desktop.yearly_report.entry import ENTRY as YEARLY_REPORT

PAGES = (
    HOME,
    MEETINGS,
    ROTA,
    GREY_ZONES,
    SUBJECTS,
    ACTIONS,
    DIRECTORY,
    LIBRARY,
    YEARLY_REPORT,
    ARRIVALS,
    CIRCLES,
    SETTINGS,
    HISTORY,
    COMPETENCES,
    FIRST_START,
)
