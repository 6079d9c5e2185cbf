"""The neutral document: names of files, the letterhead's lines, the sign-in sheet."""

from __future__ import annotations

from datetime import date

from dgsdesk.application.document import (
    AttendanceRow,
    AttendanceTable,
    LetterheadRow,
    file_stem,
    letterhead_lines,
    runs_of,
)
from dgsdesk.domain.richtext import Run


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
