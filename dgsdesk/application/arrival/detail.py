"""One arrival in full: its words, what it carried, and what a person may make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival.plan import ProposedAnswer
from dgsdesk.application.arrival.preview import DroppedFile, PlannedFile, planned_arrivals
from dgsdesk.application.arrival.replies import EXPECTING
from dgsdesk.application.desk import View
from dgsdesk.application.membership import members_on
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.naming import seat_name
from dgsdesk.application.review.incoming import letter_of
from dgsdesk.application.words import shortened
from dgsdesk.domain.arrival import Arrival, KnownAddress
from dgsdesk.domain.errors import BadInput, NotFound
from dgsdesk.domain.mail_text import MailText, point_in, read_mail_text
from dgsdesk.domain.meeting import Attendance, Meeting, MeetingState

_READ = frozenset({ArrivalKind.MESSAGE, ArrivalKind.TEXT})
_WRITING = frozenset({MeetingState.HELD, MeetingState.DRAFTING})
_LONGEST, _LONGEST_OBSERVATION = 20_000, 4_000


@dataclass(frozen=True)
class ArrivalDetail:
    """What the page shows of one arrival.

    ``text`` are the words of a message, ``observed`` those that an observation takes of them (greeting,
    signature and the mail that it answers stay here), ``sent_on`` the day that it bears; ``origin`` what
    the file carried, from the outside in. ``lines`` are the people who may have answered and ``items`` the
    points that an observation may speak of (id and words), both of the meeting asked for; empty when it
    expects none; ``likely_item`` is the point that the words name. ``returns_to_draft`` when the file is a
    draft that is being written: its step takes it back; ``holds_dossier`` when it is a dossier, or carries
    one.
    """

    id: str
    meeting_id: str | None
    subject: str
    text: str
    observed: str
    sent_on: date | None
    origin: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    items: tuple[tuple[str, str], ...]
    organisation_id: str | None
    proposed: ProposedAnswer | None
    likely_line: str
    likely_item: str
    in_review: bool
    returns_to_draft: bool
    holds_dossier: bool


def arrival_detail(view: View, arrival_id: str, meeting_id: str | None = None) -> ArrivalDetail:
    """Return an arrival in full, for the meeting that it speaks of or another; raises NotFound."""
    arrival = view.store.get(Arrival, arrival_id)
    file = DroppedFile(arrival.name, view.files.get(arrival.sha256))
    (planned,) = planned_arrivals(view, (file,), {}, again=True)
    parts = _parts(view, file)
    letter = _letter(parts)
    meeting_id = meeting_id or arrival.meeting_id or planned.preview.meeting_id
    meeting = view.store.get(Meeting, meeting_id) if meeting_id else None
    expecting = meeting is not None and meeting.state in EXPECTING
    in_review = meeting is not None and meeting.state is MeetingState.CIRCULATED
    people = view.store.find(Attendance, meeting_id=meeting_id) if meeting_id else []
    organisation_id, line = _whose(view, planned, people)
    items = _items(view, meeting_id) if in_review and meeting_id else ()
    return ArrivalDetail(
        id=arrival.id,
        meeting_id=meeting_id,
        subject=planned.sender.subject,
        text=letter.whole[:_LONGEST],
        observed=shortened(letter.told, _LONGEST_OBSERVATION),
        sent_on=letter.sent_on,
        origin=tuple(" › ".join((*part.path, part.name)) for part in parts[1:]),
        lines=_lines(view, people, meeting) if expecting else (),
        items=items,
        organisation_id=organisation_id,
        proposed=planned.preview.proposed,
        likely_line=line,
        likely_item=_named_item(items, letter.told),
        in_review=in_review,
        returns_to_draft=ArrivalKind(arrival.kind) is ArrivalKind.DOCUMENT
        and meeting is not None
        and meeting.state in _WRITING,
        holds_dossier=any(part.kind is ArrivalKind.DOSSIER for part in parts),
    )


def dossier_of_arrival(view: View, arrival_id: str) -> DroppedFile:
    """Return the dossier that an arrival is or carries; raises NotFound."""
    arrival = view.store.get(Arrival, arrival_id)
    parts = _parts(view, DroppedFile(arrival.name, view.files.get(arrival.sha256)))
    found = next((part for part in parts if part.kind is ArrivalKind.DOSSIER), None)
    if found is None:
        raise NotFound("gone", where=arrival.name)
    return DroppedFile(found.name, found.content)


def _parts(view: View, file: DroppedFile) -> tuple[ArrivalPart, ...]:
    (parts,) = view.office.unpack([(file.name, file.content)])
    return () if isinstance(parts, BadInput) else parts


def _letter(parts: tuple[ArrivalPart, ...]) -> MailText:
    """Return what the innermost message says, else the text of the file; ``whole`` as it was written."""
    for part in reversed(parts):
        text = part.message.text if part.message else part.text
        if part.kind in _READ and text.strip():
            return replace(letter_of(part) if part.message else read_mail_text(text), whole=text.strip())
    return MailText()


def _named_item(items: tuple[tuple[str, str], ...], words: str) -> str:
    """Return the item whose printed number the words name, the first one; empty for none."""
    number = point_in(words)
    return next((item for item, said in items if number and said.startswith(f"{number} ")), "")


def _whose(view: View, planned: PlannedFile, people: list[Attendance]) -> tuple[str | None, str]:
    """Return the organisation that a sender speaks for, and its line in the meeting."""
    address = planned.sender.address
    known = view.store.find(KnownAddress, address=address) if address else []
    organisation_id = known[0].organisation_id if known else None
    for line in people:
        own = bool(address) and line.email.lower() == address
        if own or (organisation_id and line.organisation_id == organisation_id):
            return line.organisation_id, line.id
    return organisation_id, ""


def _lines(view: View, people: list[Attendance], meeting: Meeting | None) -> tuple[tuple[str, str], ...]:
    seats = (
        {one.organisation_id: seat_name(one) for one in members_on(view.store, meeting.day)}
        if meeting
        else {}
    )
    return tuple(
        (line.id, seats.get(line.organisation_id or "") or line.name or line.organisation_name)
        for line in sorted(people, key=lambda line: line.position)
    )


def _items(view: View, meeting_id: str) -> tuple[tuple[str, str], ...]:
    return tuple((item.id, item.heading) for item in minutes_text(view.store, meeting_id).items)
