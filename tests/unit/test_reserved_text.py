"""Reserved paragraphs: what an edition keeps, their mark on paper, and what comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.reserved_text import (
    mark_of,
    marked,
    readable,
    unmarked,
    with_former_levels,
    withheld_blocks,
    without_lone_marks,
)
from dgsdesk.domain.richtext import (
    Block,
    Cell,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    from_json,
    normalised,
    paragraph,
    plain_text,
    to_json,
)

DIRECTORS, EXECUTIVES, ELECTED, ALL = Audience

texts = st.text("abc éà’[]:\u00a0", max_size=12)
runs = st.lists(st.builds(Run, texts, st.booleans()), max_size=3).map(tuple)
levels = st.sampled_from(Audience)
blocks = st.one_of(
    st.builds(Paragraph, runs, st.sampled_from(["", "quote"]), audience=levels),
    st.builds(ListItem, runs, st.integers(0, 8), st.booleans(), audience=levels),
    st.builds(Heading, runs, st.integers(1, 6), audience=levels),
    st.builds(Image, st.just("plan.png"), st.just("Plan"), audience=levels),
    st.builds(
        lambda words, audience: Table(((Cell((paragraph(words),)),),), 1, audience=audience), texts, levels
    ),
)
rich = st.lists(blocks, max_size=6).map(lambda found: normalised(RichText(tuple(found))))


def test_a_level_is_kept_in_json_and_left_out_when_everybody_reads() -> None:
    text = RichText((Paragraph((Run("Salaires"),), audience=DIRECTORS), Paragraph((Run("Sel"),))))
    assert [value.get("audience") for value in to_json(text)] == [1, None]
    assert from_json(to_json(text)) == text
    with pytest.raises(BadInput):
        from_json([{"kind": "paragraph", "audience": 9}])


@given(rich)
def test_every_level_survives_json_and_normalising(text: RichText) -> None:
    assert from_json(to_json(text)) == text
    assert normalised(text) == text


@given(rich, levels)
def test_an_edition_keeps_and_withholds_every_block_once(text: RichText, edition: Audience) -> None:
    kept, withheld = readable(text, edition).blocks, withheld_blocks(text, edition)
    assert sorted(map(repr, (*kept, *withheld))) == sorted(map(repr, text.blocks))
    assert all(block.audience >= edition for block in kept)


def test_a_reserved_paragraph_in_a_cell_leaves_its_cell_empty() -> None:
    secret = Paragraph((Run("secret"),), audience=DIRECTORS)
    table = Table(((Cell((secret, paragraph("public"))),),))
    assert plain_text(readable(RichText((table,)), ALL)) == "public"
    assert withheld_blocks(RichText((table,)), ALL) == (secret,)


def test_marks_say_the_level_in_words() -> None:
    assert mark_of(ALL) == ""
    (block,) = marked([Paragraph((Run("Salaires"),), audience=DIRECTORS)])
    assert plain_text(RichText((block,))) == "[Réservé\u00a0: DGS seuls] Salaires"


@given(rich)
def test_a_printed_text_comes_back_with_its_levels(text: RichText) -> None:
    """Blank blocks apart: a blank reserved paragraph shows its mark alone, which speaks for what follows."""
    told = RichText(
        tuple(b for b in text.blocks if not isinstance(b, Paragraph | ListItem | Heading) or _said(b))
    )
    assert without_lone_marks(unmarked(marked(told.blocks))) == told.blocks


def _said(block: Block) -> bool:
    words = plain_text(RichText((block,)))
    return bool(words.strip()) and words == words.strip() and not words.startswith("[")


@pytest.mark.parametrize(
    "typed",
    [
        "[réservé : dgs seuls] Salaires",
        "[ Réservée: DGS seuls ]Salaires",
        "[Réservé\u00a0: DGS seuls]\u202fSalaires",
    ],
)
def test_a_mark_typed_by_hand_is_understood(typed: str) -> None:
    assert unmarked([paragraph(typed)]) == (Paragraph((Run("Salaires"),), audience=DIRECTORS),)


def test_brackets_that_say_no_level_stay() -> None:
    words = paragraph("[Réservé : la salle] Gorges")
    assert unmarked([words]) == (words,)


def test_a_lost_mark_widens_nothing() -> None:
    former = [Paragraph((Run("Le poste de la voirie sera supprimé en mars 2027."),), audience=DIRECTORS)]
    back = [
        paragraph("Le poste de la voirie sera supprimé en mars 2027, dit la directrice."),
        paragraph("Le sel est commandé."),
        Paragraph((Run("Autre"),), audience=EXECUTIVES),
    ]
    assert [block.audience for block in with_former_levels(back, former)] == [DIRECTORS, ALL, EXECUTIVES]
    assert [b.audience for b in with_former_levels([paragraph("Voirie")], [paragraph("Voirie")])] == [ALL]
