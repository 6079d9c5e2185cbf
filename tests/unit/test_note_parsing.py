"""Notes read as people mean them: dates in words, people after « @ », actions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.note_dates import deadline_in, folded
from dgsdesk.domain.note_parsing import (
    NotedAction,
    Surroundings,
    action_in,
    matching,
    meant_by,
    mention_in,
)

TUESDAY = date(2026, 12, 8)
LABELS = ("DGS de Gorges", "DGS de Gétigné", "DGS de Vieillevigne", "Maire de Vieillevigne", "SGM de Boussay")
AGGLO = "DGS de Clisson Sèvre et Maine Agglo"
JANUARY = date(2027, 1, 12)
ROOM = Surroundings(
    TUESDAY,
    (AGGLO, "DGS de Clisson", *LABELS, "Maire de Gorges", "DGS de La Planche", "DGS du Haillan"),
    {
        "Clisson Sèvre et Maine Agglo": AGGLO,
        "agglo": AGGLO,
        "agglomération": AGGLO,
        "Clisson": "DGS de Clisson",
        "Gorges": "DGS de Gorges",
        "Boussay": "SGM de Boussay",
        "Gétigné": "DGS de Gétigné",
        "La Planche": "DGS de La Planche",
        "Planche": "DGS de La Planche",
        "Le Haillan": "DGS du Haillan",
        "Haillan": "DGS du Haillan",
        "Martin": "DGS de Gétigné",
    },
    JANUARY,
)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("avant le 15 mars", date(2027, 3, 15)),
        ("avant le 15\u00a0mars", date(2027, 3, 15)),
        ("Avant le 1er janvier", date(2027, 1, 1)),
        ("avant le 15 mars 2028", date(2028, 3, 15)),
        ("avant le vendredi 18 décembre", date(2026, 12, 18)),
        ("au plus tard le 20 déc.", date(2026, 12, 20)),
        ("pour le 3 février", date(2027, 2, 3)),
        ("jusqu’au 31 janvier", date(2027, 1, 31)),
        ("avant le 3/2", date(2027, 2, 3)),
        ("avant le 03/02/27", date(2027, 2, 3)),
        ("d’ici vendredi", date(2026, 12, 11)),
        ("d'ici mardi", date(2026, 12, 15)),
        ("pour lundi prochain", date(2026, 12, 14)),
        ("fin janvier", date(2027, 1, 31)),
        ("d’ici fin février", date(2027, 2, 28)),
        ("d’ici à la fin de l’année", date(2026, 12, 31)),
        ("avant la fin du mois", date(2026, 12, 31)),
        ("avant la fin du mois prochain", date(2027, 1, 31)),
        ("pour la semaine prochaine", date(2026, 12, 18)),
        ("mi-mars", date(2027, 3, 15)),
        ("avant mars", date(2027, 2, 28)),
        ("d’ici août 2027", date(2027, 7, 31)),
        ("d’ici demain", date(2026, 12, 9)),
        ("d’ici deux semaines", date(2026, 12, 22)),
        ("d’ici 15 jours", date(2026, 12, 23)),
        ("d’ici trois mois", date(2027, 3, 8)),
        ("avant le 5", date(2027, 1, 5)),
        ("mardi en huit", date(2026, 12, 22)),
        ("d’ici vendredi en huit", date(2026, 12, 18)),
        ("lundi en quinze", date(2026, 12, 28)),
        ("demain en huit", date(2026, 12, 16)),
        ("d’ici la prochaine réunion", JANUARY),
        ("avant la prochaine séance", JANUARY),
        ("sous quinzaine", date(2026, 12, 23)),
        ("sous huitaine", date(2026, 12, 16)),
        ("sous 48 h", date(2026, 12, 10)),
        ("sous dix jours", date(2026, 12, 18)),
        ("dans les 15 jours", date(2026, 12, 23)),
        ("dans un délai de deux mois", date(2027, 2, 8)),
        ("8/12", date(2026, 12, 8)),
        ("le 7/12", date(2027, 12, 7)),
        ("15/01/27", date(2027, 1, 15)),
        ("le 1er", date(2027, 1, 1)),
        ("le 15 mars", date(2027, 3, 15)),
        ("vendredi 18 décembre", date(2026, 12, 18)),
        ("vendredi", date(2026, 12, 11)),
        ("courant janvier", date(2027, 1, 31)),
        ("début mars", date(2027, 3, 10)),
        ("fin mars", date(2027, 3, 31)),
        ("d’ici la première quinzaine de mars", date(2027, 3, 15)),
        ("seconde quinzaine d’avril", date(2027, 4, 30)),
        ("la semaine prochaine", date(2026, 12, 18)),
    ],
)
def test_dates_in_words(said: str, day: date) -> None:
    line = f"Envoyer la liste {said}, merci"
    found = deadline_in(line, TUESDAY, JANUARY)
    assert found is not None
    assert found.day == day
    assert line[found.start : found.end] == said


@pytest.mark.parametrize(
    "line",
    [
        "la réunion du 15 mars",
        "les 3/4 des communes",
        "8/12 des communes",
        "tous les vendredis",
        "le vendredi",
        "aux alentours de la quinzaine commerciale",
        "avant le 31 février",
        "avant tout",
        "jusqu’à 3 500 habitants",
        "avant le 5 % de hausse",
        "pour le 12/13",
        "d’ici la prochaine fois",
        "marsouin avant le 15 marsouins",
        "",
    ],
)
def test_what_is_no_deadline(line: str) -> None:
    assert deadline_in(line, TUESDAY) is None


def test_the_last_date_of_a_line_counts() -> None:
    found = deadline_in("relire avant le 10 janvier, rendre avant le 15 janvier", TUESDAY)
    assert found is not None
    assert found.day == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("line", "label", "known"),
    [
        ("@DGS de Gorges liste", "DGS de Gorges", True),
        ("liste @dgs de getigne", "DGS de Gétigné", True),
        ("voir @gorges", "DGS de Gorges", True),
        ("voir @Voirie demain", "Voirie", False),
        ("voir @vieillevigne", "DGS de Vieillevigne", True),
        ("voir @vie", "vie", False),
        ("voir @DGS", "DGS", False),
    ],
)
def test_people_after_the_sign(line: str, label: str, known: bool) -> None:
    found = mention_in(line, LABELS)
    assert found is not None
    assert (found.label, found.known) == (label, known)


def test_an_address_names_nobody() -> None:
    assert mention_in("écrire à accueil@gorges.invalid", LABELS) is None
    assert mention_in("seul @ signe", LABELS) is None


def test_matching_any_word_of_a_name() -> None:
    assert matching("vie", LABELS) == ["DGS de Vieillevigne", "Maire de Vieillevigne"]
    assert matching("GÉT", LABELS) == ["DGS de Gétigné"]
    assert matching("", LABELS) == list(LABELS)
    assert meant_by("bous", LABELS) == "SGM de Boussay"


DUE = date(2027, 3, 15)
PROMISES = (
    ("Clisson transmet la liste avant le 15 mars", "transmet la liste", "DGS de Clisson", DUE),
    ("Clisson Sèvre et Maine Agglo paie avant le 15 mars", "paie", AGGLO, DUE),
    ("L’agglo prépare le marché avant le 15 mars.", "prépare le marché", AGGLO, DUE),
    ("l’agglomération préparera le marché, avant le 15 mars", "préparera le marché", AGGLO, DUE),
    ("Le DGS de Boussay envoie son modèle avant le 15 mars", "envoie son modèle", "SGM de Boussay", DUE),
    ("La mairie de Gorges le relit avant le 15 mars", "le relit", "DGS de Gorges", DUE),
    ("Le maire de Gorges signe avant le 15 mars", "signe", "Maire de Gorges", DUE),
    ("Mme Martin relit avant le 15 mars", "relit", "DGS de Gétigné", DUE),
    ("M. Durand relit avant le 15 mars", "relit", "M. Durand", DUE),
    (
        "La Planche doit transmettre ses plans avant le 15 mars",
        "transmettre ses plans",
        "DGS de La Planche",
        DUE,
    ),
    ("Le Haillan se charge de relire avant le 15 mars", "relire", "DGS du Haillan", DUE),
    ("Fin mars, Clisson enverra le bilan", "enverra le bilan", "DGS de Clisson", date(2027, 3, 31)),
    ("Gorges : la liste des accès, avant le 15 mars", "la liste des accès", "DGS de Gorges", DUE),
    ("Se rapprocher de la préfecture avant le 15 mars", "Se rapprocher de la préfecture", "", DUE),
    ("Liste à transmettre avant le 15 mars", "Liste à transmettre", "", DUE),
    ("Chaque commune doit répondre avant le 15 mars", "Chaque commune doit répondre", "", DUE),
    ("Il faut relancer le trésorier avant le 15 mars", "Il faut relancer le trésorier", "", DUE),
)
MERE_NOTES = (
    "Les communes salent la même route.",
    "Les budgets seront votés avant la fin de mars",
    "Les budgets doivent être votés avant le 15 avril",
    "Clisson est prête avant le 15 mars",
    "Clisson a transmis la liste avant le 15 mars",
    "Clisson rappelle que le budget se vote avant le 15 avril",
    "Clisson commune hôte le 15 mars",
    "Dossier complet avant le 15 mars",
    "Cahier des charges avant le 15 mars",
    "Le 15 mars, rien de spécial",
    "La réunion de Gorges a lieu le 15 mars",
    "Clissonnais et Gorgeois votent avant le 15 mars",
)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        (
            "@DGS de Gorges : liste des accès d’écoles prioritaires, avant le 8 janvier",
            NotedAction("liste des accès d’écoles prioritaires", "DGS de Gorges", date(2027, 1, 8)),
        ),
        ("Rédiger la note, @Gorges", NotedAction("Rédiger la note", "DGS de Gorges", None)),
        (
            "Achat groupé de sel : proposé par @Gorges",
            NotedAction("Achat groupé de sel : proposé par DGS de Gorges", "DGS de Gorges", None),
        ),
        ("Fin janvier : envoyer le bilan", NotedAction("envoyer le bilan", "", date(2027, 1, 31))),
        (
            "Envoyer d’ici vendredi la liste à tous.",
            NotedAction("Envoyer la liste à tous.", "", date(2026, 12, 11)),
        ),
        ("@Gorges avant le 3 mars", None),
        *((line, NotedAction(*said)) for line, *said in PROMISES),
        *((line, None) for line in MERE_NOTES),
    ],
)
def test_actions(line: str, action: NotedAction | None) -> None:
    assert action_in(line, ROOM) == action


def test_without_a_date_only_the_sign_makes_an_action() -> None:
    assert action_in("Clisson transmet la liste", ROOM) is None
    assert action_in("Envoyer la liste", ROOM) is None
    assert action_in("@Clisson transmet la liste", ROOM) is not None


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="@avntle 15/mrsdicfé’'.,:jounGg\u00a0", max_size=60))
def test_any_line_is_read_without_harm(text: str) -> None:
    deadline_in(text, TUESDAY)
    found = action_in(text, ROOM)
    assert found is None or found.text


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 31), st.integers(1, 12))
def test_a_date_in_figures_is_the_next_one_and_never_past(today: date, day: int, month: int) -> None:
    found = deadline_in(f"rendre pour le {day}/{month}", today)
    if found is not None:
        assert today <= found.day <= today + timedelta(days=366 * 8)
        assert (found.day.day, found.day.month) == (day, month)


@given(
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        ["mardi", "mardi en huit", "sous quinzaine", "fin mars", "courant août", "le 1er", "demain"]
    ),
)
def test_words_never_mean_a_day_that_is_past(today: date, said: str) -> None:
    found = deadline_in(f"Envoyer la liste {said}", today)
    assert found is not None
    assert today <= found.day <= today + timedelta(days=366)
