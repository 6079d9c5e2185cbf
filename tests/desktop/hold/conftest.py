"""What the tests of « Tenir » share: an invited meeting on its day, its pane, what the session holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.steps import Step
from dgsdesk.application.minutes.session_page import SessionPage, session_page
from dgsdesk.desktop.meetings.entry import ENTRY
from dgsdesk.desktop.meetings.hold.pane import HoldPane
from dgsdesk.desktop.meetings.page import MeetingsPage
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Organisation
from tests.desktop.conftest import OpenShell
from tests.desktop.hold.hand import DAY, FullDisk, on_the_day


@pytest.fixture
def meeting(clisson: Desk) -> str:
    circle = clisson.ask(lambda view: view.store.find(Circle)[0].id)
    host = clisson.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    meeting_id = clisson.run(PlanMeeting(circle, DAY, host)).value
    clisson.run(AddItem(meeting_id, title="Déneigement", minutes=25, audience=Audience.EXECUTIVES))
    clisson.run(AddItem(meeting_id, title="Protection des données", audience=Audience.DIRECTORS))
    clisson.run(SendInvitation(meeting_id))
    on_the_day(clisson, 9, 30)
    return meeting_id


@pytest.fixture
def disk(clisson: Desk) -> FullDisk:
    return FullDisk(clisson)


@pytest.fixture
def shell(open_shell: OpenShell, disk: FullDisk, meeting: str) -> Iterator[Shell]:
    yield open_shell(disk, [ENTRY], "meetings")
    disk.full = False


@pytest.fixture
def pane(shell: Shell, meeting: str) -> HoldPane:
    page = shell.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.open_meeting(meeting, Step.HOLD)
    found = page.stack.currentWidget()
    assert isinstance(found, HoldPane)
    return found


@pytest.fixture
def session(clisson: Desk, meeting: str, pane: HoldPane) -> Callable[[], SessionPage]:
    return lambda: clisson.ask(session_page, meeting)
