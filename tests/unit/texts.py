"""Texts for tests of comparing and merging: lines of plain words, and texts that hypothesis makes."""

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
    merged_runs,
    paragraph,
)

WORDS = [
    *("le", "bureau", "se", "réunit", "à", "9", "h", "10", "maire", "point", "voirie", "commune", "vote"),
    *("12", "pour", ",", ".", ";", "décembre", "2026", "déchets", "Agglo", "demain", "coût", "57 726", "€"),
]


def lines(*texts: str) -> RichText:
    """Make a text of one plain paragraph a line."""
    return RichText(tuple(paragraph(text) for text in texts))


phrases = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
runs = st.lists(st.builds(Run, phrases, st.booleans(), st.booleans()), max_size=3).map(merged_runs)
text_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, runs, st.sampled_from(["", "quote"])),
    st.builds(ListItem, runs, st.integers(0, 1), st.booleans()),
    st.builds(Heading, runs, st.integers(1, 2)),
)
cells = st.builds(Cell, st.lists(text_blocks, max_size=2).map(tuple), st.just(1))
tables = st.builds(
    Table, st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple), st.just(1)
)
images = st.builds(Image, st.sampled_from(["plan.png", "carte.png"]), phrases)
blocks: st.SearchStrategy[Block] = st.one_of(text_blocks, text_blocks, text_blocks, tables, images)
rich_texts = st.lists(blocks, max_size=6).map(tuple).map(RichText)
