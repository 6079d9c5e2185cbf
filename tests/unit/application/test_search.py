"""Search: what is found, in which order, whatever the accents, the plurals and the elisions."""

from __future__ import annotations

from datetime import date

import pytest

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.rota.page import circles
from dgsdesk.application.search.acts import MOST, FoundRow, find_things
from dgsdesk.application.subjects.acts import AddSharedSubject, NoteSubject
from dgsdesk.domain.network import Role


@pytest.fixture
def filled(clisson: Desk) -> Desk:
    """A network with one thing of several kinds."""
    clisson.run(AddGreyZone("Avaloirs et grilles d’eaux pluviales", question="Qui cure les regards ?"))
    clisson.run(AddGreyZone("Déneigement : qui paie le sel ?"))
    clisson.run(NoteSubject("Recruter les secrétaires généraux de mairie"))
    clisson.run(AddSharedSubject("Calendrier des vœux"))
    clisson.run(AddAction(None, "Établir l’inventaire des avaloirs par rue", owner="DGS de Gorges"))
    place = next(row for row in clisson.ask(directory_page).organisations if row.name == "Gorges")
    clisson.run(NameToPost(place.id, Role.DGS, PersonFields("Zoé", "Échantillon")))
    circle = clisson.ask(circles)[0][0]
    clisson.run(PlanMeeting(circle, date(2026, 12, 8), place.id))
    return clisson


def titles(desk: Desk, text: str) -> list[str]:
    return [row.title.replace("\u00a0", " ") for row in desk.ask(find_things, text)]


@pytest.mark.parametrize("asked", ["déneigement", "DENEIGEMENT", "deneig", "neige", "qui paie sel"])
def test_accents_case_and_the_end_of_words_do_not_matter(filled: Desk, asked: str) -> None:
    assert titles(filled, asked)[0].startswith("Zone grise : Déneigement")


@pytest.mark.parametrize("asked", ["avaloir", "avaloirs", "l’avaloir", "d'avaloirs"])
def test_plurals_and_elisions_do_not_matter(filled: Desk, asked: str) -> None:
    assert titles(filled, asked) == [
        "Zone grise : Avaloirs et grilles d’eaux pluviales",
        "Action : Établir l’inventaire des avaloirs par rue",
    ]


def test_ligatures_and_plurals_of_short_words(filled: Desk) -> None:
    assert titles(filled, "voeux") == ["Sujet commun : Calendrier des vœux"]
    assert titles(filled, "eau")[0].startswith("Zone grise : Avaloirs")


def test_every_word_must_be_there(filled: Desk) -> None:
    assert titles(filled, "avaloirs sel") == []
    assert titles(filled, "   ") == []
    assert titles(filled, "?!") == []


def test_words_beside_the_title_count_less(filled: Desk) -> None:
    found = titles(filled, "gorges")
    assert set(found[:3]) == {
        "Commune : Gorges",
        "Zoé ÉCHANTILLON, DGS, Gorges",
        "Réunion du mardi 8 décembre 2026, Gorges",
    }
    assert found[3:] == ["Action : Établir l’inventaire des avaloirs par rue"]
    assert titles(filled, "regards") == ["Zone grise : Avaloirs et grilles d’eaux pluviales"]


def test_what_is_found_says_where_it_is_shown(filled: Desk) -> None:
    (person,) = filled.ask(find_things, "echantillon")
    gorges = next(row for row in filled.ask(directory_page).organisations if row.name == "Gorges")
    assert (person.page, person.subject, person.icon) == ("directory", gorges.id, "kind.person")
    found = filled.ask(find_things, "8 décembre")[0]
    assert (found.page, found.icon) == ("meetings", "nav.meetings")


def test_at_most_twenty_and_each_once(filled: Desk) -> None:
    for number in range(30):
        filled.run(NoteSubject(f"Thème {number} sur le sel"))
    filled.run(NoteSubject("Thème 3 sur le sel"))
    found = filled.ask(find_things, "sel")
    assert len(found) == MOST
    assert len({(row.title, row.page, row.subject) for row in found}) == MOST


@pytest.mark.parametrize(
    ("asked", "meant", "first"),
    [
        ("deneigemant", "Déneigement", "Zone grise : Déneigement"),
        ("calandrier voeux", "Calendrier", "Sujet commun : Calendrier des vœux"),
        ("echentillon", "ÉCHANTILLON", "Zoé ÉCHANTILLON"),
    ],
)
def test_a_misspelt_word_stands_for_one_that_is_known(
    filled: Desk, asked: str, meant: str, first: str
) -> None:
    found = filled.ask(find_things, asked)
    assert found[0].instead == meant
    assert found[0].title.replace("\u00a0", " ").startswith(first)
    assert found[0].title_marks


def test_nothing_is_guessed_where_the_words_are_known_or_too_short(filled: Desk) -> None:
    assert filled.ask(find_things, "avaloir")[0].instead == ""
    assert titles(filled, "sal vux") == []


@pytest.mark.parametrize("asked", ["compte rendu 8 décembre", "comptes rendus décembre 2026", "PV décembre"])
def test_a_paper_is_found_by_its_meeting(filled: Desk, asked: str) -> None:
    assert titles(filled, asked) == ["Réunion du mardi 8 décembre 2026, Gorges"]


def test_a_long_title_is_cut(filled: Desk) -> None:
    filled.run(AddAction(None, "Relire " + "très " * 40 + "attentivement"))
    (row,) = filled.ask(find_things, "attentivement")
    assert isinstance(row, FoundRow)
    assert row.title.endswith("…")
    assert len(row.title) < 110


def test_a_few_statements_however_much_is_kept(filled: Desk) -> None:
    assert statements_of(filled, "sel") <= 12
    for number in range(10):
        filled.run(NoteSubject(f"Thème {number} sur le sel"))
    assert statements_of(filled, "sel") <= 12


def statements_of(desk: Desk, text: str) -> int:
    """Count what one search asks of the database."""
    said: list[str] = []

    with desk.vault.raw() as connection:  # type: ignore[attr-defined]
        connection.set_trace_callback(said.append)
        desk.ask(find_things, text)
        connection.set_trace_callback(None)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in said)


def test_a_word_inside_another_is_told_as_what_was_looked_for(filled: Desk) -> None:
    found = filled.ask(find_things, "neige")[0]
    assert found.instead == "Déneigement"
    assert found.title[slice(*found.title_marks[0])] == "Déneigement"
