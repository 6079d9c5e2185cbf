"""What changed between two texts: blocks found again, words struck and put in, nothing left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given

from dgsdesk.domain.block_matching import match_blocks
from dgsdesk.domain.differences import (
    BlockDifference,
    Fate,
    Mark,
    Piece,
    RowDifference,
    changed_only,
    differences,
)
from dgsdesk.domain.richtext import (
    Block,
    Image,
    Paragraph,
    RichText,
    Run,
    Table,
    merged_runs,
    paragraph,
)
from dgsdesk.domain.word_differences import edits, words_of
from tests.unit.texts import lines, phrases, rich_texts

OPENING = "Le maire ouvre la séance et rappelle l’ordre du jour."
ROADS = "La voirie d’intérêt communautaire compte 57 726 mètres."
WASTE = "Le dépôt au pied des colonnes reste la première plainte reçue en mairie."


def fates(found: Sequence[BlockDifference]) -> list[Fate]:
    return [one.fate for one in found]


def marked(found: BlockDifference, mark: Mark) -> list[str]:
    return [piece.run.text for piece in found.pieces if piece.mark is mark]


def test_a_changed_word_is_struck_beside_what_stands_instead() -> None:
    (same, changed) = differences(lines(OPENING, WASTE), lines(OPENING, WASTE.replace("première", "seule")))
    assert (same.fate, changed.fate) == (Fate.SAME, Fate.CHANGED)
    assert (marked(changed, Mark.DELETED), marked(changed, Mark.INSERTED)) == (["première"], ["seule"])


def test_a_number_changes_as_a_whole() -> None:
    (changed,) = differences(lines(ROADS), lines(ROADS.replace("57 726", "57 800")))
    assert (marked(changed, Mark.DELETED), marked(changed, Mark.INSERTED)) == (["57 726"], ["57 800"])
    assert words_of("voir 2026-11/03, à 12:30") == ["voir", " ", "2026-11/03", ",", " ", "à", " ", "12:30"]


def test_blocks_come_go_and_move() -> None:
    came = differences(lines(OPENING, WASTE), lines(OPENING, ROADS, WASTE))
    gone = differences(lines(OPENING, ROADS, WASTE), lines(OPENING, WASTE))
    assert fates(came) == [Fate.SAME, Fate.INSERTED, Fate.SAME]
    assert fates(gone) == [Fate.SAME, Fate.DELETED, Fate.SAME]
    moved = differences(lines(OPENING, ROADS, WASTE), lines(WASTE, OPENING, ROADS))
    assert fates(moved) == [Fate.MOVED, Fate.SAME, Fate.SAME]
    assert changed_only(moved)[0].block == paragraph(WASTE)


def test_words_in_bold_now_are_the_same_words() -> None:
    after = RichText((Paragraph((Run("Le maire "), Run("ouvre", bold=True), Run(" la séance."))),))
    (found,) = differences(lines("Le maire ouvre la séance."), after)
    assert found.pieces[1] == Piece(Mark.RESTYLED, Run("ouvre", bold=True))
    assert {piece.mark for piece in found.pieces} == {Mark.KEPT, Mark.RESTYLED}


def test_tables_are_compared_row_by_row_and_cell_by_cell() -> None:
    before = Table.of_texts([["Commune", "Voix"], ["Gétigné", "1"], ["Clisson", "1"]])
    after = Table.of_texts([["Commune", "Voix"], ["Gorges", "1"], ["Gétigné", "2"], ["Clisson", "1"]])
    (found,) = differences(RichText((before,)), RichText((after,)))
    assert [row.fate for row in found.rows] == [Fate.SAME, Fate.INSERTED, Fate.CHANGED, Fate.SAME]
    (voices,) = found.rows[2].cells[1]
    assert (marked(voices, Mark.DELETED), marked(voices, Mark.INSERTED)) == (["1"], ["2"])


def test_a_picture_changes_as_a_whole() -> None:
    before, after = Image("plan.png", sha256="a"), Image("plan.png", sha256="b")
    (found,) = differences(RichText((before,)), RichText((after,)))
    assert (found.fate, found.pieces) == (Fate.CHANGED, ())


@given(rich_texts, rich_texts)
def test_both_texts_can_be_read_off_their_differences(base: RichText, new: RichText) -> None:
    found = differences(base, new)
    assert tuple(one.after for one in found if one.after is not None) == new.blocks
    assert sorted(map(repr, (one.before for one in found if one.before is not None))) == sorted(
        map(repr, base.blocks)
    )
    for one in found:
        assert_told(one)


def assert_told(one: BlockDifference) -> None:
    """Check that the pieces and the rows say both sides."""
    if one.after is not None and not isinstance(one.after, Table | Image):
        assert told(one.pieces, Mark.DELETED) == one.after.runs
    if isinstance(one.after, Table):
        assert rows_told(one.rows, Fate.DELETED) == len(one.after.rows)
    if isinstance(one.before, Table):
        assert rows_told(one.rows, Fate.INSERTED) == len(one.before.rows)


def told(pieces: Sequence[Piece], without: Mark) -> tuple[Run, ...]:
    return merged_runs(piece.run for piece in pieces if piece.mark is not without)


def rows_told(rows: Sequence[RowDifference], without: Fate) -> int:
    return sum(row.fate is not without for row in rows)


@given(rich_texts)
def test_a_text_does_not_differ_from_itself(text: RichText) -> None:
    assert changed_only(differences(text, text)) == ()


@given(rich_texts, rich_texts)
def test_a_block_belongs_to_one_pair_at_most(base: RichText, new: RichText) -> None:
    pairs = match_blocks(base.blocks, new.blocks)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert pairs == match_blocks(base.blocks, new.blocks)


@given(phrases, phrases)
def test_applying_the_edits_gives_the_other_text(before: str, after: str) -> None:
    old, new = words_of(before), words_of(after)
    assert "".join(old) == before
    for edit in reversed(edits(old, new)):
        old[edit.i1 : edit.i2] = new[edit.j1 : edit.j2]
    assert old == new


def test_a_block_that_carries_an_id_is_found_again_whatever_it_says() -> None:
    before: list[Block] = [replace(paragraph(OPENING), id="a"), replace(paragraph(ROADS), id="b")]
    after: list[Block] = [replace(paragraph(WASTE), id="b"), paragraph("Autre chose."), *before[:1]]
    assert match_blocks(before, after) == ((0, 2), (1, 0))
