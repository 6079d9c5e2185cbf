from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.calendar import (
    CountingMode,
    ObservationPeriod,
    counting_mode,
    deadline_sentence,
    is_worked,
    observation_period,
    public_holidays,
    school_holidays,
)
from dgsdesk.domain.errors import BadInput

DATA = Path(__file__).parents[3] / "shared" / "data"
ZONES = ["metropole", "alsace-moselle", "971", "972", "973", "974", "976", "977", "978"]
plain = str.maketrans("\u00a0\u202f", "  ")


def table(name: str) -> Iterator[dict[str, str]]:
    if not (DATA / name).exists():
        pytest.skip("the reference tables are not beside the checkout")
    with (DATA / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def day(text: str) -> date:
    return date.fromisoformat(text.split()[0])


def period(sent: str, mode: str, zone: str = "metropole", days: int = 8) -> ObservationPeriod:
    return observation_period(date.fromisoformat(sent), days, counting_mode(mode), zone)


def test_every_expected_deadline() -> None:
    rows = list(table("delais_cas.csv"))
    assert rows
    for row in rows:
        found = period(str(day(row["envoi"])), row["mode"], row["zone"], int(row["delai_jours"]))
        expected = (day(row["dernier_jour_observations"]), day(row["approbation_tacite_le"]))
        assert (found.last_day, found.approved_on) == expected, row


def test_every_expected_holiday() -> None:
    national: dict[int, dict[date, str]] = {}
    own: dict[tuple[int, str], dict[date, str]] = {}
    for row in table("feries.csv"):
        when, name = day(row["date"]), row["nom"].replace("'", "’")
        if row["zone"] == "metropole":
            national.setdefault(when.year, {})[when] = name
        else:
            own.setdefault((when.year, row["zone"]), {})[when] = name
    for year, days in national.items():
        assert public_holidays("metropole", year) == days
        for zone in ZONES[1:]:
            expected = days | own.get((year, zone), {})
            found = public_holidays(zone, year)
            assert set(found) == set(expected), (zone, year)
            assert all(name in found[when] for when, name in expected.items())


def test_custom_is_not_law_in_the_antilles() -> None:
    assert date(2026, 7, 21) not in public_holidays("972", 2026)
    assert date(2026, 4, 3) not in public_holidays("971", 2026)
    assert public_holidays("973", 2030)[date(2030, 6, 10)] == "Abolition de l’esclavage et Lundi de Pentecôte"


@pytest.mark.parametrize(
    ("sent", "mode", "zone", "sentence"),
    [
        (
            "2026-11-24",
            "calendaire",
            "metropole",
            "envoyé le mardi 24 novembre 2026, huit jours calendaires : observations jusqu’au mercredi "
            "2 décembre 2026 inclus, réputé approuvé le jeudi 3 décembre 2026 à 0 h",
        ),
        (
            "2026-11-24",
            "calendaire_reporte",
            "metropole",
            "envoyé le mardi 24 novembre 2026, huit jours calendaires, échéance un jour ouvré : observations "
            "jusqu’au mercredi 2 décembre 2026 inclus, réputé approuvé le jeudi 3 décembre 2026 à 0 h",
        ),
        (
            "2026-03-26",
            "calendaire_reporte",
            "alsace-moselle",
            "envoyé le jeudi 26 mars 2026, huit jours calendaires, échéance reportée du vendredi 3 avril "
            "(Vendredi saint) au premier jour ouvré : observations jusqu’au mardi 7 avril 2026 inclus, "
            "réputé approuvé le mercredi 8 avril 2026 à 0 h",
        ),
        (
            "2026-02-20",
            "calendaire_reporte",
            "metropole",
            "envoyé le vendredi 20 février 2026, huit jours calendaires, échéance reportée du samedi "
            "28 février au premier jour ouvré : observations jusqu’au lundi 2 mars 2026 inclus, "
            "réputé approuvé le mardi 3 mars 2026 à 0 h",
        ),
        (
            "2026-11-24",
            "franc",
            "metropole",
            "envoyé le mardi 24 novembre 2026, huit jours francs, sans compter le jour de l’envoi ni celui "
            "de l’échéance : observations jusqu’au jeudi 3 décembre 2026 inclus, réputé approuvé le "
            "vendredi 4 décembre 2026 à 0 h",
        ),
        (
            "2026-11-24",
            "ouvrable",
            "metropole",
            "envoyé le mardi 24 novembre 2026, huit jours ouvrables, du lundi au samedi hors jours fériés : "
            "observations jusqu’au jeudi 3 décembre 2026 inclus, réputé approuvé le vendredi "
            "4 décembre 2026 à 0 h",
        ),
        (
            "2026-12-18",
            "ouvre",
            "metropole",
            "envoyé le vendredi 18 décembre 2026, huit jours ouvrés, du lundi au vendredi sauf le vendredi "
            "25 décembre (Noël) : observations jusqu’au jeudi 31 décembre 2026 inclus, réputé approuvé le "
            "vendredi 1er janvier 2027 à 0 h",
        ),
    ],
)
def test_the_deadline_is_said_whole(sent: str, mode: str, zone: str, sentence: str) -> None:
    assert deadline_sentence(period(sent, mode, zone)).translate(plain) == sentence


def test_one_day_is_singular() -> None:
    assert ", un jour franc," in deadline_sentence(period("2026-11-24", "franc", days=1))


def test_school_holidays_of_a_zone() -> None:
    zone_b = school_holidays("B", 2026)
    assert zone_b[date(2026, 2, 14)] == "Vacances d’hiver"
    assert date(2026, 2, 9) not in zone_b
    assert zone_b[date(2026, 1, 2)] == zone_b[date(2026, 12, 24)] == "Vacances de Noël"
    assert not school_holidays("", 2026)


def test_what_cannot_be_counted_is_refused() -> None:
    sent = date(2026, 11, 24)
    refused = [
        ("counting_mode", lambda: counting_mode("huit")),
        ("observation_days", lambda: observation_period(sent, 0, CountingMode.CLEAR, "metropole")),
        ("observation_days", lambda: observation_period(sent, 367, CountingMode.CLEAR, "metropole")),
        ("holiday_zone", lambda: observation_period(sent, 8, CountingMode.CALENDAR, "lune")),
        ("holiday_year", lambda: observation_period(date(9999, 12, 30), 8, CountingMode.WORKED, "972")),
        ("holiday_year", lambda: public_holidays("metropole", 1700)),
        ("school_zone", lambda: school_holidays("D", 2026)),
    ]
    for code, act in refused:
        with pytest.raises(BadInput) as error:
            act()
        assert error.value.code == code


sendings = st.dates(date(2020, 1, 1), date(2045, 12, 31))
lengths = st.integers(min_value=1, max_value=60)
modes = st.sampled_from(CountingMode)
zones = st.sampled_from(ZONES)


@given(sendings, lengths, modes, zones)
def test_a_period_ends_after_it_began_and_is_due_the_day_after(
    sent: date, days: int, mode: CountingMode, zone: str
) -> None:
    found = observation_period(sent, days, mode, zone)
    assert found.last_day >= sent + timedelta(days=days)
    assert found.approved_on == found.last_day + timedelta(days=1)
    if mode in (CountingMode.CALENDAR_MOVED, CountingMode.WORKED):
        assert is_worked(found.last_day, zone)


@given(sendings, lengths, modes, zones)
def test_a_longer_delay_or_a_later_sending_never_ends_sooner(
    sent: date, days: int, mode: CountingMode, zone: str
) -> None:
    end = observation_period(sent, days, mode, zone).last_day
    assert observation_period(sent, days + 1, mode, zone).last_day >= end
    assert observation_period(sent + timedelta(days=1), days, mode, zone).last_day >= end


@given(sendings, lengths, zones)
def test_the_ways_of_counting_are_ordered(sent: date, days: int, zone: str) -> None:
    ends = {mode: observation_period(sent, days, mode, zone).last_day for mode in CountingMode}
    assert ends[CountingMode.CALENDAR] <= ends[CountingMode.CALENDAR_MOVED]
    assert ends[CountingMode.CALENDAR] < ends[CountingMode.CLEAR]
    assert ends[CountingMode.CALENDAR] <= ends[CountingMode.BUSINESS] <= ends[CountingMode.WORKED]


@given(sendings, lengths, st.sampled_from([CountingMode.BUSINESS, CountingMode.WORKED]), zones)
def test_counted_days_add_up(sent: date, days: int, mode: CountingMode, zone: str) -> None:
    end = observation_period(sent, days, mode, zone).last_day
    last_weekday = 5 if mode is CountingMode.BUSINESS else 4
    between = [sent + timedelta(days=step) for step in range(1, (end - sent).days + 1)]
    counted = [
        each
        for each in between
        if each.weekday() <= last_weekday and each not in public_holidays(zone, each.year)
    ]
    assert len(counted) == days


@given(sendings, lengths, modes, zones)
def test_the_sentence_never_says_days_alone(sent: date, days: int, mode: CountingMode, zone: str) -> None:
    said = deadline_sentence(observation_period(sent, days, mode, zone)).translate(plain)
    unit = said.split(", ")[1].split()[2]
    assert unit.rstrip("s:") in {"calendaire", "franc", "ouvrable", "ouvré"}
    assert said.endswith(" à 0 h")
