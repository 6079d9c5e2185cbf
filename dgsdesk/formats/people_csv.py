"""Lists of people in .csv files, as spreadsheets really write them.

The encoding (UTF-8 with or without mark, UTF-16, else Windows-1252) and the separator are detected; columns
are known by their French titles, accents and case not mattering.
"""

from __future__ import annotations

import csv
import io
import unicodedata

from dgsdesk.application.people_import import RawPerson
from dgsdesk.domain.errors import BadInput

SIZE_LIMIT = 5_000_000
LINE_LIMIT = 20_000

_COLUMNS = {
    "commune": "commune",
    "collectivite": "commune",
    "organisation": "commune",
    "mairie": "commune",
    "nom": "family_name",
    "nom de famille": "family_name",
    "prenom": "given_name",
    "fonction": "role",
    "poste": "role",
    "civilite": "civility",
    "titre": "civility",
    "courriel": "email",
    "email": "email",
    "e mail": "email",
    "mail": "email",
    "adresse electronique": "email",
    "telephone": "phone",
    "tel": "phone",
}


def read_people(content: bytes, name: str) -> tuple[RawPerson, ...]:
    """Return the people of a list, in order.

    Raises BadInput: ``csv_too_large``, ``csv_binary``, ``csv_empty``, ``csv_columns`` (which are missing),
    ``csv_line`` (which line is broken, and why).
    """
    if len(content) > SIZE_LIMIT:
        raise BadInput("csv_too_large", where=name, limit=SIZE_LIMIT // 1_000_000)
    rows = _rows(_text(content, name), name)
    if not rows:
        raise BadInput("csv_empty", where=name)
    columns = _columns(rows[0][1], name)
    return tuple(_person(line, cells, columns, name) for line, cells in rows[1:])


def _text(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\x00" in content:
        raise BadInput("csv_binary", where=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Return (line number, cells) of every line that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
            if len(rows) > LINE_LIMIT:
                raise BadInput("csv_too_long", where=name, limit=LINE_LIMIT)
    except csv.Error as error:
        raise BadInput("csv_line", where=name, line=reader.line_num) from error
    return rows


def _separator(text: str) -> str:
    """Return the separator that the first line has most of; French spreadsheets write semicolons."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    return max(";\t,", key=first.count)


def _folded(title: str) -> str:
    plain = unicodedata.normalize("NFD", title.strip().lower())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def _columns(titles: list[str], name: str) -> dict[int, str]:
    columns = {
        place: _COLUMNS[folded]
        for place, title in enumerate(titles)
        if (folded := _folded(title)) in _COLUMNS
    }
    missing = [
        words
        for field, words in (("commune", "commune"), ("family_name", "nom"))
        if field not in columns.values()
    ]
    if missing:
        raise BadInput("csv_columns", where=name, missing=missing)
    return columns


def _person(line: int, cells: list[str], columns: dict[int, str], name: str) -> RawPerson:
    if len(cells) <= max(place for place, field in columns.items() if field in ("commune", "family_name")):
        raise BadInput("csv_short_line", where=name, line=line, cells=len(cells))
    values = {field: cells[place].strip() for place, field in columns.items() if place < len(cells)}
    return RawPerson(line=line, **values)
