"""Mandate-change day (product § 3.13): a list of new mayors, or of directors, replaces the holders on a day.

Former holders keep their posts in the past, so that old minutes keep old titles; who stays keeps the post.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.directory.acts import NameToPost, new_person, same_seat
from dgsdesk.application.directory.importing import remember_columns
from dgsdesk.application.directory.likeness import name_words
from dgsdesk.application.directory.merge import fields_of, full_name, take_fields
from dgsdesk.application.membership import TITLES, organisations_on
from dgsdesk.application.ports.store import Store
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import (
    Appointment,
    Organisation,
    OrganisationKind,
    Person,
    PostStatus,
    Role,
    is_current,
)
from dgsdesk.domain.wording import date_long, plural

add_sentences(
    {
        "mandate_nothing": (
            "La liste « {where} » ne change aucun titulaire.",
            "Vérifiez la date et la fonction choisies. Rien n’a été changé.",
        ),
    }
)


class Change(StrEnum):
    """What the day brings to a post."""

    NEW = "new"
    STAYS = "stays"
    VACANT = "vacant"
    ABSENT = "absent"
    LATER = "later"


@dataclass(frozen=True)
class ChangeMandate(Command[int]):
    """Replace the holders of a kind of post from a day on; returns how many posts change.

    ``role`` is that of the posts (a director's stands for DGS and SGM). A post that the list does not name is
    left as it is, or declared vacant from the day with ``vacate_rest``. A post that somebody else takes later
    is left alone. ``titles``, ``fields`` and ``arrival_id`` as for `ImportPeople`.
    Raises BadInput("mandate_nothing").
    """

    source: str
    role: Role
    day: date
    people: tuple[NameToPost, ...]
    vacate_rest: bool = False
    titles: str = ""
    fields: tuple[str, ...] = ()
    arrival_id: str | None = None


@dataclass(frozen=True)
class MandateRow:
    """One post on the day: who held it (until the day before), who holds it from the day on."""

    organisation_id: str
    organisation: str
    change: Change
    former: str
    new: str
    later_from: date | None = None


@dataclass
class _Step:
    organisation: Organisation
    change: Change
    current: list[Appointment]
    naming: NameToPost | None = None
    later_from: date | None = None


def mandate_rows(view: View, command: ChangeMandate) -> tuple[MandateRow, ...]:
    """Return what the day would change, post by post, the EPCI first; nothing is changed."""
    people = {person.id: person for person in view.store.find(Person)}
    return tuple(_row(step, people) for step in _steps(view.store, command))


def _row(step: _Step, people: Mapping[str, Person]) -> MandateRow:
    holders = [people[post.person_id] for post in step.current if post.person_id is not None]
    former = full_name(fields_of(holders[0])) if holders else ""
    new = full_name(step.naming.person) if step.naming else ""
    place = step.organisation
    return MandateRow(place.id, place.name, step.change, former, new, step.later_from)


@handles(ChangeMandate, "{count} au {day_words} d’après « {source} »")
def change_mandate(act: Act, command: ChangeMandate) -> int:
    steps = [step for step in _steps(act.store, command) if step.change in (Change.NEW, Change.VACANT)]
    if not steps:
        raise BadInput("mandate_nothing", where=command.source)
    new: dict[object, str] = {}
    for step in steps:
        _close(act, step.current, command.day)
        act.store.add(_opened(act, step, command, new))
    remember_columns(act, command.titles, command.fields)
    if command.arrival_id is not None:
        act.store.get(Arrival, command.arrival_id).state = ArrivalState.FILED
    act.tell(count=plural(len(steps), "changement", "changements"), day_words=date_long(command.day))
    return len(steps)


def _close(act: Act, posts: Iterable[Appointment], day: date) -> None:
    """End the posts on the day before; what began on the very day, or was a bare vacancy, leaves no trace."""
    for post in posts:
        bare = post.status is PostStatus.VACANT and post.starts is None
        if bare or post.starts == day:
            act.store.remove(post)
        else:
            post.ends = day - timedelta(days=1)


def _opened(act: Act, step: _Step, command: ChangeMandate, new: dict[object, str]) -> Appointment:
    post = Appointment(
        id=act.new_id(),
        organisation_id=step.organisation.id,
        role=_role(step, command.role),
        status=PostStatus.VACANT,
        starts=command.day,
    )
    post.title = TITLES[post.role]
    if step.naming is not None:
        post.person_id = _person(act, step.naming, step.organisation.name, new)
        post.status = PostStatus.HELD
        post.title = step.naming.title or post.title
    return post


def _role(step: _Step, role: Role) -> Role:
    if step.naming is not None:
        return step.naming.role
    return step.current[0].role if step.current else role


def _person(act: Act, naming: NameToPost, where: str, new: dict[object, str]) -> str:
    """Return the id of who is named; somebody new stands on as many lines as they serve communes."""
    key = (name_words(naming.person), naming.person.email.lower())
    known = take_fields(act, replace(naming, person_id=naming.person_id or new.get(key)))
    if known is None:
        known = new[key] = new_person(act, naming.person, where).id
    return known


def _steps(store: Store, command: ChangeMandate) -> list[_Step]:
    namings = {naming.organisation_id: naming for naming in command.people}
    seats = same_seat(command.role) or frozenset({command.role})
    posts: dict[str, list[Appointment]] = {}
    for post in store.find(Appointment, role=seats):
        posts.setdefault(post.organisation_id, []).append(post)
    return [
        _step(organisation, posts.get(organisation.id, []), namings.get(organisation.id), command)
        for organisation in organisations_on(store, command.day)
        if organisation.kind is OrganisationKind.COMMUNE or command.role is not Role.MAYOR
    ]


def _step(
    organisation: Organisation, posts: list[Appointment], naming: NameToPost | None, command: ChangeMandate
) -> _Step:
    current = [post for post in posts if is_current(post.starts, post.ends, command.day)]
    held = [post for post in current if post.person_id is not None]
    later = [post.starts for post in posts if post.starts is not None and post.starts > command.day]
    if naming is None:
        change = Change.VACANT if held and command.vacate_rest and not later else Change.ABSENT
        return _Step(organisation, change, current)
    if any(post.person_id == naming.person_id for post in held):
        return _Step(organisation, Change.STAYS, current, naming)
    change = Change.LATER if later else Change.NEW
    return _Step(organisation, change, current, naming, min(later, default=None))
