"""The meetings of a year as one calendar file, to be added to a calendar once and for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from dgsdesk.application.calendar.event import CalendarEvent, EventStatus
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.mailing.mailing import sender
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import WITHOUT_DAY, Meeting, MeetingState
from dgsdesk.domain.network import Network, Organisation
from dgsdesk.domain.wording import plural


@dataclass(frozen=True)
class ExportYear(Command[str]):
    """Write the meetings of a circle in a calendar year as one .ics; returns its full path.

    ``year`` None takes every meeting from today on. A meeting keeps in it the identity that its invitation
    has: no calendar doubles it. Those called off or without a date are left out, those not yet invited to
    are tentative. Raises BadInput("no_event"), RuleBroken("no_mailbox").
    """

    circle_id: str
    year: int | None = None


@handles(ExportYear, "Calendrier de {count} exporté")
def export_year(act: Act, command: ExportYear) -> str:
    circle = act.store.get(Circle, command.circle_id)
    meetings = [
        meeting
        for meeting in act.store.find(Meeting, circle_id=circle.id)
        if meeting.state not in WITHOUT_DAY
        and (meeting.day >= act.today if command.year is None else meeting.day.year == command.year)
    ]
    act.tell(count=plural(len(meetings), "réunion", "réunions"))
    years = f"{command.year}" if command.year else "à venir"
    content = act.office.ics_year(
        calendar_events(act.store, act.now, circle, meetings), f"{circle.name}, {years}"
    )
    name = f"{file_stem(act.today, f'calendrier-des-reunions-{years}')}.ics"
    (path,) = act.lay("Tour d’accueil", [OutFile(name, content)])
    return path


def calendar_events(
    store: Store, stamp: datetime, circle: Circle, meetings: list[Meeting]
) -> list[CalendarEvent]:
    """Return meetings of a circle as a calendar shows them; raises RuleBroken("no_mailbox")."""
    ours = sender(store)
    time_zone = store.find(Network)[0].time_zone
    hosts = {one.id: one for one in store.find(Organisation)}
    return [
        CalendarEvent(
            uid=meeting.uid,
            sequence=meeting.sequence,
            start=datetime.combine(meeting.day, meeting.starts_at, ZoneInfo(time_zone)),
            end=datetime.combine(meeting.day, meeting.ends_at, ZoneInfo(time_zone)),
            stamp=stamp,
            summary=circle.name,
            organizer=ours,
            status=_status(meeting),
            time_zone=time_zone,
            location=", ".join(filter(None, (meeting.place, meeting.address))),
            geo=_coordinates(hosts.get(meeting.host_id or "")),
            url=meeting.video_link,
        )
        for meeting in meetings
    ]


def _status(meeting: Meeting) -> EventStatus:
    planned = meeting.state is MeetingState.PLANNED
    return EventStatus.TENTATIVE if planned else EventStatus.CONFIRMED


def _coordinates(host: Organisation | None) -> tuple[float, float] | None:
    if host is None or host.latitude is None or host.longitude is None:
        return None
    return host.latitude, host.longitude
