"""Returned minutes: every item is found again where it can be, and no text is ever lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dgsdesk.domain.minutes_matching import Found, ReturnedMinutes, SentItem, anchor, match_items
from dgsdesk.domain.read_document import Anchor, Comment, Note, ReadDocument
from dgsdesk.domain.richtext import Block, Heading, ListItem, Run, Table, block_text, is_blank, paragraph

ONE = SentItem("0a1b2c3d-0000-4000-8000-000000000001", "Points d’apport volontaire", "1.1")
TWO = SentItem("11223344-0000-4000-8000-000000000002", "Voirie d’intérêt communautaire", "1.2")
THREE = SentItem("99887766-0000-4000-8000-000000000003", "Protection des données", "2.1")
SENT = (ONE, TWO, THREE)


def heading(text: str, level: int = 2) -> Heading:
    return Heading((Run(text),), level)


def texts(minutes: ReturnedMinutes) -> dict[str, list[str]]:
    return {item.item_id: [block_text(block) for block in item.blocks] for item in minutes.items}


BLOCKS: tuple[Block, ...] = (
    paragraph("Compte rendu"),
    heading("Compétences et zones grises", 1),
    heading("1.1 Points d’apport volontaire"),
    paragraph("Les dépôts."),
    paragraph("Présenté par : DGS de Gorges", "small"),
    heading("1.2 Voirie d’intérêt communautaire"),
    ListItem((Run("schéma"),)),
    heading("Sujet commun", 1),
    heading("2.1 Protection des données"),
    paragraph("Le registre."),
    heading("Signatures", 1),
    paragraph("Alix MODÈLE"),
)


def test_anchors_lead_even_when_titles_are_rewritten() -> None:
    blocks = (heading("Colonnes à verre"), *BLOCKS[3:5], heading("Routes"), BLOCKS[6])
    anchors = (Anchor(anchor(ONE.id, "t"), 0), Anchor(anchor(TWO.id, "t"), 3))
    minutes = match_items(ReadDocument(blocks, anchors=anchors), (ONE, TWO))
    assert [item.title for item in minutes.items] == ["Colonnes à verre", "Routes"]
    assert {item.found for item in minutes.items} == {Found.ANCHOR}
    assert texts(minutes)[TWO.id] == ["schéma"]


def test_without_anchors_number_and_title_lead() -> None:
    minutes = match_items(ReadDocument(BLOCKS), SENT)
    assert texts(minutes) == {
        ONE.id: ["Les dépôts.", "Présenté par : DGS de Gorges"],
        TWO.id: ["schéma"],
        THREE.id: ["Le registre."],
    }
    assert [block_text(block) for block in minutes.unplaced] == [
        *("Compte rendu", "Compétences et zones grises", "Sujet commun", "Signatures", "Alix MODÈLE"),
    ]


def test_a_title_changed_a_little_is_known_a_title_of_another_number_is_not() -> None:
    blocks = (
        heading("1.1 Les points d'apport volontaires"),
        paragraph("a"),
        heading("3.4 Budget"),
        paragraph("b"),
    )
    minutes = match_items(ReadDocument(blocks), SENT)
    assert texts(minutes) == {ONE.id: ["a"]}
    assert [block_text(block) for block in minutes.unplaced] == ["3.4 Budget", "b"]
    assert minutes.missing == (TWO.id, THREE.id)


def test_a_deleted_title_is_replaced_by_the_anchor_below_it() -> None:
    anchors = (Anchor(anchor(ONE.id, "t"), 0), Anchor(anchor(TWO.id, "v"), 2))
    blocks = (heading("1.1 Points"), paragraph("a"), paragraph("vote"), paragraph("suite"))
    minutes = match_items(ReadDocument(blocks, anchors=anchors), (ONE, TWO))
    assert texts(minutes) == {ONE.id: ["a"], TWO.id: ["vote", "suite"]}
    assert minutes.items[1].found is Found.TEXT
    assert minutes.items[1].title == ""


def test_a_heading_above_a_bookmark_of_the_item_is_its_new_title() -> None:
    blocks = (
        BLOCKS[1],
        BLOCKS[2],
        BLOCKS[3],
        heading("Tout autre chose"),
        paragraph("Du schéma."),
        BLOCKS[7],
    )
    anchors = (Anchor(anchor(ONE.id, "t"), 1), Anchor(anchor(TWO.id, "v"), 4))
    minutes = match_items(ReadDocument(blocks, anchors=anchors), (ONE, TWO))
    found = {item.item_id: (item.found, item.title) for item in minutes.items}
    assert found[TWO.id] == (Found.TEXT, "Tout autre chose")


def test_a_title_that_was_cut_in_two_does_not_lose_its_text() -> None:
    blocks = (
        heading("1.1 Points d’ap"),
        heading("port volontaire"),
        BLOCKS[3],
        heading("Nouveau"),
        BLOCKS[6],
    )
    anchors = (Anchor(anchor(ONE.id, "t"), 0), Anchor(anchor(ONE.id, "d"), 2))
    minutes = match_items(ReadDocument(blocks, anchors=anchors), (ONE,))
    assert texts(minutes) == {ONE.id: ["port volontaire", "Les dépôts."]}
    assert [block_text(block) for block in minutes.unplaced] == ["Nouveau", "schéma"]


def test_a_bookmark_in_deleted_text_finds_nothing_alone() -> None:
    dead = tuple(Anchor(anchor(ONE.id, place), 5, live=False) for place in ("t", "d", "v"))
    anchors = (*dead, Anchor(anchor(TWO.id, "t"), 5))
    minutes = match_items(
        ReadDocument(BLOCKS[5:], anchors=tuple(move(one, -5) for one in anchors)), (ONE, TWO)
    )
    assert minutes.missing == (ONE.id,)
    assert [item.found for item in minutes.items] == [Found.ANCHOR]


def test_a_bookmark_that_went_with_the_old_title_leads_above_its_text() -> None:
    blocks = (heading("Colonnes"), BLOCKS[3])
    anchors = (Anchor(anchor(ONE.id, "t"), 0, live=False), Anchor(anchor(ONE.id, "d"), 1))
    (item,) = match_items(ReadDocument(blocks, anchors=anchors), (ONE,)).items
    assert (item.found, item.title) == (Found.ANCHOR, "Colonnes")


def test_the_number_is_the_last_resort_between_known_items() -> None:
    blocks = (*BLOCKS[:5], heading("1.2 Tout autre chose"), *BLOCKS[6:])
    minutes = match_items(ReadDocument(blocks), SENT)
    assert {item.item_id: item.found for item in minutes.items} == {
        ONE.id: Found.TITLE,
        TWO.id: Found.NUMBER,
        THREE.id: Found.TITLE,
    }


def move(one: Anchor, by: int) -> Anchor:
    return Anchor(one.name, one.block + by, one.live)


def test_our_own_lines_are_told_apart_while_they_are_unchanged() -> None:
    item = SentItem(ONE.id, ONE.title, ONE.number, frozenset({"Présenté par\u00a0: DGS de Gorges"}))
    frame = frozenset({"Compte rendu", "Signatures", "Alix MODÈLE"})
    minutes = match_items(ReadDocument(BLOCKS), (item, TWO, THREE), frame)
    assert texts(minutes)[ONE.id] == ["Les dépôts."]
    assert [block_text(block) for block in minutes.items[0].printed] == ["Présenté par : DGS de Gorges"]
    assert [block_text(block) for block in minutes.frame] == ["Compte rendu", "Signatures", "Alix MODÈLE"]


def test_items_moved_in_the_file_come_in_the_files_order() -> None:
    blocks = (*BLOCKS[8:10], *BLOCKS[2:4])
    minutes = match_items(ReadDocument(blocks), SENT)
    assert [item.item_id for item in minutes.items] == [THREE.id, ONE.id]


def test_comments_and_notes_go_with_their_item() -> None:
    comments = (
        Comment("A", "", "ici", block=3),
        Comment("B", "", "tête", block=0),
        Comment("C", "", "où\u202f?"),
    )
    notes = (Note("footnote", "source", 6), Note("text_box", "cadre", 11))
    minutes = match_items(ReadDocument(BLOCKS, comments=comments, notes=notes), SENT)
    by_item = {item.item_id: item for item in minutes.items}
    assert [comment.text for comment in by_item[ONE.id].comments] == ["ici"]
    assert [comment.text for comment in minutes.comments] == ["tête", "où\u202f?"]
    assert [note.text for note in by_item[TWO.id].notes] == ["source"]
    assert [note.text for note in minutes.notes] == ["cadre"]


some_text = st.sampled_from(
    ["", " ", "a", "Les dépôts.", *(f"{i.number} {i.title}" for i in SENT), ONE.title]
)
some_blocks: st.SearchStrategy[Block] = st.one_of(
    some_text.map(paragraph),
    st.builds(lambda text, level: heading(text, level), some_text, st.integers(1, 4)),
    some_text.map(lambda text: Table.of_texts([[text]])),
)
some_anchors = st.builds(
    lambda item, place, block: Anchor(anchor(item.id, place), block),
    st.sampled_from(SENT),
    st.sampled_from(["t", "d", "v"]),
    st.integers(0, 12),
)


@given(
    st.lists(some_blocks, max_size=10).map(tuple),
    st.lists(some_anchors, max_size=5).map(tuple),
    st.frozensets(some_text, max_size=2),
)
def test_every_visible_block_lands_exactly_once(
    blocks: tuple[Block, ...], anchors: tuple[Anchor, ...], frame: frozenset[str]
) -> None:
    comments = tuple(Comment("A", "", str(place), block=place) for place in range(-1, len(blocks)))
    minutes = match_items(ReadDocument(blocks, anchors=anchors, comments=comments), SENT, frame)
    landed = Counter(
        block_text(block) for block in (*minutes.unplaced, *minutes.frame) if not is_blank(block)
    )
    for item in minutes.items:
        landed.update(block_text(block) for block in (*item.blocks, *item.printed) if not is_blank(block))
        landed.update([item.title] if item.title.strip() else [])
    assert landed == Counter(block_text(block) for block in blocks if not is_blank(block))
    assert {item.item_id for item in minutes.items} | set(minutes.missing) == {item.id for item in SENT}
    told = [*minutes.comments, *(comment for item in minutes.items for comment in item.comments)]
    assert sorted(comment.text for comment in told) == sorted(comment.text for comment in comments)
