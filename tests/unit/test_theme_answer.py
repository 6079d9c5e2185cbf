"""What people write on a form or in a message, read as an answer to a call for themes."""

from __future__ import annotations

import pytest

from dgsdesk.domain.theme_answer import (
    LONGEST_TITLE,
    Proposed,
    code_in,
    is_yes,
    proposal_in,
    read_answer,
    read_tables,
)

FILLED = """Bonjour,
voici nos réponses.

> Appel à thèmes AT-20261127-1
> Commune : Gorges
> Thèmes déjà proposés : écrivez « oui » après ceux que vous portez.
> 1. Recruter et garder les SGM : oui
> 2. Fibre : non
> 3. Calendrier : qui décide ? :  Oui, nous le portons
> 12. Vœux :
> Vos propositions : un thème par ligne, sa question après « / ».
> + Archives / Qui numérise ?
> +
> - Voirie communale
> + …
> Fin des réponses
> + pas un thème
"""


def test_a_message_is_read_in_its_quoted_lines() -> None:
    answer = read_answer(FILLED)
    assert code_in(FILLED) == "AT-20261127-1"
    assert (answer.commune, answer.supported) == ("Gorges", (1, 3))
    assert answer.proposed == (Proposed("Archives", "Qui numérise ?"), Proposed("Voirie communale"))


def test_words_without_the_form_say_nothing() -> None:
    assert not read_answer("Oui pour le 1 et le 3, et merci.")
    assert not read_answer("")
    assert code_in("AT-2026") == ""


@pytest.mark.parametrize(
    "said", ["oui", "Oui.", "OUI !", "x", "X", "ok", "d’accord", "✓", "☒", "nous le portons"]
)
def test_a_yes(said: str) -> None:
    assert is_yes(said)


@pytest.mark.parametrize(
    "said", ["", " ", "non", "oui ou non", "pas nous", "ouistiti", "à voir", "…", "ok pas ok"]
)
def test_no_yes(said: str) -> None:
    assert not is_yes(said)


def test_a_form_is_read_by_the_titles_of_its_columns() -> None:
    who = [["Commune :", "Le Pallet"], ["Répondu par", "la SGM"]]
    offered = [
        ["Nº", "Thème", "Nous le portons (oui)"],
        ["1", "Fibre", "X"],
        ["2", "Sel", ""],
        ["a", "b", "oui"],
    ]
    own = [
        ["Votre proposition", "Question à poser au groupe"],
        ["Archives\nnumériques", "Qui ?"],
        ["", "Rien"],
    ]
    answer = read_tables([who, offered, own, [["autre", "tableau"]], []])
    assert (answer.commune, answer.supported) == ("Le Pallet", (1,))
    assert answer.proposed == (Proposed("Archives numériques", "Qui ?"),)


def test_a_paragraph_becomes_a_short_title_and_a_question() -> None:
    line = "Nous aimerions parler de " + "la mutualisation des moyens " * 8
    found = proposal_in(f"+ {line}")
    assert found is not None
    assert len(found.title) <= LONGEST_TITLE
    assert found.title.endswith("…")
    assert found.question == line.strip()
