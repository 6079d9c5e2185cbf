"""Lists that leave, for spreadsheets: no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dgsdesk.domain.spreadsheet_cell import defused

_WIDEST = 48


def list_to_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows in UTF-8 with its mark and semicolons, as Excel opens them in French."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        [list(map(defused, row)) for row in rows]
    )
    return text.getvalue().encode("utf-8-sig")


def list_to_xlsx(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Return the rows as a workbook of one sheet: every cell is text, the titles stay in sight."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            cell.value = defused(text) or None
            cell.number_format = "@"
            if row == 1:
                cell.font = Font(bold=True)
    for column, cells in enumerate(zip(*rows, strict=True), 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(map(len, cells)) + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
