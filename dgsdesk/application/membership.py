"""Who belongs to a circle on a day: each organisation's director, or the post left vacant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dgsdesk.application.ports.store import Store
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Civility,
    Organisation,
    OrganisationKind,
    Person,
    PostStatus,
    Role,
    default_role,
    display_name,
    is_current,
)
from dgsdesk.domain.toponym import LETTERS_ALONE

TITLES = {
    Role.DGS: "DGS",
    Role.SGM: "SGM",
    Role.DGA: "DGA",
    Role.DST: "DST",
    Role.DRH: "DRH",
    Role.EXECUTIVE: "cadre",
    Role.MAYOR: "maire",
    Role.PRESIDENT: "président",
    Role.ELECTED: "élu",
}
"""The short title of each role, when an appointment gives no title of its own."""


@dataclass(frozen=True)
class Member:
    """One seat of a circle: an organisation, its director that day if any, and how to reach them.

    ``email`` is the person's, else the town hall's.
    """

    organisation_id: str
    organisation: str
    article: int
    kind: OrganisationKind
    person_id: str | None
    name: str
    title: str
    role: Role
    status: PostStatus
    email: str
    civility: Civility = Civility.UNKNOWN

    @property
    def label(self) -> str:
        """« DGS de Clisson » is said by pages; this is « Clisson, Prénom NOM »."""
        return f"{self.organisation}, {self.name}" if self.name else self.organisation


def organisations_on(store: Store, day: date) -> list[Organisation]:
    """Return the organisations of the network that belong to it on a day: the EPCI, then communes by name."""
    return current_organisations(store.find(Organisation), day)


def current_organisations(every: Iterable[Organisation], day: date) -> list[Organisation]:
    """Return those that belong to the network on a day: the EPCI, then communes by name."""
    current = [org for org in every if is_current(org.member_from, org.member_to, day)]
    return sorted(
        current, key=lambda org: (org.kind is OrganisationKind.COMMUNE, sort_key(org.name), org.code)
    )


def communes_on(store: Store, day: date) -> list[Organisation]:
    """Return the communes of the network on a day, by name."""
    return [org for org in organisations_on(store, day) if org.kind is OrganisationKind.COMMUNE]


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """Return what French readers sort by: no accents, no case, hyphens as spaces."""
    import unicodedata

    plain = unicodedata.normalize("NFD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    return plain.translate(LETTERS_ALONE)


def members_on(store: Store, day: date) -> list[Member]:
    """Return one seat per organisation, in order; four statements whatever the size of the network."""
    posts = director_posts(store.find(Appointment, role=DIRECTOR_ROLES), day)
    people = {person.id: person for person in store.find(Person)}
    return [_member(org, posts.get(org.id), people) for org in organisations_on(store, day)]


STANDING = (PostStatus.INTERIM, PostStatus.HELD, PostStatus.VACANT)
"""Who speaks for a seat before whom."""


def director_posts(appointments: Iterable[Appointment], day: date) -> dict[str, Appointment]:
    """Return each organisation's director's post: an interim, else the holder, a DGS before an SGM."""

    def weight(post: Appointment) -> tuple[int, bool, str]:
        return (STANDING.index(post.status), post.role is not Role.DGS, post.id)

    posts: dict[str, Appointment] = {}
    for post in sorted(appointments, key=weight, reverse=True):
        if is_current(post.starts, post.ends, day):
            posts[post.organisation_id] = post
    return posts


def posts_on(appointments: Iterable[Appointment], day: date) -> dict[str, list[Appointment]]:
    """Return the posts held or open on a day by organisation, by role, title and id."""
    found: dict[str, list[Appointment]] = {}
    for post in sorted(appointments, key=lambda post: (post.role.value, post.title, post.id)):
        if is_current(post.starts, post.ends, day):
            found.setdefault(post.organisation_id, []).append(post)
    return found


def _member(org: Organisation, post: Appointment | None, people: dict[str, Person]) -> Member:
    return post_member(org, post.role if post else director_role(org), post, people)


def director_role(org: Organisation, population: int | None = None) -> Role:
    """Return the role that the director of an organisation is expected to have."""
    count = org.population if population is None else population
    return Role.DGS if org.kind is OrganisationKind.EPCI else default_role(count)


def post_member(
    org: Organisation, role: Role, post: Appointment | None, people: Mapping[str, Person]
) -> Member:
    """Return one post as a seat, vacant when nobody holds it."""
    person = people.get(post.person_id) if post and post.person_id else None
    return Member(
        organisation_id=org.id,
        organisation=org.name,
        article=org.article,
        kind=org.kind,
        person_id=person.id if person else None,
        name=display_name(person),
        title=(post.title if post and post.title else TITLES[role]),
        role=role,
        status=post.status if post and person else PostStatus.VACANT,
        email=(person.email if person and person.email else org.email),
        civility=person.civility if person else Civility.UNKNOWN,
    )
