"""Pages: what no page's end parts, what it may part, and that nothing is ever printed over something else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree

from dgsdesk.application.document import (
    AttendanceRow,
    AttendanceTable,
    Column,
    ColumnsHead,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    LetterheadRow,
    SignatureBlock,
    Title,
)
from dgsdesk.application.table_room import are_together, column_shares, grid_lines
from dgsdesk.domain.richtext import Heading, Image, Run, Table, paragraph
from dgsdesk.formats.docx.names import w
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from dgsdesk.formats.pdf import write_pdf
from tests.formats.sample_documents import CREATED, LETTERHEAD, png
from tests.formats.test_docx_write import body_of

FOOT = 22 / 25.4 * 72
"""The lower margin, in points."""
LINES = "\n".join(["une ligne de texte"] * 16)
MONTHS = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov."]


def of_parts(*parts: Any, landscape: bool = False, **more: Any) -> Document:
    return Document(DocumentKind.OTHER, "Essai", LETTERHEAD, parts, CREATED, landscape=landscape, **more)


def places(data: bytes, words: str) -> Iterator[tuple[int, float, float]]:
    """Give where words stand: page, lower and upper end in points above the foot of the paper."""
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        search = text.search(words)
        while found := search.get_next():
            boxes = [text.get_charbox(found[0] + place) for place in range(len(words))]
            yield number, min(box[1] for box in boxes), max(box[3] for box in boxes)


def docx_text(document: Document) -> str:
    return etree.tostring(body_of(write_docx(document)), encoding="unicode")


@pytest.mark.parametrize("landscape", [False, True])
def test_a_table_of_few_high_rows_goes_on_with_the_next_page(landscape: bool) -> None:
    rows = tuple((f"Décision {place}", LINES) for place in range(6))
    data = write_pdf(of_parts(GridTable((Column("Nº"), Column("Texte")), rows), landscape=landscape))
    found = [next(places(data, f"Décision {place}")) for place in range(6)]
    assert found[-1][0] > 0
    assert all(low > FOOT for _, low, _ in places(data, "une ligne de texte"))
    assert len(list(places(data, "une ligne de texte"))) == 6 * 16


def test_a_row_that_no_page_holds_is_parted_rather_than_cut() -> None:
    long = "\n".join(f"ligne {place:03}" for place in range(150))
    grid = GridTable((Column("Nº"), Column("Texte")), (("1", long),))
    facts = KeyValueTable((Fact("Observations", long),), ruled=True)
    for part in (grid, facts):
        data = write_pdf(of_parts(part))
        found = [next(places(data, f"ligne {place:03}")) for place in range(150)]
        assert all(low > FOOT for _, low, _ in found)
        assert "cantSplit" not in docx_text(of_parts(part)).split("ligne 000")[0].rpartition("<w:tr>")[2]


def test_a_row_that_a_page_holds_is_not_parted() -> None:
    rows = tuple((f"Point {place}", "\n".join([f"texte {place:02}"] * 9)) for place in range(14))
    data = write_pdf(of_parts(GridTable((Column("Nº"), Column("Texte")), rows)))
    pages = [{page for page, _, _ in places(data, f"texte {place:02}")} for place in range(14)]
    assert [len(on) for on in pages] == [1] * 14
    assert len(set.union(*pages)) > 1


def test_many_facts_begin_under_their_title_in_word() -> None:
    few = KeyValueTable((Fact("Date", "mardi"),), ruled=True)
    many = KeyValueTable(tuple(Fact(f"Fait {place}", LINES) for place in range(8)), ruled=True)
    assert 'keepNext w:val="0"' not in docx_text(of_parts(few))
    assert docx_text(of_parts(many)).count('keepNext w:val="0"') == 8


def test_a_long_name_makes_its_row_higher_on_the_sign_in_sheet() -> None:
    function = "Directrice générale des services, des moyens généraux et de la commande publique"
    rows = (AttendanceRow("Gorges", "Anne ROY", function), AttendanceRow("Monnières", "Lou LE BIHAN", "SGM"))
    data = write_pdf(of_parts(AttendanceTable(rows)))
    (_, low, _), (_, _, high) = next(places(data, "publique")), next(places(data, "BIHAN"))
    assert low > high


def test_a_row_to_write_in_keeps_its_height() -> None:
    rows = (AttendanceRow("Gorges", "Anne ROY", "DGS"), AttendanceRow("Gétigné", "Lou PETIT", "SGM"))
    data = write_pdf(of_parts(AttendanceTable(rows)))
    (_, first, _), (_, second, _) = next(places(data, "Gorges")), next(places(data, "Gétigné"))
    assert 9.0 < (first - second) / 72 * 25.4 < 10.5


@pytest.mark.parametrize("style", ["", "small"])
def test_a_signature_never_stands_alone_on_its_page(style: str) -> None:
    for filler in range(40, 47):
        parts = [paragraph(f"Remplissage {place}") for place in range(filler)]
        signed = SignatureBlock("Directrice générale des services", "Anne Exemple")
        data = write_pdf(of_parts(*parts, paragraph("Cordiales salutations.", style), signed))
        (page, _, _), (below, _, _) = next(places(data, "salutations")), next(places(data, "Anne Exemple"))
        assert page == below, filler
    words = docx_text(of_parts(paragraph("Cordiales salutations.", style), signed))
    assert "keepNext" in words.split("Cordiales")[0].rpartition("<w:p>")[2]


def test_what_is_said_under_a_chart_stays_with_its_table() -> None:
    grid = GridTable((Column("Nº"),), (("1",), ("2",)))
    chart = Image("graphique.png", "Graphique", 60, "f" * 64)
    said = of_parts(
        Heading((Run("Délais"),), 1), chart, paragraph("En bref."), grid, images={"f" * 64: png(60, 9)}
    )
    assert "keepNext" in docx_text(said).split("En bref.")[0].rpartition("<w:p>")[2]


def test_a_picture_stands_on_one_page_undistorted() -> None:
    tall = Image("coupe.png", "Coupe", 120, "f" * 64)
    document = of_parts(tall, images={"f" * 64: png(100, 2000)})
    opened = docx.Document(io.BytesIO(write_docx(document)))
    (shape,) = opened.inline_shapes
    assert shape.height.mm == pytest.approx(230, abs=0.1)
    assert shape.width.mm == pytest.approx(11.5, abs=0.1)
    assert len(pypdfium2.PdfDocument(write_pdf(document))) <= 2


def test_the_columns_of_a_wide_table_are_as_wide_as_their_words() -> None:
    table = Table.of_texts([["Commune", *MONTHS], ["Vieillevigne", *("12340" for _ in MONTHS)]])
    first, *others = column_shares(table)
    assert first > 1.5 * max(others)
    assert column_shares(Table.of_texts([["a", "b"], ["c", "d"]])) == (1.0, 1.0)
    widths = [int(one.get(w("w"), "0")) for one in body_of(write_docx(of_parts(table))).iter(w("gridCol"))]
    assert widths[0] > 1.5 * max(widths[1:])
    data = write_pdf(of_parts(table))
    ((_, name, _),), ((_, figure, _), *_) = list(places(data, "Vieillevigne")), places(data, "12340")
    assert name == pytest.approx(figure, abs=4)  # on one line: the name is not cut


def test_what_stays_together_is_guessed_from_its_lines() -> None:
    grid = GridTable((Column("Nº"), Column("Texte")), (("1", LINES), ("2", "court")), blank_rows=1)
    assert grid_lines(grid) == [16, 1, 1]
    assert are_together([16, 1, 1])
    assert not are_together([16, 16])
    assert not are_together([1] * 7)


@pytest.mark.parametrize(("line", "breaks"), [("Ordre du jour du 8 décembre", 0), ("réunion " * 12, 1)])
def test_a_long_footer_leaves_the_page_its_number(line: str, breaks: int) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(of_parts(paragraph("Texte"), footer=line)))) as package:
        (footer,) = (package.read(name).decode() for name in package.namelist() if name[5:] == "footer1.xml")
    assert line in footer
    assert footer.count("<w:br/>") == breaks


def test_a_picture_that_nobody_described_says_its_name() -> None:
    photo = Image("photo.png", "", 20, "f" * 64)
    data = write_docx(of_parts(photo, images={"f" * 64: png(20, 20)}))
    assert 'descr="Image\u00a0: photo.png"' in etree.tostring(body_of(data), encoding="unicode")
    (found,) = (block for block in read_docx(data).blocks if isinstance(block, Image))
    assert (found.name, found.alt) == ("photo.png", "")


@pytest.mark.parametrize(
    ("name", "breaks"),
    [
        ("Clisson Sèvre et Maine Agglo", 0),
        ("Communauté de communes du Pays de Saint-Marcellin Vercors Isère", 1),
    ],
)
def test_a_long_name_leaves_the_date_whole_on_a_line_below(name: str, breaks: int) -> None:
    head = ColumnsHead("Saint-Marcellin, le 29 septembre 2026")
    document = replace(of_parts(head), letterhead=LetterheadRow(name))
    first = next(iter(body_of(write_docx(document)).iter(w("p"))))
    assert len(list(first.iter(w("br")))) == breaks
    assert "".join(first.itertext()).endswith("2026")


def test_no_word_of_a_title_or_name_is_divided() -> None:
    words = "Mutualisation intercommunale des communications institutionnelles environnementales " * 3
    parts = (ColumnsHead("Ornans, le 1er décembre 2026"), Title(words, words), Heading((Run(words),), 1))
    data = write_pdf(replace(of_parts(*parts), letterhead=LetterheadRow(words)))
    for word in words.split():
        assert len(list(places(data, word))) == 12
