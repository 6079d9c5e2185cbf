"""What the papers of one meeting have in common, gathered once: when, where, who, the agenda, the people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dgsdesk.application.agenda.lines import REFERRAL_WORDS, agenda_lines, frozen_items
from dgsdesk.application.document import LetterheadRow, SignatureBlock
from dgsdesk.application.documents.head import Source, letterhead_row, place_and_date, signature
from dgsdesk.application.library.files import UsedFile, files_at
from dgsdesk.application.mailing.mailing import Recipient
from dgsdesk.application.naming import host_seat, of_organisation, seat_name
from dgsdesk.application.privacy.notice import notice_text
from dgsdesk.domain.agenda import (
    AgendaItem,
    AgendaPart,
    AgendaVersion,
    FrozenItem,
    Referral,
    number_items,
    running_order,
)
from dgsdesk.domain.audience import Audience, may_read
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Network, Organisation, OrganisationKind
from dgsdesk.domain.wording import NBSP, date_full, duration, hours

DAY, HOURS, PLACE, VIDEO = "Date", "Horaires", "Lieu", "Visioconférence"
"""The particulars that calendars hold: they hear of a change of these alone."""


@dataclass(frozen=True)
class PaperItem:
    """One item as papers print it; ``mark`` says « point ajouté » and who settles it after the group."""

    id: str
    number: str
    title: str
    question: str
    presenter: str
    minutes: int
    audience: Audience
    documents: tuple[str, ...] = ()
    recall: str = ""
    mark: str = ""

    @property
    def minutes_words(self) -> str:
        """The item's time, « 25 min »."""
        return duration(self.minutes) if self.minutes else ""


@dataclass(frozen=True)
class PaperPart:
    """One part of the agenda with its items."""

    rank: int
    title: str
    items: tuple[PaperItem, ...]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True)
class MeetingPaper:
    """What an invitation, an agenda and a sign-in sheet need to know.

    ``created`` dates the files; ``lines`` are the printed lines of the whole agenda, ``items`` the same
    field by field, ``particulars`` the lines that say when and where.
    """

    meeting_id: str
    title: str
    day: date
    starts_at: time
    ends_at: time
    place: str
    address: str
    access: str
    video_link: str
    lunch: bool
    chair: str
    host: str
    host_name: str
    host_id: str | None
    reference: str
    reply_by: date | None
    letter: str
    parts: tuple[PaperPart, ...]
    lines: tuple[str, ...]
    opening_minutes: int
    closing_minutes: int
    letterhead: LetterheadRow
    signature: SignatureBlock
    place_and_date: str
    created: datetime
    coordinates: tuple[float, float] | None
    time_zone: str
    recipients: tuple[str, ...] = ()
    privacy_notice: str = ""
    items: tuple[FrozenItem, ...] = ()

    @property
    def where_words(self) -> str:
        """The place and its address on one line."""
        return ", ".join(filter(None, (self.place, self.address)))

    @property
    def particulars(self) -> tuple[str, ...]:
        """The lines that say when and where, as an update compares them."""
        lines = (
            (DAY, date_full(self.day)),
            (HOURS, hours(self.starts_at, self.ends_at)),
            (PLACE, self.where_words),
            ("Accès", self.access),
            (VIDEO, self.video_link),
            ("Présidence", self.chair),
            ("Déjeuner", "prévu à l’issue de la réunion" if self.lunch else "non prévu"),
        )
        return tuple(f"{name}{NBSP}: {value}" for name, value in lines if value)

    def for_edition(self, edition: Audience) -> tuple[PaperPart, ...]:
        """Return the parts with the items that an edition may contain; a part left empty is left out.

        Who reads everything sees the part to which nothing is on yet: its number would be missing.
        """
        kept = tuple(
            PaperPart(part.rank, part.title, tuple(i for i in part.items if may_read(i.audience, edition)))
            for part in self.parts
        )
        full = edition is Audience.DIRECTORS and any(part.items for part in kept)
        return tuple(part for part in kept if part.items or full)

    def documents(self, edition: Audience) -> tuple[str, ...]:
        """Return the names of the documents to read beforehand."""
        items = (item for part in self.for_edition(edition) for item in part.items)
        return tuple(name for item in items for name in item.documents)


