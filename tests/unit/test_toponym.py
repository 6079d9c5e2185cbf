"""Official names, folded and typeset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.toponym import fold, names, typeset_name


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


def test_typesets_the_apostrophe_and_nothing_else() -> None:
    assert typeset_name("L'Haÿ-les-Roses / Vallée (CARENE)") == "L’Haÿ-les-Roses / Vallée (CARENE)"


@pytest.mark.parametrize(
    "text", ["Hélène Cœur-d’Ange, maire", "HELENE  COEUR D'ANGE", "HÉLÈNE CŒUR\u00a0D’ANGE"]
)
def test_a_text_names_whom_it_spells_otherwise(text: str) -> None:
    assert names(text, fold("Hélène Cœur d’Ange"))
    assert not names(text, fold("Hélène Cœur d’Angers"))
    assert not names("Hélène Cœurd’Ange", fold("Hélène Cœur d’Ange"))  # the same letters, other words


LETTERS = st.sampled_from(
    ["Maëlle", "EXEMPLE", "Œ", "ß", "ø", "ł", "ﬁ", "e\u0301", " ", "\u202f", "’", "…", "½", "Ж"]
)


@given(
    st.lists(LETTERS | st.characters(), max_size=12), st.integers(0, 900), st.sampled_from(["x", "é ", "’Ж"])
)
def test_a_name_is_found_in_long_texts_as_by_folding_them(
    parts: list[str], before: int, filling: str
) -> None:
    text = filling * before + "".join(parts) + filling * (900 - before)
    for name in ("Maëlle Exemple", "Exemple Œ", "fi x", "Ж x"):
        assert names(text, fold(name)) == (fold(name) in fold(text))
