"""What the first start finds and says; posts checked in a grid; a network founded anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import PersonFields
from dgsdesk.application.directory.grid import FillPost, GridRow, people_grid
from dgsdesk.application.directory.importing import preview_list
from dgsdesk.application.directory.letterhead import letterhead_view
from dgsdesk.application.directory.page import competence_choices, directory_page
from dgsdesk.application.first_start.acts import ComposedEpci, ComposeNetwork, FoundNetwork
from dgsdesk.application.first_start.page import epci_preview, find_epci, founded, model_choices
from dgsdesk.application.grey_zone.competence import HoldCompetences
from dgsdesk.application.library.acts import AddDocuments, NewFile
from dgsdesk.application.meeting.page import circle_choices
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.application.subjects.call import LayThemeCall
from dgsdesk.domain.competence import Holding
from dgsdesk.domain.errors import BadInput, KnownError, NotFound, RuleBroken
from dgsdesk.domain.network import PostStatus, Role
from tests.conftest import CLISSON


def row(desk: Desk, name: str) -> GridRow:
    return next(line for line in desk.ask(people_grid) if line.organisation == name)


def fill(desk: Desk, name: str, given: str, family: str, email: str = "", interim: bool = False) -> None:
    line = row(desk, name)
    desk.run(FillPost(line.organisation_id, line.role, PersonFields(given, family, email=email), interim))


@pytest.mark.parametrize("typed", ["sevre mai", "SÈVRE-ET-MAINE", "gorges 44", "200067635"])
def test_an_intercommunality_is_found_as_one_types(desk: Desk, typed: str) -> None:
    found = desk.ask(find_epci, typed.removesuffix(" 44"))
    assert CLISSON in {epci.siren for epci in found.found}
    assert found.total > 1200


def test_nothing_typed_finds_nothing(desk: Desk) -> None:
    assert desk.ask(find_epci, " ").found == ()


def test_a_preview_brings_communes_typeset(desk: Desk) -> None:
    preview = desk.ask(epci_preview, CLISSON)
    assert len(preview.communes) == preview.epci.communes == 16
    assert all("'" not in commune.name for commune in preview.communes)
    assert sum(commune.population for commune in preview.communes) == preview.epci.population
    with pytest.raises(NotFound):
        desk.ask(epci_preview, "999999999")


def test_a_model_says_its_rules_in_words(desk: Desk) -> None:
    choice = desk.ask(model_choices)[0]
    rules = dict(choice.rules[0])
    assert rules["Quand"] == "le deuxième mardi de chaque mois à 9\u00a0h\u00a030, sauf en août"
    assert rules["Observations"] == "8\u00a0jours calendaires après l’envoi du projet"


def test_nothing_is_founded_at_first(desk: Desk) -> None:
    assert desk.ask(founded) is None
    desk.run(FoundNetwork(CLISSON))
    made = desk.ask(founded)
    assert made is not None
    assert (made.made.siren, made.model_id) == (CLISSON, "clisson")


def test_another_choice_takes_the_place_of_the_first_and_an_undo_gives_it_back(desk: Desk) -> None:
    desk.run(FoundNetwork(CLISSON))
    fill(desk, "Clisson", "Camille", "Exemple")
    other = desk.ask(find_epci, "sevre et loire").found[0].siren
    desk.run(FoundNetwork(other, instead=True))
    assert desk.network().siren == other
    assert {line.status for line in desk.ask(people_grid)} == {PostStatus.VACANT}
    desk.undo()
    assert row(desk, "Clisson").person.family_name == "Exemple"


COMPOSED = ComposedEpci("Val d'Essai", "CA", ("44043", "44117"), "44117", "200 067 635")


def test_a_network_composed_by_hand_is_as_one_of_the_list(desk: Desk) -> None:
    desk.run(ComposeNetwork(COMPOSED))
    network = desk.network()
    assert (network.name, network.siren, network.departement) == ("Val d’Essai", "200067635", "44")
    seat, *communes = desk.ask(directory_page).organisations
    assert (seat.fields.town, seat.fields.postal_code, seat.population) == ("Le Pallet", "44330", 10_865)
    assert [(one.name, one.article, bool(one.fields.email)) for one in communes] == [
        ("Clisson", 0, True),
        ("Le Pallet", 2, True),
    ]
    desk.undo()
    assert desk.ask(founded) is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "empty_text"),
        ({"siren": "200067636"}, "bad_siren"),
        ({"type": "XX"}, "unknown_epci_type"),
        ({"communes": ("44043", "44043")}, "too_few_communes"),
        ({"communes": ("44043", "99999")}, "unknown_commune"),
        ({"seat": "44063"}, "seat_elsewhere"),
    ],
)
def test_what_cannot_be_composed_is_said_and_makes_nothing(
    desk: Desk, wrong: dict[str, Any], code: str
) -> None:
    with pytest.raises(KnownError) as caught:
        desk.run(ComposeNetwork(replace(COMPOSED, **wrong)))
    assert caught.value.code == code
    assert desk.ask(founded) is None


def test_a_network_that_works_is_not_replaced(clisson: Desk) -> None:
    clisson.run(NoteSubject("Extinction nocturne"))
    with pytest.raises(RuleBroken) as caught:
        clisson.run(FoundNetwork(CLISSON, instead=True))
    assert caught.value.code == "network_in_use"


def test_a_grid_line_fills_corrects_and_vacates(clisson: Desk) -> None:
    fill(clisson, "Clisson", "Camile", "Exemple")
    assert row(clisson, "Clisson").status is PostStatus.HELD
    fill(clisson, "Clisson", "Camille", "Exemple", "camille@exemple.invalid", interim=True)
    line = row(clisson, "Clisson")
    assert (line.person.given_name, line.status) == ("Camille", PostStatus.INTERIM)
    place = next(o for o in clisson.ask(directory_page).organisations if o.name == "Clisson")
    assert len(place.posts) == 1
    clisson.run(FillPost(line.organisation_id, Role.SGM))
    line = row(clisson, "Clisson")
    assert (line.status, line.role, line.person) == (PostStatus.VACANT, Role.SGM, PersonFields())


def test_the_same_name_in_two_communes_is_one_person(clisson: Desk) -> None:
    fill(clisson, "Boussay", "Lou", "Témoin", "lou@exemple.invalid")
    fill(clisson, "Gorges", "lou", "temoin")
    assert row(clisson, "Gorges").also == ("Boussay",)
    assert row(clisson, "Gorges").person.email == "lou@exemple.invalid"
    fill(clisson, "Gorges", "Zoé", "Gabarit")
    assert row(clisson, "Boussay").person.family_name == "Témoin"
    assert row(clisson, "Boussay").also == ()


def test_a_family_name_alone_is_never_taken_for_somebody_else(clisson: Desk) -> None:
    fill(clisson, "Boussay", "", "Exemple")
    fill(clisson, "Gorges", "", "Exemple")
    assert row(clisson, "Gorges").also == ()


def test_a_given_name_alone_is_refused(clisson: Desk) -> None:
    with pytest.raises(BadInput):
        fill(clisson, "Boussay", "Lou", "")


def test_a_list_is_previewed_line_by_line(clisson: Desk) -> None:
    content = "Commune;Nom;Prénom\nGorges;Exemple;Zoé\nNantes;Autre;Paul\n".encode("cp1252")
    good, bad = clisson.ask(preview_list, content, "liste.csv").lines
    assert (good.name, good.line) == ("Zoé EXEMPLE", 2)
    assert "Nantes" in bad.problem
    assert bad.command is None


def test_competences_are_chosen_by_label(desk: Desk) -> None:
    assert desk.ask(competence_choices) == ()
    desk.run(FoundNetwork(CLISSON))
    choices = desk.ask(competence_choices)
    assert len({choice.code for choice in choices}) == len(choices) > 20
    assert all(choice.label and choice.domain for choice in choices)


def keep_a_file(desk: Desk) -> None:
    desk.run(AddDocuments((NewFile("plan.txt", b"Plan"),)))


def call_for_themes(desk: Desk) -> None:
    desk.run(LayThemeCall(desk.ask(circle_choices)[0].id, date(2026, 12, 18)))


def hold_a_competence(desk: Desk) -> None:
    desk.run(HoldCompetences(("MOB-VOI",), Holding.SUPPLEMENTARY))


@pytest.mark.parametrize("work", [keep_a_file, call_for_themes, hold_a_competence])
def test_whatever_was_entered_keeps_a_network_in_its_place(
    clisson: Desk, work: Callable[[Desk], None]
) -> None:
    work(clisson)
    with pytest.raises(RuleBroken) as caught:
        clisson.run(FoundNetwork(CLISSON, instead=True))
    assert caught.value.code == "network_in_use"


def test_who_signs_is_written_as_the_person_is_and_follows_a_correction(clisson: Desk) -> None:
    seat = row(clisson, clisson.network().name)
    for typed, kept in (("jean", "Jean DUPONT"), ("jeanne", "Jeanne DUPONT")):
        line = row(clisson, seat.organisation)
        label = clisson.run(FillPost(line.organisation_id, line.role, PersonFields(typed, "dupont"))).label
        assert kept in label
        assert clisson.ask(letterhead_view).fields.signatory_name == kept
