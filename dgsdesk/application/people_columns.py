"""People out of a table or contact cards: which column is what, accents and case not mattering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dgsdesk.application.arrival_content import ContactContent, TableContent
from dgsdesk.application.membership import sort_key
from dgsdesk.application.people_import import RawPerson
from dgsdesk.domain.errors import BadInput

_TITLES = {
    "commune": ("commune", "collectivite", "organisation", "mairie", "ville"),
    "family_name": ("nom", "nom de famille", "nom d usage"),
    "given_name": ("prenom",),
    "role": ("fonction", "poste", "qualite"),
    "civility": ("civilite", "titre"),
    "email": ("courriel", "email", "e mail", "mail", "adresse electronique", "adresse mail"),
    "phone": ("telephone", "tel", "portable", "mobile"),
}
_BY_TITLE = {title: field for field, titles in _TITLES.items() for title in titles}
_NEEDED = (("commune", "commune"), ("family_name", "nom"))


def people_of_table(table: TableContent, name: str) -> tuple[RawPerson, ...]:
    """Return the people of a list, in order; its first row holds the titles of the columns.

    Raises BadInput: ``csv_empty``, ``csv_columns`` (which are missing), ``csv_short_line`` (which line).
    """
    if not table.rows:
        raise BadInput("csv_empty", where=name)
    columns = columns_of(table)
    missing = [words for field, words in _NEEDED if field not in columns.values()]
    if missing:
        raise BadInput("csv_columns", where=name, missing=missing)
    rows = zip(table.lines[1:], table.rows[1:], strict=True)
    return tuple(_person(line, cells, columns, name) for line, cells in rows)


def columns_of(table: TableContent) -> dict[int, str]:
    """Return the field of each column whose title is known; the first of two alike counts."""
    found: dict[int, str] = {}
    for place, title in enumerate(table.rows[0] if table.rows else ()):
        field = _BY_TITLE.get(" ".join(sort_key(title).split()))
        if field and field not in found.values():
            found[place] = field
    return found


def is_list_of_people(table: TableContent) -> bool:
    """Tell whether the titles are those of a list of people."""
    return all(field in columns_of(table).values() for field, _ in _NEEDED)


def _person(line: int, cells: tuple[str, ...], columns: Mapping[int, str], name: str) -> RawPerson:
    needed = {field for field, _ in _NEEDED}
    if len(cells) <= max(place for place, field in columns.items() if field in needed):
        raise BadInput("csv_short_line", where=name, line=line, cells=len(cells))
    values = {field: cells[place].strip() for place, field in columns.items() if place < len(cells)}
    return RawPerson(line=line, **values)


def people_of_cards(cards: Iterable[ContactContent]) -> tuple[RawPerson, ...]:
    """Return the people of contact cards; the organisation of a card stands for the commune."""
    return tuple(
        RawPerson(
            line=number,
            commune=card.organisation,
            family_name=card.family_name,
            given_name=card.given_name,
            role=card.title,
            email=next(iter(card.emails), ""),
            phone=next(iter(card.phones), ""),
        )
        for number, card in enumerate(cards, 1)
    )
