"""What is a word, and what is left alone."""

from __future__ import annotations

import pytest

from dgsdesk.domain.spelling import distance_within, is_known, misspelt_in, word_at, words_of, written_like

FRENCH = {
    *("la", "commune", "est", "ce", "école", "aujourd'hui", "élu", "quelqu'un", "prend", "état", "et"),
    *("Nantes", "il", "y", "a", "vice", "président", "sel", "donne", "que", "le", "voir", "ou", "un"),
}


def unknown(text: str) -> list[str]:
    return [found.word for found in misspelt_in(text, FRENCH.__contains__)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("L’école, l'école et l’écolle", ["écolle"]),
        ("Est-ce que la commune prend ?", []),
        ("Y a-t-il aujourd’hui Quelqu’un", []),
        ("La COMMUNE, la DGCL et l’EPCI", []),
        ("COMMUNNES", ["COMMUNNES"]),
        ("NANTES nantes", ["nantes"]),
        ("vice-président vice-présidant", ["présidant"]),
        ("le 12e, R2D2, 3 h 30, M2", []),
        ("voir www.exemple.fr/pagge ou jean.duppont@exemple.fr", []),
        ("@dgss donne #mott sel", []),
        ("un OpenStreetMap", []),
    ],
)
def test_what_is_unknown(text: str, wanted: list[str]) -> None:
    assert unknown(text) == wanted


def test_places_are_those_of_the_letters() -> None:
    text = "sel : l’écolle"
    (found,) = misspelt_in(text, FRENCH.__contains__)
    assert text[found.start : found.end] == "écolle"
    assert word_at(text, 8) == (6, 14)
    assert word_at("--", 1) is None


def test_a_known_word_keeps_its_capitals() -> None:
    assert is_known("École", FRENCH.__contains__)
    assert not is_known("nantes", FRENCH.__contains__)
    assert is_known("Nantes", FRENCH.__contains__)


def test_suggestions_take_the_capitals_that_were_typed() -> None:
    assert written_like("Ecole", ["école", "École"]) == ("École",)
    assert written_like("ECOLE", ["école"]) == ("ÉCOLE",)
    assert written_like("aujourdhui", ["aujourd'hui"]) == ("aujourd’hui",)


def test_words_of_names() -> None:
    assert words_of(["Saint-Hilaire-de-Clisson", "L’Haye 44"]) >= {"Saint", "Hilaire", "Clisson", "Haye"}


def test_distance() -> None:
    assert distance_within("gorge", "gorges", 1) == 1
    assert distance_within("gorge", "clisson", 2) is None
