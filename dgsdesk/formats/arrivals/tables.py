"""Read tables: lists in text (any encoding and separator) and workbooks; a formula is never computed."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from itertools import islice
from typing import Any

from dgsdesk.application.arrival.content import TableContent
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.arrivals.safe_zip import check_workbook
from dgsdesk.formats.arrivals.text import decoded

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
MAX_TEXT = 20 * 2**20
MAX_LIST = 5_000_000


def read_table(content: bytes) -> TableContent:
    """Return the rows of a list, or of the first sheet of a workbook that holds any.

    Raises BadInput: ``arrival_too_large``, ``table_too_large``, ``table_broken``, ``archive_too_large``.
    """
    if len(content) > MAX_TEXT:
        raise BadInput("arrival_too_large", limit=MAX_TEXT // 2**20)
    return _workbook(content) if content.startswith(b"PK") else _list(content)


def read_list(content: bytes, name: str) -> TableContent:
    """Return the rows of a file that a person chose as a list; raises as ``read_table``, and ``csv_…``."""
    if not content.strip(b"\x00\r\n\t "):
        raise BadInput("csv_empty", where=name)
    if len(content) > MAX_LIST:
        raise BadInput("csv_too_large", where=name, limit=MAX_LIST // 1_000_000)
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    workbook = content.startswith(b"PK") and b"[Content_Types].xml" in content
    if not workbook and not utf16 and b"\x00" in content:
        raise BadInput("csv_binary", where=name)
    try:
        return read_table(content)
    except BadInput as error:
        error.where = error.where or name
        raise


def _list(content: bytes) -> TableContent:
    text, encoding = decoded(content)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, lines = [], []
    begins = 1  # a line of the list may go on over several of the file
    try:
        for cells in islice(reader, 2 * MAX_ROWS):
            if any(cell.strip() for cell in cells):
                rows.append(tuple(cell.strip()[:MAX_CELL] for cell in cells[:MAX_COLUMNS]))
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadInput("csv_line", line=begins) from error
    if len(rows) > MAX_ROWS:
        raise BadInput("table_too_large", limit=MAX_ROWS)
    return TableContent(tuple(rows), tuple(lines), encoding=encoding, separator=separator)


def _separator(text: str) -> str:
    """Return the separator that cuts the first lines most evenly; French spreadsheets write semicolons."""
    lines = [line for line in text[:65_536].splitlines()[:20] if line.strip()] or [""]

    def evenness(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        return min(counts), counts[0]

    return max(";\t,|", key=evenness)


def _workbook(content: bytes) -> TableContent:
    check_workbook(content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            found = _sheet(sheet)
            if found.rows:
                return found
    except BadInput:
        raise
    except Exception as error:  # a workbook can be broken in every way that its reader did not foresee
        raise BadInput("table_broken") from error
    return TableContent((), ())


def _sheet(sheet: Any) -> TableContent:
    rows, lines = [], []
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for number, cells in enumerate(islice(sheet.iter_rows(values_only=True), 5 * MAX_ROWS), 1):
        texts = tuple(_cell(value) for value in cells[:MAX_COLUMNS])
        if any(texts):
            rows.append(texts)
            lines.append(number)
        if len(rows) > MAX_ROWS:
            raise BadInput("table_too_large", limit=MAX_ROWS)
    return TableContent(tuple(rows), tuple(lines), sheet=str(sheet.title))


def _cell(value: object) -> str:
    """Return a cell as a person would type it: days in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())[:MAX_CELL]