def gather_paper(
    source: Source, meeting: Meeting, created: datetime, recipients: Sequence[Recipient] = ()
) -> MeetingPaper:
    """Read everything that the papers of a meeting say, in a fixed number of statements."""
    store = source.store
    circle = store.get(Circle, meeting.circle_id)
    network = store.find(Network)[0]
    host = store.get(Organisation, meeting.host_id) if meeting.host_id else None
    seat = host_seat(store, meeting.day, meeting.host_id)
    parts = store.find(AgendaPart, meeting_id=meeting.id)
    items = store.find(AgendaItem, meeting_id=meeting.id)
    located = host is not None and host.latitude is not None and host.longitude is not None
    return MeetingPaper(
        meeting_id=meeting.id,
        title=circle.name,
        day=meeting.day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        address=meeting.address,
        access=meeting.access,
        video_link=meeting.video_link,
        lunch=meeting.lunch,
        chair=meeting.chair or (seat_name(seat) if seat else ""),
        host=_host_words(host),
        host_name=host.name if host else "",
        host_id=meeting.host_id,
        reference=meeting.reference,
        reply_by=meeting.reply_by,
        letter=meeting.agenda_letter,
        parts=_parts(parts, items, files_at(source.store, OwnerKind.ITEM, {item.id for item in items})),
        lines=agenda_lines(parts, items),
        opening_minutes=circle.opening_minutes,
        closing_minutes=circle.closing_minutes,
        letterhead=letterhead_row(source, meeting.host_id),
        signature=signature(source),
        place_and_date=place_and_date(source, created.date()),
        created=created,
        coordinates=(host.latitude, host.longitude) if host and located else None,  # type: ignore[arg-type]
        time_zone=network.time_zone,
        recipients=tuple(one.quality or one.name for one in recipients),
        privacy_notice=notice_text(store),
        items=frozen_items(parts, items),
    )


def last_version(source: Source, meeting_id: str) -> AgendaVersion | None:
    """Return the newest frozen agenda of a meeting."""
    return next(reversed(versions_of(source, meeting_id)), None)


def versions_of(source: Source, meeting_id: str) -> list[AgendaVersion]:
    """Return the frozen agendas of a meeting: A, B… Z, AA…"""
    versions = source.store.find(AgendaVersion, meeting_id=meeting_id)
    return sorted(versions, key=lambda version: (len(version.letter), version.letter))


def _parts(
    parts: Sequence[AgendaPart], items: Sequence[AgendaItem], files: Sequence[UsedFile]
) -> tuple[PaperPart, ...]:
    numbers = number_items(parts, items)
    names: dict[str, list[str]] = {}
    for file in files:
        names.setdefault(file.owner_id, []).append(file.file.name)
    ordered = running_order(parts, items)
    return tuple(
        PaperPart(
            rank,
            part.title,
            tuple(
                _item(item, numbers[item.id], names.get(item.id, []))
                for item in ordered
                if item.part_id == part.id
            ),
        )
        for rank, part in enumerate(sorted(parts, key=lambda part: part.position), start=1)
    )


def _item(item: AgendaItem, number: str, documents: Sequence[str]) -> PaperItem:
    return PaperItem(
        id=item.id,
        number=number,
        title=item.title,
        question=item.question,
        presenter=item.presenter,
        minutes=item.minutes,
        audience=item.audience,
        documents=tuple(documents),
        recall=item.recall,
        mark=" · ".join(_marks(item)),
    )


def _marks(item: AgendaItem) -> list[str]:
    """Say in print what an item is besides its title: « point ajouté », « à porter en conférence… »."""
    late = ["point ajouté"] if item.added_late else []
    return [*late, *([REFERRAL_WORDS[item.referral]] if item.referral is not Referral.NONE else [])]


def _host_words(host: Organisation | None) -> str:
    """« la commune de Clisson », or the name of our own intercommunality."""
    if host is None:
        return ""
    if host.kind is OrganisationKind.COMMUNE:
        return f"la commune {of_organisation(host.name, host.article, host.kind)}"
    return host.name
