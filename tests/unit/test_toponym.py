"""Names of places: folding, typesetting, articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.toponym import at_place, fold, of_place, typeset


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("ÎLE-D’YEU", "ile d yeu"),
        ("  Pays   Basque ", "pays basque"),
        ("Vendée, Sèvre, Autise", "vendee sevre autise"),
        ("Ǽgir", "aegir"),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "article", "of", "at"),
    [
        ("Clisson", 0, "de Clisson", "à Clisson"),
        ("Angers", 1, "d’Angers", "à Angers"),
        ("Le Haillan", 2, "du Haillan", "au Haillan"),
        ("La Planche", 3, "de La Planche", "à La Planche"),
        ("Les Ponts-de-Cé", 4, "des Ponts-de-Cé", "aux Ponts-de-Cé"),
        ("L'Île-d'Yeu", 5, "de L’Île-d’Yeu", "à L’Île-d’Yeu"),
        ("Las Planas", 7, "de Las Planas", "à Las Planas"),
    ],
)
def test_puts_the_article(name: str, article: int, of: str, at: str) -> None:
    assert (of_place(name, article), at_place(name, article)) == (of, at)


def test_typesets_the_apostrophe() -> None:
    assert typeset("Communauté d'agglomération de L'Isle") == "Communauté d’agglomération de L’Isle"
