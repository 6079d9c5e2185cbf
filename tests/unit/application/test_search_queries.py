"""Sixty questions as directors type them, each with what must be among the first five; any string."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.application.action.acts import AddAction
from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.acts import NameToPost, PersonFields
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.grey_zone.acts import AddGreyZone
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.application.rota.page import circles
from dgsdesk.application.search.acts import FoundRow, find_things
from dgsdesk.application.subjects.acts import AddSharedSubject, NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.network import Role
from tests.conftest import CLISSON, TODAY

ZONES = (
    ("Avaloirs et grilles d’eaux pluviales", "Qui cure les regards et les fossés busés ?"),
    ("Déneigement des voies communautaires", "Qui paie le sel et l’astreinte ?"),
    ("Dépôts sauvages au pied des points d’apport volontaire", "Qui enlève les encombrants ?"),
    ("Éclairage des zones d’activités", "Qui règle la consommation ?"),
    ("Chemins ruraux et sentiers de randonnée", "Qui élague les haies ?"),
    ("Défense extérieure contre l’incendie", "Qui contrôle les poteaux et les bâches ?"),
    ("Ouvrages d’art sur la voirie transférée", "Qui répare les ponts et les murs de soutènement ?"),
    ("Arrêts de car : abris et quais", "Qui nettoie les abribus ?"),
    ("Terrains familiaux des gens du voyage", "Qui relève les compteurs ?"),
    ("Cimetières : reprise des concessions", "Qui publie la procédure de reprise ?"),
)
SUBJECTS = (
    ("RGPD : un délégué mutualisé", "Qui tient le registre des traitements ?"),
    ("RIFSEEP : plafonds et calendrier communs", "Jusqu’où harmoniser les régimes indemnitaires ?"),
    ("Facturation électronique des fournisseurs", "Qui dépose sur le portail ?"),
    ("Calendrier des vœux", ""),
    ("Plan intercommunal de sauvegarde", "Quels moyens mettre en commun la nuit ?"),
    ("Fonds de concours pour les salles des fêtes", "Quel taux de participation ?"),
    ("Adhésion au centre de gestion", "Médecine préventive et conseil de discipline"),
    ("PLUi : calendrier de la révision", "Quand chaque conseil délibère-t-il ?"),
    ("GEMAPI : entretien des digues et des cours d’eau", "Qui cure, qui surveille ?"),
    ("Protection sociale complémentaire des agents", "Prévoyance et santé : quelle participation ?"),
)
THEMES = (
    ("Recruter les secrétaires généraux de mairie", "Que peut offrir le réseau ?"),
    ("Portail commun pour les familles", "Cantine, périscolaire, multi-accueil"),
    ("Extinction nocturne de l’éclairage public", "Des horaires communs ?"),
    ("Base adresse locale", "Qui numérote les voies nouvelles ?"),
    ("Police municipale mutualisée", "Conventions entre communes"),
    ("Travaux locaux et marchés publics", "Un groupement de commandes ?"),
    ("Œuvres d’art dans l’espace public", ""),
    ("Aides aux associations sportives", "Critères d’attribution des subventions"),
)
ACTIONS = (
    ("Établir l’inventaire des avaloirs par rue", "DGS de Gorges"),
    ("Transmettre la délibération type sur les tarifs", "DRH"),
    ("Chiffrer le curage des bassins de rétention", "services techniques"),
    ("Envoyer l’arrêté de circulation aux pompiers", "DGS de Clisson"),
)
ITEMS = (
    "Petite enfance : ouverture du relais itinérant",
    "Loi du 3 février 2023 : accueil du jeune enfant",
    "Dématérialisation des autorisations d’urbanisme",
    "Taxe d’aménagement : reversement",
    "Déchèteries : contrôle d’accès par badge",
    "Assainissement non collectif : contrôles périodiques",
    "Commission d’évaluation des charges transférées",
)

QUESTIONS = (
    ("eau pluviale", "Avaloirs"),
    ("eaux pluviales", "Avaloirs"),
    ("EAUX PLUVIALES", "Avaloirs"),
    ("l’avaloir", "Avaloirs"),
    ("d'avaloirs", "Avaloirs"),
    ("qui cure les fossés", "Avaloirs"),
    ("fossé busé", "Avaloirs"),
    ("deneigement", "Déneigement"),
    ("déneig", "Déneigement"),
    ("neige", "Déneigement"),
    ("voie communautaire", "Déneigement"),
    ("sel astreinte", "Déneigement"),
    ("depot sauvage", "Dépôts sauvages"),
    ("dépôts sauvages encombrant", "Dépôts sauvages"),
    ("apport volontaire", "Dépôts sauvages"),
    ("zone d'activité", "Éclairage des zones"),
    ("éclairage des zones d’activité", "Éclairage des zones"),
    ("chemin rural", "Chemins ruraux"),
    ("chemins ruraux", "Chemins ruraux"),
    ("élagage haie", ""),
    ("haie", "Chemins ruraux"),
    ("defense incendie", "Défense extérieure"),
    ("poteau", "Défense extérieure"),
    ("ouvrage d’art", "Ouvrages d’art"),
    ("pont", "Ouvrages d’art"),
    ("mur de soutenement", "Ouvrages d’art"),
    ("abri", "Arrêts de car"),
    ("arrêt de car", "Arrêts de car"),
    ("gens du voyage", "Terrains familiaux"),
    ("terrain familial", "Terrains familiaux"),
    ("cimetière", "Cimetières"),
    ("reprise de concession", "Cimetières"),
    ("rgpd", "RGPD"),
    ("déléguée", "RGPD"),
    ("registre des traitement", "RGPD"),
    ("rifseep", "RIFSEEP"),
    ("régime indemnitaire", "RIFSEEP"),
    ("facture électronique", "Facturation électronique"),
    ("facturation electronique", "Facturation électronique"),
    ("voeux", "Calendrier des vœux"),
    ("vœu", "Calendrier des vœux"),
    ("oeuvre", "Œuvres d’art"),
    ("plan de sauvegarde", "Plan intercommunal"),
    ("salle des fêtes", "Fonds de concours"),
    ("centre de gestion", "Adhésion au centre"),
    ("prévoyance", "Protection sociale"),
    ("secrétaire générale de mairie", "Recruter les secrétaires"),
    ("SGM secrétaires généraux", ""),
    ("cantine", "Portail commun"),
    ("extinction nocturne", "Extinction nocturne"),
    ("adresses locales", "Base adresse locale"),
    ("police municipale", "Police municipale"),
    ("travail local", "Travaux locaux"),
    ("marché public", "Travaux locaux"),
    ("groupement de commande", "Travaux locaux"),
    ("subvention association", "Aides aux associations"),
    ("deliberation type", "Transmettre la délibération"),
    ("délibérat", "Transmettre la délibération"),
    ("bassin de retention", "Chiffrer le curage"),
    ("arrêté pompier", "Envoyer l’arrêté"),
    ("petite enfance", "Petite enfance"),
    ("jeunes enfants", "Loi du 3 février"),
    ("autorisation d'urbanisme", "Dématérialisation"),
    ("taxe aménagement", "Taxe d’aménagement"),
    ("déchetterie", "Déchèteries"),
    ("déchèterie badge", "Déchèteries"),
    ("charges transférées", "Commission d’évaluation"),
    ("« charges transférées »", "Commission d’évaluation"),
    ('"jeune enfant"', "Loi du 3 février"),
    ("type:zone éclairage", "Éclairage des zones"),
    ("type:thème éclairage", "Extinction nocturne"),
    ("commune:gorges réunion", "Réunion du mardi 8 décembre 2026"),
    ("8 décembre", "Réunion du mardi 8 décembre 2026"),
    ("date:2026-12 déchèterie", "Déchèteries"),
    ("depuis:2026-12 taxe", "Taxe d’aménagement"),
    ("echantillon", "Zoé ÉCHANTILLON"),
    ("plui", "PLUi"),
    ("révision du PLUI", "PLUi"),
    ("Gemapi", "GEMAPI"),
    ("digue", "GEMAPI"),
    ("cours d'eau", "GEMAPI"),
    ("chateau thebaud", "Château-Thébaud"),
    ("Saint-Hilaire", "Saint-Hilaire-de-Clisson"),
    ("st fiacre", "Saint-Fiacre-sur-Maine"),
    ("haute goulaine", "Haute-Goulaine"),
    ("« plan intercommunal »", "Plan intercommunal de sauvegarde"),
    ("sauvegarde type:sujet,thème", "Plan intercommunal de sauvegarde"),
    ("format:mensuelle 8 décembre", "Réunion du mardi 8 décembre 2026"),
    ("cercle:inconnu cantine", ""),
)
"""What is typed, and how the title begins; an empty title says that nothing must be found."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("cherche")
    desk = open_desk(folder / "r.dgsdb", clock=FixedClock.on(TODAY), ids=SeededIds("cherche"), actor="essai")
    desk.run(FoundNetwork(CLISSON, example=True))
    for title, question in ZONES:
        desk.run(AddGreyZone(title, question=question))
    for title, question in SUBJECTS:
        desk.run(AddSharedSubject(title, question))
    for title, question in THEMES:
        desk.run(NoteSubject(title, question=question))
    for text, owner in ACTIONS:
        desk.run(AddAction(None, text, owner=owner))
    place = next(row for row in desk.ask(directory_page).organisations if row.name == "Gorges")
    desk.run(NameToPost(place.id, Role.DGS, PersonFields("Zoé", "Échantillon")))
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], date(2026, 12, 8), place.id)).value
    for title in ITEMS:
        desk.run(AddItem(meeting, title=title))
    yield desk
    desk.close()


