"""The .docx that leaves: always the same bytes, readable elsewhere, accessible, on any letterhead."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from lxml import etree

from dgsdesk.application.document import (
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
)
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.richtext import Heading, Image, ListItem, Paragraph, Run, paragraph
from dgsdesk.formats.docx.base import Base, missing_in
from dgsdesk.formats.docx.drawing import size_in_emu
from dgsdesk.formats.docx.names import NEEDED_STYLES, w
from dgsdesk.formats.docx.package import open_package
from dgsdesk.formats.docx.write import write_docx
from dgsdesk.formats.pictures import picture_of
from dgsdesk.shipped import shipped
from tests.formats.docx_pieces import zipped
from tests.formats.sample_documents import CREATED, LETTERHEAD, SAMPLES, draft_minutes, invitation, png


def body_of(data: bytes) -> etree._Element:
    return open_package(data).xml("word/document.xml")


def part(data: bytes, name: str) -> str:
    return open_package(data).read(name).decode()


def letterhead(change: Callable[[str, str], str]) -> bytes:
    """Give our own base file with its parts changed, as a town hall's letterhead."""
    source = zipfile.ZipFile(shipped("base.docx"))
    return zipped({name: change(name, source.read(name).decode()) for name in source.namelist()})


def of_parts(*parts: Paragraph | ListItem | Image | GridTable | KeyValueTable | ColumnsHead) -> Document:
    return Document(DocumentKind.OTHER, "Essai", LETTERHEAD, parts, CREATED)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_gives_the_same_bytes_and_opens_elsewhere(name: str) -> None:
    data = write_docx(SAMPLES[name]())
    assert data == write_docx(SAMPLES[name]())
    reopened = docx.Document(io.BytesIO(data))
    assert reopened.core_properties.title == SAMPLES[name]().title
    assert reopened.core_properties.language == "fr-FR"


def test_every_date_in_the_file_is_the_documents_own() -> None:
    data = write_docx(invitation())
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }
    assert part(data, "docProps/core.xml").count("2026-11-24T09:30:00Z") == 2


def test_identity_and_anchors_travel_with_the_minutes() -> None:
    data = write_docx(draft_minutes())
    assert "6d0c7fd5-8b3f-4c6c-9d1c-4e1e1b1f0001" in part(data, "docProps/custom.xml")
    assert "urn:uuid:6d0c7fd5" in part(data, "docProps/core.xml")
    starts = list(body_of(data).iter(w("bookmarkStart")))
    assert [start.get(w("name")) for start in starts] == [
        *("dgs_0a1b2c3d_t", "dgs_0a1b2c3d_d", "dgs_0a1b2c3d_v", "dgs_11223344_t", "dgs_11223344_d"),
    ]
    assert all(start.getparent().tag == w("p") for start in starts)
    assert len({start.get(w("id")) for start in starts}) == len(starts)


def test_what_a_screen_reader_needs_is_there() -> None:
    data = write_docx(draft_minutes())
    body = body_of(data)
    tables = list(body.iter(w("tbl")))
    assert [table.find(f"{w('tblPr')}/{w('tblCaption')}").get(w("val")) for table in tables] == [
        *("Participants", "Positions", "Actions"),
    ]
    assert all(table.find(f".//{w('tblHeader')}") is not None for table in tables[1:])
    assert 'descr="Plan de la voirie"' in part(data, "word/document.xml")
    assert 'w:lang w:val="fr-FR"' in part(data, "word/styles.xml")
    assert "page\u00a0" in part(data, "word/footer1.xml")


def test_each_numbered_list_counts_from_one() -> None:
    first, second = (ListItem((Run("un"),), 0, ordered=True),) * 2
    body = body_of(write_docx(of_parts(first, second, paragraph("entre"), first)))
    numbers = [element.get(w("val")) for element in body.iter(w("numId"))]
    assert numbers[0] == numbers[1] != numbers[2]


def test_only_safe_addresses_become_links() -> None:
    runs = tuple(
        Run("x", link=link) for link in ("https://a.invalid/b", "file:///etc/passwd", "javascript:1")
    )
    package = open_package(write_docx(of_parts(Paragraph(runs))))
    outside = [link.target for link in package.relationships(package.main).values() if link.outside]
    assert outside == ["https://a.invalid/b"]


def test_a_missing_or_unknown_picture_leaves_its_text() -> None:
    data = write_docx(of_parts(Image("plan.bmp", "Plan du quartier", 0, "00")))
    assert "Plan du quartier" in "".join(body_of(data).itertext())


def test_pictures_never_leave_the_margins() -> None:
    picture = picture_of(png(2000, 500))
    assert picture is not None
    width, height = size_in_emu(picture, 900, 9412)
    assert (width, height) == (9412 * 635, round(9412 * 635 / 4))
    assert picture_of(b"GIF89a") is None
    assert picture_of(b"\xff\xd8\xff\xe0\x00") is None


