"""Somebody of a list in the directory: what would be updated, field by field, then the update itself.

An empty cell erases nothing; the same number in another writing, or the short form of a title that is known
in full, changes nothing: so the same list twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dgsdesk.application.arrival.plan import FieldChange
from dgsdesk.application.command import Act
from dgsdesk.application.directory.acts import (
    EditPerson,
    NameToPost,
    PersonFields,
    edit_person,
    name_to_post,
    same_seat,
)
from dgsdesk.application.directory.likeness import name_words
from dgsdesk.application.membership import TITLES
from dgsdesk.domain.network import Appointment, Civility, Person, is_current
from dgsdesk.domain.toponym import fold
from dgsdesk.domain.wording import civility_mark, person_name


def fields_of(person: Person) -> PersonFields:
    """Return what is written of a person."""
    return PersonFields(person.given_name, person.family_name, person.civility, person.email, person.phone)


def full_name(person: PersonFields) -> str:
    """Write « Prénom NOM »."""
    return person_name(person.given_name.strip(), person.family_name.strip())


def updated(kept: PersonFields, said: PersonFields) -> PersonFields:
    """Return what is kept of a person once a list has said more; the spelling of the name stays."""
    email = said.email if said.email.lower() != kept.email.lower() else ""
    phone = said.phone if _digits(said.phone) != _digits(kept.phone) else ""
    return replace(
        kept,
        given_name=_longer(kept, said),
        civility=kept.civility if said.civility is Civility.UNKNOWN else said.civility,
        email=email or kept.email,
        phone=phone or kept.phone,
    )


def _longer(kept: PersonFields, said: PersonFields) -> str:
    """A whole given name takes the place of an initial or of none."""
    short = fold(kept.given_name)
    same_family = fold(kept.family_name) == fold(said.family_name)
    if same_family and len(short) <= 1 < len(fold(said.given_name)):
        return said.given_name
    return kept.given_name


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return re.sub(r"^(?:00)?33(?=\d{9}$)", "0", digits)


def title_after(kept: str, said: str) -> str:
    """Return the title after a list has said one; nothing said, or the same words, keep what stands."""
    return kept if not said.strip() or fold(said) == fold(kept) else said.strip()


def person_changes(kept: PersonFields, said: PersonFields) -> tuple[FieldChange, ...]:
    """Return what would change of a person, field by field."""
    after = updated(kept, said)
    changes = [
        FieldChange("civilité", civility_mark(kept.civility), civility_mark(after.civility)),
        FieldChange("prénom", kept.given_name, after.given_name),
        FieldChange("courriel", kept.email, after.email),
        FieldChange("téléphone", kept.phone, after.phone),
    ]
    return tuple(change for change in changes if change.before != change.after)


def post_of(posts: Iterable[Appointment], naming: NameToPost, day: date) -> Appointment | None:
    """Return the post that a known person holds already where a list names them."""
    seats = same_seat(naming.role) or {naming.role}
    for post in posts:
        here = post.organisation_id == naming.organisation_id and post.role in seats
        if here and post.person_id == naming.person_id and is_current(post.starts, post.ends, day):
            return post
    return None


def take_person(act: Act, naming: NameToPost) -> str:
    """Update somebody who is known and name them where they do not serve yet; return the person's id.

    Without ``person_id`` it is somebody new, unless somebody of the very same name and address came in the
    meantime.
    """
    person_id = take_fields(act, naming)
    if person_id is None:
        return str(name_to_post(act, naming))
    naming = replace(naming, person_id=person_id)
    posts = act.store.find(Appointment, organisation_id=naming.organisation_id, person_id=person_id)
    post = post_of(posts, naming, act.today)
    if post is None:
        return str(name_to_post(act, naming))
    title = title_after(post.title or TITLES[post.role], naming.title)
    if title != (post.title or TITLES[post.role]):
        post.title = title
    return person_id


def take_fields(act: Act, naming: NameToPost) -> str | None:
    """Update what is written of somebody who is known and return their id; None for somebody new."""
    person_id = naming.person_id or _came_meanwhile(act, naming.person)
    if person_id is None:
        return None
    person = act.store.get(Person, person_id)
    after = updated(fields_of(person), naming.person)
    if after != fields_of(person) and naming.person != PersonFields():
        edit_person(act, EditPerson(person.id, after))
    return person.id


def _came_meanwhile(act: Act, said: PersonFields) -> str | None:
    """Return somebody of the very same name and address; a name alone is not enough to be one person."""
    if not said.given_name.strip() or not said.email.strip():
        return None
    for person in act.store.find(Person, email=said.email.strip()):
        if name_words(fields_of(person)) == name_words(said):
            return person.id
    return None
