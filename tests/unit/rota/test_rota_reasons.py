"""What the plan says: « Pourquoi nous ? », the next best hosts, empty slots and broken locks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dgsdesk.domain.rota.plan import plan
from dgsdesk.domain.rota.problem import Blackout, HostSpec, Period, Problem, Turn
from dgsdesk.domain.wording import NBSP, THIN
from dgsdesk.outside.solver import solve_assignment

CLISSON, GORGES, PLANCHE = (
    HostSpec("44043", "Clisson"),
    HostSpec("44064", "Gorges"),
    HostSpec("44127", "La Planche"),
)
HOSTS = (CLISSON, GORGES, PLANCHE)
JANUARY, FEBRUARY, MARCH = date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)
PAST = (
    Turn(date(2024, 11, 12), "44127"),
    Turn(date(2025, 3, 11), "44064"),
    Turn(date(2025, 9, 9), "44043"),
)


def said(problem: Problem) -> list[str]:
    """The sentences of the turns, with ordinary spaces."""
    found = plan(problem, solve_assignment)
    return [_plain(thing.why) for thing in (*found.turns, *found.unfilled, *found.broken_locks)]


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(THIN, " ")


def instead(problem: Problem, turn: int = 0) -> list[tuple[str, str]]:
    found = plan(problem, solve_assignment)
    return [(other.host, _plain(other.why)) for other in found.turns[turn].instead]


def test_who_waits_longest_is_told_since_when() -> None:
    problem = Problem(HOSTS, (JANUARY, FEBRUARY, MARCH), PAST, window=0)
    assert said(problem) == [
        "La Planche attend depuis le 12 novembre 2024, plus longtemps que les deux autres communes "
        "disponibles ce jour-là ; dans l’ordre d’attente, Gorges ce jour-là ajouterait 2 réunions d’écart.",
        "Gorges attend depuis le 11 mars 2025, plus longtemps que les deux autres communes disponibles "
        "ce jour-là ; dans l’ordre d’attente, Clisson ce jour-là ajouterait 2 réunions d’écart.",
        "Clisson attend depuis le 9 septembre 2025, plus longtemps que les deux autres communes disponibles "
        "ce jour-là ; dans l’ordre d’attente, Gorges ce jour-là ajouterait 2 réunions d’écart.",
    ]
    assert instead(problem) == [
        (
            "44064",
            "Gorges, en échange de son tour du 9 février 2027 : +2 réunions d’écart à l’ordre d’attente.",
        ),
        (
            "44043",
            "Clisson, en échange de son tour du 9 mars 2027 : +4 réunions d’écart à l’ordre d’attente.",
        ),
    ]


def test_a_tie_is_never_a_hidden_order() -> None:
    first, second = said(Problem((CLISSON, GORGES), (JANUARY, FEBRUARY)))
    assert first == (
        "Clisson n’a encore jamais accueilli, à égalité d’attente avec Gorges ; ex æquo avec Gorges, "
        "départagées par l’ordre de leurs codes : 44043 et 44064, le plus petit à la première date."
    )
    assert "ex æquo avec Clisson" in second
    assert instead(Problem((CLISSON, GORGES), (JANUARY, FEBRUARY))) == [
        ("44064", "Gorges, en échange de son tour du 9 février 2027 : sans rien perdre.")
    ]


def test_a_waiting_order_that_rests_on_ids_says_so() -> None:
    first, _ = said(Problem((CLISSON, GORGES), (JANUARY, FEBRUARY), window=0))
    assert first == (
        "Clisson n’a encore jamais accueilli, à égalité d’attente avec Gorges ; dans l’ordre d’attente "
        "(ex æquo avec Gorges, départagées par l’ordre de leurs codes : 44043 et 44064), Gorges ce jour-là "
        "ajouterait 2 réunions d’écart."
    )


def test_a_newcomer_is_told_since_its_entry() -> None:
    joined = replace(CLISSON, member_from=date(2020, 1, 1))
    (only,) = said(Problem((joined, GORGES), (JANUARY,), (Turn(date(2024, 1, 9), "44064"),)))
    assert only.startswith(
        "Clisson n’a encore jamais accueilli depuis son entrée le 1er janvier 2020 et attend plus longtemps "
        "que l’autre commune disponible ce jour-là ; avant ce tour, elle doit"
    )


def test_fairness_is_told_in_turns() -> None:
    past = tuple(Turn(JANUARY - timedelta(28 * back), "44043") for back in (1, 2))
    problem = Problem((CLISSON, GORGES), (JANUARY,), (*past, Turn(date(2026, 12, 1), "44064")))
    assert said(problem) == [
        "Gorges attend depuis le 1er décembre 2026, plus longtemps que l’autre commune disponible "
        "ce jour-là ; avant ce tour, elle doit 1,00 tour, contre 0,00 tour pour Clisson, la suivante."
    ]
    assert instead(problem) == [
        (
            "44043",
            "Clisson à la place : équité moindre, soldes de −1,00 tour pour Clisson et de 1,00 tour "
            "pour Gorges.",
        )
    ]


def test_who_waits_longer_but_owes_less_is_named() -> None:
    past = (Turn(date(2020, 1, 7), "44064"), Turn(date(2020, 2, 4), "44064"), Turn(date(2021, 1, 5), "44043"))
    assert said(Problem((CLISSON, GORGES), (JANUARY,), past)) == [
        "Clisson attend depuis le 5 janvier 2021 alors que Gorges, qui doit moins (0,00 tour contre "
        "1,00 tour), attend depuis plus longtemps (depuis le 4 février 2020) ; avant ce tour, elle doit "
        "1,00 tour, contre 0,00 tour pour Gorges, la suivante."
    ]


def test_a_published_turn_says_so() -> None:
    published = (Turn(JANUARY, "44064"), Turn(FEBRUARY, "44043"))
    first, _ = said(Problem((CLISSON, GORGES), (JANUARY, FEBRUARY), published=published))
    assert first.endswith(
        "; le programme annoncé est respecté : Clisson ce jour-là changerait 2 tours publiés."
    )


def test_distances_decide_when_all_else_is_equal() -> None:
    hosts = (
        replace(CLISSON, lat=47.0, lon=-1.0),
        replace(GORGES, lat=47.0, lon=-1.5),
        replace(PLANCHE, lat=47.0, lon=-1.6),
    )
    (only,) = said(Problem(hosts, (JANUARY,)))
    assert "à égalité pour le reste, elle est à 15,2 km des autres en moyenne" in only
    assert "contre 17,7 km pour La Planche" in only


def test_the_only_possible_host_is_told_apart() -> None:
    blackouts = tuple(Blackout(host.id, Period(JANUARY, JANUARY)) for host in (CLISSON, PLANCHE))
    assert said(Problem(HOSTS, (JANUARY,), PAST, blackouts=blackouts)) == [
        "Gorges attend depuis le 11 mars 2025 et est la seule des 3 communes à pouvoir accueillir le "
        "12 janvier 2027."
    ]


def test_a_choice_made_by_hand_says_so_and_a_broken_rule_too() -> None:
    problem = Problem(
        (replace(CLISSON, capacity=40), GORGES),
        (JANUARY,),
        expected=60,
        blackouts=(Blackout("44043", Period(JANUARY, FEBRUARY), "travaux"),),
        locked=(Turn(JANUARY, "44043"),),
    )
    assert said(problem) == [
        "Clisson accueille le 12 janvier 2027 par un choix fixé ou un échange convenu.",
        "Clisson accueille le 12 janvier 2027 par un choix fixé, malgré une indisponibilité du "
        "12 janvier 2027 au 9 février 2027 (travaux) et une capacité de 40 places pour 60 personnes "
        "attendues.",
    ]
    assert plan(problem, solve_assignment).turns[0].locked


def test_too_small_halls_name_all_their_slots_and_the_smallest_relaxation() -> None:
    hosts = (replace(CLISSON, capacity=40), replace(GORGES, capacity=30), replace(PLANCHE, capacity=50))
    blackouts = (Blackout("44127", Period(MARCH, MARCH), "travaux"),)
    problem = Problem(hosts, (JANUARY, FEBRUARY, MARCH), expected=60, blackouts=blackouts)
    assert said(problem) == [
        "Aucune des 3 communes ne peut accueillir le 12 janvier 2027, ni le 9 février 2027 pour la même "
        "raison : trois sont trop petites pour 60 personnes ; le plus petit assouplissement serait de "
        "ramener l’effectif attendu de 60 à 50 personnes, et La Planche pourrait accueillir.",
        "Aucune des 3 communes ne peut accueillir le 9 février 2027, ni le 12 janvier 2027 pour la même "
        "raison : trois sont trop petites pour 60 personnes ; le plus petit assouplissement serait de "
        "ramener l’effectif attendu de 60 à 50 personnes, et La Planche pourrait accueillir.",
        "Aucune des 3 communes ne peut accueillir le 9 mars 2027 : trois sont trop petites pour 60 personnes "
        "; le plus petit assouplissement serait de ramener l’effectif attendu de 60 à 40 personnes, et "
        "Clisson pourrait accueillir.",
    ]
    eased = plan(replace(problem, expected=40), solve_assignment)
    assert eased.unfilled == ()


@pytest.mark.parametrize(
    ("host", "blackouts", "remedy"),
    [
        (
            CLISSON,
            (Blackout("44043", Period(JANUARY, JANUARY), "travaux"),),
            "lever l’indisponibilité prévue le 12 janvier 2027 (travaux) pour Clisson",
        ),
        (
            replace(CLISSON, exempt=(Period(JANUARY, FEBRUARY),)),
            (),
            "suspendre la dispense prévue du 12 janvier 2027 au 9 février 2027 pour Clisson",
        ),
        (replace(CLISSON, member_from=FEBRUARY), (), "compter Clisson parmi les membres ce jour-là"),
    ],
)
def test_each_rule_has_its_remedy(host: HostSpec, blackouts: tuple[Blackout, ...], remedy: str) -> None:
    (only,) = said(Problem((host,), (JANUARY,), blackouts=blackouts))
    assert only.startswith(
        "Clisson, seule commune du tour d’accueil, ne peut accueillir le 12 janvier 2027 : "
    )
    assert f"le plus petit assouplissement serait de {remedy}, et Clisson pourrait accueillir." in only


def test_the_easiest_remedy_is_named_first() -> None:
    hosts = (replace(CLISSON, member_to=date(2026, 1, 1)), replace(GORGES, capacity=10), PLANCHE)
    problem = Problem(
        hosts, (JANUARY,), expected=20, blackouts=(Blackout("44127", Period(JANUARY, JANUARY)),)
    )
    (only,) = said(problem)
    assert "une n’est pas membre, une est trop petite pour 20 personnes et une est indisponible" in only
    assert "lever l’indisponibilité prévue le 12 janvier 2027 pour La Planche" in only


def test_nobody_at_all_is_a_reason_too() -> None:
    assert said(Problem((), (JANUARY,))) == [
        "Aucune commune n’est inscrite au tour d’accueil ; il suffirait d’en inscrire une pour accueillir "
        "le 12 janvier 2027."
    ]


def test_many_slots_are_counted_rather_than_listed() -> None:
    slots = tuple(JANUARY + timedelta(28 * index) for index in range(8))
    first = said(Problem((replace(CLISSON, capacity=1),), slots, expected=2))[0]
    assert "et 3 autres dates pour la même raison" in first
