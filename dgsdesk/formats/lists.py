"""Lists that leave, for spreadsheets: no cell can be taken for a formula."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from dgsdesk.domain.spreadsheet_cell import defused

_WIDEST = 48


def list_to_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows in UTF-8 with its mark and semicolons, as Excel opens them in French."""
    return b"".join(csv_pieces(rows))


def csv_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Give the rows of `list_to_csv` one by one."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    yield codecs.BOM_UTF8
    for row in rows:
        writer.writerow(map(defused, row))
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()


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
