"""Real tracked changes and comments: written, then read with changes accepted, refused and shown."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from dgsdesk.application.document import Commented, Document, DocumentKind, Part
from dgsdesk.domain.read_document import ChangeKind, Changes, Comment, Reply
from dgsdesk.domain.richtext import (
    Block,
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    normalised,
    paragraph,
)
from dgsdesk.domain.tracked import TrackedText, accepted, rejected
from dgsdesk.domain.tracking import tracked_between
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from dgsdesk.formats.pdf import write_pdf
from tests.formats.rich_texts import rich_texts
from tests.formats.sample_documents import CREATED, LETTERHEAD, PLAN, PLAN_NAME

STAMP = ("Anne Exemple", "2026-11-24T09:00:00Z")


def written(*parts: Part) -> bytes:
    images = {PLAN_NAME: PLAN}
    return write_docx(Document(DocumentKind.OTHER, "Essai", LETTERHEAD, parts, CREATED, images=images))


def edited(text: RichText, picks: Sequence[int], other: RichText) -> RichText:
    """Mix two texts as somebody who writes would: most blocks stay, some go, come or change."""
    blocks: list[Block] = []
    fresh = list(other.blocks)
    for place, block in enumerate(text.blocks):
        pick = picks[place % len(picks)] if picks else 0
        if pick in (1, 3) and fresh:
            blocks.append(fresh.pop(0))
        if pick == 2 and isinstance(block, Paragraph | ListItem | Heading) and block.runs:
            blocks.append(Paragraph((*block.runs[1:], Run("ajout", bold=True), *block.runs[:1])))
        elif pick < 3:
            blocks.append(block)
    return normalised(RichText((*blocks, *fresh)))


@settings(max_examples=60, deadline=None)
@given(rich_texts, st.lists(st.integers(0, 3), max_size=6), rich_texts)
def test_both_sides_of_written_changes_are_read_again(
    base: RichText, picks: list[int], other: RichText
) -> None:
    new = edited(base, picks, other)
    changes = tracked_between(base.blocks, new.blocks, STAMP)
    assert accepted(changes) == new.blocks
    assert rejected(changes) == base.blocks
    data = written(*changes)
    assert read_docx(data, Changes.ACCEPT).blocks == new.blocks
    assert read_docx(data, Changes.REJECT).blocks == base.blocks


def test_words_are_compared_and_signed_by_who_asked_for_them() -> None:
    def who(old: str, new: str) -> tuple[str, str]:
        return ("Bruno", "") if "deux" in old + new else STAMP

    base = (paragraph("Le bureau valide une voie et quatre arbres."),)
    new = (paragraph("Le bureau valide deux voies et quatre grands arbres."),)
    read = read_docx(written(*tracked_between(base, new, who)), Changes.SHOW)
    assert [(c.kind, c.author, c.date, c.text) for c in read.changes] == [
        (ChangeKind.DELETE, "Bruno", "", "une voie"),
        (ChangeKind.INSERT, "Bruno", "", "deux voies"),
        (ChangeKind.INSERT, *STAMP, " grands"),
    ]


def test_a_change_of_looks_alone_is_one_of_format() -> None:
    base = (Paragraph((Run("Le vote est reporté."),)), ListItem((Run("un"),)))
    new = (
        Paragraph((Run("Le "), Run("vote", bold=True), Run(" est reporté.")), "decision"),
        ListItem((Run("un"),), 1, ordered=True),
    )
    data = written(*tracked_between(base, new, STAMP))
    assert {change.kind for change in read_docx(data).changes} == {ChangeKind.FORMAT}
    assert read_docx(data, Changes.REJECT).blocks == base


def test_rows_and_cells_of_a_table_are_compared() -> None:
    base = Table.of_texts([["Qui", "Quoi"], ["Anne", "voirie"], ["Bruno", "déchets"]])
    new = Table.of_texts([["Qui", "Quoi"], ["Anne", "voirie communale"], ["Chloé", "eau potable"]])
    data = written(*tracked_between((base,), (new,), STAMP))
    assert read_docx(data, Changes.ACCEPT).blocks == (new,)
    assert read_docx(data, Changes.REJECT).blocks == (base,)
    assert "communale" in {change.text.strip() for change in read_docx(data).changes}


def test_pictures_come_and_go() -> None:
    base, new = (Image("plan", "Plan", 60.0, PLAN_NAME),), (Image("plan", "Plan", 90.0, PLAN_NAME),)
    data = written(*tracked_between(base, new, STAMP))
    assert read_docx(data, Changes.ACCEPT).blocks == new
    assert read_docx(data, Changes.REJECT).blocks == base


def test_comments_stand_over_their_passage_with_replies_and_state() -> None:
    reply = Reply("Bruno", "2026-11-25T10:00:00Z", "Oui,\nvoir le plan.")
    asked = Comment("Anne", "2026-11-25T09:00:00Z", "Est-ce sûr ?", "deux voies", True, (reply,), 0)
    general = Comment("Chloé", "", "Merci.", "", False, (), 1)
    lost = Comment("Chloé", "", "Où ?", "passage disparu", False, (), 2)
    (change,) = tracked_between((paragraph("Avec une voie."),), (paragraph("Avec deux voies."),), STAMP)
    table = Table.of_texts([["a", "b"]])
    read = read_docx(
        written(
            Commented(change, (asked,)),
            Commented(paragraph("Fin."), (general,)),
            Commented(table, (lost,)),
            Commented(RichText(), ()),
        )
    )
    assert [(c.text, c.quote, c.resolved, c.replies, c.block) for c in read.comments] == [
        ("Est-ce sûr ?", "deux voies", True, (reply,), 0),
        ("Merci.", "Fin.", False, (), 1),
        ("Où ?", "a", False, (), 2),
    ]


def test_a_pdf_prints_the_text_with_changes_accepted() -> None:
    change = tracked_between((paragraph("un"),), (paragraph("deux"),), STAMP)
    assert isinstance(change[0], TrackedText)
    document = Document(DocumentKind.OTHER, "Essai", LETTERHEAD, (Commented(change[0], ()),), CREATED)
    assert write_pdf(document).startswith(b"%PDF")
