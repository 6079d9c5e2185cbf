"""The rules of a circle: how they are changed, refused, taken back and said."""

from __future__ import annotations

from datetime import date, time

import pytest

from dgsdesk.application.circle.acts import CircleRules, EditCircle, circle_rules
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.page import directory_page
from dgsdesk.application.meeting.acts import ChangeMeeting, PlanMeeting
from dgsdesk.application.meeting.page import meeting_form
from dgsdesk.application.sentences import sentence
from dgsdesk.domain.calendar import CountingMode
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.rota.dates import LAST

NBSP = "\u00a0"


def rules(desk: Desk) -> CircleRules:
    return desk.ask(circle_rules)[0]


def test_the_rules_are_said_in_sentences(clisson: Desk) -> None:
    shown = rules(clisson)
    assert shown.cadence.replace(NBSP, " ") == (
        "Le deuxième mardi de chaque mois, de 9 h 30 à 12 h (2 h 30), puis déjeuner, sauf en août."
    )
    assert shown.example.replace(NBSP, " ") == (
        "Envoyé le vendredi 27 novembre 2026, huit jours calendaires : observations jusqu’au samedi "
        "5 décembre 2026 inclus, réputé approuvé le dimanche 6 décembre 2026 à 0 h."
    )


def test_everything_is_changed_at_once_and_taken_back(clisson: Desk) -> None:
    before = rules(clisson)
    outcome = clisson.run(
        EditCircle(
            before.id,
            name="  Club des DGS ",
            week=LAST,
            weekday=3,
            every_months=2,
            starts_at=time(14),
            ends_at=time(16, 30),
            skipped_months=(8, 7, 8),
            expected=24,
            observation_days=10,
            counting_mode="ouvre",
            reply_days_before=7,
        )
    )
    after = rules(clisson)
    assert outcome.label == f"Règles de «{NBSP}Club des DGS{NBSP}» modifiées"
    assert (after.name, after.week, after.weekday, after.every_months) == ("Club des DGS", LAST, 3, 2)
    assert (after.starts_at, after.ends_at, after.skipped_months) == (time(14), time(16, 30), (7, 8))
    assert (after.expected, after.observation_days, after.reply_days_before) == (24, 10, 7)
    assert after.counting_mode is CountingMode.WORKED
    assert "dix jours ouvrés, du lundi au vendredi" in after.example
    assert after.cadence.replace(NBSP, " ") == (
        "Le dernier jeudi du mois, tous les 2 mois, de 14 h à 16 h 30 (2 h 30), "
        "puis déjeuner, sauf en juillet et août."
    )
    clisson.undo()
    assert rules(clisson) == before


def test_one_field_leaves_the_others(clisson: Desk) -> None:
    before = rules(clisson)
    clisson.run(EditCircle(before.id, starts_at=time(10)))
    after = rules(clisson)
    assert (after.starts_at, after.ends_at) == (time(10), time(12, 30))
    clisson.run(EditCircle(before.id, expected=30))
    assert rules(clisson).name == before.name


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        ({"name": "  "}, "Il manque un texte"),
        ({"expected": 0}, "Le nombre de participants attendus ne peut pas être 0"),
        ({"every_months": 13}, "Le nombre de mois entre deux réunions"),
        ({"reply_days_before": -1}, "Le délai de réponse en jours"),
        ({"observation_days": 0}, "Le délai d’observations en jours ne peut pas être 0"),
        ({"observation_days": 91}, "Le délai d’observations en jours"),
        ({"week": 5}, "Ce jour de réunion n’existe pas"),
        ({"weekday": 7}, "Ce jour de réunion n’existe pas"),
        ({"ends_at": time(9)}, f"La réunion finirait à 9{NBSP}h"),
        ({"starts_at": time(22)}, "La réunion finirait à"),
        ({"skipped_months": tuple(range(1, 13))}, "Il ne resterait aucun mois"),
        ({"counting_mode": "huit"}, f"«{NBSP}huit{NBSP}» n’est pas une façon"),
        ({"skipped_months": (13,)}, "Ce mois n’existe pas"),
    ],
)
def test_what_makes_no_sense_changes_nothing(clisson: Desk, fields: dict[str, object], start: str) -> None:
    before = rules(clisson)
    with pytest.raises(BadInput) as error:
        clisson.run(EditCircle(before.id, **fields))  # type: ignore[arg-type]
    assert sentence(error.value).what.startswith(start)
    assert rules(clisson) == before


def test_no_circle_before_the_first_start(desk: Desk) -> None:
    assert desk.ask(circle_rules) == ()


def test_its_usual_place_is_that_of_its_meetings_whoever_is_the_host(clisson: Desk) -> None:
    circle = rules(clisson)
    clisson.run(EditCircle(circle.id, place=" Hôtel d’agglomération, salle 2 "))
    hosts = [commune.id for commune in clisson.ask(directory_page).organisations[1:3]]
    meeting = clisson.run(PlanMeeting(circle.id, date(2027, 2, 9), hosts[0])).value
    clisson.run(ChangeMeeting(meeting, host_id=hosts[1]))
    form = clisson.ask(meeting_form, meeting)
    assert (form.place, form.address, form.access) == ("Hôtel d’agglomération, salle 2", "", "")
    clisson.run(ChangeMeeting(meeting, place="Mairie de Boussay"))
    assert clisson.ask(meeting_form, meeting).place == "Mairie de Boussay"
