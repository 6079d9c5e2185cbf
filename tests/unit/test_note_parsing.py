"""Notes read as people mean them: dates in words, people after « @ », actions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.note_parsing import (
    NotedAction,
    action_in,
    deadline_in,
    folded,
    matching,
    meant_by,
    mention_in,
)

TUESDAY = date(2026, 12, 8)
LABELS = ("DGS de Gorges", "DGS de Gétigné", "DGS de Vieillevigne", "Maire de Vieillevigne", "SGM de Boussay")


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
    ],
)
def test_dates_in_words(said: str, day: date) -> None:
    line = f"Envoyer la liste {said}, merci"
    found = deadline_in(line, TUESDAY)
    assert found is not None
    assert found.day == day
    assert line[found.start : found.end] == said


@pytest.mark.parametrize(
    "line",
    [
        "Le 15 mars, rien de spécial",
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
        ("Les communes salent la même route.", None),
        ("@Gorges avant le 3 mars", None),
    ],
)
def test_actions(line: str, action: NotedAction | None) -> None:
    assert action_in(line, TUESDAY, LABELS) == action


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="@avntle 15/mrsdicfé’'.,:jounGg\u00a0", max_size=60))
def test_any_line_is_read_without_harm(text: str) -> None:
    deadline_in(text, TUESDAY)
    found = action_in(text, TUESDAY, LABELS)
    assert found is None or found.text
