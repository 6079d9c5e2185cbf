"""A generated network: many years of meetings, to measure with (`dgsdesk generate`).

It is written in bulk, without commands and without the journal: nothing of it can be taken back, and its
history is empty. All else is as the program would have left it: numbers, frozen versions with their hash,
clocks of observations. The same seed, EPCI and day give the same content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar, cast

from dgsdesk.application.circle.deadlines import deadline
from dgsdesk.application.example.generated_text import CIRCLES, Teller
from dgsdesk.application.minutes.content import content_json
from dgsdesk.application.minutes.text import minutes_text
from dgsdesk.application.ports.machine import SeededIds
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.action import Action, ActionState, Decision
from dgsdesk.domain.agenda import AgendaItem, AgendaPart, number_items
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import NotFound
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState
from dgsdesk.domain.meeting import Answer, Attendance, Meeting, MeetingState, Presence
from dgsdesk.domain.minutes import (
    Approval,
    Circulation,
    MinutesEntry,
    MinutesVersion,
    Observation,
    ObservationState,
    VersionKind,
    content_hash,
)
from dgsdesk.domain.network import Appointment, Organisation, OrganisationKind, Person, PostStatus
from dgsdesk.domain.richtext import RichText, paragraph
from dgsdesk.domain.theme import RaisedTheme, SharedSubject, Sphere, SubjectState, Support

E = TypeVar("E", bound=Entity)

ITEMS_LEAST, ITEMS_MOST = 12, 16
PARAGRAPHS = (1, 2, 2, 3, 3, 4)
"""How many paragraphs an item's minutes may have, each as likely."""

CIRCLES_MOST = 60
_ATTENDING = 20
_DISPATCHED_AFTER = 30

add_sentences(
    {
        "file_exists": (
            "« {where} » existe déjà.",
            "Donnez le nom d’un fichier nouveau. Rien n’a été changé.",
        ),
        "generated_size": (
            "Un réseau généré compte de 1 à 60 années et de 1 à 60 formats de rencontre.",
            "Corrigez « --years » ou « --circles ». Rien n’a été écrit.",
        ),
    }
)


@dataclass(frozen=True)
class Size:
    """How much is generated."""

    years: int
    circles: int
    seed: int = 1


