"""The neutral document: names of files, the letterhead's lines, the sign-in sheet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest

from dgsdesk.application.document import (
    Anchored,
    AttendanceRow,
    AttendanceTable,
    Column,
    Document,
    DocumentKind,
    Fact,
    GridTable,
    KeyValueTable,
    LetterheadRow,
    Part,
    StatusBox,
    Title,
    file_stem,
    letterhead_lines,
    runs_of,
)
from dgsdesk.application.typesetting import typeset
from dgsdesk.domain.richtext import Cell, Heading, ListItem, Paragraph, RichText, Run, Table, block_text
from dgsdesk.domain.tracked import TrackedRun, TrackedText
from dgsdesk.formats.office import FolderOffice


def test_file_names_sort_by_date_and_travel_anywhere() -> None:
    assert (
        file_stem(date(2026, 12, 8), "Clisson", "projet de compte rendu", "v2")
        == "2026-12-08_Clisson_projet-de-compte-rendu_v2"
    )
    assert file_stem(date(2026, 1, 2), "L’Œuvre d’Évry / Sud", "") == "2026-01-02_L-OEuvre-d-Evry-Sud"


def test_the_letterhead_prints_only_what_is_known() -> None:
    assert letterhead_lines(LetterheadRow("Agglo", ("1 rue X", "44190 Clisson"), phone="02 40 00 00 00")) == (
        "1 rue X",
        "44190 Clisson",
        "02 40 00 00 00",
    )
    assert letterhead_lines(LetterheadRow("Agglo", handled_by="Mme Roy"))[-1] == (
        "Affaire suivie par\u00a0: Mme Roy"
    )


def test_the_sign_in_sheet_leaves_room_to_sign() -> None:
    grid = AttendanceTable((AttendanceRow("Gorges", "ROY Anne", "DGS"),), blank_rows=2).grid()
    assert grid.rows == (("Gorges", "ROY Anne", "DGS", "", ""),)
    assert grid.blank_rows == 2
    assert grid.row_height_mm >= 9


def test_words_become_printable_runs() -> None:
    assert runs_of("a\x00b", bold=True) == (Run("ab", bold=True),)
    assert runs_of((Run("x", italic=True),)) == (Run("x", italic=True),)
    assert runs_of("") == ()


PLAIN, SET = "Qui paie l'eau ?", "Qui paie l’eau\u202f?"


@pytest.mark.parametrize(
    "part",
    [
        Paragraph((Run("Qui "), Run("paie l", bold=True), Run("'eau "), Run("?", italic=True))),
        Anchored(Heading((Run(PLAIN),), 2), ("a",)),
        RichText((ListItem((Run(PLAIN),)), Table(((Cell((Paragraph((Run(PLAIN),)),)),),)))),
        Title("Réunion", PLAIN),
        KeyValueTable((Fact("Objet", PLAIN),)),
        StatusBox("PROJET", (PLAIN,)),
        GridTable((Column("Nº"), Column("Objet")), (("1", PLAIN),)),
        TrackedText(Paragraph(), (TrackedRun(Run("Qui paie l'eau ")), TrackedRun(Run("?")))),
    ],
)
def test_whatever_is_printed_is_set_in_french(part: Part, tmp_path: Path) -> None:
    paper = Document(
        DocumentKind.OTHER, "Essai", LetterheadRow("Agglo"), (part,), datetime(2026, 11, 24, tzinfo=UTC)
    )
    office = FolderOffice(tmp_path)
    said = "\n".join(block_text(block) for block in office.read_own_docx(office.docx(paper)).blocks)
    assert SET in said
    assert PLAIN not in said
    assert typeset(typeset(paper)) == typeset(paper)
    text = pypdfium2.PdfDocument(office.pdf(paper))[0].get_textpage().get_text_range()
    assert "l’eau\u202f?" in text or "l’eau\xa0?" in text
