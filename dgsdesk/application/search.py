"""Search (product § 3.14): whatever is kept, found by its words while one types.

Accents, case, final « s » and « x », hyphens and elisions do not matter. Each word typed must begin a word of
the thing, or stand inside one. All is read anew each time: a network is small, its words are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dgsdesk.application.naming import meeting_title
from dgsdesk.application.view import View
from dgsdesk.domain.action import Action, Decision
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.grey_zone import GreyZone
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.minutes import MinutesEntry
from dgsdesk.domain.network import Appointment, Organisation, OrganisationKind, Person, display_name
from dgsdesk.domain.richtext import plain_text
from dgsdesk.domain.theme import RaisedTheme, SharedSubject
from dgsdesk.domain.toponym import fold
from dgsdesk.domain.wording import NBSP, day_and_month, role_title

MOST = 20
"""As many things are given back, the best ones."""

_TITLE_LENGTH = 90
_ELIDED = frozenset("ldsnjmtc") | {"qu"}
_NO_DAY = date.min

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A thing found: its kind and title, an icon role, the page that shows it, and the id to show there."""

    title: str
    icon: str
    page: str
    subject: str


@dataclass(frozen=True, slots=True)
class _Thing:
    """What may be found: ``text`` counts most, ``more`` less; among equals the newest ``day`` comes first."""

    kind: str
    text: str
    icon: str
    page: str
    subject: str
    more: str = ""
    day: date = _NO_DAY

    def row(self) -> FoundRow:
        """Return the thing as it is shown."""
        words = " ".join(self.text.split())
        title = words if len(words) <= _TITLE_LENGTH else f"{words[: _TITLE_LENGTH - 1].rstrip()}…"
        return FoundRow(
            f"{self.kind}{NBSP}: {title}" if self.kind else title, self.icon, self.page, self.subject
        )


def find_things(view: View, text: str) -> list[FoundRow]:
    """Return the things that hold every word typed, best first, at most twenty.

    A whole word in the title counts more than its beginning, that more than a part of it, and that more than
    words beside the title (question, solution, minutes, owner).
    """
    wanted = _asked(text)
    if not wanted:
        return []
    scored = [(score, thing) for thing in _things(view) if (score := _score(wanted, thing))]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].day.toordinal(), pair[1].text))
    return list(dict.fromkeys(thing.row() for _, thing in scored))[:MOST]


# -- words ---------------------------------------------------------------------------------------------------


def _asked(text: str) -> Words:
    """Return the words typed; what an elision leaves (« l’ ») counts only when nothing else is typed."""
    words = _words(text)
    return tuple(word for word in words if word not in _ELIDED) or words


@lru_cache(maxsize=8192)
def _words(text: str) -> Words:
    return tuple(map(_singular, fold(text).split()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _score(wanted: Words, thing: _Thing) -> int:
    """Return how well a thing answers, 0 when one of the words is missing."""
    title = _words(thing.text)
    beside = _words(f"{thing.kind} {thing.more}")
    total = 0
    for word in wanted:
        found = _place(word, title) * 2 or _place(word, beside)
        if not found:
            return 0
        total += found
    return total + (title[: len(wanted)] == wanted)


def _place(word: str, words: Words) -> int:
    """Return 3 for the whole word, 2 for the beginning of one, 1 inside one, 0 for nowhere."""
    if word in words:
        return 3
    if any(other.startswith(word) for other in words):
        return 2
    return int(len(word) > 2 and any(word in other for other in words))


# -- things --------------------------------------------------------------------------------------------------


def _things(view: View) -> Iterator[_Thing]:
    organisations = {org.id: org for org in view.store.find(Organisation)}
    meetings = {meeting.id: meeting for meeting in view.store.find(Meeting)}
    yield from _meetings(meetings.values(), organisations)
    yield from _items(view, meetings)
    yield from _registers(view)
    yield from _promises(view, meetings)
    yield from map(_organisation, organisations.values())
    yield from _people(view, organisations)


def _meetings(meetings: Iterable[Meeting], organisations: dict[str, Organisation]) -> Iterator[_Thing]:
    for meeting in meetings:
        host = organisations.get(meeting.host_id or "")
        text = ", ".join(filter(None, (meeting_title(meeting.day), host.name if host else "")))
        more = f"{meeting.place} {meeting.reference} {meeting.day.isoformat()}"
        yield _Thing("", text, "nav.meetings", "meetings", meeting.id, more, meeting.day)


def _items(view: View, meetings: dict[str, Meeting]) -> Iterator[_Thing]:
    said = {entry.item_id: plain_text(entry.text) for entry in view.store.find(MinutesEntry)}
    for item in view.store.find(AgendaItem):
        meeting = meetings[item.meeting_id]
        more = f"{item.question} {item.presenter} {meeting.day.year} {said.get(item.id, '')}"
        kind = f"Point du {day_and_month(meeting.day)}"
        yield _Thing(kind, item.title, "list-ordered", "meetings", meeting.id, more, meeting.day)


def _registers(view: View) -> Iterator[_Thing]:
    for zone in view.store.find(GreyZone):
        more = f"{zone.question} {zone.solution} {zone.options} {zone.texts}"
        yield _Thing("Zone grise", zone.title, "nav.grey_zones", "grey_zones", zone.id, more)
    for subject in view.store.find(SharedSubject):
        yield _Thing("Sujet commun", subject.title, "nav.subjects", "subjects", subject.id, subject.question)
    for theme in view.store.find(RaisedTheme):
        yield _Thing("Thème remonté", theme.title, "kind.theme", "subjects", theme.id, theme.question)


def _promises(view: View, meetings: dict[str, Meeting]) -> Iterator[_Thing]:
    for action in view.store.find(Action):
        yield _Thing(
            "Action", action.text, "kind.action", "actions", action.id, action.owner, action.due or _NO_DAY
        )
    for decision in view.store.find(Decision):
        day = meetings[decision.meeting_id].day
        kind, more = f"Décision du {day_and_month(day)}", f"{decision.number} {day.year}"
        yield _Thing(kind, decision.text, "kind.decision", "meetings", decision.meeting_id, more, day)


def _organisation(organisation: Organisation) -> _Thing:
    commune = organisation.kind is OrganisationKind.COMMUNE
    kind, icon = ("Commune", "kind.commune") if commune else ("Intercommunalité", "kind.epci")
    more = f"{organisation.code} {organisation.town} {organisation.postal_code} {organisation.sector}"
    return _Thing(kind, organisation.name, icon, "directory", organisation.id, more)


def _people(view: View, organisations: dict[str, Organisation]) -> Iterator[_Thing]:
    """Each person once per post; the directory shows them under their organisation."""
    people = {person.id: person for person in view.store.find(Person)}
    for post in view.store.find(Appointment):
        person = people.get(post.person_id or "")
        organisation = organisations.get(post.organisation_id)
        name = display_name(person)
        if person is None or organisation is None or not name:
            continue
        title = post.title or role_title(post.role, person.civility)
        text = f"{name}, {title}, {organisation.name}"
        yield _Thing("", text, "kind.person", "directory", organisation.id, person.email)
