"""Days as people type them in a field."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.typed_day import belies_weekday, typed_day, whole_day
from dgsdesk.domain.wording import date_full, date_long

TODAY = date(2026, 11, 27)  # a Friday


@pytest.mark.parametrize(
    "text",
    ["12/11/2024", "12.11.24", "12-11-2024", "2024-11-12", "mardi 12 novembre 2024", "12\u00a0Novembre 2024"],
)
def test_a_day_with_its_year_is_read_as_people_write_it(text: str) -> None:
    assert whole_day(text) == date(2024, 11, 12)


@pytest.mark.parametrize("text", ["", "31/02/2024", "novembre", "12/13/2024", "99 mars 2024"])
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert whole_day(text) is None


def test_the_first_of_a_month() -> None:
    assert whole_day("1er août 2025") == date(2025, 8, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8/12", date(2026, 12, 8)),
        ("8.12", date(2026, 12, 8)),
        ("081226", date(2026, 12, 8)),
        ("8 12 2026", date(2026, 12, 8)),
        ("8 décembre", date(2026, 12, 8)),
        ("le 8 déc.", date(2026, 12, 8)),
        ("mardi 8 décembre", date(2026, 12, 8)),
        ("mardi 22 décembre", date(2026, 12, 22)),
        ("lundi 9 décembre 2026", date(2026, 12, 9)),
        ("12 janvier", date(2027, 1, 12)),
        ("mardi", date(2026, 12, 1)),
        ("Mardi prochain", date(2026, 12, 1)),
        ("mardi en huit", date(2026, 12, 8)),
        ("fin mars", date(2027, 3, 31)),
        ("mi-janvier", date(2027, 1, 15)),
        ("fin du mois", date(2026, 11, 30)),
        ("demain", date(2026, 11, 28)),
        ("aujourd’hui", TODAY),
        ("hier", date(2026, 11, 26)),
        ("mardi dernier", date(2026, 11, 24)),
        ("dans 3 jours", date(2026, 11, 30)),
        ("sous huitaine", date(2026, 12, 5)),
        ("mardi en 8", date(2026, 12, 8)),
        ("apres demain", date(2026, 11, 29)),
        ("ce jeudi", date(2026, 12, 3)),
        ("J+7", date(2026, 12, 4)),
        ("2e mardi de mars", date(2027, 3, 9)),
        ("dernier vendredi d’avril", date(2027, 4, 30)),
        ("premier jeudi de décembre 2028", date(2028, 12, 7)),
        ("30", date(2026, 11, 30)),
        ("8", date(2026, 12, 8)),
        ("mardi 8", date(2026, 12, 8)),
        ("vendredi 8", date(2027, 1, 8)),
        ("dimanche 8", date(2026, 12, 8)),
        ("mar. 8 déc.", date(2026, 12, 8)),
        ("lun 30", date(2026, 11, 30)),
        ("8 déc 26", date(2026, 12, 8)),
        ("8déc", date(2026, 12, 8)),
        ("8 12", date(2026, 12, 8)),
        ("0812", date(2026, 12, 8)),
        ("premier mars", date(2027, 3, 1)),
        ("mars", date(2027, 3, 31)),
        ("décembre 2026", date(2026, 12, 31)),
        ("mardi matin", date(2026, 12, 1)),
        ("ce soir", TODAY),
        ("mardi de la semaine prochaine", date(2026, 12, 1)),
        ("prochain mardi", date(2026, 12, 1)),
        ("dans un an", date(2027, 11, 27)),
        ("+3 semaines", date(2026, 12, 18)),
        ("J15", date(2026, 12, 12)),
        ("il y a deux mois", date(2026, 9, 27)),
        ("il y a 3 jours", date(2026, 11, 24)),
    ],
)
def test_a_day_is_understood_as_people_type_it(text: str, day: date) -> None:
    assert typed_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "   ", "mardu", "31/02", "99", "8/12 ou 9/12", "avant", "0/0/0", "8/12x"]
)
def test_what_means_no_day_is_none(text: str) -> None:
    assert typed_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8/12", date(2025, 12, 8)),
        ("mardi", date(2026, 11, 24)),
        ("24", date(2026, 11, 24)),
        ("30", date(2026, 10, 30)),
        ("24 novembre", date(2026, 11, 24)),
        ("mardi 24", date(2026, 11, 24)),
        ("jeudi 8", date(2026, 10, 8)),
        ("aujourd’hui", TODAY),
    ],
)
def test_where_nothing_later_may_stand_it_is_the_last_such_day(text: str, day: date) -> None:
    assert typed_day(text, TODAY, latest=TODAY) == day


@pytest.mark.parametrize(
    ("text", "belied"),
    [
        ("lundi 8 décembre", True),
        ("pour le lundi 8 décembre", True),
        ("Jeudi 1er décembre 2026", True),
        ("lun. 8 déc.", True),
        ("dimanche 8", True),
        ("mardi 8", False),
        ("mardi 8 décembre 2026", False),
        ("8/12", False),
        ("lundi en huit", False),
    ],
)
def test_a_weekday_that_is_not_the_days_own_is_seen(text: str, belied: bool) -> None:
    day = typed_day(text, TODAY)
    assert day is not None
    assert belies_weekday(text, day) is belied


@given(st.dates(date(1990, 1, 1), date(2120, 12, 31)))
def test_every_day_that_the_program_writes_is_read_back(day: date) -> None:
    for written in (date_full(day), date_long(day), day.isoformat(), f"{day:%d/%m/%Y}"):
        assert typed_day(written, TODAY) == day


@given(st.text(max_size=40), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_no_text_breaks_it(text: str, today: date) -> None:
    found = typed_day(text, today, latest=today + timedelta(days=400))
    assert found is None or isinstance(found, date)
