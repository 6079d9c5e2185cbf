"""Words of search: one stem for all forms of a word, and what is typed so far still begins it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.search_question import Filter, question
from dgsdesk.domain.search_words import (
    clean,
    folded_word,
    folded_words,
    stem,
    stems_between_spaces,
    words_of,
)

FAMILIES = (
    "eau eaux",
    "pluvial pluviale pluviales pluviaux",
    "général générale généraux générales",
    "travail travaux",
    "élu élue élus élues",
    "délégué déléguée délégués déléguées",
    "nouveau nouvelle nouvelles",
    "mutualisé mutualisée mutualisés",
    "directeur directrice directrices",
    "administratif administrative",
    "public publique publics publiques",
    "premier première",
    "tuyau tuyaux",
    "vœu voeux VŒUX",
    "déchèterie déchetterie déchèteries",
    "personnel personnelle personnels",
    "bail baux",
)


@pytest.mark.parametrize("family", FAMILIES)
def test_all_forms_of_a_word_have_one_stem(family: str) -> None:
    assert len({stem(folded_word(word)) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("commune", "commun"), ("école", "écologie"), ("mairie", "maire")]
)
def test_other_words_keep_their_own(one: str, other: str) -> None:
    assert stem(folded_word(one)) != stem(folded_word(other))


def test_elided_articles_are_no_words_and_places_are_right() -> None:
    text = "L’école d'Évry : aujourd’hui"
    words = list(words_of(text))
    assert [word.folded for word in words] == ["ecole", "evry", "aujourd", "hui"]
    assert text[words[0].start : words[0].end] == "école"


def test_a_question_is_taken_apart() -> None:
    asked = question("la voirie « eaux pluviales » commune:Clisson type:zone comp")
    assert [word.folded for word in asked.words] == ["voirie", "comp"]
    assert asked.phrases == (("eau", "pluvial"),)
    assert asked.filters == (Filter("commune", "Clisson"), Filter("type", "zone"))
    assert asked.grows
    assert not question("voirie ").grows
    assert [word.folded for word in question("de la ").words] == ["de", "la"]


@given(
    st.text(
        alphabet=st.sampled_from("aéE\u0301'’ʼdlLqu \u00a0\u202f\u2028\n\t-_1œ²ﬁ\x1c\u3000."), max_size=30
    )
)
def test_words_are_the_same_whether_a_text_is_read_whole_or_between_its_spaces(text: str) -> None:
    whole = [(word.folded, word.stem) for word in words_of(clean(text))]
    assert folded_words(text) == whole
    assert " ".join(filter(None, map(stems_between_spaces, text.split()))) == " ".join(
        one for _, one in whole
    )
