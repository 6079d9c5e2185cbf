"""Replies of calendars (iTIP REPLY and COUNTER, RFC 5546), as they are really sent."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dgsdesk.application.arrival.content import ArrivalKind, ArrivalPart
from dgsdesk.application.arrival.plan import (
    REPLY_OF,
    Book,
    FieldChange,
    PartPlan,
    PlannedAnswer,
    Sender,
    UnknownAddress,
    meeting_words,
)
from dgsdesk.application.calendar.content import (
    RECURRENCE_WORDS,
    AttendeeContent,
    CalendarContent,
    EventContent,
)
from dgsdesk.application.invitation.attendance import ANSWER_WORDS
from dgsdesk.domain.arrival import answer_of_reply
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, MeetingState
from dgsdesk.domain.reply_words import remark_beside_reply
from dgsdesk.domain.wording import NBSP, date_full, hour

_NO_METHOD = ""
EXPECTING = frozenset({MeetingState.PLANNED, MeetingState.INVITED, MeetingState.POSTPONED})


def plan_calendar(part: ArrivalPart, book: Book, sender: Sender, zone: str) -> list[PartPlan]:
    """Plan each event of a calendar file; one that asks for nothing here waits with its reason."""
    calendar = part.calendar
    assert calendar is not None
    if not calendar["events"]:
        return [_waits(part, "Ce calendrier ne contient aucun rendez-vous.")]
    return [_plan_event(part, calendar, event, book, sender, zone) for event in calendar["events"]]


def _plan_event(
    part: ArrivalPart, calendar: CalendarContent, event: EventContent, book: Book, sender: Sender, zone: str
) -> PartPlan:
    meeting = book.by_uid(event["uid"])
    if meeting is None:
        return _waits(part, _stranger(calendar["method"], event))
    if calendar["method"] == "COUNTER":
        return _counter(part, event, meeting, book, sender, zone)
    if calendar["method"] not in ("REPLY", _NO_METHOD):
        return _waits(
            part, "C’est notre propre invitation, ou sa copie\u00a0: elle n’apporte pas de réponse.", meeting
        )
    return _reply(part, event, meeting, book, sender, zone)


def _stranger(method: str, event: EventContent) -> str:
    about = f" «{NBSP}{event['summary']}{NBSP}»" if event["summary"] else ""
    again = f" {RECURRENCE_WORDS}" if event["recurrence"] else ""
    if method == "REPLY":
        return f"Cette réponse{about} ne concerne aucune réunion de ce réseau.{again}"
    return f"Ce rendez-vous{about} n’est pas une réponse à une réunion de ce réseau.{again}"


def _waits(part: ArrivalPart, reason: str, meeting: Meeting | None = None) -> PartPlan:
    return PartPlan(
        part.name, ArrivalKind.CALENDAR, "Calendrier", meeting.id if meeting else None, reason=reason
    )


def _reply(
    part: ArrivalPart, event: EventContent, meeting: Meeting, book: Book, sender: Sender, zone: str
) -> PartPlan:
    found = f"Réponse de calendrier, {meeting_words(meeting).lower()}"
    attendee = _who_answers(event, book, meeting)
    if attendee is None:
        reason = "Personne n’y donne de réponse."
        return PartPlan(part.name, ArrivalKind.CALENDAR, found, meeting.id, reason=reason)
    address = _address(attendee, sender)
    lines = book.lines_asked_at(meeting.id, address) or book.lines_of(meeting.id, sender.address)
    if not lines:
        asked = UnknownAddress(address, attendee["name"] or sender.name)
        reason = f"{asked.name or 'Une personne'} ({address}) n’est pas connue parmi les invités."
        return PartPlan(part.name, ArrivalKind.CALENDAR, found, meeting.id, reason=reason, asked=asked)
    if meeting.state not in EXPECTING:
        reason = f"{_who(lines[0], book)} répond à une réunion qui n’attend plus de réponses."
        return PartPlan(part.name, ArrivalKind.CALENDAR, found, meeting.id, reason=reason)
    if _of_another_time(event, meeting, zone):
        reason = (
            f"{_who(lines[0], book)} répond à une date qui a changé depuis\u00a0: demandez-lui à nouveau."
        )
        return PartPlan(part.name, ArrivalKind.CALENDAR, found, meeting.id, reason=reason)
    event = event if event["comment"] else {**event, "comment": _words_beside(sender)}
    return _answers(part, event, attendee, lines, book, found, meeting)


def _words_beside(sender: Sender) -> str:
    """Return what the person wrote in the message around the reply."""
    return "" if sender.automatic else remark_beside_reply(sender.text)


def _who_answers(event: EventContent, book: Book, meeting: Meeting) -> AttendeeContent | None:
    """Return the attendee whose reply it is: the only one, else one who decided, ours first."""
    decided = [one for one in event["attendees"] if answer_of_reply(one["partstat"])]
    known = [one for one in decided if book.lines_asked_at(meeting.id, _spoken_for(one))]
    return next(iter(known or decided), None)


def _spoken_for(attendee: AttendeeContent) -> str:
    """Return the address that was invited: a delegate answers for who delegated."""
    return (attendee["delegated_from"] or attendee["address"]).lower()


def _address(attendee: AttendeeContent, sender: Sender) -> str:
    spoken_for = _spoken_for(attendee)
    return spoken_for if "@" in spoken_for else sender.address


def _of_another_time(event: EventContent, meeting: Meeting, zone: str) -> bool:
    """Tell whether a reply speaks of an earlier date or hour; without a start its sequence decides."""
    start = event["start"]
    if not start or "T" not in start:
        return event["sequence"] < meeting.sequence and not start
    ours = datetime.combine(meeting.day, meeting.starts_at, ZoneInfo(zone))
    return datetime.fromisoformat(start) != ours


def _answers(
    part: ArrivalPart,
    event: EventContent,
    attendee: AttendeeContent,
    lines: list[Attendance],
    book: Book,
    found: str,
    meeting: Meeting,
) -> PartPlan:
    answer, represented_by = _meaning(attendee)
    acts, changes = [], []
    for line in lines:
        standing = book.standing(line)
        stamp = event["stamp"] or ""
        wanted = PlannedAnswer(line.id, answer, represented_by, event["comment"] or standing.remark, stamp)
        if (stamp and standing.stamp > stamp) or _same(standing, wanted):
            continue
        book.answered[line.id] = wanted
        acts.append(wanted)
        changes += _told(_who(line, book), standing, wanted)
    if not acts:
        found += "\u00a0: déjà notée, ou plus ancienne que celle qui est notée"
    return PartPlan(part.name, ArrivalKind.CALENDAR, found, meeting.id, tuple(changes), tuple(acts))


def _meaning(attendee: AttendeeContent) -> tuple[Answer, str]:
    """Return the answer and by whom: a delegate's own acceptance stands for who delegated."""
    answer = answer_of_reply(attendee["partstat"]) or Answer.UNKNOWN
    if attendee["delegated_from"] and answer is Answer.COMES:
        return Answer.REPRESENTED, attendee["name"] or attendee["address"]
    return answer, attendee["delegated_to"] if answer is Answer.REPRESENTED else ""


