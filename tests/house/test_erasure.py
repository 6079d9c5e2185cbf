"""An erasure is one: no table, no journal, no byte of the file holds the address; no undo brings it back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import (
    EditOrganisation,
    EditPerson,
    NameToPost,
    PersonFields,
    VacatePost,
)
from dgsdesk.application.directory.page import OrganisationRow, directory_page
from dgsdesk.application.privacy.person_erasure import ErasePerson, erasure_preview
from dgsdesk.application.search.acts import find_things
from dgsdesk.domain.errors import NotFound
from dgsdesk.domain.network import Person, Role
from dgsdesk.storage import erasure

OLD, EMAIL, PHONE = "ancienne.adresse@exemple.invalid", "lea.secrete@exemple.invalid", "06 98 76 54 32"
NEEDLES = ("ancienne.adresse", "lea.secrete", "98 76 54 32", "0698765432", "698765432")


def everything(desk: Desk) -> str:
    """Return every value of every table, the journal's too."""
    with desk.vault.engine.connect() as connection:  # type: ignore[attr-defined]
        names = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
        rows: list[Any] = [
            row for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        ]
    return "\n".join(str(tuple(row)) for row in rows)


def place(desk: Desk, name: str) -> OrganisationRow:
    return next(row for row in desk.ask(directory_page).organisations if row.name == name)


@pytest.fixture
def lea(clisson: Desk) -> str:
    """Somebody whose address changed, who is written down in several tables and in the journal."""
    person = PersonFields("Léa", "Secrète", email=OLD)
    person_id = clisson.run(NameToPost(place(clisson, "Gorges").id, Role.DGS, person)).value
    clisson.run(EditPerson(person_id, PersonFields("Léa", "Secrète", email=EMAIL, phone=PHONE)))
    row = place(clisson, "Gorges")
    words = f"Appeler Léa au 06.98.76.54.32 ou {EMAIL.upper()}"
    clisson.run(EditOrganisation(row.id, row.fields.__class__(**(row.fields.__dict__ | {"access": words}))))
    return person_id


def test_nothing_holds_the_address_any_more(
    clisson: Desk, lea: str, open_here: Callable[[], Desk], database: Path
) -> None:
    before = everything(clisson)
    assert all(words in before for words in ("ancienne.adresse", "lea.secrete", "98 76 54 32"))
    clisson.run(ErasePerson(lea))
    assert [words for words in NEEDLES if words in everything(clisson).lower()] == []
    assert place(clisson, "Gorges").fields.access == "Appeler Léa au [effacé] ou [effacé]"
    assert place(clisson, "Gorges").posts[0].name == "Léa SECRÈTE"
    assert clisson.ask(find_things, EMAIL) == []
    open_here()
    held = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*")).lower()
    assert [words for words in NEEDLES if words.encode() in held] == []


def test_only_what_may_hold_it_is_read(
    clisson: Desk, lea: str, open_here: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty years are half a million texts, each of them decoded: SQLite says which few are looked into."""
    texts = []
    monkeypatch.setattr(erasure, "without", lambda text, pattern: texts.append(text) or text)
    clisson.run(ErasePerson(lea))
    assert any(EMAIL.upper() in text for text in texts)
    assert any("06.98.76.54.32" in text for text in texts)
    assert len(texts) < 20


def test_whether_a_field_holds_a_text_is_the_same_looked_at_and_in_an_act(clisson: Desk, lea: str) -> None:
    """No text leaves the file for it."""
    asked = (["secrete@"], ["nowhere", "Léa"], ["LÉA"], [])
    with clisson.vault.unit_of_work() as work:
        in_an_act = [any(work.holds(Person, name, of) for name in ("email", "given_name")) for of in asked]
    looked = clisson.ask(
        lambda view: [
            any(view.store.holds(Person, name, of) for name in ("email", "given_name")) for of in asked
        ]
    )
    assert looked == in_an_act == [True, True, False, False]


def in_json(value: object) -> str:
    """Write as every structure is kept."""
    return json.dumps(value, ensure_ascii=False)


@given(
    st.sampled_from(
        ("Kai.Işık+ski@exemple.invalid", "o'hara_%s@exemple.fr", "06 98 76 54 32", "+33 612345678")
    ),
    st.sampled_from(("{}", "voir {}, svp", "ligne\n{}\tsuite", '"{}"', "\x00{}")),
    st.sampled_from((str, str.upper, str.title, lambda text: text.replace("k", "\u212a").replace("s", "ſ"))),
    st.sampled_from((str, in_json, lambda text: in_json([in_json(text)]))),
    st.sampled_from((" ", "", ".", "\u202f", "\n")),
)
def test_what_the_pattern_finds_sqlite_speaks_of(
    held: str,
    around: str,
    case: Callable[[str], str],
    kept_as: Callable[[str], str],
    apart: str,
) -> None:
    """A hint may speak of too many, never of too few."""
    written = around.format(case(held).replace(" ", apart))
    pattern = erasure._pattern([held])
    assert pattern is not None
    if not pattern.search(written):
        return
    ((operator, hint),) = erasure._hints([held])
    look = sqlite3.connect(":memory:")
    query = f"SELECT :text {operator} :hint OR instr(:text, char(0)) > 0"
    assert look.execute(query, {"text": kept_as(written), "hint": hint}).fetchone()[0]
    look.close()


def test_no_undo_brings_it_back(clisson: Desk, lea: str) -> None:
    clisson.run(VacatePost(place(clisson, "Gorges").posts[0].appointment_id, date(2027, 1, 1)))
    clisson.undo()
    clisson.run(ErasePerson(lea))
    assert clisson.redoable() is None
    assert clisson.history(1)[0].label == "Coordonnées de Léa SECRÈTE effacées définitivement"
    assert not clisson.history(1)[0].undone
    while clisson.undoable() is not None:
        clisson.undo()
        assert not any(words in everything(clisson).lower() for words in NEEDLES)
    while clisson.redoable() is not None:
        clisson.redo()
        assert not any(words in everything(clisson).lower() for words in NEEDLES)
    with pytest.raises(NotFound):
        clisson.redo()
    assert place(clisson, "Gorges").posts[0].name == "Léa SECRÈTE"


def test_what_others_hold_too_stays_theirs(clisson: Desk) -> None:
    shared = PersonFields("Jo", "Partagé", email="mairie@exemple.invalid", phone="02 40 11 22 33")
    person_id = clisson.run(NameToPost(place(clisson, "Boussay").id, Role.DGS, shared)).value
    row = place(clisson, "Boussay")
    town_hall = row.fields.__dict__ | {"email": "mairie@exemple.invalid", "phone": "+33 2 40 11 22 33"}
    clisson.run(EditOrganisation(row.id, row.fields.__class__(**town_hall)))
    preview = clisson.ask(erasure_preview, person_id)
    assert any("Boussay" in line for line in preview.kept)
    clisson.run(ErasePerson(person_id))
    row = place(clisson, "Boussay")
    assert (row.posts[0].person.email, row.posts[0].person.phone) == ("", "")
    assert (row.fields.email, row.fields.phone) == ("mairie@exemple.invalid", "+33 2 40 11 22 33")


def test_another_address_that_ends_alike_stays(clisson: Desk, lea: str) -> None:
    other = PersonFields("Ann", "Autre", email=f"x{EMAIL}", phone="06 98 76 54 31")
    clisson.run(NameToPost(place(clisson, "Boussay").id, Role.DGS, other))
    clisson.run(ErasePerson(lea))
    person = place(clisson, "Boussay").posts[0].person
    assert (person.email, person.phone) == (f"x{EMAIL}", "06 98 76 54 31")
