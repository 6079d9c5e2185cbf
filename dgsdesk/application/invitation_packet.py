"""Everything that one mailing about a meeting is made of, before anything is written or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from dgsdesk.application.agenda_lines import AgendaChanges, compare
from dgsdesk.application.calendar_event import (
    AttendeeRole,
    CalendarAttendee,
    CalendarEvent,
    CalendarMethod,
    EventStatus,
)
from dgsdesk.application.documents.head import Source
from dgsdesk.application.documents.invitation_message import (
    News,
    calendar_description,
    cancellation_text,
    invitation_text,
    message_subject,
    update_text,
)
from dgsdesk.application.invitees import Invitees, invitees
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing import Recipient, Way
from dgsdesk.application.meeting_paper import MeetingPaper, gather_paper, last_version
from dgsdesk.domain.agenda import AgendaVersion
from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience
from dgsdesk.domain.meeting import Meeting, SendingKind
from dgsdesk.domain.wording import NBSP

ALARM_MINUTES = 24 * 60
"""The calendar's alarm rings the day before."""


@dataclass(frozen=True)
class EditionLetter:
    """What the readers of one edition get; ``key`` is empty for the members' own."""

    key: str
    edition: Audience
    recipients: tuple[Recipient, ...]
    subject: str
    text: str


@dataclass(frozen=True)
class Packet:
    """One mailing: of what kind, about which meeting, to whom, in which words."""

    kind: SendingKind
    paper: MeetingPaper
    people: Invitees
    letters: tuple[EditionLetter, ...]
    news: News
    new_letter: str

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        return self.people.recipients


def packet(
    source: Source, meeting: Meeting, kind: SendingKind, way: Way, created: datetime, reason: str = ""
) -> Packet:
    """Compose a mailing; it changes nothing."""
    people = invitees(source.store, meeting)
    paper = gather_paper(source, meeting, created, people.recipients)
    version = last_version(source, meeting.id)
    letter = _next_letter(version, paper)
    paper = replace(paper, letter=letter)
    news = _news(version, paper, meeting)
    to_one = way is Way.ONE_EACH
    letters = tuple(
        EditionLetter(
            key,
            edition,
            recipients,
            message_subject(paper, kind, postponed=news.postponed),
            _text(kind, paper, edition, news, to_one, reason),
        )
        for key, edition, recipients in _editions(paper, people.recipients)
    )
    return Packet(kind, paper, people, letters, news, letter)


def _text(
    kind: SendingKind, paper: MeetingPaper, edition: Audience, news: News, to_one: bool, reason: str
) -> str:
    if kind is SendingKind.CANCELLATION:
        return cancellation_text(paper, reason, to_one=to_one)
    if kind is SendingKind.UPDATE:
        return update_text(paper, edition, _readable(news, paper, edition), to_one=to_one)
    return invitation_text(paper, edition, to_one=to_one, postponed=news.postponed)


def _next_letter(version: AgendaVersion | None, paper: MeetingPaper) -> str:
    """A first, then the next letter whenever the printed lines differ; after Z comes AA."""
    if version is None:
        return "A"
    if version.lines == paper.lines:
        return version.letter
    if version.letter.endswith("Z"):
        return "A" * (len(version.letter) + 1)
    return version.letter[:-1] + chr(ord(version.letter[-1]) + 1)


def _news(version: AgendaVersion | None, paper: MeetingPaper, meeting: Meeting) -> News:
    if version is None:
        return News()
    before = set(version.particulars)
    told = tuple(line for line in paper.particulars if line not in before)
    names = {_name(line) for line in paper.particulars}
    dropped = tuple(
        f"{_name(line)}{NBSP}: sans objet" for line in version.particulars if _name(line) not in names
    )
    changes = compare(version.lines, paper.lines)
    return News(told + dropped, changes or None, postponed=meeting.invited_on is not None)


def _name(line: str) -> str:
    return line.partition(NBSP)[0]


def _readable(news: News, paper: MeetingPaper, edition: Audience) -> News:
    """The news without the items that an edition withholds; withdrawn items are told to members alone."""
    if news.agenda is None or edition is Audience.DIRECTORS:
        return news
    numbers = {item.number for part in paper.for_edition(edition) for item in part.items}

    def kept(lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(line for line in lines if line.partition(" ")[0] in numbers)

    return replace(news, agenda=AgendaChanges(kept(news.agenda.added), (), kept(news.agenda.changed)) or None)


def readable_changes(news: News, paper: MeetingPaper, edition: Audience) -> AgendaChanges | None:
    """Return the changes of the agenda that an edition may show."""
    return _readable(news, paper, edition).agenda


def _editions(
    paper: MeetingPaper, recipients: Sequence[Recipient]
) -> list[tuple[str, Audience, tuple[Recipient, ...]]]:
    """Part the recipients by what they may read; editions that hold the same items are one."""
    groups: dict[tuple[str, ...], list[Recipient]] = {}
    for recipient in recipients:
        shown = tuple(item.id for part in paper.for_edition(recipient.edition) for item in part.items)
        groups.setdefault(shown, []).append(recipient)
    found = []
    for readers in groups.values():
        edition = max(reader.edition for reader in readers)
        members = any(reader.edition is Audience.DIRECTORS for reader in readers)
        found.append(("" if members else AUDIENCE_WORDS[edition], edition, tuple(readers)))
    return found


def calendar_event(
    paper: MeetingPaper, meeting: Meeting, organizer: Mailbox, attendees: Sequence[Recipient], cancelled: bool
) -> CalendarEvent:
    """Return the meeting as calendars see it; without attendees the organizer alone stands in it."""
    zone = ZoneInfo(paper.time_zone)
    invited = [CalendarAttendee(one.mailbox) for one in attendees]
    return CalendarEvent(
        uid=meeting.uid,
        sequence=meeting.sequence,
        start=datetime.combine(meeting.day, meeting.starts_at, zone),
        end=datetime.combine(meeting.day, meeting.ends_at, zone),
        stamp=paper.created,
        summary=paper.title,
        organizer=organizer,
        method=CalendarMethod.CANCEL if cancelled else CalendarMethod.REQUEST,
        status=EventStatus.CANCELLED if cancelled else EventStatus.CONFIRMED,
        time_zone=paper.time_zone,
        description="" if cancelled else calendar_description(paper),
        location=paper.where_words,
        geo=paper.coordinates,
        attendees=tuple(invited) or (CalendarAttendee(organizer, AttendeeRole.CHAIR),),
        alarm_minutes=None if cancelled else ALARM_MINUTES,
        url=paper.video_link,
    )
