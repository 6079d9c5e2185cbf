"""Everything that one mailing about a meeting is made of, before anything is written or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from dgsdesk.application.agenda.lines import AgendaChanges, changes_since, holds_still
from dgsdesk.application.calendar.event import (
    AttendeeRole,
    CalendarAttendee,
    CalendarEvent,
    CalendarMethod,
    EventStatus,
)
from dgsdesk.application.calendar.round import CalendarRound, calendar_round
from dgsdesk.application.documents.head import Source
from dgsdesk.application.documents.invitation_message import (
    News,
    calendar_description,
    cancellation_text,
    invitation_text,
    message_subject,
    particular_name,
    postponement_text,
    removal_subject,
    removal_text,
    update_text,
)
from dgsdesk.application.invitation.invitees import Invitees, invitees
from dgsdesk.application.mailbox import Mailbox
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.meeting.paper import MeetingPaper, gather_paper, last_version
from dgsdesk.application.ports.store import Store
from dgsdesk.domain.agenda import AgendaVersion
from dgsdesk.domain.audience import AUDIENCE_WORDS, Audience
from dgsdesk.domain.meeting import CALLING_OFF, CalendarFile, Meeting, SendingKind
from dgsdesk.domain.wording import NBSP

ALARM_MINUTES = 24 * 60
"""The calendar's alarm rings the day before."""


@dataclass(frozen=True)
class EditionLetter:
    """What the readers of one edition get, and what it does to their calendars.

    ``key`` tells the letters of a mailing apart and is empty for the members' own; ``readers`` names the
    edition when some items are withheld.
    """

    key: str
    edition: Audience
    recipients: tuple[Recipient, ...]
    subject: str
    text: str
    calendar: CalendarFile = CalendarFile.NONE
    readers: str = ""


@dataclass(frozen=True)
class Packet:
    """One mailing: of what kind, about which meeting, who is invited, in which words to whom."""

    kind: SendingKind
    paper: MeetingPaper
    people: Invitees
    letters: tuple[EditionLetter, ...]
    news: News
    new_letter: str
    untouched: tuple[Recipient, ...] = ()

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everybody who gets a message."""
        return tuple(one for letter in self.letters for one in letter.recipients)

    @property
    def moves_calendars(self) -> bool:
        """Tell whether somebody's entry changes or disappears, which raises the SEQUENCE."""
        moving = (CalendarFile.CHANGED, CalendarFile.REMOVED)
        return any(letter.calendar in moving for letter in self.letters)


def packet(
    source: Source, meeting: Meeting, kind: SendingKind, created: datetime, reason: str = ""
) -> Packet:
    """Compose a mailing; it changes nothing."""
    people = invitees(source.store, meeting)
    paper = gather_paper(source, meeting, created, people.recipients)
    version = last_version(source, meeting.id)
    letter = next_letter(version, paper)
    paper = replace(paper, letter=letter)
    news = _news(source.store, version, paper, meeting)
    known = calendar_round(source.store, meeting, people.recipients)
    words = _Words(kind, paper, news, reason)
    groups = _groups(kind, known, news)
    letters = [one for group in groups for one in words.letters(group)]
    reached = {one.address for written in letters for one in written.recipients}
    untouched = tuple(one for one in known.told if one.address not in reached)
    return Packet(kind, paper, people, tuple(letters), news, letter, untouched)


@dataclass(frozen=True)
class _Group:
    """People whose calendars must hear the same; ``late`` when they never heard of the meeting before."""

    calendar: CalendarFile
    readers: tuple[Recipient, ...]
    late: bool = False


def _groups(kind: SendingKind, known: CalendarRound, news: News) -> list[_Group]:
    """Part the people by what their calendars must hear; nobody hears what changes nothing for them."""
    if kind in CALLING_OFF:
        waiting = known.waiting if kind is SendingKind.CANCELLATION else ()
        every = (*known.told, *known.gone)
        return [_Group(CalendarFile.REMOVED, every), _Group(CalendarFile.NONE, waiting)]
    invites = kind is SendingKind.INVITATION
    moved = invites or news.for_calendars
    told = known.told if moved or news else ()
    again = known.waiting if invites and not known.told else ()
    new = known.new if again else (*known.waiting, *known.new)
    return [
        _Group(CalendarFile.CHANGED if moved else CalendarFile.NONE, told),
        _Group(CalendarFile.NEW, again),
        _Group(CalendarFile.NEW, new, late=not invites or news.postponed),
        _Group(CalendarFile.REMOVED, known.gone),
    ]


