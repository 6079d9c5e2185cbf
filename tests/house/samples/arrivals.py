"""One instance or more of every command of « Arrivées »."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.arrival.acts import (
    AssignArrival,
    FileAgain,
    FileArrivals,
    SetArrivalAside,
    TakeOutArrival,
)
from dgsdesk.application.arrival.note import NoteAnswerOfArrival, RaiseThemeOfArrival
from dgsdesk.application.arrival.page import (
    arrivals_page,
)
from dgsdesk.application.arrival.preview import (
    DroppedFile,
    NamedAddress,
)
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk, View
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.meeting.page import meetings_list
from dgsdesk.application.subjects.page import raisers
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, MeetingState

CARD = b"BEGIN:VCARD\nVERSION:3.0\nN:Essai;Jo;;;\nFN:Jo Essai\nORG:Gorges\nEND:VCARD\n"


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    organisation = desk.ask(raisers)[4].id
    files = (DroppedFile("a.pdf", b"%PDF-1"), DroppedFile("b.pdf", b"%PDF-2"), DroppedFile("c.vcf", CARD))
    yield FileArrivals(files, (NamedAddress("jo@gorges.invalid", organisation),))
    first, second = (row.id for row in desk.ask(arrivals_page).rows if row.name in ("a.pdf", "b.pdf"))
    yield FileAgain(first)
    yield TakeOutArrival(first)
    yield SetArrivalAside(first)
    mails = [f"From: jo@gorges.invalid\nSubject: x{n}\n\nBonjour".encode() for n in range(2)]
    yield FileArrivals(tuple(DroppedFile(f"{rank}.eml", mail) for rank, mail in enumerate(mails)))
    written = [row.id for row in desk.ask(arrivals_page).rows if row.name in ("0.eml", "1.eml")]
    yield from _words(desk, written, organisation)
    yield AssignArrival(second, desk.ask(meetings_list)[0].id)


def _words(desk: Desk, written: list[str], organisation: str) -> Iterator[Command[Any]]:
    """Make an answer and a theme of two messages."""
    answer, theme = written
    line = desk.ask(_expected_line)
    if line is None:
        day = date(2027, 9, 16)
        yield PlanMeeting(desk.ask(_circle), day, organisation)
        meeting_id = desk.ask(_meeting_on, day)
        yield AddItem(meeting_id, title="Accueil")
        yield SendInvitation(meeting_id)
        line = desk.ask(_expected_line)
    assert line is not None
    yield NoteAnswerOfArrival(answer, line, Answer.REPRESENTED, "Jo Essai")
    yield RaiseThemeOfArrival(theme, "Panneaux d’entrée de ville", organisation)


def _expected_line(view: View) -> str | None:
    meetings = [one.id for one in view.store.find(Meeting) if one.state is MeetingState.INVITED]
    lines = view.store.find(Attendance, meeting_id=set(meetings))
    return lines[0].id if lines else None


def _meeting_on(view: View, day: date) -> str:
    return view.store.find(Meeting, day=day)[0].id


def _circle(view: View) -> str:
    return view.store.find(Circle)[0].id
