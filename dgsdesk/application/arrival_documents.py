"""Documents and messages that came back: whose draft a .docx is, which meeting a message speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from dgsdesk.application.arrival_content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival_plan import (
    Book,
    FieldChange,
    PartPlan,
    PlannedObservations,
    Sender,
    UnknownAddress,
    meeting_words,
)
from dgsdesk.application.desk import View
from dgsdesk.application.incoming import Incoming, ReceivedFile, incoming_preview
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes_version import MEETING_PROPERTY
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.wording import date_full, plural

_WRITING = frozenset({MeetingState.HELD, MeetingState.DRAFTING})


def plan_document(part: ArrivalPart, view: View, book: Book, sender: Sender) -> PartPlan:
    """Plan a Word file: a circulated draft gives its observations, a draft in writing waits for its step."""
    try:
        identity = view.office.read_docx(part.content).identity
    except KnownError as error:
        return PartPlan(part.name, part.kind, "Document Word", reason=sentence(error).message)
    meeting = book.meetings.get(identity.get(MEETING_PROPERTY, ""))
    if meeting is None:
        reason = "Ce document Word n’est pas un compte rendu de ce réseau : rattachez-le à une réunion."
        return PartPlan(part.name, part.kind, "Document Word", reason=reason)
    found = f"Projet de compte rendu renvoyé, {meeting_words(meeting).lower()}"
    if meeting.state is MeetingState.CIRCULATED:
        return _annotated(part, view, book, sender, meeting, found)
    reason = (
        "Le compte rendu est en rédaction : reprenez ce fichier à l’étape « Rédiger »."
        if meeting.state in _WRITING
        else "Le compte rendu n’est plus en relecture : le fichier est gardé tel quel."
    )
    return PartPlan(part.name, part.kind, found, meeting.id, reason=reason)


def _annotated(
    part: ArrivalPart, view: View, book: Book, sender: Sender, meeting: Meeting, found: str
) -> PartPlan:
    sent_by = book.addresses.get(sender.address)
    incoming = Incoming((ReceivedFile(part.name, part.content),), organisation_id=sent_by)
    preview = incoming_preview(view, meeting.id, incoming)
    if preview.refused:
        return PartPlan(part.name, part.kind, found, meeting.id, reason=preview.refused[0])
    rows = [row for row in preview.rows if not row.known]
    if not rows:
        return PartPlan(part.name, part.kind, f"{found}, sans rien de nouveau", meeting.id)
    changes = tuple(
        FieldChange(f"{row.heading}, {row.author}", row.quote, row.proposed or row.text) for row in rows
    )
    act = PlannedObservations(meeting.id, part.name, part.content, sent_by)
    found = f"{found} : {plural(len(rows), 'observation', 'observations')}"
    return PartPlan(part.name, part.kind, found, meeting.id, changes, (act,))


def plan_message(
    part: ArrivalPart, parts: Sequence[ArrivalPart], book: Book, sender: Sender
) -> list[PartPlan]:
    """Plan a message or a text of its own; one that carries something useful only brings it."""
    carried = [
        other
        for other in parts
        if other.path[: len(part.path) + 1] == (*part.path, part.name)
        and other.kind not in (ArrivalKind.OTHER, ArrivalKind.TEXT)
    ]
    if carried:
        return []
    about = f"{sender.subject}\n{sender.text or part.text}"
    meeting = _meeting_named(about, book)
    who = sender.name or sender.address
    found = f"Message de {who}" if who else "Texte"
    if meeting is not None:
        found = f"{found}, {meeting_words(meeting).lower()}"
    unknown = (
        sender.address and sender.address not in book.addresses and not _is_invited(sender.address, book)
    )
    asked = UnknownAddress(sender.address, sender.name) if unknown else None
    reason = "Ce message ne contient pas de réponse d’agenda : lisez-le, puis notez la réponse."
    return [
        PartPlan(part.name, part.kind, found, meeting.id if meeting else None, reason=reason, asked=asked)
    ]


def _is_invited(address: str, book: Book) -> bool:
    return any(line.email.lower() == address for lines in book.lines.values() for line in lines)


def _meeting_named(text: str, book: Book) -> Meeting | None:
    """Return the meeting whose reference or day the words name; none when they name several."""
    folded = " ".join(sort_key(text).split())
    named = [
        meeting
        for meeting in book.meetings.values()
        if " ".join(sort_key(date_full(meeting.day)).split()) in folded
        or (meeting.reference and meeting.reference in text)
    ]
    return named[0] if len(named) == 1 else None
