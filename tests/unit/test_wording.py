from __future__ import annotations

import csv
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain import wording
from dgsdesk.domain.network import Civility, Role

COMMUNES = Path(__file__).parents[3] / "shared" / "data" / "communes.csv"


def test_dates_keep_the_day_with_its_month() -> None:
    assert wording.date_long(date(2024, 11, 12)) == "12\u00a0novembre 2024"
    assert wording.date_long(date(2026, 12, 1)) == "1er\u00a0décembre 2026"
    assert wording.date_full(date(2026, 11, 24)) == "mardi 24\u00a0novembre 2026"
    assert wording.date_short(date(2026, 12, 8)) == "mardi 8\u00a0déc."
    assert wording.date_short(date(2026, 5, 1)) == "vendredi 1er\u00a0mai"
    assert wording.month_year(date(2026, 8, 3)) == "août 2026"


def test_hours_and_durations() -> None:
    assert wording.hour(time(9, 30)) == "9\u00a0h\u00a030"
    assert wording.hour(time(12)) == "12\u00a0h"
    assert wording.hour(time(0, 5)) == "0\u00a0h\u00a005"
    assert wording.hours(time(9, 30), time(12)) == "de 9\u00a0h\u00a030 à 12\u00a0h"
    assert wording.duration(170) == "2\u00a0h\u00a050"
    assert wording.duration(50) == "50\u00a0min"
    assert wording.duration(120) == "2\u00a0h"
    assert wording.duration(0) == "0\u00a0min"
    assert wording.duration(1805) == "30\u00a0h\u00a005"
    with pytest.raises(ValueError):
        wording.duration(-1)


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (0, "aujourd’hui"),
        (1, "demain"),
        (11, "dans 11\u00a0jours"),
        (-1, "depuis hier"),
        (-7, "depuis 7\u00a0jours"),
        (1200, "dans 1\u202f200\u00a0jours"),
    ],
)
def test_days_away(gap: int, said: str) -> None:
    today = date(2026, 11, 24)
    assert wording.days_away(date.fromordinal(today.toordinal() + gap), today) == said


def test_numbers_and_plurals() -> None:
    assert wording.number(57726) == "57\u202f726"
    assert wording.number(-1234.5, 1) == "\u22121\u202f234,5"
    assert wording.number(999) == "999"
    assert wording.plural(0, "commune", "communes") == "0\u00a0commune"
    assert wording.plural(1, "commune", "communes") == "1\u00a0commune"
    assert wording.plural(1234, "commune", "communes") == "1\u202f234\u00a0communes"
    assert wording.cardinal(8) == "huit"
    assert wording.cardinal(30) == "30"


@pytest.mark.parametrize(
    ("name", "tncc", "of"),
    [
        ("Clisson", 0, "de Clisson"),
        ("Angers", 1, "d’Angers"),
        ("Hérouville-Saint-Clair", 1, "d’Hérouville-Saint-Clair"),
        ("Honfleur", 0, "de Honfleur"),
        ("Le Haillan", 2, "du Haillan"),
        ("La Planche", 3, "de La Planche"),
        ("Les Ponts-de-Cé", 4, "des Ponts-de-Cé"),
        ("L'Île-d'Yeu", 5, "de l’Île-d’Yeu"),
        ("Aux Marais", 6, "des Marais"),
        ("Los Masos", 8, "de Los Masos"),
    ],
)
def test_articles_follow_insee(name: str, tncc: int, of: str) -> None:
    assert wording.of_commune(name, tncc) == of


def test_a_name_without_its_article_receives_it() -> None:
    assert wording.of_commune("Haillan", 2) == "du Haillan"
    assert wording.of_commune("Guadeloupe", 3) == "de La Guadeloupe"


@pytest.mark.skipif(not COMMUNES.exists(), reason="the national reference is not beside the checkout")
def test_every_commune_of_france_keeps_its_name_whole() -> None:
    with COMMUNES.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name, tncc = row["name"], int(row["tncc"] or 0)
            written = wording.of_commune(name, tncc)
            assert "'" not in written
            assert tncc > 1 or written.endswith(name.replace("'", "’"))