def _same(standing: PlannedAnswer, wanted: PlannedAnswer) -> bool:
    return (standing.answer, standing.represented_by, standing.remark) == (
        wanted.answer,
        wanted.represented_by,
        wanted.remark,
    )


def _told(who: str, before: PlannedAnswer, after: PlannedAnswer) -> list[FieldChange]:
    told = [FieldChange(f"{REPLY_OF}{who}", _words(before), _words(after))]
    if after.remark != before.remark:
        told.append(FieldChange(f"Remarque{NBSP}: {who}", before.remark, after.remark))
    return told


def _words(answer: PlannedAnswer) -> str:
    return f"{ANSWER_WORDS[answer.answer]} {answer.represented_by}".strip()


def _who(line: Attendance, book: Book) -> str:
    """Say who a line is: « DGS de Boussay », else the name or the organisation of the day."""
    seat = book.seats.get(line.organisation_id or "", "")
    return seat or line.name or line.organisation_name


def _counter(
    part: ArrivalPart, event: EventContent, meeting: Meeting, book: Book, sender: Sender, zone: str
) -> PartPlan:
    """Show another date that somebody proposes; only a person moves a meeting."""
    people = [
        line for one in event["attendees"] for line in book.lines_of(meeting.id, one["address"].lower())
    ]
    people = people or book.lines_of(meeting.id, sender.address)
    who = _who(people[0], book) if people else sender.name or sender.address or "Un invité"
    start = event["start"]
    when = "une autre date"
    if start and "T" in start:
        moment = datetime.fromisoformat(start).astimezone(ZoneInfo(zone))
        when = f"le {date_full(moment.date())} à {hour(moment.time())}"
    reason = f"{who} propose {when}\u00a0: décidez de la date à l’étape «{NBSP}Préparer{NBSP}»."
    found = f"Contre-proposition, {meeting_words(meeting).lower()}"
    return PartPlan(part.name, ArrivalKind.CALENDAR, found, meeting.id, reason=reason)
