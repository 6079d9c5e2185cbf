"""The PDF: tagged and archivable, the same bytes each time, and never tricked by what a text holds."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsdesk.application.document import (
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    SignatureBlock,
    StatusBox,
    Title,
)
from dgsdesk.domain.richtext import Heading, Image, ListItem, Paragraph, RichText, Run, Table, paragraph
from dgsdesk.formats.pdf import nested, write_pdf
from tests.formats.sample_documents import CREATED, LETTERHEAD, SAMPLES, draft_minutes, invitation


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def of_parts(*parts: Any) -> Document:
    return Document(DocumentKind.OTHER, "Essai", LETTERHEAD, parts, CREATED)


def test_a_short_word_stays_behind_its_hyphen_and_is_still_found() -> None:
    for filled in range(60, 95):
        printed = write_pdf(
            of_parts(paragraph(f"{'x' * 3} " * (filled // 4) + "é" * (filled % 4) + " ce jour-là, oui"))
        )
        (page,) = pypdfium2.PdfDocument(printed)
        lines = page.get_textpage().get_text_range().splitlines()
        assert not [line for line in lines if line.rstrip("\ufffe").endswith("jour-")]
        assert "jour-là" in " ".join(lines)


def structure(data: bytes) -> list[str]:
    """List the kinds of the tags in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in list(node):
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_paper_is_archivable_accessible_and_repeatable(name: str) -> None:
    data = write_pdf(SAMPLES[name]())
    assert data == write_pdf(SAMPLES[name]())
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == "2A"
        assert about["pdfuaid:part"] == "1"
        assert pdf.Root.Lang == "fr-FR"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontBBox" in one]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
        assert about["dc:title"] == SAMPLES[name]().title
        assert str(pdf.docinfo.CreationDate) == "D:20261124093000Z"


def test_a_paper_is_printed_at_any_instant_of_the_machine() -> None:
    data = write_pdf(replace(invitation(), created=CREATED.replace(microsecond=654_321)))
    assert data == write_pdf(replace(invitation(), created=CREATED.replace(microsecond=0)))


def test_headings_lists_tables_and_pictures_are_tagged() -> None:
    kinds = structure(write_pdf(draft_minutes()))
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(kinds)


def test_no_rank_of_headings_is_skipped() -> None:
    ranks = (3, 5, 2, 4)
    document = of_parts(*(Heading((Run(f"Rang {rank}"),), rank) for rank in ranks))
    assert [kind for kind in structure(write_pdf(document)) if kind.startswith("/H")] == [
        "/H1",
        "/H2",
        "/H2",
        "/H3",
    ]


def test_the_words_of_every_part_are_there() -> None:
    words = words_of(write_pdf(invitation()))
    for said in ("Camille EXEMPLE", "Objet", "DGS/2026-12", "Temps 1", "20 min", "page 1 / 1", "Copie à"):
        assert said in words


MARKUP = '#panic("x") $a$ *b* _c_ `d` @e <f> \\ // /* = t "q" #let x = 1 [ ] { } https://x.invalid'


def test_markup_is_only_text() -> None:
    parts = (
        *(paragraph(MARKUP), Heading((Run(MARKUP),), 1), ListItem((Run(MARKUP),)), Title(MARKUP, MARKUP)),
        *(KeyValueTable((Fact(MARKUP, MARKUP),)), KeyValueTable((Fact(MARKUP, MARKUP),), ruled=True)),
        *(
            StatusBox(MARKUP, (MARKUP,)),
            SignatureBlock(MARKUP, MARKUP, MARKUP),
            ColumnsHead(MARKUP, (MARKUP,)),
        ),
        *(GridTable((Column(MARKUP),), ((MARKUP,),)), Table.of_texts([[MARKUP], [MARKUP]])),
    )
    document = replace(of_parts(*parts), title=MARKUP, footer=MARKUP, subject=MARKUP)
    assert words_of(write_pdf(document)).count('#panic("x")') >= 16


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=30), st.text(max_size=10))
def test_any_characters_can_be_printed(text: str, link: str) -> None:
    run = Run(text, bold=True, link=f"https://a.invalid/{link}")
    assert write_pdf(of_parts(RichText((Paragraph((run,)),)))).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["\u00ad", "la délibéra\u00adtion\u00ad", "ici\u00ad "])
def test_a_link_may_end_with_a_soft_hyphen(text: str) -> None:
    assert write_pdf(of_parts(RichText((Paragraph((Run(text, link="https://a.invalid/"),)),))))


def test_a_character_that_no_font_shows_costs_conformance_not_the_document() -> None:
    data = write_pdf(of_parts(paragraph("privé \ue123 ici")))
    assert "ici" in words_of(data)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == ""


def test_a_word_that_no_line_holds_stays_on_the_page() -> None:
    data = write_pdf(of_parts(KeyValueTable((Fact("Mot", "w" * 400),), ruled=True), paragraph("y" * 400)))
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage()
    assert max(text.get_charbox(place)[2] for place in range(text.count_chars())) < page.get_width() - 50


def test_flat_lines_become_lists_within_lists() -> None:
    lines = [ListItem((Run(t),), level, ordered) for t, level, ordered in
             (("a", 0, False), ("b", 2, True), ("c", 1, False), ("d", 0, False), ("e", 0, True))]  # fmt: skip

    def shape(lists: Any) -> Any:
        return [
            [(item["runs"][0]["text"], shape(item["children"])) for item in one["items"]] for one in lists
        ]

    assert shape(nested(lines)) == [[("a", [[("b", [])], [("c", [])]]), ("d", [])], [("e", [])]]


def test_pictures_that_are_none_and_empty_shapes_print() -> None:
    parts = (Image("a.bmp", "Plan"), Table(), GridTable((Column("Nº"),), ()), RichText(), paragraph(""))
    assert "Plan" in words_of(write_pdf(of_parts(*parts)))
