"""What « Annuaire » shows: organisations with their posts, commissions with their members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.desk import View
from dgsdesk.application.directory.acts import OrganisationFields, PersonFields
from dgsdesk.application.membership import STANDING, organisations_on
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Commission,
    CommissionMember,
    Network,
    Organisation,
    OrganisationKind,
    Person,
    PostStatus,
    Role,
    display_name,
    is_current,
)

STATUS_WORDS = {
    PostStatus.HELD: "En poste",
    PostStatus.INTERIM: "Intérim",
    PostStatus.VACANT: "Vacant",
}
"""How a post is held."""


@dataclass(frozen=True)
class PostRow:
    """One post of an organisation, held, ad interim or vacant; ``current`` on the day shown.

    ``also`` names the other organisations that the same person serves.
    """

    appointment_id: str
    person_id: str | None
    person: PersonFields
    name: str
    role: Role
    title: str
    status: PostStatus
    starts: date | None
    ends: date | None
    current: bool
    also: tuple[str, ...]


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation with its posts, directors first, today's before former ones."""

    id: str
    name: str
    article: int
    kind: OrganisationKind
    code: str
    population: int
    fields: OrganisationFields
    latitude: float | None
    longitude: float | None
    member_to: date | None
    posts: tuple[PostRow, ...]

    @property
    def director(self) -> PostRow | None:
        """The director's post of the day; an interim goes before a holder, who goes before a vacancy."""
        found = [post for post in self.posts if post.current and post.role in DIRECTOR_ROLES]
        return min(found, key=lambda post: STANDING.index(post.status), default=None)


@dataclass(frozen=True)
class CommissionMemberRow:
    id: str
    person_id: str
    name: str
    title: str
    role: Role
    email: str


@dataclass(frozen=True)
class CommissionRow:
    """A commission, its competences (codes and labels) and who follows it."""

    id: str
    name: str
    competences: tuple[tuple[str, str], ...]
    members: tuple[CommissionMemberRow, ...]


@dataclass(frozen=True)
class DirectoryPage:
    organisations: tuple[OrganisationRow, ...]
    commissions: tuple[CommissionRow, ...]
    vacant: int
    without_email: int


def directory_page(view: View) -> DirectoryPage:
    """Return the whole directory as of today."""
    organisations = _organisations(view)
    directors = [org.director for org in organisations]
    return DirectoryPage(
        organisations=organisations,
        commissions=_commissions(view),
        vacant=sum(post is None or post.status is PostStatus.VACANT for post in directors),
        without_email=sum(
            not org.fields.email and not (post and post.person.email)
            for org, post in zip(organisations, directors, strict=True)
        ),
    )


@dataclass(frozen=True)
class CompetenceChoice:
    """A competence as one picks it by its label, under its domain."""

    code: str
    label: str
    domain: str


def competence_choices(view: View) -> tuple[CompetenceChoice, ...]:
    """Return the competences that a commission may be tied to, by domain; empty before the first start."""
    network = view.network()
    rows = view.reference.competences(network.epci_type) if network else []
    return tuple(CompetenceChoice(row.code, row.label, row.domain_label) for row in rows)


def _organisations(view: View) -> tuple[OrganisationRow, ...]:
    today = view.clock.today()
    people = {person.id: person for person in view.store.find(Person)}
    posts = view.store.find(Appointment)
    current = organisations_on(view.store, today)
    names = {org.id: org.name for org in current}
    served: dict[str, list[Appointment]] = {}
    for post in posts:
        if post.person_id and is_current(post.starts, post.ends, today):
            served.setdefault(post.person_id, []).append(post)

    def also(post: Appointment) -> tuple[str, ...]:
        others = served.get(post.person_id or "", [])
        ids = {other.organisation_id for other in others} - {post.organisation_id}
        return tuple(sorted(names[other] for other in ids if other in names))

    by_organisation: dict[str, list[PostRow]] = {}
    for post in posts:
        row = _post(post, people.get(post.person_id or ""), today, also(post))
        by_organisation.setdefault(post.organisation_id, []).append(row)
    return tuple(_organisation(org, by_organisation.get(org.id, [])) for org in current)


def _post(post: Appointment, person: Person | None, today: date, also: tuple[str, ...]) -> PostRow:
    fields = PersonFields()
    if person is not None:
        fields = PersonFields(
            person.given_name, person.family_name, person.civility, person.email, person.phone
        )
    return PostRow(
        appointment_id=post.id,
        person_id=post.person_id,
        person=fields,
        name=display_name(person),
        role=post.role,
        title=post.title,
        status=post.status,
        starts=post.starts,
        ends=post.ends,
        current=is_current(post.starts, post.ends, today),
        also=also,
    )


def _organisation(org: Organisation, posts: list[PostRow]) -> OrganisationRow:
    def order(post: PostRow) -> tuple[bool, bool, date, str]:
        return not post.current, post.role not in DIRECTOR_ROLES, post.starts or date.min, post.appointment_id

    return OrganisationRow(
        id=org.id,
        name=org.name,
        article=org.article,
        kind=org.kind,
        code=org.code,
        population=org.population,
        fields=OrganisationFields(
            org.address, org.postal_code, org.town, org.email, org.phone, org.room, org.access, org.capacity
        ),
        latitude=org.latitude,
        longitude=org.longitude,
        member_to=org.member_to,
        posts=tuple(sorted(posts, key=order)),
    )


def _commissions(view: View) -> tuple[CommissionRow, ...]:
    network = view.store.find(Network)
    if not network:
        return ()
    labels = {row.code: row.label for row in view.reference.competences(network[0].epci_type)}
    people = {person.id: person for person in view.store.find(Person)}
    members: dict[str, list[CommissionMemberRow]] = {}
    for member in view.store.find(CommissionMember):
        person = people[member.person_id]
        row = CommissionMemberRow(
            member.id, person.id, display_name(person), member.title, member.role, person.email
        )
        members.setdefault(member.commission_id, []).append(row)
    return tuple(
        CommissionRow(
            id=commission.id,
            name=commission.name,
            competences=tuple((code, labels.get(code, code)) for code in commission.competences),
            members=tuple(sorted(members.get(commission.id, []), key=lambda row: (row.role, row.name))),
        )
        for commission in sorted(view.store.find(Commission), key=lambda c: c.name)
    )