def test_there_are_sixty_questions_at_least() -> None:
    assert sum(bool(begins) for _, begins in QUESTIONS) >= 60


@pytest.mark.parametrize(("typed", "begins"), QUESTIONS)
def test_what_is_meant_is_among_the_first_five(full: Desk, typed: str, begins: str) -> None:
    titles = [row.title for row in full.ask(find_things, typed)]
    if begins:
        assert any(begins in title for title in titles[:5]), titles
    else:
        assert titles == []


def test_a_passage_is_shown_where_the_title_does_not_say_it(full: Desk) -> None:
    (row,) = full.ask(find_things, "encombrant")
    assert [row.snippet[begin:end] for begin, end in row.snippet_marks] == ["encombrants"]
    title = full.ask(find_things, "depot sauvage")[0]
    assert [title.title[begin:end] for begin, end in title.title_marks] == ["Dépôts", "sauvages"]
    assert title.snippet == ""


def test_an_item_opens_at_its_step(full: Desk) -> None:
    row: FoundRow = full.ask(find_things, "taxe d’aménagement")[0]
    assert (row.page, row.step, row.type) == ("meetings", "prepare", "item")


@pytest.mark.parametrize(
    "typed",
    [
        "*",
        '"',
        "««",
        "(((",
        "NEAR(a b)",
        "a AND",
        "title:x",
        "\x00",
        "x" * 10_000,
        "^",
        "-",
        "ﬁ",
        "𝟙",
        "²",
        "'; DROP",
    ],
)
def test_signs_are_never_an_error(full: Desk, typed: str) -> None:
    full.ask(find_things, typed)
    full.ask(find_things, f"avaloirs {typed}")


@given(st.text(max_size=60))
def test_any_string_is_a_question(full: Desk, typed: str) -> None:
    for row in full.ask(find_things, typed):
        assert all(0 <= begin < end <= len(row.title) for begin, end in row.title_marks)


def test_types_and_limit_narrow(full: Desk) -> None:
    assert {row.type for row in full.ask(find_things, "commun", ("theme", "subject"))} <= {"theme", "subject"}
    assert len(full.ask(find_things, "de", (), 3)) == 3
