"""The directory (annuaire): organisations, people, the posts they hold, commissions (product § 3.13)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.membership import TITLES
from dgsdesk.application.sentences import add_sentences
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.mail_address import is_address
from dgsdesk.domain.name_splitting import with_capitals
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Civility,
    Commission,
    CommissionMember,
    Network,
    Organisation,
    Person,
    PostStatus,
    Role,
    display_name,
    is_current,
)
from dgsdesk.domain.wording import elided_of

add_sentences(
    {
        "empty_name": ("Il manque un nom ({where}).", "Écrivez-le, puis recommencez. Rien n’a été changé."),
        "bad_email": (
            "« {email} » n’est pas une adresse électronique ({where}).",
            "Elle s’écrit comme nom@commune.fr. Rien n’a été changé.",
        ),
        "real_email_in_example": (
            "Un réseau d’exemple ne garde aucune adresse réelle : « {email} » est refusée.",
            "Utilisez une adresse qui se termine par « .invalid ».",
        ),
        "bad_period": (
            "La fin ({ends}) précède le début ({starts}).",
            "Corrigez l’une des deux dates. Rien n’a été changé.",
        ),
        "bad_capacity": (
            "Une salle ne peut pas compter {capacity} places.",
            "Donnez un nombre positif, ou laissez vide.",
        ),
    }
)


@dataclass(frozen=True)
class PersonFields:
    """What is written of a person; the e-mail may be empty."""

    given_name: str = ""
    family_name: str = ""
    civility: Civility = Civility.UNKNOWN
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class NameToPost(Command[str]):
    """Name somebody to a post, held or ad interim, from a day on; returns the person's id.

    ``person_id`` names somebody who is known already (a director shared by several communes). The post's
    holder until then keeps the role in the past: it ends the day before.
    """

    organisation_id: str
    role: Role
    person: PersonFields = PersonFields()
    person_id: str | None = None
    title: str = ""
    interim: bool = False
    starts: date | None = None


@dataclass(frozen=True)
class VacatePost(Command[None]):
    """Say that a post has had no holder since a day."""

    appointment_id: str
    since: date | None = None


@dataclass(frozen=True)
class EditPost(Command[None]):
    """Change the title and the kind of a post."""

    appointment_id: str
    role: Role
    title: str


@dataclass(frozen=True)
class EditPerson(Command[None]):
    person_id: str
    person: PersonFields


@dataclass(frozen=True)
class OrganisationFields:
    """What is edited of an organisation; ``capacity`` is the seats of its meeting room, none for unknown."""

    address: str
    postal_code: str
    town: str
    email: str
    phone: str
    room: str = ""
    access: str = ""
    capacity: int | None = None


@dataclass(frozen=True)
class EditOrganisation(Command[None]):
    organisation_id: str
    fields: OrganisationFields


@dataclass(frozen=True)
class EndMembership(Command[None]):
    """Say that a commune leaves the network: ``last_day`` is its last day in it, today by default."""

    organisation_id: str
    last_day: date | None = None


@dataclass(frozen=True)
class AddCommission(Command[str]):
    """Add a community commission, tied to competences by their codes."""

    name: str
    competences: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditCommission(Command[None]):
    commission_id: str
    name: str
    competences: tuple[str, ...]


@dataclass(frozen=True)
class RemoveCommission(Command[None]):
    commission_id: str


@dataclass(frozen=True)
class AddCommissionMember(Command[str]):
    """Add an elected member, or an executive who follows the commission."""

    commission_id: str
    person: PersonFields
    role: Role = Role.ELECTED
    title: str = ""


@dataclass(frozen=True)
class RemoveCommissionMember(Command[None]):
    member_id: str


@handles(NameToPost, "{name}, {title} : {organisation}")
def name_to_post(act: Act, command: NameToPost) -> str:
    organisation = act.store.get(Organisation, command.organisation_id)
    person = _known_or_new(act, command, organisation)
    starts = command.starts
    _end_former(act, command, starts or act.today)
    title = command.title.strip() or TITLES[command.role]
    status = PostStatus.INTERIM if command.interim else PostStatus.HELD
    appointment = Appointment(
        id=act.new_id(),
        organisation_id=organisation.id,
        person_id=person.id,
        role=command.role,
        title=title,
        status=status,
        starts=starts,
    )
    act.store.add(appointment)
    act.tell(name=display_name(person), title=title, organisation=organisation.name)
    return person.id


def _known_or_new(act: Act, command: NameToPost, organisation: Organisation) -> Person:
    if command.person_id is not None:
        return act.store.get(Person, command.person_id)
    return new_person(act, command.person, organisation.name)


def _end_former(act: Act, command: NameToPost, day: date) -> None:
    """End the posts that the new one takes over; a vacancy that was never held leaves no trace."""
    posts = act.store.find(Appointment, organisation_id=command.organisation_id, role=same_seat(command.role))
    for post in posts:
        if post.status is PostStatus.VACANT and post.starts is None:
            act.store.remove(post)
        elif post.ends is None and not command.interim:
            post.ends = day - timedelta(days=1)


def same_seat(role: Role) -> frozenset[Role]:
    """Return the roles whose holder a new one replaces.

    A DGS takes the seat of an SGM and the other way round; another role only its own; several elected
    members or executives serve side by side.
    """
    if role in DIRECTOR_ROLES:
        return DIRECTOR_ROLES
    return frozenset() if role in (Role.ELECTED, Role.EXECUTIVE) else frozenset({role})


def new_person(act: Act, fields: PersonFields, where: str) -> Person:
    """Keep a person after checking what was written; raises BadInput, RuleBroken."""
    checked = _checked(act, fields, where)
    person = Person(
        id=act.new_id(),
        given_name=checked.given_name,
        family_name=checked.family_name,
        civility=checked.civility,
        email=checked.email,
        phone=checked.phone,
    )
    act.store.add(person)
    return person


def _checked(act: Act, fields: PersonFields, where: str) -> PersonFields:
    named = as_kept(fields)
    if not named.family_name:
        raise BadInput("empty_name", where=where)
    return replace(named, email=checked_email(act, fields.email, where), phone=fields.phone.strip())


def as_kept(fields: PersonFields) -> PersonFields:
    """Return what was typed of a person, both names as they are kept: no blanks around, with capitals."""
    given, family = fields.given_name.strip(), fields.family_name.strip()
    return replace(fields, given_name=with_capitals(given), family_name=with_capitals(family))


def checked_email(act: Act, email: str, where: str) -> str:
    """Return the address without blanks around; empty is allowed.

    Raises BadInput("bad_email"), and RuleBroken in an example network, which keeps no real address.
    """
    address = email.strip()
    if not address:
        return ""
    if not is_address(address):
        raise BadInput("bad_email", where=where, email=address)
    if act.store.find(Network)[0].example and not address.endswith(".invalid"):
        raise RuleBroken("real_email_in_example", where=where, email=address)
    return address


@handles(VacatePost, "{what} : {title}, {organisation}")
def vacate_post(act: Act, command: VacatePost) -> None:
    post = act.store.get(Appointment, command.appointment_id)
    organisation = act.store.get(Organisation, post.organisation_id)
    since = command.since or act.today
    interim = post.status is PostStatus.INTERIM
    what = "Fin de l’intérim" if interim else "Poste vacant"
    act.tell(what=what, title=post.title or TITLES[post.role], organisation=organisation.name)
    if post.status is PostStatus.VACANT:
        return
    if post.starts is not None and since <= post.starts:
        raise BadInput("bad_period", starts=post.starts.isoformat(), ends=since.isoformat())
    post.ends = since - timedelta(days=1)
    if interim and _stands_anyway(act, post, since):
        return
    vacancy = Appointment(
        id=act.new_id(),
        organisation_id=post.organisation_id,
        role=post.role,
        title=post.title,
        status=PostStatus.VACANT,
        starts=since,
    )
    act.store.add(vacancy)


def _stands_anyway(act: Act, interim: Appointment, day: date) -> bool:
    """Tell whether the seat that an interim leaves has its holder again, or is declared vacant already."""
    seat = same_seat(interim.role) or {interim.role}
    posts = act.store.find(Appointment, organisation_id=interim.organisation_id, role=seat)
    return any(post is not interim and is_current(post.starts, post.ends, day) for post in posts)


@handles(EditPost, "Fonction modifiée : {title}")
def edit_post(act: Act, command: EditPost) -> None:
    post = act.store.get(Appointment, command.appointment_id)
    post.role = command.role
    post.title = command.title.strip() or TITLES[command.role]
    act.tell(title=post.title)


@handles(EditPerson, "Fiche {of_name} modifiée")
def edit_person(act: Act, command: EditPerson) -> None:
    person = act.store.get(Person, command.person_id)
    checked = _checked(act, command.person, display_name(person))
    person.given_name = checked.given_name
    person.family_name = checked.family_name
    person.civility = checked.civility
    person.email = checked.email
    person.phone = checked.phone
    act.tell(of_name=elided_of(display_name(person)))


@handles(EditOrganisation, "Fiche « {name} » modifiée")
def edit_organisation(act: Act, command: EditOrganisation) -> None:
    organisation = act.store.get(Organisation, command.organisation_id)
    fields = command.fields
    if fields.capacity is not None and fields.capacity < 1:
        raise BadInput("bad_capacity", where=organisation.name, capacity=fields.capacity)
    organisation.address = fields.address.strip()
    organisation.postal_code = fields.postal_code.strip()
    organisation.town = fields.town.strip()
    organisation.email = checked_email(act, fields.email, organisation.name)
    organisation.phone = fields.phone.strip()
    organisation.room = fields.room.strip()
    organisation.access = fields.access.strip()
    organisation.capacity = fields.capacity
    act.tell(name=organisation.name)


@handles(EndMembership, "{name} quitte le réseau{followed}")
def end_membership(act: Act, command: EndMembership) -> None:
    from dgsdesk.application.rota.replan import followed, replan_all

    organisation = act.store.get(Organisation, command.organisation_id)
    starts, last_day = organisation.member_from, command.last_day or act.today
    if starts is not None and last_day < starts:
        raise BadInput("bad_period", starts=starts.isoformat(), ends=last_day.isoformat())
    organisation.member_to = last_day
    act.tell(name=organisation.name, followed=followed(replan_all(act)))


@handles(AddCommission, "Commission « {name} » ajoutée")
def add_commission(act: Act, command: AddCommission) -> str:
    name = _name(command.name)
    commission = Commission(id=act.new_id(), name=name, competences=command.competences)
    act.store.add(commission)
    return commission.id


def _name(name: str) -> str:
    if not name.strip():
        raise BadInput("empty_name", where="commission")
    return name.strip()


@handles(EditCommission, "Commission « {name} » modifiée")
def edit_commission(act: Act, command: EditCommission) -> None:
    commission = act.store.get(Commission, command.commission_id)
    commission.name = _name(command.name)
    commission.competences = command.competences


@handles(RemoveCommission, "Commission « {name} » retirée")
def remove_commission(act: Act, command: RemoveCommission) -> None:
    commission = act.store.get(Commission, command.commission_id)
    for member in act.store.find(CommissionMember, commission_id=commission.id):
        act.store.remove(member)
    act.store.remove(commission)
    act.tell(name=commission.name)


@handles(AddCommissionMember, "{name} suit la commission « {commission} »")
def add_commission_member(act: Act, command: AddCommissionMember) -> str:
    commission = act.store.get(Commission, command.commission_id)
    person = new_person(act, command.person, commission.name)
    member = CommissionMember(
        id=act.new_id(),
        commission_id=commission.id,
        person_id=person.id,
        role=command.role,
        title=command.title.strip() or TITLES[command.role],
    )
    act.store.add(member)
    act.tell(name=display_name(person), commission=commission.name)
    return member.id


@handles(RemoveCommissionMember, "{name} ne suit plus la commission")
def remove_commission_member(act: Act, command: RemoveCommissionMember) -> None:
    member = act.store.get(CommissionMember, command.member_id)
    act.tell(name=display_name(act.store.get(Person, member.person_id)))
    act.store.remove(member)
