"""Which column holds what, whatever it is called and wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.arrival.content import TableContent
from dgsdesk.application.directory.columns import (
    Field,
    below_heading,
    match_columns,
    people_of_table,
    titles_key,
)
from dgsdesk.domain.name_splitting import split_name, with_capitals
from dgsdesk.domain.network import Civility
from dgsdesk.domain.spreadsheet_cell import defused, read_back
from dgsdesk.domain.toponym import fold

PLACES = frozenset(map(fold, ("Gorges", "Boussay", "Château-Thébaud", "Clisson")))
VALUES = {
    Field.COMMUNE: ("Gorges", "CHATEAU THEBAUD", "Mairie de Boussay"),
    Field.FAMILY_NAME: ("Dupont", "Martin", "Le Goff"),
    Field.GIVEN_NAME: ("Anne", "Jean-Luc", "Zoé"),
    Field.ROLE: ("maire", "DGS", "secrétaire de mairie"),
    Field.EMAIL: ("a.dupont@exemple.invalid", "jl@exemple.invalid", "zoe@exemple.invalid"),
    Field.PHONE: ("02 40 11 22 33", "06.12.34.56.78", "+33 2 40 11 22 34"),
}
SAID = {
    Field.COMMUNE: ("Commune", "COMMUNES", "Collectivité", "Nom de la commune"),
    Field.FAMILY_NAME: ("Nom", "NOMS", "Nom de famille", "nom d'usage"),
    Field.GIVEN_NAME: ("Prénom", "prenoms", "PRÉNOM"),
    Field.ROLE: ("Fonction", "Fontion", "Fonctions", "Qualité"),
    Field.EMAIL: ("Courriel", "E-mail", "Adresse mail", "mél", "Adresse électronique"),
    Field.PHONE: ("Téléphone", "Tél.", "telephonne", "N° de téléphone portable"),
}


def table(*rows: tuple[str, ...]) -> TableContent:
    return TableContent(rows, tuple(range(1, len(rows) + 1)))


@given(st.permutations(list(VALUES)), st.data())
def test_columns_are_found_in_any_order_by_their_titles(order: list[Field], data: st.DataObject) -> None:
    titles = tuple(data.draw(st.sampled_from(SAID[field])) for field in order)
    rows = [tuple(VALUES[field][at] for field in order) for at in range(3)]
    columns = match_columns(table(titles, *rows), PLACES, {})
    assert columns.titled
    assert columns.fields == tuple(order)


@given(st.permutations(list(VALUES)), st.booleans())
def test_a_list_without_titles_is_known_by_what_stands_in_it(order: list[Field], whole: bool) -> None:
    if whole:
        order = [field for field in order if field is not Field.GIVEN_NAME]
    elif order.index(Field.FAMILY_NAME) > order.index(Field.GIVEN_NAME):
        order = [*order]
        a, b = order.index(Field.FAMILY_NAME), order.index(Field.GIVEN_NAME)
        order[a], order[b] = order[b], order[a]
    names = ("DUPONT Anne", "MARTIN Jean-Luc", "LE GOFF Zoé")
    rows = [
        tuple(names[at] if whole and field is Field.FAMILY_NAME else VALUES[field][at] for field in order)
        for at in range(3)
    ]
    columns = match_columns(table(*rows), PLACES, {})
    assert not columns.titled
    wanted = [Field.WHOLE_NAME if whole and field is Field.FAMILY_NAME else field for field in order]
    assert list(columns.fields) == wanted
    people = people_of_table(table(*rows), columns, "liste.csv")
    assert [person.given_name for person in people] == list(VALUES[Field.GIVEN_NAME])


def test_what_a_person_said_of_a_set_of_titles_is_taken_again() -> None:
    titles = ("Lieu", "Qui")
    said = {titles_key(("LIEU", "qui ")): ("commune", "whole_name")}
    columns = match_columns(table(titles, ("Gorges", "DUPONT Anne")), PLACES, said)
    assert (columns.remembered, columns.fields) == (True, (Field.COMMUNE, Field.WHOLE_NAME))


def test_one_column_for_both_names_is_split_in_the_order_that_its_title_says() -> None:
    rows = table(("Commune", "Prénom et nom"), ("Gorges", "Anne Le Goff"))
    (person,) = people_of_table(rows, match_columns(rows, PLACES, {}), "liste.csv")
    assert (person.given_name, person.family_name) == ("Anne", "Le Goff")


WORD = st.text("abcdefghijklmnopqrstuvwxyzéèïç", min_size=2, max_size=9)
TITLES = {"m", "mr", "monsieur", "mme", "mlle", "madame", "mademoiselle", "me", "maitre", "dr", "docteur"}
PARTICLES = {"de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "di", "da"}
FAMILY = WORD.filter(lambda word: fold(word) not in TITLES)
GIVEN = FAMILY.filter(lambda word: fold(word) not in PARTICLES)
"""« Me DUVAL » has no given name, and « Da MARTIN » may be a family name as a whole: neither tells one."""


@given(GIVEN, st.lists(FAMILY, min_size=1, max_size=2), st.sampled_from(["", "Mme ", "M. ", "Madame "]))
def test_capitals_tell_the_family_name(given_name: str, family: list[str], civility: str) -> None:
    first, last = given_name.capitalize(), " ".join(family).upper()
    known = split_name(f"{civility}{last} {first}")
    assert known == split_name(f"{civility}{first} {last}", given_first=True)
    assert (known.family_name, known.given_name) == (last, first)


@pytest.mark.parametrize(
    ("text", "family", "given_name", "civility"),
    [
        ("DE LA TOUR Jean", "DE LA TOUR", "Jean", Civility.UNKNOWN),
        ("Jean de LA TOUR", "de LA TOUR", "Jean", Civility.UNKNOWN),
        ("Mme Dupont, Anne Marie", "Dupont", "Anne Marie", Civility.MADAM),
        ("Dupont Anne", "Dupont", "Anne", Civility.UNKNOWN),
        ("M. DUPONT", "DUPONT", "", Civility.SIR),
        ("", "", "", Civility.UNKNOWN),
    ],
)
def test_usual_ways_of_writing_a_name(text: str, family: str, given_name: str, civility: Civility) -> None:
    known = split_name(text)
    assert (known.family_name, known.given_name, known.civility) == (family, given_name, civility)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_a_defused_cell_is_no_formula_and_is_read_back_whole(text: str) -> None:
    kept = defused(text)
    assert kept[:1] not in ("=", "+", "-", "@")
    assert read_back(kept) == text


@pytest.mark.parametrize("text", ["=1+1", "+33 2", "-5", "@A1", "\t=1", "\x00=1", "'=1"])
def test_each_beginning_of_a_formula_is_quoted(text: str) -> None:
    assert defused(text).startswith("'")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("anne", "Anne"),
        ("marie-claude", "Marie-Claude"),
        ("de la tour d’auvergne", "de la Tour d’Auvergne"),
        ("élodie", "Élodie"),
        ("le goff", "Le Goff"),
        ("MARTIN", "MARTIN"),
        ("McCoy", "McCoy"),
    ],
)
def test_a_name_in_small_letters_gets_its_capitals(typed: str, written: str) -> None:
    assert with_capitals(typed) == written


def test_what_a_list_says_of_itself_above_its_titles_is_passed_over() -> None:
    titles, line = ("Mairie", "NOM Prénom", "Mél. pro"), ("Gorges", "DUPONT Anne", "a.dupont@exemple.invalid")
    whole = table(("Liste des DGS – mise à jour juin",), ("à relire", "", ""), titles, line)
    cut = below_heading(whole, PLACES)
    assert (cut.rows, cut.lines) == ((titles, line), (3, 4))
    (person,) = people_of_table(cut, match_columns(cut, PLACES, {}), "liste.csv")
    assert (person.line, person.commune, person.family_name) == (4, "Gorges", "DUPONT")


@pytest.mark.parametrize(
    "first", [("Gorges", "DUPONT", "Anne"), ("Commune", "Nom", "Prénom"), ("Gorges", "", "")]
)
def test_a_list_without_a_heading_is_left_whole(first: tuple[str, ...]) -> None:
    whole = table(first, ("Boussay", "MARTIN", "Luc"), ("Clisson", "LE GOFF", "Zoé"))
    assert below_heading(whole, PLACES) == whole


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("mairie@exemple.fr; f.therese@exemple.fr", "mairie@exemple.fr"),
        ("Anne DUPONT <a.dupont@exemple.fr>", "a.dupont@exemple.fr"),
        ("mailto:a@exemple.fr", "a@exemple.fr"),
        ("néant", ""),
        (" - ", ""),
        ("aime.nguessan@", "aime.nguessan@"),
    ],
)
def test_the_first_address_of_a_cell_counts(cell: str, address: str) -> None:
    whole = table(("Commune", "Nom", "Courriel"), ("Gorges", "Dupont", cell))
    (person,) = people_of_table(whole, match_columns(whole, PLACES, {}), "liste.csv")
    assert person.email == address
