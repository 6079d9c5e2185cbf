"""The meetings of a year as one calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.calendar.export import ExportYear
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import CancelMeeting, PutMeetingOff, SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Organisation


@pytest.fixture
def circle(clisson: Desk) -> str:
    return clisson.ask(lambda view: view.store.find(Circle)[0].id)


def host(view: View) -> str:
    return view.store.find(Organisation, name="Gorges")[0].id


def exported(desk: Desk, command: ExportYear) -> icalendar.Calendar:
    path = Path(desk.run(command).value)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def test_a_year_is_exported_with_the_identities_of_its_invitations(clisson: Desk, circle: str) -> None:
    days = [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)]
    first, january, february, march = [
        clisson.run(PlanMeeting(circle, day, clisson.ask(host))).value for day in days
    ]
    clisson.run(AddItem(january, title="Déneigement"))
    clisson.run(SendInvitation(january))
    clisson.run(CancelMeeting(february))
    clisson.run(PutMeetingOff(march))
    before = clisson.history()
    calendar = exported(clisson, ExportYear(circle, 2027))
    (event,) = calendar.walk("VEVENT")
    assert event["UID"] == clisson.ask(lambda view: view.store.get(Meeting, january).uid)
    assert (event["STATUS"], event["DTSTART"].dt.isoformat()) == ("CONFIRMED", "2027-01-12T09:30:00+01:00")
    assert event["LOCATION"].startswith("Mairie de Gorges")
    assert (calendar["METHOD"], len(calendar.walk("VTIMEZONE"))) == ("PUBLISH", 1)
    assert str(calendar["X-WR-CALNAME"]).endswith(", 2027")
    coming = exported(clisson, ExportYear(circle)).walk("VEVENT")
    assert [one["STATUS"] for one in coming] == ["TENTATIVE", "CONFIRMED"]
    assert clisson.history() == before
    assert first


def test_an_empty_year_is_no_file(clisson: Desk, circle: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no_event"):
        clisson.run(ExportYear(circle, 2031))
    assert not list(tmp_path.rglob("*.ics"))
