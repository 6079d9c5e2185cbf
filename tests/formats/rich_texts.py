"""Generated rich texts of every kind of block, for what must hold of any text."""

from __future__ import annotations

from hypothesis import strategies as st

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
    normalised,
)
from tests.formats.sample_documents import PLAN_NAME

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12)
links = st.sampled_from(["", "", "https://agglo.invalid/a?b=1", "mailto:dgs@agglo.invalid"])
runs = st.lists(st.builds(Run, words, st.booleans(), st.booleans(), st.booleans(), links), max_size=4).map(
    tuple
)
plain_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, runs, st.sampled_from(["", "decision", "vote", "quote", "small"])),
    st.builds(ListItem, runs, st.integers(0, 8), st.booleans()),
    st.builds(Heading, runs, st.integers(1, 6)),
)


def tables_of(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    cells = st.builds(Cell, st.lists(inner, max_size=2).map(tuple), st.integers(1, 3))
    rows = st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
    return st.builds(Table, rows, st.integers(0, 1), words.map(lambda t: t.replace("\r", "")))


any_block = st.one_of(plain_blocks, tables_of(st.one_of(plain_blocks, tables_of(plain_blocks))))
pictures: st.SearchStrategy[Block] = st.builds(
    Image,
    st.sampled_from(["plan.png", "Photo « 1 »"]),
    st.sampled_from(["", "Plan de la voirie & abords"]),
    st.integers(20, 120).map(float),
    st.just(PLAN_NAME),
)
rich_texts = (
    st.lists(st.one_of(any_block, any_block, any_block, pictures), max_size=6)
    .map(tuple)
    .map(RichText)
    .map(normalised)
)
