"""Rich text: what is stored is what was written, and the canonical shape changes no character."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.errors import BadInput
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
    merged_runs,
    normalised,
    paragraph,
    paragraphs_of,
    plain_text,
    printable,
    text_of,
    to_json,
    walk,
    words_of_json,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.one_of(st.just(""), st.uuids().map(str))
runs = st.lists(st.builds(Run, texts, st.booleans(), st.booleans(), st.booleans(), texts), max_size=4).map(
    tuple
)
simple_blocks = st.one_of(
    st.builds(Paragraph, runs, texts, ids),
    st.builds(ListItem, runs, st.integers(0, 8), st.booleans(), ids),
    st.builds(Heading, runs, st.integers(1, 6), ids),
    st.builds(Image, texts, texts, st.floats(0, 200), texts, ids),
)


def tables_over(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    cells = st.builds(Cell, st.lists(blocks, max_size=2).map(tuple), st.integers(1, 3))
    rows = st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple)
    return st.builds(Table, rows, st.integers(0, 2), texts, ids)


blocks = st.one_of(simple_blocks, tables_over(simple_blocks))
rich_texts = st.lists(blocks, max_size=5).map(tuple).map(RichText)


@given(rich_texts)
def test_json_gives_back_the_same_text(text: RichText) -> None:
    assert from_json(json.loads(json.dumps(to_json(text)))) == text


@given(rich_texts)
def test_the_canonical_shape_is_stable_and_keeps_every_printable_character(text: RichText) -> None:
    once = normalised(text)
    assert normalised(once) == once
    written = "".join(text_of(b.runs) for b in walk(text.blocks) if not isinstance(b, Table | Image))
    kept = "".join(text_of(b.runs) for b in walk(once.blocks) if not isinstance(b, Table | Image))
    assert kept == printable(written)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=60))
def test_plain_lines_come_back_as_typed(text: str) -> None:
    assert plain_text(paragraphs_of(text)) == printable(text)


def test_equal_neighbours_are_merged() -> None:
    assert merged_runs([Run("Le "), Run(""), Run("maire"), Run(" dit", bold=True)]) == (
        Run("Le maire"),
        Run(" dit", bold=True),
    )


def test_a_text_without_a_visible_character_is_false() -> None:
    assert not RichText((paragraph("  "), Table.of_texts([["", ""]])))
    assert RichText((Image("plan.png"),))
    assert RichText((paragraph("Oui"),))


def test_plain_text_reads_tables_row_by_row() -> None:
    table = Table.of_texts([["Commune", "Voix"], ["Gétigné", "1"]])
    assert plain_text(RichText((paragraph("Vote"), table))) == "Vote\nCommune\tVoix\nGétigné\t1"


def test_words_of_what_is_kept_are_those_of_the_text() -> None:
    table = Table.of_texts([["Commune", "Voix"], ["Gétigné", "1"]])
    split = Paragraph((Run("Maë", bold=True), Run("lle EXEMPLE")))
    text = RichText((split, table, Image("plan.png", "plan de la salle"), paragraph("Fin")))
    assert words_of_json(json.dumps(to_json(text))).split() == plain_text(text).split()


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("text", ""),
        ([1], "/0"),
        ([{"kind": "video"}], "/0/kind"),
        ([{"kind": "paragraph", "runs": [{"text": 3}]}], "/0/runs/0/text"),
        ([{"kind": "heading", "level": True}], "/0/level"),
        ([{"kind": "image", "width_mm": float("nan")}], "/0/width_mm"),
        ([{"kind": "table", "rows": [{}]}], "/0/rows/0/cells"),
        ([{"kind": "table", "rows": [[{}]]}], "/0/rows/0/cells/0/blocks"),
    ],
)
def test_anything_else_is_refused_with_its_place(value: object, where: str) -> None:
    with pytest.raises(BadInput) as refusal:
        from_json(value)
    assert (refusal.value.code, refusal.value.where) == ("richtext_unreadable", where)


def test_endless_nesting_is_refused() -> None:
    value: list[object] = []
    for _ in range(50):
        value = [{"kind": "table", "rows": [[{"blocks": value}]]}]
    with pytest.raises(BadInput):
        from_json(value)