def test_lists() -> None:
    assert wording.join_and([]) == ""
    assert wording.join_and(["a"]) == "a"
    assert wording.join_and(["a", "b"]) == "a et b"
    assert wording.join_and(["a", "b", "c"]) == "a, b et c"


def test_titles_agree_with_the_person() -> None:
    assert wording.role_title(Role.DGS, Civility.MADAM) == "directrice générale des services"
    assert wording.role_title(Role.SGM, Civility.SIR) == "secrétaire général de mairie"
    assert wording.role_title(Role.DGS, Civility.UNKNOWN) == "DGS"
    assert all(wording.role_title(role, civility) for role in Role for civility in Civility)
    assert wording.role_initials(Role.SGM) == "SGM"
    assert wording.civility_mark(Civility.SIR) == "M."


@pytest.mark.parametrize(
    ("official", "name", "of"),
    [
        ("Communauté de communes de l'Ouest Guyanais", "Ouest Guyanais", "de l’Ouest Guyanais"),
        ("Communauté de communes du Réquistanais", "Réquistanais", "du Réquistanais"),
        ("Communauté de communes de la Plaine d'Estrées", "Plaine d'Estrées", "de la Plaine d'Estrées"),
        ("Communauté de communes des Pays de L'Aigle", "Pays de L'Aigle", "des Pays de L'Aigle"),
        ("Communauté de communes d'Oléron", "Oléron", "d’Oléron"),
        (
            "Communauté de communes Ouest Aveyron Communauté",
            "Ouest Aveyron Communauté",
            "d’Ouest Aveyron Com",
        ),
        ("Communauté de communes Val de Garonne", "Val de Garonne", "de Val de Garonne"),
        ("Grand Poitiers Communauté urbaine", "Grand Poitiers", "de Grand Poitiers"),
        ("Communauté de communes des 7 Vallées", "Des 7 Vallées", "des 7 Vallées"),
        ("", "Ouest Guyanais", "de l’Ouest Guyanais"),
        ("", "Portes du Jura", "des Portes du Jura"),
    ],
)
def test_the_official_name_tells_the_article_of_the_short_one(official: str, name: str, of: str) -> None:
    written = wording.of_territory(name, wording.official_article(official, name))
    assert written.startswith(of)


@pytest.mark.parametrize(
    ("name", "of"),
    [("Orée-d’Anjou", "d’Orée-d’Anjou"), ("Le Val-Doré", "du Val-Doré"), ("Beaupréau", "de Beaupréau")],
)
def test_a_new_commune_is_said_with_its_article(name: str, of: str) -> None:
    assert wording.of_commune(name, wording.article_of(name)) == of


def test_names_and_capitals() -> None:
    assert wording.person_name("Zoé", "Lévêque") == "Zoé LÉVÊQUE"
    assert wording.person_name("", "Lévêque") == "LÉVÊQUE"
    assert wording.capitalised("à rattacher") == "À rattacher"
    assert wording.elided_of("Angers Loire Métropole") == "d’Angers Loire Métropole"
    assert wording.elided_of("accueil@exemple.invalid") == "de accueil@exemple.invalid"
    assert wording.elided_of("Clisson Sèvre et Maine Agglo") == "de Clisson Sèvre et Maine Agglo"
    assert [
        wording.of_territory(name)
        for name in (
            "Angers Loire Métropole",
            "Pays de Pouzauges",
            "Métropole Rouen Normandie",
            "Agglomération du Choletais",
            "Le Grand Chalon",
            "L'Orée de la Brie",
            "Grand Poitiers",
        )
    ] == [
        "d’Angers Loire Métropole",
        "du Pays de Pouzauges",
        "de la Métropole Rouen Normandie",
        "de l’Agglomération du Choletais",
        "du Grand Chalon",
        "de l’Orée de la Brie",
        "de Grand Poitiers",
    ]


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_keeps_its_digits(value: int) -> None:
    assert wording.number(value).replace("\u202f", "") == str(value)


@given(st.integers(min_value=0, max_value=100_000))
def test_a_duration_keeps_its_minutes(minutes: int) -> None:
    said = wording.duration(minutes)
    if "min" in said:
        assert minutes == int(said.split("\u00a0")[0])
    else:
        whole, _, rest = said.partition("\u00a0h")
        assert minutes == int(whole) * 60 + int(rest or 0)
