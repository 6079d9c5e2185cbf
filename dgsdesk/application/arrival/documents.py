"""Documents and messages that came back: whose draft a .docx is, which meeting a message speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival.plan import (
    Book,
    FieldChange,
    PartPlan,
    PlannedObservations,
    ProposedAnswer,
    Sender,
    UnknownAddress,
    meeting_words,
)
from dgsdesk.application.arrival.replies import EXPECTING
from dgsdesk.application.arrival.themes import plan_form, plan_words
from dgsdesk.application.arrival.zones import plan_zone
from dgsdesk.application.desk import View
from dgsdesk.application.invitation.attendance import ANSWER_WORDS
from dgsdesk.application.membership import sort_key
from dgsdesk.application.minutes.version import MEETING_PROPERTY
from dgsdesk.application.review.incoming import Incoming, ReceivedFile, incoming_preview
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.meeting import Meeting, MeetingState
from dgsdesk.domain.reply_subject import answer_in_subject
from dgsdesk.domain.wording import date_full, elided_of, plural

_WRITING = frozenset({MeetingState.HELD, MeetingState.DRAFTING})


def plan_document(part: ArrivalPart, view: View, book: Book, sender: Sender) -> PartPlan:
    """Plan a Word file: a circulated draft gives its observations, a draft in writing waits for its step."""
    try:
        read = view.office.read_docx(part.content)
    except KnownError as error:
        return PartPlan(part.name, part.kind, "Document Word", reason=sentence(error).message)
    form = plan_form(part, read, view, book, sender)
    if form is not None:
        return form
    meeting = book.meetings.get(read.identity.get(MEETING_PROPERTY, ""))
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
        return PartPlan(part.name, part.kind, found, meeting.id, reason=preview.refused[0].words)
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
    part: ArrivalPart, parts: Sequence[ArrivalPart], view: View, book: Book, sender: Sender
) -> list[PartPlan]:
    """Plan a message or a text of its own; one that carries something useful only brings it."""
    if _carries(part, parts):
        return []
    who = sender.name or sender.address
    if sender.automatic:
        return [
            PartPlan(part.name, part.kind, f"Réponse automatique {elided_of(who)} : ce n’est pas une réponse")
        ]
    themes = plan_words(part, view, book, sender)
    if themes is not None:
        return [themes]
    zone = plan_zone(part, view, book, sender)
    if zone is not None:
        return [zone]
    proposed, meeting = _proposed(part, book, sender)
    found = f"Message {elided_of(who)}" if who else "Texte"
    if meeting is not None:
        found = f"{found}, {meeting_words(meeting).lower()}"
    unknown = (
        sender.address and sender.address not in book.addresses and not _is_invited(sender.address, book)
    )
    return [
        PartPlan(
            part.name,
            part.kind,
            found,
            meeting.id if meeting else None,
            reason=_reason(proposed, sender, meeting),
            asked=UnknownAddress(sender.address, sender.name) if unknown else None,
            proposed=proposed,
        )
    ]


def _carries(part: ArrivalPart, parts: Sequence[ArrivalPart]) -> bool:
    """Tell whether a message carries something that speaks for itself: it is only the envelope then."""
    around = (*part.path, part.name)
    return any(
        other.path[: len(around)] == around and other.kind not in (ArrivalKind.OTHER, ArrivalKind.TEXT)
        for other in parts
    )


def _proposed(part: ArrivalPart, book: Book, sender: Sender) -> tuple[ProposedAnswer | None, Meeting | None]:
    """Return the answer that a subject gives away, and its meeting: the one named, else the only one."""
    meeting = _meeting_named(f"{sender.subject}\n{sender.text or part.text}", book)
    answer = answer_in_subject(sender.subject)
    if answer is None:
        return None, meeting
    awaited = (
        [one for one in book.meetings.values() if one.state in EXPECTING] if meeting is None else [meeting]
    )
    lines = [line for one in awaited for line in book.lines_of(one.id, sender.address)]
    if len(lines) != 1:
        return None, meeting
    return ProposedAnswer(lines[0].id, answer), book.meetings[lines[0].meeting_id]


def _reason(proposed: ProposedAnswer | None, sender: Sender, meeting: Meeting | None) -> str:
    if proposed is not None:
        said = ANSWER_WORDS[proposed.answer]
        return f"Son objet dit « {said} », sans réponse d’agenda : confirmez la réponse."
    if answer_in_subject(sender.subject) is not None:
        return "Son objet dit une réponse, mais on ne sait de qui ou à quelle réunion : notez-la."
    if meeting is not None and meeting.state is MeetingState.CIRCULATED:
        return "S’il porte une observation : choisissez son point, « Faire du message une observation »."
    return "Ce message ne contient pas de réponse d’agenda : lisez-le, puis notez la réponse."


def _is_invited(address: str, book: Book) -> bool:
    return any((meeting_id, address) in book.owners for meeting_id in book.meetings)


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
