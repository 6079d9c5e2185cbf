"""The lexicon that is shipped: what it holds, what it proposes, how fast, and that it can be built again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dgsdesk.outside.spelling import ShippedLexicon
from resources.build_spelling import build

AFF = """SET UTF-8
FLAG long
NEEDAFFIX ()
FORBIDDENWORD {}
PFX L' Y 1
PFX L' 0 l' .
SFX S. Y 1
SFX S. 0 s/L' [^sx]
SFX a0 Y 2
SFX a0 er e er
SFX a0 er ons [^c]er
"""
DIC = "4\nécole/S.L'\ncéder/a0()\nnœud/S.\nmauvai/{}\nphœ₂\n"


@pytest.fixture(scope="module")
def lexicon() -> ShippedLexicon:
    return ShippedLexicon()


@pytest.mark.parametrize(
    "word", ["école", "conviendraient", "intercommunalité", "aujourd'hui", "Nantes", "œuvre", "élus"]
)
def test_french_is_known(lexicon: ShippedLexicon, word: str) -> None:
    assert lexicon.holds(word)


@pytest.mark.parametrize("word", ["ecole", "budjet", "", "écol", "nantes", "日本"])
def test_what_is_not_french_is_not(lexicon: ShippedLexicon, word: str) -> None:
    assert not lexicon.holds(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("budjet", "budget"),
        ("acceuil", "accueil"),
        ("developement", "développement"),
        ("reunion", "réunion"),
        ("comission", "commission"),
        ("gouvernanse", "gouvernance"),
        ("ecole", "école"),
        ("interkommunalité", "intercommunalité"),
    ],
)
def test_what_was_meant_comes_first(lexicon: ShippedLexicon, typed: str, meant: str) -> None:
    assert lexicon.near(typed, 7)[0] == meant


def test_loading_and_asking_are_quick() -> None:
    begun = time.process_time()
    fresh = ShippedLexicon()
    fresh.load()
    assert time.process_time() - begun < 0.3
    begun = time.process_time()
    for _ in range(2000):
        fresh.holds("intercommunalité")
    assert time.process_time() - begun < 0.5


def test_a_lexicon_is_built_from_a_hunspell_dictionary(tmp_path: Path) -> None:
    for name, text in (("index.aff", AFF), ("index.dic", DIC), ("license", "MPL 2.0")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert build(tmp_path, tmp_path / "made") == 6
    made = ShippedLexicon(tmp_path / "made" / "fr.words")
    for word in ("école", "écoles", "céde", "cédons", "nœud", "nœuds"):
        assert made.holds(word), word
    for word in ("céder", "l'école", "mauvai"):
        assert not made.holds(word), word
    first = (tmp_path / "made" / "fr.words").read_bytes()
    build(tmp_path, tmp_path / "again")
    assert (tmp_path / "again" / "fr.words").read_bytes() == first
