"""A meeting as calendars see it: one event with its identity, its place, its people and its alarm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.sentences import add_sentences

add_sentences(
    {
        "time_zone": (
            "Le fuseau horaire « {given} » n’est pas connu.",
            "Choisissez celui de votre territoire dans les réglages. Rien n’a été changé.",
        ),
        "event_ends_before": (
            "La réunion finit avant d’avoir commencé.",
            "Corrigez l’heure de début ou de fin. Rien n’a été changé.",
        ),
        "broken_url": (
            "« {given} » n’est pas une adresse de visioconférence.",
            "Donnez une adresse qui commence par https://. Rien n’a été changé.",
        ),
        "no_event": (
            "Aucune réunion n’est à écrire dans le calendrier.",
            "Choisissez une période qui compte au moins une réunion.",
        ),
    }
)


class CalendarMethod(StrEnum):
    """What the file asks of the receiving calendar (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class AttendeeRole(StrEnum):
    """How much an attendee is expected (RFC 5545 § 3.2.16)."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"
    INFORMED = "NON-PARTICIPANT"


class EventStatus(StrEnum):
    """How firm the meeting is; the CANCEL of a whole meeting is always written CANCELLED."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class CalendarAttendee:
    """Somebody invited: a mailbox and how much they are expected."""

    mailbox: Mailbox
    role: AttendeeRole = AttendeeRole.REQUIRED


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One meeting in a calendar file.

    ``uid`` never changes in the life of a meeting, ``sequence`` rises at each change. ``start``, ``end`` and
    ``stamp`` (when this file was made) carry a zone; ``start`` and ``end`` are written in ``time_zone``, an
    IANA name. ``geo`` is latitude and longitude in degrees. ``alarm_minutes`` before the start, None for no
    alarm. ``uninvites`` makes of a CANCEL one that takes its attendees alone out of a meeting that stands:
    it then has no status (RFC 5546 § 3.2.5).
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    stamp: datetime
    summary: str
    organizer: Mailbox
    method: CalendarMethod = CalendarMethod.REQUEST
    status: EventStatus = EventStatus.CONFIRMED
    time_zone: str = "Europe/Paris"
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    attendees: tuple[CalendarAttendee, ...] = ()
    alarm_minutes: int | None = None
    url: str = ""
    uninvites: bool = False
