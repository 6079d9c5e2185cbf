"""« Préparer le dossier d’accueil »: all that somebody needs who receives the network once in three years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dgsdesk.application.circle.members import circle_members
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import AttendanceRow, Document, DocumentKind, NameTent
from dgsdesk.application.documents.head import base_document
from dgsdesk.application.documents.host_kit import (
    Handover,
    Reception,
    handover_document,
    host_plan_document,
    name_tents_document,
    room_sheet,
)
from dgsdesk.application.documents.minutes import minutes_document, template_status
from dgsdesk.application.documents.sign_in_sheet import attendance_rows, sign_in_sheet
from dgsdesk.application.invitation.files import Laid, folder_of, paper_name
from dgsdesk.application.meeting.paper import MeetingPaper, gather_paper
from dgsdesk.application.meeting.steps import COUNTING_WORDS, invite_by
from dgsdesk.application.membership import Member
from dgsdesk.application.minutes.content import text_from_content
from dgsdesk.application.minutes.text import MinutesText, as_seen_by, minutes_text
from dgsdesk.application.minutes.version import paper_head, template_version
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.action import OPEN_STATES, Action
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.calendar import counting_mode
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.host_plan import HostDays, host_days
from dgsdesk.domain.meeting import WITHOUT_DAY, Answer, Attendance, Meeting
from dgsdesk.domain.network import Letterhead, Network, Organisation
from dgsdesk.domain.wording import capitalised, date_full, date_long, join_and, plural

add_sentences(
    {
        "kit_without_host": (
            "Aucun hôte n’est choisi pour cette réunion.",
            "Choisissez d’abord la commune hôte (« Modifier la réunion… »). Rien n’a été écrit.",
        ),
        "kit_without_date": (
            "Cette réunion n’a plus de date.",
            "Fixez d’abord une nouvelle date. Rien n’a été écrit.",
        ),
    }
)

_NOT_IN_THE_ROOM = (Answer.DECLINES, Answer.REMOTE)

FOLDER = "dossier d’accueil"
"""The host's folder within the meeting's."""


@dataclass(frozen=True)
class PrepareHostKit(Command[Laid]):
    """Lay everything for the host, as DOCX and PDF, in a folder of its own; nothing else changes.

    Raises RuleBroken: "kit_without_host", "kit_without_date".
    """

    meeting_id: str


@handles(PrepareHostKit, "Dossier d’accueil du {day_words} prêt")
def prepare_host_kit(act: Act, command: PrepareHostKit) -> Laid:
    meeting = act.store.get(Meeting, command.meeting_id)
    if meeting.state in WITHOUT_DAY:
        raise RuleBroken("kit_without_date")
    if meeting.host_id is None:
        raise RuleBroken("kit_without_host")
    act.tell(day_words=date_full(meeting.day))
    paper = gather_paper(act, meeting, act.now)
    base = base_document(act)
    files = [
        OutFile(paper_name(paper, f"{rank} {what}", extension), content)
        for rank, (what, document) in enumerate(_papers(act, meeting, paper), start=1)
        for extension, content in (
            ("docx", act.office.docx(document, base)),
            ("pdf", act.office.pdf(document)),
        )
    ]
    paths = act.lay(f"{folder_of(paper)}/{FOLDER}", files)
    return Laid(str(PurePath(paths[0]).parent), tuple(paths), 0)


def _papers(act: Act, meeting: Meeting, paper: MeetingPaper) -> list[tuple[str, Document]]:
    people = act.store.find(Attendance, meeting_id=meeting.id)
    circle = act.store.get(Circle, meeting.circle_id)
    seats = [] if people else circle_members(act.store, meeting.circle_id, meeting.day)
    rows = attendance_rows(people) if people else [_row_of(seat) for seat in seats]
    guests = _guests(people) if people else [_guest_of(seat) for seat in seats]
    reception = _reception(act, meeting, people, len({guest.key for guest in guests}))
    text = minutes_text(act.store, meeting.id)
    rule = COUNTING_WORDS.get(circle.counting_mode, "")
    words = f"{plural(circle.observation_days, 'jour', 'jours')} {rule} après l’envoi".replace("  ", " ")
    return [
        ("plan de l’accueil", host_plan_document(paper, reception, _days(act, meeting, circle), words)),
        ("salle et stationnement", room_sheet(paper, reception)),
        ("feuille d’émargement", sign_in_sheet(paper, rows)),
        ("chevalets", name_tents_document(paper, _tents(guests))),
        ("trame du compte rendu", _draft(act, meeting)),
        ("passage de relais", handover_document(paper, _handover(act, meeting, text))),
    ]


def _days(act: Act, meeting: Meeting, circle: Circle) -> HostDays:
    zone = act.store.find(Network)[0].zone
    reply = meeting.reply_by or meeting.day
    mode = counting_mode(circle.counting_mode)
    return host_days(meeting.day, invite_by(meeting), reply, circle.observation_days, mode, zone)


def _row_of(seat: Member) -> AttendanceRow:
    return AttendanceRow(seat.organisation, seat.name, seat.title)


@dataclass(frozen=True)
class _Guest:
    """Somebody who may come to the room for an organisation; ``key`` is the same for all of one person’s."""

    key: str
    name: str
    function: str
    organisation: str


def _guest_of(seat: Member) -> _Guest:
    """Before the invitation, the members of that day are expected."""
    return _Guest(seat.person_id or seat.organisation_id, seat.name, seat.title, seat.organisation)


def _guests(people: Sequence[Attendance]) -> list[_Guest]:
    """Return who may come to the room; who is represented is so by another person."""
    return [
        _Guest(one.id, capitalised(one.represented_by), "", one.organisation_name)
        if one.answer is Answer.REPRESENTED and one.represented_by
        else _Guest(one.person_id or one.id, one.name, one.title, one.organisation_name)
        for one in people
        if one.answer not in _NOT_IN_THE_ROOM
    ]


def _reception(act: Act, meeting: Meeting, people: Sequence[Attendance], guests: int) -> Reception:
    house = act.store.get(Organisation, meeting.host_id or "")
    coming = [one for one in people if one.answer not in _NOT_IN_THE_ROOM]
    eating = {one.person_id or one.id for one in coming if one.lunch is not False and one.answer.may_eat}
    ours = act.store.find(Letterhead)
    contact = (ours[0].handled_by, ours[0].handled_by_phone, ours[0].handled_by_email) if ours else ()
    return Reception(
        expected=guests,
        lunches=len(eating),
        room=house.room,
        capacity=house.capacity,
        contact=", ".join(filter(None, contact)),
    )


def _tents(guests: Sequence[_Guest]) -> list[NameTent]:
    """Return one tent a person, all the communes that they come for on it."""
    of_person: dict[str, list[_Guest]] = {}
    for guest in guests:
        of_person.setdefault(guest.key, []).append(guest)
    return [_tent(theirs) for theirs in of_person.values()]


def _tent(theirs: Sequence[_Guest]) -> NameTent:
    first = theirs[0]
    places = join_and([one.organisation for one in theirs])
    if not first.name:
        return NameTent(places, first.function)
    return NameTent(first.name, ", ".join(filter(None, (first.function, places))))


def _draft(act: Act, meeting: Meeting) -> Document:
    """Compose the minutes as the agenda prefills them; what comes back of them is known again."""
    version = template_version(act.store, meeting, act.now)
    head = paper_head(act, meeting, version, template_status())
    shown = as_seen_by(text_from_content(version.content), Audience.DIRECTORS)
    return minutes_document(DocumentKind.DRAFT_MINUTES, shown, head)


def _handover(act: Act, meeting: Meeting, text: MinutesText) -> Handover:
    actions = [one for one in act.store.find(Action, meeting_id=meeting.id) if one.state in OPEN_STATES]
    missed = [one for one in act.store.find(AgendaItem, meeting_id=meeting.id) if one.discussed is False]
    following = text.following
    return Handover(
        next_host=capitalised(f"la commune {following.host}") if following and following.host else "",
        next_day=following.day if following else None,
        open_actions=tuple(map(_action_words, actions)),
        carried=tuple(one.title for one in missed),
        suggestions=text.suggestions,
    )


def _action_words(action: Action) -> str:
    due = f"pour le {date_long(action.due)}" if action.due else "sans date"
    return f"{action.text} ({action.owner or 'à désigner'}, {due})"