class GeneratedNetwork:
    """Everything but what founding the network made, meeting after meeting, oldest first."""

    def __init__(self, view: View, size: Size, today: date) -> None:
        network = view.network()
        assert network is not None
        self.network = network
        self.size = size
        self.today = today
        self.organisations = view.store.find(Organisation)
        self.communes = [org for org in self.organisations if org.kind is OrganisationKind.COMMUNE]
        self.posts = view.store.find(Appointment)
        (self.circle,) = view.store.find(Circle)
        self._random = Random(f"{size.seed}-{network.siren}-{today.isoformat()}")
        self._ids = SeededIds(f"{size.seed}-{network.siren}-{today.isoformat()}")
        self._teller = Teller(self._random, tuple(org.name for org in self.communes))
        self._people: dict[str, Person] = {}
        self.meetings = self.items = self.paragraphs = 0

    def entities(self) -> Iterator[list[Entity]]:
        """Give what is kept, piece by piece; each stands on what came before."""
        yield list(self._named())
        circles = self._circles()
        yield [circle for circle in circles if circle is not self.circle]
        days = sorted((day, rank) for rank, circle in enumerate(circles) for day in self._days(circle, rank))
        for number, (day, rank) in enumerate(days):
            yield self._meeting(circles[rank], day, number)
        yield list(self._registers(len(days)))

    # -- people and circles ----------------------------------------------------------------------------------

    def _named(self) -> Iterator[Entity]:
        from dgsdesk.application.example.content import FAMILY_NAMES, GIVEN_NAMES

        for rank, post in enumerate(self.posts):
            person = Person(
                id=self._ids.new(),
                given_name=GIVEN_NAMES[rank % len(GIVEN_NAMES)],
                family_name=FAMILY_NAMES[(rank * 3 + rank // 8) % len(FAMILY_NAMES)],
                email=f"personne-{rank + 1}@exemple.invalid",
            )
            self._people[post.organisation_id] = person
            yield person
            yield _like(post, person_id=person.id, status=PostStatus.HELD)

    def _circles(self) -> list[Circle]:
        named = [
            CIRCLES[rank] if rank < len(CIRCLES) else f"Groupe de travail nº {rank + 1}"
            for rank in range(1, self.size.circles)
        ]
        others = [
            _like(self.circle, id=self._ids.new(), name=name, week=1 + rank % 4, weekday=rank % 5)
            for rank, name in enumerate(named)
        ]
        return [self.circle, *others]

    def _days(self, circle: Circle, rank: int) -> Iterator[date]:
        """Give the past days on which a circle met: every month, the first circle not in August."""
        first = self.today.year * 12 + self.today.month - 1 - self.size.years * 12
        for month in range(first, first + self.size.years * 12):
            start = date(month // 12, month % 12 + 1, 1)
            if rank or start.month != 8:
                yield start + timedelta(days=(circle.weekday - start.weekday()) % 7 + 7 * (circle.week - 1))

    # -- a meeting -------------------------------------------------------------------------------------------

    def _meeting(self, circle: Circle, day: date, number: int) -> list[Entity]:
        host = self.communes[number * 7 % len(self.communes)]
        meeting = self._frame(circle, day, host)
        made: list[Entity] = [meeting, *self._attendance(meeting, number)]
        parts = [
            AgendaPart(id=self._ids.new(), meeting_id=meeting.id, position=place, **vars(template))
            for place, template in enumerate(circle.parts)
        ]
        made += parts
        items = self._agenda(meeting, parts)
        for place, (item, what) in enumerate(items):
            made.append(item)
            made += self._said(meeting, item, what, place)
        self.meetings += 1
        self.items += len(items)
        if meeting.state is MeetingState.DISPATCHED:
            made += self._approved(meeting, circle, [*made, *self.organisations])
        return made

    def _frame(self, circle: Circle, day: date, host: Organisation) -> Meeting:
        old = day <= self.today - timedelta(days=_DISPATCHED_AFTER)
        end = circle.starts_at.hour * 60 + circle.starts_at.minute + circle.minutes
        held = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
        return Meeting(
            id=self._ids.new(),
            circle_id=circle.id,
            day=day,
            starts_at=circle.starts_at,
            ends_at=circle.starts_at.replace(hour=end // 60 % 24, minute=end % 60),
            host_id=host.id,
            state=MeetingState.DISPATCHED if old else MeetingState.DRAFTING,
            place=f"Mairie, salle {self._teller.place()}",
            address=host.address,
            uid=f"{self._ids.new()}@dgsdesk.invalid",
            agenda_letter="A",
            invited_on=day - timedelta(days=14),
            planned_at=held - timedelta(days=60),
            started_at=held,
            closed_at=held + timedelta(minutes=circle.minutes),
        )

    def _attendance(self, meeting: Meeting, number: int) -> Iterator[Attendance]:
        seats = [
            self.organisations[(number * 3 + step) % len(self.organisations)] for step in range(_ATTENDING)
        ]
        for place, organisation in enumerate(dict.fromkeys(seat.id for seat in seats)):
            person = self._people[organisation]
            seat = next(one for one in seats if one.id == organisation)
            here = self._random.random() < 0.85
            yield Attendance(
                id=self._ids.new(),
                meeting_id=meeting.id,
                position=place,
                organisation_id=organisation,
                person_id=person.id,
                organisation_name=seat.name,
                name=f"{person.given_name} {person.family_name.upper()}",
                title="DGS",
                email=person.email,
                answer=Answer.COMES if here else Answer.DECLINES,
                presence=Presence.PRESENT if here else Presence.EXCUSED,
            )

    def _agenda(self, meeting: Meeting, parts: list[AgendaPart]) -> list[tuple[AgendaItem, str]]:
        made = []
        for place in range(self._random.randint(ITEMS_LEAST, ITEMS_MOST)):
            code, title, what = self._teller.subject()
            item = AgendaItem(
                id=self._ids.new(),
                meeting_id=meeting.id,
                part_id=parts[place % len(parts)].id,
                position=place,
                title=title,
                question=self._teller.question() if place % 3 == 0 else "",
                presenter=self._random.choice(self.communes).name,
                minutes=10,
                competences=(code,) if code else (),
                discussed=True,
                spent_seconds=600,
            )
            made.append((item, what))
        numbers = number_items(parts, [item for item, _ in made])
        for item, _ in made:
            item.number = numbers[item.id]
        return made

    def _said(self, meeting: Meeting, item: AgendaItem, what: str, place: int) -> Iterator[Entity]:
        count = self._random.choice(PARAGRAPHS)
        self.paragraphs += count
        blocks = tuple(paragraph(self._teller.paragraph(what)) for _ in range(count))
        yield MinutesEntry(id=self._ids.new(), meeting_id=meeting.id, item_id=item.id, text=RichText(blocks))
        if place % 2 == 0:
            yield Decision(
                id=self._ids.new(),
                meeting_id=meeting.id,
                item_id=item.id,
                position=0,
                text=self._teller.decision(what),
                number=f"{meeting.day:%Y-%m}/{self.meetings:04}-{place:02}",
            )
        if place % 3 == 1:
            yield self._action(meeting, item, what)
        if place % 7 == 0:
            yield Observation(
                id=self._ids.new(),
                meeting_id=meeting.id,
                item_id=item.id,
                position=place,
                author=self._random.choice(self.communes).name,
                received_on=meeting.day + timedelta(days=12),
                text=self._teller.observation(what),
                state=ObservationState.ACCEPTED,
                settled_on=meeting.day + timedelta(days=14),
            )

    def _action(self, meeting: Meeting, item: AgendaItem, what: str) -> Action:
        due = meeting.day + timedelta(days=self._random.randint(20, 120))
        done = due < self.today - timedelta(days=60) or self._random.random() < 0.7
        return Action(
            id=self._ids.new(),
            meeting_id=meeting.id,
            item_id=item.id,
            position=0,
            text=self._teller.action(what),
            owner=f"DGS, {self._random.choice(self.communes).name}",
            due=due,
            state=ActionState.DONE if done else ActionState.TODO,
            done_on=due if done else None,
        )

    def _approved(self, meeting: Meeting, circle: Circle, known: list[Entity]) -> Iterator[Entity]:
        """Freeze the minutes as the program does: circulated, approved by silence, with their hash."""
        content = content_json(minutes_text(_InMemory([*known, circle]), meeting.id))
        sent = meeting.day + timedelta(days=7)
        made_at = datetime(sent.year, sent.month, sent.day, 10, tzinfo=UTC)
        draft, final = (
            MinutesVersion(
                id=self._ids.new(),
                meeting_id=meeting.id,
                number=number,
                kind=kind,
                made_at=made_at + timedelta(days=14 * (number - 1)),
                content=content,
                sha256=content_hash(content),
            )
            for number, kind in ((1, VersionKind.DRAFT), (2, VersionKind.APPROVED))
        )
        rule = deadline(sent, circle.observation_days, circle.counting_mode, self.network.zone)
        circulation = Circulation(
            id=self._ids.new(),
            meeting_id=meeting.id,
            version_id=draft.id,
            sent_on=sent,
            days=circle.observation_days,
            counting_mode=circle.counting_mode,
            zone=self.network.zone,
            last_day=rule.last_day,
            approved_on=rule.approved_on,
            sentence=rule.sentence,
        )
        approval = Approval(
            id=self._ids.new(),
            meeting_id=meeting.id,
            version_id=final.id,
            circulation_id=circulation.id,
            approved_on=rule.approved_on,
            confirmed_at=final.made_at,
            tacit=True,
        )
        yield from (draft, final, circulation, approval)

    # -- registers -------------------------------------------------------------------------------------------

    def _registers(self, meetings: int) -> Iterator[Entity]:
        """Give one grey zone for nine meetings, one theme for three, one shared subject for twelve."""
        span = self.size.years * 365
        for rank in range(max(meetings // 9, 5)):
            yield self._grey_zone(self.today - timedelta(days=self._random.randrange(span)), rank)
        for rank in range(max(meetings // 3, 8)):
            yield from self._theme(self.today - timedelta(days=self._random.randrange(span)), rank)
        for rank in range(max(meetings // 12, 4)):
            _, title, _ = self._teller.subject()
            yield SharedSubject(
                id=self._ids.new(),
                title=title,
                question=self._teller.question(),
                raised_on=self.today - timedelta(days=self._random.randrange(span)),
                state=SubjectState.WAITING if rank % 8 == 0 else SubjectState.TREATED,
            )

    def _grey_zone(self, day: date, rank: int) -> GreyZone:
        code, title, what = self._teller.subject()
        settled = rank % 4 != 0
        return GreyZone(
            id=self._ids.new(),
            title=f"{title} : {self._teller.place()}",
            question=self._teller.question(),
            state=GreyZoneState.SETTLED if settled else GreyZoneState.EXAMINED,
            competences=(code,) if code else (),
            options=self._teller.options(),
            solution=self._teller.paragraph(what) if settled else "",
            settled_on=day if settled else None,
            raised_by_id=self._random.choice(self.communes).id,
            raised_on=day - timedelta(days=90),
        )

    def _theme(self, day: date, rank: int) -> Iterator[Entity]:
        _, title, _ = self._teller.subject()
        theme = RaisedTheme(
            id=self._ids.new(),
            title=title,
            question=self._teller.question(),
            sphere=Sphere.MUNICIPAL if rank % 2 else Sphere.COMMUNITY,
            raised_by_id=self._random.choice(self.communes).id,
            raised_on=day,
            state=SubjectState.WAITING if rank % 8 == 0 else SubjectState.TREATED,
        )
        yield theme
        for commune in self._random.sample(self.communes, min(rank % 5, len(self.communes))):
            yield Support(id=self._ids.new(), theme_id=theme.id, organisation_id=commune.id)


def check_size(size: Size) -> bool:
    """Tell whether so much can be generated."""
    return 1 <= size.years <= 60 and 1 <= size.circles <= CIRCLES_MOST


def _like(entity: E, **changes: object) -> E:
    """Return another entity that differs in some fields."""
    values = {field.name: getattr(entity, field.name) for field in fields(entity)}
    return type(entity)(**{**values, **changes})


class _InMemory:
    """The rows of one meeting, read through the door of the store."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_kind: dict[type[Entity], list[Entity]] = {}
        for entity in entities:
            self._by_kind.setdefault(type(entity), []).append(entity)

    def get(self, kind: type[E], id: str, /) -> E:
        found = self.find(kind, id=id)
        if not found:
            raise NotFound("gone", kind=kind.__name__, id=id)
        return found[0]

    def find(self, kind: type[E], /, **equal: object) -> list[E]:
        rows = cast("list[E]", self._by_kind.get(kind, []))
        return [row for row in rows if all(_is(getattr(row, name), value) for name, value in equal.items())]

    def newest(self, kind: type[E], by: str, most: int, /, **equal: object) -> list[E]:
        return sorted(self.find(kind, **equal), key=lambda row: getattr(row, by), reverse=True)[:most]

    def count(self, kind: type[E], by: str, /, **equal: object) -> dict[Any, int]:
        return Counter(getattr(row, by) for row in self.find(kind, **equal))

    def values(self, kind: type[Entity], names: Sequence[str], /, **equal: object) -> list[tuple[Any, ...]]:
        return [tuple(getattr(row, name) for name in names) for row in self.find(kind, **equal)]

    def holds(self, kind: type[Entity], name: str, texts: Collection[str], /) -> bool:
        return any(text in getattr(row, name) for row in self.find(kind) for text in texts)

    def kept(self, kind: type[Entity], name: str, /) -> list[tuple[str, str]]:
        raise TypeError("these rows are not kept")

    def add(self, entity: Entity) -> None:
        raise TypeError("these rows are only read")

    def remove(self, entity: Entity) -> None:
        raise TypeError("these rows are only read")


def _is(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, list | tuple | set | frozenset) else value == wanted