def test_a_band_spans_the_columns() -> None:
    grid = GridTable(
        (Column("N°"), Column("Sujet")), (("Temps 1", ""), ("1", "Voirie")), "Ordre", 0, 1, frozenset({0})
    )
    written = body_of(write_docx(of_parts(grid))).iter(w("tr"))
    assert [len(list(row.iter(w("tc")))) for row in written] == [2, 1, 2, 2]


def test_our_own_base_file_lacks_nothing_and_is_what_its_script_makes() -> None:
    assert missing_in(Base(shipped("base.docx").read_bytes()).styles) == []
    script = runpy.run_path(str(shipped("build_base_docx.py")))
    made = {name: text.encode() for name, text in script["parts"]().items()}
    archive = zipfile.ZipFile(shipped("base.docx"))
    assert {name: archive.read(name) for name in archive.namelist()} == made


def test_a_french_letterhead_keeps_its_styles_and_gains_those_it_lacks() -> None:
    def french(name: str, text: str) -> str:
        if name.endswith("styles.xml"):
            text = text.replace('w:styleId="Heading1"', 'w:styleId="Titre1"').replace("DGS Décision", "Autre")
        return text.replace("{{pied}}", "Mairie de Gorges")

    base = letterhead(french)
    assert missing_in(Base(base).styles) == ["DGS Décision"]
    data = write_docx(draft_minutes(), base)
    assert 'w:pStyle w:val="Titre1"' in part(data, "word/document.xml")
    assert "Mairie de Gorges" in part(data, "word/footer1.xml")
    assert "DGS Décision" in part(data, "word/styles.xml")
    assert docx.Document(io.BytesIO(data)).styles["DGS Décision"] is not None


def test_a_letterhead_without_styles_or_lists_will_do() -> None:
    saved = io.BytesIO()
    plain = docx.Document()
    plain.add_paragraph("Texte du modèle")
    plain.save(saved)
    data = write_docx(draft_minutes(), saved.getvalue())
    assert set(NEEDED_STYLES) - set(missing_in(Base(saved.getvalue()).styles)) >= {"Title", "List Bullet"}
    texts = "".join(body_of(data).itertext())
    assert "Texte du modèle" not in texts
    assert "Compte rendu" in texts
    reopened = docx.Document(io.BytesIO(data))
    assert "stylesWithEffects" not in " ".join(zipfile.ZipFile(io.BytesIO(data)).namelist())
    assert reopened.paragraphs[0].style.name.startswith("DGS")


def test_a_letterhead_may_call_the_names_of_word_as_it_likes() -> None:
    def otherwise(name: str, text: str) -> str:
        if name != "word/document.xml":
            return text
        return re.sub(r"\bw:", "word:", text).replace("xmlns:w=", "xmlns:word=")

    base = letterhead(otherwise)
    assert "<word:body" in part(base, "word/document.xml")
    ours = body_of(write_docx(draft_minutes(), letterhead(lambda _, text: text)))
    theirs = body_of(write_docx(draft_minutes(), base))
    assert "".join(theirs.itertext()) == "".join(ours.itertext())
    assert [one.tag for one in theirs.iter()] == [one.tag for one in ours.iter()]


def test_a_letterhead_that_is_no_document_is_refused() -> None:
    with pytest.raises(BadInput) as refusal:
        write_docx(invitation(), b"no zip")
    assert refusal.value.code == "docx_damaged"


def test_a_page_on_its_side_is_wider_than_high() -> None:
    data = write_docx(replace(invitation(), landscape=True))
    size = next(body_of(data).iter(w("pgSz")))
    assert int(size.get(w("w"))) > int(size.get(w("h")))


def test_the_sentence_between_a_heading_and_its_table_stays_with_them() -> None:
    table = GridTable((Column("Commune"),), (("Gorges",),))
    said = (Heading((Run("Accueils"),), 1), paragraph("9 accueils."), table, paragraph("Fin."))
    document = Document(DocumentKind.YEARLY_REPORT, "Bilan", LETTERHEAD, said, created=CREATED)
    paragraphs = body_of(write_docx(document)).iter(w("p"))
    kept = {
        "".join(one.itertext()): one.find(f"{w('pPr')}/{w('keepNext')}") is not None for one in paragraphs
    }
    assert (kept["9 accueils."], kept["Fin."]) == (True, False)


def test_facts_read_as_label_and_value() -> None:
    body = body_of(write_docx(of_parts(KeyValueTable((Fact("Objet", "Réunion"),)))))
    assert "Objet\u00a0:" in "".join(body.itertext())
