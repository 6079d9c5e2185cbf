"""Three-way merge: its laws on any texts, and what a secretary expects of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsdesk.domain.line_merge import merge_words
from dgsdesk.domain.merge import MergeConflict, Merged, merge
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    block_text,
    paragraph,
    plain_text,
)
from dgsdesk.domain.word_differences import words_of
from tests.unit.texts import lines, rich_texts

OPENING = "Le maire ouvre la séance et rappelle l’ordre du jour."
ROADS = "La voirie d’intérêt communautaire compte 57 726 mètres ; le bureau en débat longuement."
WASTE = "L’Agglo enlève les dépôts sous 48 heures, la commune nettoie les abords."


def read(merged: Merged) -> str:
    return plain_text(merged.text)


def one(merged: Merged) -> MergeConflict:
    (conflict,) = merged.conflicts
    return conflict


def said(block: Block | None) -> str | None:
    return None if block is None else block_text(block)


# -- laws ---------------------------------------------------------------------------------------------------


@given(rich_texts, rich_texts)
def test_what_one_side_alone_changed_is_taken(base: RichText, changed: RichText) -> None:
    assert merge(base, base, changed) == Merged(changed, ())
    assert merge(base, changed, base) == Merged(changed, ())


@given(rich_texts, rich_texts)
def test_what_both_sides_made_is_made(base: RichText, changed: RichText) -> None:
    assert merge(base, changed, changed) == Merged(changed, ())


@given(rich_texts, rich_texts, rich_texts)
def test_the_sides_can_be_swapped(base: RichText, ours: RichText, theirs: RichText) -> None:
    here, there = merge(base, ours, theirs), merge(base, theirs, ours)
    assert settled(here) == settled(there)
    mirrored = [(repr(c.base), repr(c.theirs), repr(c.ours)) for c in there.conflicts]
    assert sorted((repr(c.base), repr(c.ours), repr(c.theirs)) for c in here.conflicts) == sorted(mirrored)


def settled(merged: Merged) -> Counter[str]:
    """Count the blocks that no conflict is about."""
    at_stake = Counter(repr(c.ours) for c in merged.conflicts if c.ours is not None)
    return Counter(map(repr, merged.text.blocks)) - at_stake


@given(rich_texts, rich_texts, rich_texts)
def test_a_text_that_was_merged_takes_the_same_file_without_change(
    base: RichText, ours: RichText, theirs: RichText
) -> None:
    once = merge(base, ours, theirs)
    if not once.conflicts:
        assert settled(merge(base, once.text, once.text)) == settled(once)


def said_by(blocks: Iterable[Block | None]) -> Counter[str]:
    return Counter(word for block in blocks if block is not None for word in words_of(block_text(block)))


def kept_words(merged: Merged) -> Counter[str]:
    return said_by([*merged.text.blocks, *(conflict.theirs for conflict in merged.conflicts)])


@given(rich_texts, rich_texts, rich_texts)
def test_no_word_that_either_side_put_in_is_lost(base: RichText, ours: RichText, theirs: RichText) -> None:
    kept = kept_words(merge(base, ours, theirs))
    before = said_by(base.blocks)
    for side in (ours, theirs):
        put_in = said_by(side.blocks) - before
        assert set(put_in) <= set(kept)


@given(rich_texts, st.data())
def test_marked_words_of_both_sides_are_all_kept(base: RichText, data: st.DataObject) -> None:
    ours = data.draw(marked(base, "ici"))
    theirs = data.draw(marked(base, "là"))
    kept = kept_words(merge(base, ours, theirs))
    for side in (ours, theirs):
        marks = {word for word in said_by(side.blocks) if word.startswith(("ici", "là"))}
        assert marks <= set(kept)


@st.composite
def marked(draw: st.DrawFn, base: RichText, mark: str) -> RichText:
    """Change a text at some places, each with a word that stands nowhere else; drop and move blocks."""
    blocks: list[Block] = []
    for rank, block in enumerate(base.blocks):
        act = draw(st.sampled_from(["keep", "keep", "edit", "drop", "add"]))
        if act == "add":
            blocks.append(paragraph(f"{mark}{rank} ajouté"))
        if act == "edit" and isinstance(block, Paragraph | ListItem | Heading):
            at = draw(st.integers(0, len(block_text(block))))
            blocks.append(with_word(block, at, f" {mark}{rank} "))
        elif act != "drop":
            blocks.append(block)
    return RichText(tuple(draw(st.permutations(blocks)) if draw(st.booleans()) else blocks))


def with_word(block: Paragraph | ListItem | Heading, at: int, word: str) -> Block:
    text = block_text(block)
    return Paragraph((Run(text[:at] + word + text[at:]),))


# -- what a secretary expects -------------------------------------------------------------------------------


def test_an_hour_changed_by_both_is_a_conflict_and_never_a_mixture() -> None:
    base = "Le bureau se réunira à 9 h."
    merged = merge(lines(base), lines(base.replace("9", "10")), lines(base.replace("9", "14")))
    assert read(merged) == "Le bureau se réunira à 10 h."
    assert said(one(merged).base) == base
    assert said(one(merged).theirs) == "Le bureau se réunira à 14 h."
    assert one(merged).place == 0


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("Le 8 décembre 2026 à Clisson.", "Le 9 décembre 2026 à Clisson.", "Le 8 janvier 2026 à Clisson."),
        (
            "Adopté : 12 pour, 3 contre, 1 abstention.",
            "Adopté : 13 pour, 3 contre, 1 abstention.",
            "Adopté : 12 pour, 3 contre, 0 abstention.",
        ),
        ("Le coût est de 57 726 euros.", "Le coût est de 58 726 euros.", "Le coût est de 57 800 euros."),
        ("De 9 h 30 à 12 h.", "De 9 h 45 à 12 h.", "De 10 h 30 à 12 h."),
        (
            "Sur douze communes présentes en séance, onze ont voté.",
            "Sur treize communes présentes en séance, onze ont voté.",
            "Sur douze communes présentes en séance, dix ont voté.",
        ),
        ("Le maire propose.", "La maire propose.", "Le maire dispose."),
    ],
)
def test_what_touches_is_a_conflict(base: str, ours: str, theirs: str) -> None:
    assert merge_words(base, ours, theirs) == (ours, theirs, True)
    assert merge_words(base, theirs, ours) == (theirs, ours, True)


def test_changes_far_apart_in_one_paragraph_are_both_taken() -> None:
    ours, theirs = WASTE.replace("48 heures", "deux jours"), WASTE.replace("abords", "alentours")
    wanted = WASTE.replace("48 heures", "deux jours").replace("abords", "alentours")
    assert merge(lines(WASTE), lines(ours), lines(theirs)) == Merged(lines(wanted), ())


def test_what_does_not_touch_is_merged_into_both_sides_of_a_conflict() -> None:
    base = f"{WASTE} Le coût est de 12 euros."
    ours = base.replace("12", "13")
    theirs = base.replace("12", "14").replace("abords", "alentours")
    merged = merge(lines(base), lines(ours), lines(theirs))
    assert read(merged) == ours.replace("abords", "alentours")
    assert said(one(merged).theirs) == theirs


def test_a_paragraph_taken_out_here_and_changed_there_is_a_conflict() -> None:
    changed = ROADS.replace("longuement", "peu")
    out = lines(OPENING, WASTE)
    here = merge(lines(OPENING, ROADS, WASTE), out, lines(OPENING, changed, WASTE))
    assert (read(here), said(one(here).ours), said(one(here).theirs)) == (plain_text(out), None, changed)
    assert one(here).place == 1
    there = merge(lines(OPENING, ROADS, WASTE), lines(OPENING, changed, WASTE), out)
    assert (said(one(there).ours), said(one(there).theirs)) == (changed, None)
    assert read(there) == plain_text(lines(OPENING, changed, WASTE))


def test_paragraphs_added_by_both_are_kept_ours_first() -> None:
    ours, theirs = lines(OPENING, ROADS), lines(OPENING, WASTE)
    assert merge(lines(OPENING), ours, theirs) == Merged(lines(OPENING, ROADS, WASTE), ())


def test_the_same_paragraph_added_by_both_with_another_figure_is_a_conflict() -> None:
    vote = "Le point est adopté par 12 voix."
    merged = merge(lines(OPENING), lines(OPENING, vote), lines(OPENING, vote.replace("12", "14")))
    assert read(merged) == plain_text(lines(OPENING, vote))
    assert said(one(merged).theirs) == vote.replace("12", "14")


def test_a_paragraph_moved_there_and_changed_here_is_changed_where_it_went() -> None:
    base = lines(OPENING, ROADS, WASTE)
    here = lines(OPENING, ROADS, WASTE.replace("48 heures", "deux jours"))
    there = lines(WASTE, OPENING, ROADS)
    wanted = lines(WASTE.replace("48 heures", "deux jours"), OPENING, ROADS)
    assert merge(base, here, there) == Merged(wanted, ())
    assert merge(base, there, here) == Merged(wanted, ())


def test_a_paragraph_that_both_moved_elsewhere_is_told() -> None:
    base = lines(*(f"Le paragraphe numéro {place} dit ceci." for place in "abcdef"))
    a, b, c, d, e, f = base.blocks
    ours, theirs = RichText((b, c, d, e, f, a)), RichText((b, c, a, d, e, f))
    merged = merge(base, ours, theirs)
    assert [block_text(block) for block in merged.moved_apart] == [block_text(a)]
    assert merged.text == ours
    assert merge(base, ours, ours).moved_apart == ()
    assert merge(base, ours, base).moved_apart == ()


def test_looks_are_merged_apart_from_words() -> None:
    base = RichText((Paragraph((Run("Le maire ouvre la séance, puis la lève."),)),))
    ours = RichText(
        (Paragraph((Run("Le "), Run("maire", bold=True), Run(" ouvre la séance, puis la lève."))),)
    )
    theirs = RichText(
        (Paragraph((Run("Le "), Run("maire", italic=True), Run(" ouvre la séance, puis la clôt."))),)
    )
    both = Paragraph(
        (Run("Le "), Run("maire", bold=True, italic=True), Run(" ouvre la séance, puis la clôt."))
    )
    assert merge(base, ours, theirs) == Merged(RichText((both,)), ())


def test_a_line_made_a_list_there_keeps_the_words_changed_here() -> None:
    theirs = RichText((ListItem((Run(WASTE),), 1, True),))
    ours = lines(WASTE.replace("abords", "alentours"))
    wanted = ListItem((Run(WASTE.replace("abords", "alentours")),), 1, True)
    assert merge(lines(WASTE), ours, theirs) == Merged(RichText((wanted,)), ())


def table(*rows: tuple[str, ...]) -> RichText:
    return RichText((Table.of_texts([("Commune", "Qui", "Coût"), *rows]),))


def test_tables_are_merged_by_rows_and_cells() -> None:
    base = table(("Clisson", "maire", "10"), ("Gorges", "DGS", "20"))
    ours = table(("Clisson", "maire", "11"), ("Gorges", "DGS", "20"), ("Aigrefeuille", "DGS", "5"))
    theirs = table(("Clisson", "adjointe", "10"), ("Gorges", "DGS", "25"))
    wanted = table(("Clisson", "adjointe", "11"), ("Gorges", "DGS", "25"), ("Aigrefeuille", "DGS", "5"))
    assert merge(base, ours, theirs) == Merged(wanted, ())


def test_figures_of_one_row_changed_by_both_are_a_conflict() -> None:
    base = table(("Vote", "12", "3"))
    merged = merge(base, table(("Vote", "13", "3")), table(("Vote", "12", "2")))
    assert merged.text == table(("Vote", "13", "3"))
    assert one(merged).theirs == table(("Vote", "12", "2")).blocks[0]


def test_a_column_added_here_and_a_cell_changed_there_are_shown_side_by_side() -> None:
    base, theirs = table(("Clisson", "maire", "10")), table(("Clisson", "maire", "12"))
    ours = RichText(
        (Table.of_texts([("Commune", "Qui", "Coût", "Avis"), ("Clisson", "maire", "10", "oui")]),)
    )
    merged = merge(base, ours, theirs)
    assert merged.text == ours
    assert one(merged).theirs == theirs.blocks[0]


def test_a_picture_replaced_by_both_is_a_conflict() -> None:
    base, ours, theirs = (RichText((Image("plan.png", sha256=name),)) for name in "abc")
    assert one(merge(base, ours, theirs)).theirs == theirs.blocks[0]


def test_links_changed_by_both_are_a_conflict() -> None:
    base, ours, theirs = (
        RichText((Paragraph((Run("site", link=f"https://{name}.invalid"),)),)) for name in "abc"
    )
    assert one(merge(base, ours, theirs)).theirs == theirs.blocks[0]


def test_a_hundred_pages_are_merged_at_once() -> None:
    base, ours, theirs = (hundred_pages(step) for step in (0, 7, 11))
    merge(base, ours, theirs)
    began = time.process_time()
    merged = merge(base, ours, theirs)
    took = time.process_time() - began
    assert merged.conflicts
    assert took < 1, "a hundred pages must be merged before a person waits"


def test_a_long_text_that_both_sides_wrote_anew_loses_nothing_and_does_not_hold() -> None:
    base, ours, theirs = (
        lines(
            *(
                " ".join(f"{side}{(rank * 37 + place * 11) % 1009}" for place in range(50))
                for rank in range(700)
            )
        )
        for side in ("sent", "ici", "là")
    )
    merge(base, ours, theirs)
    began = time.process_time()
    merged = merge(base, ours, theirs)
    took = time.process_time() - began
    held = {block_text(block) for block in merged.text.blocks}
    held |= {block_text(block) for one in merged.conflicts for block in (one.ours, one.theirs) if block}
    assert held >= {block_text(block) for block in (*ours.blocks, *theirs.blocks)}
    assert took < 2, "140 pages written anew must be merged before a person waits"


def words_of_rank(side: str, rank: int) -> str:
    return " ".join(f"{side}{(rank * 37 + place * 11) % 1009}" for place in range(50))


def hundred_pages(step: int) -> RichText:
    """About 50,000 words in 1,000 paragraphs, every ``step``-th with a word changed."""

    def line(rank: int) -> str:
        words = [f"mot{(rank * 37 + place * 11) % 4001}" for place in range(50)]
        if step and rank % step == 0:
            words[rank % 50] = f"nouveau{step}"
        return " ".join(words) + "."

    return lines(*map(line, range(1000)))


@settings(max_examples=20)
@given(st.text("ab .", max_size=400), st.text("ab .", max_size=400), st.text("ab .", max_size=400))
def test_hostile_lines_end(base: str, ours: str, theirs: str) -> None:
    here, there, clash = merge_words(base, ours, theirs)
    assert clash == (here != there)