@dataclass(frozen=True)
class _Words:
    """Writes the letters of one mailing."""

    kind: SendingKind
    paper: MeetingPaper
    news: News
    reason: str

    def letters(self, group: _Group) -> list[EditionLetter]:
        """Return one letter for each edition; one for each person who is no longer invited."""
        if group.calendar is CalendarFile.REMOVED and self.kind not in CALLING_OFF:
            return [self._removal(one) for one in group.readers]
        return [
            EditionLetter(
                key=f"{self._whose(group)} {readers_words}".strip(),
                edition=edition,
                recipients=people,
                subject=self._subject(group.late),
                text=self._text(edition, group),
                calendar=group.calendar,
                readers=readers_words,
            )
            for readers_words, edition, people in _editions(self.paper, group.readers)
        ]

    def _whose(self, group: _Group) -> str:
        if self.kind in CALLING_OFF and group.calendar is CalendarFile.NONE:
            return "en attente d’une date"
        return "nouveaux invités" if group.late else ""

    def _removal(self, one: Recipient) -> EditionLetter:
        key = f"retrait {one.quality or one.name}"
        subject, text = removal_subject(self.paper), removal_text(self.paper)
        return EditionLetter(key, one.edition, (one,), subject, text, CalendarFile.REMOVED)

    def _subject(self, late: bool) -> str:
        if late:
            return message_subject(self.paper, SendingKind.INVITATION, News())
        return message_subject(self.paper, self.kind, self.news)

    def _text(self, edition: Audience, group: _Group) -> str:
        if group.late:
            return invitation_text(self.paper, edition, News())
        if self.kind is SendingKind.POSTPONEMENT:
            return postponement_text(self.paper, self.reason)
        if self.kind is SendingKind.CANCELLATION:
            calendar = group.calendar is CalendarFile.REMOVED
            return cancellation_text(self.paper, self.reason, calendar=calendar)
        if self.kind is SendingKind.UPDATE:
            news = _readable(self.news, self.paper, edition)
            return update_text(self.paper, edition, news)
        return invitation_text(self.paper, edition, self.news)


def next_letter(version: AgendaVersion | None, paper: MeetingPaper) -> str:
    """A first, then the next letter whenever the printed lines differ; after Z comes AA."""
    if version is None:
        return "A"
    if holds_still(version, paper.items):
        return version.letter
    if version.letter.endswith("Z"):
        return "A" * (len(version.letter) + 1)
    return version.letter[:-1] + chr(ord(version.letter[-1]) + 1)


def _news(store: Store, version: AgendaVersion | None, paper: MeetingPaper, meeting: Meeting) -> News:
    if version is None:
        return News()
    former = {particular_name(line): _said(line) for line in version.particulars}
    told = tuple(line for line in paper.particulars if former.get(particular_name(line)) != _said(line))
    names = {particular_name(line) for line in paper.particulars}
    dropped = tuple(f"{name}{NBSP}: sans objet" for name in former if name not in names)
    changes = changes_since(store, version, paper.items)
    return News(told + dropped, changes or None, postponed=meeting.invited_on is not None, former=former)


def _said(line: str) -> str:
    return line.partition(f"{NBSP}: ")[2]


def _readable(news: News, paper: MeetingPaper, edition: Audience) -> News:
    """The news without the items that an edition withholds; withdrawn items are told to members alone."""
    if news.agenda is None or edition is Audience.DIRECTORS:
        return news
    numbers = {item.number for part in paper.for_edition(edition) for item in part.items}
    return replace(news, agenda=news.agenda.only(numbers) or None)


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
    made: Packet,
    meeting: Meeting,
    organizer: Mailbox,
    attendees: Sequence[Recipient],
    method: CalendarMethod = CalendarMethod.REQUEST,
) -> CalendarEvent:
    """Return the meeting as calendars see it; without attendees the organizer alone stands in it.

    A CANCEL of a mailing that does not call the meeting off takes its attendees out of a meeting that stands.
    """
    paper = made.paper
    zone = ZoneInfo(paper.time_zone)
    cancels = method is CalendarMethod.CANCEL
    invited = [CalendarAttendee(one.mailbox) for one in attendees]
    return CalendarEvent(
        uid=meeting.uid,
        sequence=meeting.sequence,
        start=datetime.combine(meeting.day, meeting.starts_at, zone),
        end=datetime.combine(meeting.day, meeting.ends_at, zone),
        stamp=paper.created,
        summary=paper.title,
        organizer=organizer,
        method=method,
        status=EventStatus.CANCELLED if cancels else EventStatus.CONFIRMED,
        time_zone=paper.time_zone,
        description="" if cancels else calendar_description(paper),
        location=paper.where_words,
        geo=paper.coordinates,
        attendees=tuple(invited) or (CalendarAttendee(organizer, AttendeeRole.CHAIR),),
        alarm_minutes=None if cancels else ALARM_MINUTES,
        url=paper.video_link,
        uninvites=cancels and made.kind not in CALLING_OFF,
    )
