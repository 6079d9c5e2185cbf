"""The directors' posts as one checks them in a grid: one line per organisation, each line one act."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.directory.acts import (
    EditPerson,
    NameToPost,
    PersonFields,
    VacatePost,
    as_kept,
    edit_person,
    name_to_post,
    vacate_post,
)
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.membership import TITLES, director_posts, sort_key
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import (
    DIRECTOR_ROLES,
    Appointment,
    Civility,
    Letterhead,
    Organisation,
    OrganisationKind,
    Person,
    PostStatus,
    Role,
    default_role,
    is_current,
)
from dgsdesk.domain.wording import capitalised, role_title


@dataclass(frozen=True)
class FillPost(Command[None]):
    """Say who holds a director's post, as one checks a list.

    A vacancy is filled, a holder is corrected in place (a successor is named by ``NameToPost``); a person
    without any name leaves the post vacant. Somebody of the same name who is known already, with the same
    e-mail or without one, is that person: a director shared by several communes.
    """

    organisation_id: str
    role: Role
    person: PersonFields = field(default_factory=PersonFields)
    interim: bool = False


@dataclass(frozen=True)
class GridRow:
    """The director's post of one organisation; ``also`` names the others that the same person serves."""

    organisation_id: str
    organisation: str
    kind: OrganisationKind
    population: int
    role: Role
    person: PersonFields
    status: PostStatus
    also: tuple[str, ...]
    person_id: str = ""


def people_grid(view: View) -> tuple[GridRow, ...]:
    """Return one line per organisation of today, the EPCI first."""
    rows = []
    for org in directory_page(view).organisations:
        post = org.director
        expected = Role.DGS if org.kind is OrganisationKind.EPCI else default_role(org.population)
        rows.append(
            GridRow(
                organisation_id=org.id,
                organisation=org.name,
                kind=org.kind,
                population=org.population,
                role=post.role if post else expected,
                person=post.person if post else PersonFields(),
                status=post.status if post else PostStatus.VACANT,
                also=post.also if post else (),
                person_id=(post.person_id if post else "") or "",
            )
        )
    return tuple(rows)


@handles(FillPost, "{organisation} : {who}")
def fill_post(act: Act, command: FillPost) -> None:
    command = replace(command, person=as_kept(command.person))
    organisation = act.store.get(Organisation, command.organisation_id)
    posts = act.store.find(Appointment, organisation_id=organisation.id, role=DIRECTOR_ROLES)
    post = director_posts(posts, act.today).get(organisation.id)
    former = _holder_name(act, post)
    named = bool(command.person.family_name.strip())
    if not named and command.person.given_name.strip():
        raise BadInput("empty_name", where=organisation.name)
    if not named:
        _leave_vacant(act, command, post)
    elif post is None or post.person_id is None:
        _fill(act, command)
    else:
        _correct(act, command, post)
    if named and organisation.kind is OrganisationKind.EPCI:
        _sign(act, command, former)
    who = f"{display_name_of(command.person)}, {TITLES[command.role]}" if named else "poste vacant"
    act.tell(organisation=organisation.name, who=who)


def display_name_of(person: PersonFields) -> str:
    """Write « Prénom NOM » of what was typed."""
    return f"{person.given_name.strip()} {person.family_name.strip().upper()}".strip()


def _holder_name(act: Act, post: Appointment | None) -> str:
    holder = act.store.get(Person, post.person_id) if post is not None and post.person_id else None
    return display_name_of(_fields(holder)) if holder is not None else ""


def _sign(act: Act, command: FillPost, former: str) -> None:
    """Let who directs the EPCI's services sign, and be written to, unless somebody else was named for it."""
    person = command.person
    known = person.civility is not Civility.UNKNOWN
    for ours in act.store.find(Letterhead):
        if ours.signatory_name in ("", former):
            ours.signatory_name = display_name_of(person)
            ours.signatory_civility = person.civility
            ours.signatory_title = capitalised(role_title(command.role, person.civility)) if known else ""
        if not ours.mailbox:
            ours.mailbox = person.email.strip()


def _leave_vacant(act: Act, command: FillPost, post: Appointment | None) -> None:
    """Take the name away; a holder whose first day is known stays in the past."""
    if post is not None and post.person_id is not None and post.starts is not None:
        vacate_post(act, VacatePost(post.id))
        return
    if post is None:
        post = Appointment(id=act.new_id(), organisation_id=command.organisation_id)
        act.store.add(post)
    post.person_id = None
    post.status = PostStatus.VACANT
    _set_role(post, command.role)


def _fill(act: Act, command: FillPost) -> None:
    known = _known(act, command.person)
    if known is not None:
        edit_person(act, EditPerson(known.id, _completed(command.person, known)))
    name_to_post(
        act,
        NameToPost(
            command.organisation_id,
            command.role,
            command.person,
            person_id=known.id if known else None,
            interim=command.interim,
        ),
    )


def _correct(act: Act, command: FillPost, post: Appointment) -> None:
    """Correct the holder; a name changed on a shared person's line is somebody else."""
    assert post.person_id is not None
    person = act.store.get(Person, post.person_id)
    _set_role(post, command.role)
    post.status = PostStatus.INTERIM if command.interim else PostStatus.HELD
    if _key(command.person) != _key(_fields(person)) and _serves_others(act, post):
        post.status = PostStatus.VACANT
        post.person_id = None
        post.starts = None
        _fill(act, command)
        return
    edit_person(act, EditPerson(person.id, command.person))


def _set_role(post: Appointment, role: Role) -> None:
    if post.role is not role or not post.title:
        post.role = role
        post.title = TITLES[role]


def _serves_others(act: Act, post: Appointment) -> bool:
    others = act.store.find(Appointment, person_id=post.person_id)
    return any(is_current(o.starts, o.ends, act.today) and o.id != post.id for o in others)


def _known(act: Act, person: PersonFields) -> Person | None:
    """Return who is meant, when somebody of that name holds a post today; never by the family name alone."""
    if not person.given_name.strip():
        return None
    current = {
        post.person_id
        for post in act.store.find(Appointment)
        if post.person_id and is_current(post.starts, post.ends, act.today)
    }
    email = person.email.strip().lower()
    for known in act.store.find(Person, id=current):
        same_address = not email or not known.email or known.email.lower() == email
        if same_address and _key(_fields(known)) == _key(person):
            return known
    return None


def _key(person: PersonFields) -> tuple[str, str]:
    return sort_key(person.family_name.strip()), sort_key(person.given_name.strip())


def _fields(person: Person) -> PersonFields:
    return PersonFields(person.given_name, person.family_name, person.civility, person.email, person.phone)


def _completed(typed: PersonFields, known: Person) -> PersonFields:
    """Keep the name of a person who is known, and what the line says nothing of."""
    return PersonFields(
        known.given_name,
        known.family_name,
        known.civility if typed.civility is Civility.UNKNOWN else typed.civility,
        typed.email or known.email,
        typed.phone or known.phone,
    )
