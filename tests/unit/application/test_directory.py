"""The directory: posts are named, taken over, left vacant; lists are previewed and taken in one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import (
    AddCommission,
    AddCommissionMember,
    EditOrganisation,
    NameToPost,
    PersonFields,
    RemoveCommission,
    VacatePost,
)
from dgsdesk.application.directory.columns import RawPerson, match_columns, people_of_table
from dgsdesk.application.directory.importing import ImportPeople, preview_people
from dgsdesk.application.directory.letterhead import LetterheadFields, SetLetterhead, SetLogo, letterhead_view
from dgsdesk.application.directory.page import OrganisationRow, directory_page
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.errors import BadInput, RuleBroken
from dgsdesk.domain.network import Civility, PostStatus, Role
from dgsdesk.formats.arrivals.tables import read_list

PERSON = PersonFields("Anne", "Exemple", Civility.MADAM, "anne@exemple.invalid")


def read_people(content: bytes, name: str) -> tuple[RawPerson, ...]:
    table = read_list(content, name)
    return people_of_table(table, match_columns(table, frozenset(), {}), name)


def organisation(desk: Desk, name: str) -> OrganisationRow:
    return next(org for org in desk.ask(directory_page).organisations if org.name == name)


def test_every_post_is_vacant_at_first_with_the_role_of_the_population(clisson: Desk) -> None:
    page = clisson.ask(directory_page)
    assert page.vacant == 17
    roles = {org.name: org.director.role for org in page.organisations if org.director}
    assert roles["Clisson"] is Role.DGS
    assert roles["Boussay"] is Role.SGM


def test_naming_takes_the_vacancy_over_and_a_successor_ends_the_holder(clisson: Desk) -> None:
    place = organisation(clisson, "Gorges")
    clisson.run(NameToPost(place.id, Role.DGS, PERSON, starts=date(2025, 1, 1)))
    first = organisation(clisson, "Gorges")
    assert [post.status for post in first.posts] == [PostStatus.HELD]
    other = replace(PERSON, family_name="Second")
    clisson.run(NameToPost(place.id, Role.SGM, other, starts=date(2026, 9, 1)))
    now = organisation(clisson, "Gorges")
    assert now.director is not None
    assert now.director.name == "Anne SECOND"
    assert [post.ends for post in now.posts] == [None, date(2026, 8, 31)]
    clisson.undo()
    assert organisation(clisson, "Gorges") == first


def test_an_interim_goes_before_the_holder_without_ending_the_post(clisson: Desk) -> None:
    place = organisation(clisson, "Gorges")
    clisson.run(NameToPost(place.id, Role.DGS, PERSON))
    clisson.run(NameToPost(place.id, Role.DGS, replace(PERSON, family_name="Relais"), interim=True))
    director = organisation(clisson, "Gorges").director
    assert director is not None
    assert (director.name, director.status) == ("Anne RELAIS", PostStatus.INTERIM)


def test_one_person_may_serve_several_communes(clisson: Desk) -> None:
    known = clisson.run(NameToPost(organisation(clisson, "Boussay").id, Role.SGM, PERSON)).value
    clisson.run(NameToPost(organisation(clisson, "Monnières").id, Role.SGM, person_id=known))
    director = organisation(clisson, "Boussay").director
    assert director is not None
    assert director.also == ("Monnières",)


def test_a_vacancy_is_dated(clisson: Desk) -> None:
    place = organisation(clisson, "Gorges")
    clisson.run(NameToPost(place.id, Role.DGS, PERSON))
    post = organisation(clisson, "Gorges").posts[0]
    clisson.run(VacatePost(post.appointment_id, date(2026, 11, 1)))
    posts = organisation(clisson, "Gorges").posts
    assert [p.status for p in posts] == [PostStatus.VACANT, PostStatus.HELD]
    assert posts[1].ends == date(2026, 10, 31)


def test_an_interim_ends_where_its_holder_comes_back(clisson: Desk) -> None:
    place = organisation(clisson, "Gorges")
    clisson.run(NameToPost(place.id, Role.DGS, PERSON))
    stand_in = PersonFields("Camille", "Remplace")
    clisson.run(NameToPost(place.id, Role.DGS, stand_in, interim=True, starts=date(2026, 11, 1)))
    interim = organisation(clisson, "Gorges").director
    assert interim is not None
    assert interim.status is PostStatus.INTERIM
    done = clisson.run(VacatePost(interim.appointment_id, date(2026, 11, 20)))
    assert done.label == "Fin de l’intérim : DGS, Gorges"
    current = [post for post in organisation(clisson, "Gorges").posts if post.current]
    assert [post.status for post in current] == [PostStatus.HELD]


def test_an_interim_leaves_a_vacant_post_as_it_was_declared(clisson: Desk) -> None:
    place = organisation(clisson, "Gorges")
    clisson.run(NameToPost(place.id, Role.DGS, PERSON))
    held = organisation(clisson, "Gorges").posts[0]
    clisson.run(VacatePost(held.appointment_id, date(2026, 10, 1)))
    stand_in = PersonFields("Camille", "Remplace")
    clisson.run(NameToPost(place.id, Role.DGS, stand_in, interim=True, starts=date(2026, 11, 1)))
    interim = organisation(clisson, "Gorges").director
    assert interim is not None
    clisson.run(VacatePost(interim.appointment_id, date(2026, 11, 20)))
    current = [post for post in organisation(clisson, "Gorges").posts if post.current]
    assert [(post.status, post.starts) for post in current] == [(PostStatus.VACANT, date(2026, 10, 1))]


def test_an_example_network_takes_no_real_address(clisson: Desk) -> None:
    real = replace(PERSON, email="quelqu-un@mairie-gorges.fr")
    with pytest.raises(RuleBroken) as caught:
        clisson.run(NameToPost(organisation(clisson, "Gorges").id, Role.DGS, real))
    assert "exemple" in sentence(caught.value).message


@pytest.mark.parametrize("email", ["sans arobase", "a@b", "a b@c.fr", "a@b.fr, c@d.fr", "<a@b.fr>"])
def test_an_address_is_checked(clisson: Desk, email: str) -> None:
    with pytest.raises(BadInput):
        clisson.run(NameToPost(organisation(clisson, "Gorges").id, Role.DGS, replace(PERSON, email=email)))


def test_a_room_has_seats(clisson: Desk) -> None:
    place = organisation(clisson, "Gorges")
    clisson.run(EditOrganisation(place.id, replace(place.fields, room="salle du conseil", capacity=30)))
    assert organisation(clisson, "Gorges").fields.capacity == 30
    with pytest.raises(BadInput):
        clisson.run(EditOrganisation(place.id, replace(place.fields, capacity=0)))


def test_commissions_have_members_and_competences(clisson: Desk) -> None:
    commission = clisson.run(AddCommission("Petite enfance", ("SOC-PEN",))).value
    clisson.run(AddCommissionMember(commission, PERSON, title="vice-présidente"))
    row = clisson.ask(directory_page).commissions[0]
    assert row.competences[0][1] != "SOC-PEN"
    assert row.members[0].name == "Anne EXEMPLE"
    clisson.run(RemoveCommission(commission))
    clisson.undo()
    assert clisson.ask(directory_page).commissions[0] == row


def test_identity_says_what_it_misses(clisson: Desk) -> None:
    assert len(clisson.ask(letterhead_view).missing) == 4
    fields = LetterheadFields(
        "Agglo",
        address="1, rue X",
        mailbox="dgs@exemple.invalid",
        signatory_name="A. B",
        signatory_title="DGS",
    )
    clisson.run(SetLetterhead(fields))
    assert clisson.ask(letterhead_view).missing == ()


def test_a_logo_is_a_picture(clisson: Desk) -> None:
    with pytest.raises(BadInput):
        clisson.run(SetLogo("logo.svg", b"<svg/>"))
    clisson.run(SetLogo("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20))
    assert clisson.ask(letterhead_view).logo_name == "logo.png"


CSV = "Commune;Nom;Prénom;Fonction;Courriel\r\nHaute-Goulaine;Essai;Léa;DGS;lea@exemple.invalid\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_in_any_encoding_and_separator(encoding: str, separator: str) -> None:
    content = CSV.replace(";", separator).encode(encoding)
    (person,) = read_people(content, "liste.csv")
    assert (person.commune, person.given_name, person.line) == ("Haute-Goulaine", "Léa", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "csv_empty"),
        (b"PK\x03\x04\x00\x00", "csv_binary"),
        (b"ville;age\n1;2\n", "csv_columns"),
        (b'commune;nom\nGorges;"Essai\n', "csv_line"),
        (b"prenom;nom;commune\nA;B;Gorges\nseul\n", "csv_short_line"),
        (b"x" * 6_000_000, "csv_too_large"),
    ],
)
def test_a_broken_list_says_where(content: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_people(content, "liste.csv")
    assert caught.value.code == code
    assert "liste.csv" in sentence(caught.value).message


def test_a_quotation_mark_left_open_is_told_where_it_opens() -> None:
    with pytest.raises(BadInput) as caught:
        read_people(b'commune;nom\nClisson;Essai\nGorges;"Essai\nMouzillon;Autre\n', "liste.csv")
    assert caught.value.facts["line"] == 3


def test_a_list_is_previewed_then_taken_whole(clisson: Desk) -> None:
    content = (
        "commune;nom;prénom;fonction;courriel\n"
        "CHATEAU THEBAUD;Partagé;Jo;secrétaire général de mairie;jo@exemple.invalid\n"
        "Boussay;Partagé;Jo;SGM;jo@exemple.invalid\n"
        "Nantes;Ailleurs;X;;\n"
    ).encode("latin-1")
    lines = clisson.ask(preview_people, read_people(content, "liste.csv"))
    assert [bool(line.command) for line in lines] == [True, True, False]
    assert "Nantes" in lines[2].problem
    clisson.run(ImportPeople("liste.csv", tuple(line.command for line in lines if line.command)))
    director = organisation(clisson, "Boussay").director
    assert director is not None
    assert director.also == ("Château-Thébaud",)
    clisson.undo()
    assert clisson.ask(directory_page).vacant == 17
