"""Which column of a list holds what: known by its title, else by likeness, else by what stands in it.

What a person said of a set of titles is remembered (`KnownColumns`), so that next year's list from the same
spreadsheet needs no hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dgsdesk.application.arrival.content import ContactContent, TableContent
from dgsdesk.application.directory.roles import role_of
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.mail_address import first_address, is_address
from dgsdesk.domain.name_splitting import is_civility, says_both_names, split_name
from dgsdesk.domain.spreadsheet_cell import read_back
from dgsdesk.domain.toponym import fold, fold_place
from dgsdesk.domain.wording import civility_mark, plural

LIKE_ENOUGH = 84
"""Likeness (0 to 100) from which two titles are taken for the same (« prénoms », « fontion »)."""

_HEADING_ROWS = 10
"""As far as a row of titles is looked for below what a list says of itself."""

_SAMPLES = 2
_LOOKED_AT = 50
_MOSTLY = 0.6
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d .()/-]{9,20}")


class Field(StrEnum):
    """What a column may hold; the order is the one offered to choose from."""

    NONE = ""
    COMMUNE = "commune"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    WHOLE_NAME = "whole_name"
    CIVILITY = "civility"
    ROLE = "role"
    EMAIL = "email"
    PHONE = "phone"


FIELD_WORDS = {
    Field.NONE: "ne pas reprendre",
    Field.COMMUNE: "commune",
    Field.FAMILY_NAME: "nom",
    Field.GIVEN_NAME: "prénom",
    Field.WHOLE_NAME: "nom et prénom",
    Field.CIVILITY: "civilité",
    Field.ROLE: "fonction",
    Field.EMAIL: "courriel",
    Field.PHONE: "téléphone",
}

_TITLES = {
    Field.COMMUNE: ("commune", "collectivite", "organisation", "organisme", "mairie", "ville", "structure"),
    Field.FAMILY_NAME: ("nom", "nom de famille", "nom d usage", "nom du maire", "patronyme"),
    Field.GIVEN_NAME: ("prenom", "prenom du maire"),
    Field.WHOLE_NAME: (
        "nom prenom",
        "nom et prenom",
        "prenom nom",
        "prenom et nom",
        "identite",
        "nom complet",
        "contact",
    ),
    Field.CIVILITY: ("civilite", "titre", "genre"),
    Field.ROLE: ("fonction", "poste", "qualite", "mandat", "role"),
    Field.EMAIL: (
        "courriel",
        "email",
        "e mail",
        "mail",
        "mel",
        "adresse electronique",
        "adresse mail",
        "adresse courriel",
        "messagerie",
    ),
    Field.PHONE: (
        "telephone",
        "tel",
        "portable",
        "mobile",
        "numero de telephone",
        "ligne directe",
        "telephone portable",
        "n tel",
    ),
}
_BY_TITLE = {title: field for field, titles in _TITLES.items() for title in titles}


@dataclass(frozen=True)
class RawPerson:
    """One line of a list, as it was read; ``line`` is its number in the file."""

    line: int
    commune: str
    family_name: str
    given_name: str = ""
    role: str = ""
    civility: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ColumnGuess:
    """A column: its title (empty without a row of titles), sample values, what it is taken for."""

    title: str
    samples: tuple[str, ...]
    field: Field


@dataclass(frozen=True)
class Columns:
    """The columns of a list.

    ``titled`` when its first row holds titles, ``remembered`` when a person said so of an earlier list.
    """

    titled: bool
    guesses: tuple[ColumnGuess, ...]
    remembered: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(guess.field for guess in self.guesses)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name in words what every list of people must have and this one lacks."""
        return missing_in(self.fields)


def missing_in(fields: Iterable[Field]) -> tuple[str, ...]:
    """Name in words what columns lack to be a list of people: a commune and a name."""
    found = set(fields)
    named = found & {Field.FAMILY_NAME, Field.WHOLE_NAME}
    lacking = (("commune", Field.COMMUNE in found), ("nom", bool(named)))
    return tuple(words for words, there in lacking if not there)


def titles_key(titles: Sequence[str]) -> str:
    """Return what a set of titles is remembered by: accents, case and marks do not matter."""
    return "|".join(map(fold, titles))


def match_columns(
    table: TableContent,
    places: frozenset[str],
    known: Mapping[str, tuple[str, ...]],
    *,
    titled: bool | None = None,
) -> Columns:
    """Return what each column is taken for.

    ``places`` are the folded names of the network's organisations, ``known`` what persons said of sets of
    titles (`titles_key`), ``titled`` whether the first row holds titles (None: found out).
    Raises BadInput("csv_empty") for a table without rows.
    """
    if not table.rows:
        raise BadInput("csv_empty")
    width = max(map(len, table.rows))
    first = _padded(table.rows[0], width)
    if titled is None:
        titled = titles_key(first) in known or _are_titles(first, places)
    below = [_padded(row, width) for row in table.rows[titled:]][:_LOOKED_AT]
    remembered = known.get(titles_key(first), ()) if titled else ()
    if len(remembered) == width:
        fields = [Field(name) for name in remembered]
    else:
        fields = _by_content(below, _by_titles(first) if titled else [Field.NONE] * width, places)
    return Columns(titled, _guesses(first if titled else ("",) * width, below, fields), bool(remembered))


def below_heading(table: TableContent, places: frozenset[str]) -> TableContent:
    """Return a table without what stands above its titles: « Liste des DGS, mise à jour de juin »."""
    widest = max(map(len, table.rows), default=0)
    for at, row in enumerate(table.rows[:_HEADING_ROWS]):
        if sum(map(bool, row)) * 2 >= widest:
            titled = at > 0 and _are_titles(row, places)
            return replace(table, rows=table.rows[at:], lines=table.lines[at:]) if titled else table
    return table


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _guesses(
    titles: Sequence[str], below: Sequence[Sequence[str]], fields: Sequence[Field]
) -> tuple[ColumnGuess, ...]:
    def samples(place: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[place] for row in below if row[place]))[:_SAMPLES]

    return tuple(
        ColumnGuess(title, samples(place), field)
        for place, (title, field) in enumerate(zip(titles, fields, strict=True))
    )


def _are_titles(row: Sequence[str], places: frozenset[str]) -> bool:
    """A row of titles has a known one and no value: no address, no number, no commune of ours."""
    if any(_EMAIL.fullmatch(cell) or _is_phone(cell) or fold_place(cell) in places for cell in row):
        return False
    return any(fold(cell) in _BY_TITLE for cell in row) or any(_likeness(cell) for cell in row)


def _likeness(title: str) -> dict[Field, float]:
    """Return how like the known titles of each field a title is, for those that are like enough."""
    from rapidfuzz import fuzz

    words = fold(title)
    best: dict[Field, float] = {}
    for known, field in _BY_TITLE.items():
        score = 200.0 if words == known else fuzz.ratio(words, known)
        if len(words) > 4 and len(known) > 3 and set(known.split()) <= set(words.split()):
            score = max(score, 90.0 + len(known) / 10)
        if score >= LIKE_ENOUGH:
            best[field] = max(score, best.get(field, 0.0))
    return best


def _by_titles(titles: Sequence[str]) -> list[Field]:
    """Give each field to the title that is most like it, the first of two alike."""
    scores = [
        (-score, place, field)
        for place, title in enumerate(titles)
        for field, score in _likeness(title).items()
    ]
    fields = [Field.NONE] * len(titles)
    for _, place, field in sorted(scores):
        if fields[place] is Field.NONE and field not in fields:
            fields[place] = field
    if Field.FAMILY_NAME in fields and Field.WHOLE_NAME in fields and Field.GIVEN_NAME in fields:
        fields[fields.index(Field.WHOLE_NAME)] = Field.NONE
    return fields


def _by_content(below: Sequence[Sequence[str]], fields: list[Field], places: frozenset[str]) -> list[Field]:
    """Complete the fields by what stands below: addresses, numbers, communes, then names."""
    tests = (
        (Field.EMAIL, lambda cell: is_address(first_address(cell))),
        (Field.COMMUNE, lambda cell: _names_place(cell, places)),
        (Field.PHONE, _is_phone),
        (Field.CIVILITY, is_civility),
        (Field.ROLE, lambda cell: role_of(cell) is not None),
    )
    for field, fits in tests:
        place = _first_fitting(below, fields, fits) if field not in fields else None
        if place is not None:
            fields[place] = field
    if Field.FAMILY_NAME in fields and Field.GIVEN_NAME not in fields:
        _see_whole_names(below, fields)
    if Field.COMMUNE in fields and not {Field.FAMILY_NAME, Field.WHOLE_NAME} & set(fields):
        _guess_names(below, fields)
    return fields


def _first_fitting(below: Sequence[Sequence[str]], fields: Sequence[Field], fits: object) -> int | None:
    assert callable(fits)
    for place, field in enumerate(fields):
        cells = [row[place] for row in below if row[place]] if field is Field.NONE else []
        if cells and sum(map(fits, cells)) >= _MOSTLY * len(cells):
            return place
    return None


def _names_place(cell: str, places: frozenset[str]) -> bool:
    """« Mairie de Gorges » names Gorges."""
    words = f" {fold_place(cell)} "
    return any(f" {place} " in words for place in places)


def _guess_names(below: Sequence[Sequence[str]], fields: list[Field]) -> None:
    """Words without figures are names: two columns side by side, or both names in one."""
    free = [
        place
        for place, field in enumerate(fields)
        if field is Field.NONE and any(row[place] for row in below) and not _has_figures(below, place)
    ]
    if Field.GIVEN_NAME in fields and free:
        fields[free[0]] = Field.FAMILY_NAME
    elif len(free) == 1 or (free and _has_two_words(below, free[0])):
        fields[free[0]] = Field.WHOLE_NAME
    elif free:
        fields[free[0]], fields[free[1]] = Field.FAMILY_NAME, Field.GIVEN_NAME


def _see_whole_names(below: Sequence[Sequence[str]], fields: list[Field]) -> None:
    """A column « Nom » whose cells say « Mme DUPONT Anne » holds both names."""
    place = fields.index(Field.FAMILY_NAME)
    cells = [row[place] for row in below if row[place]]
    if sum(map(says_both_names, cells)) >= _MOSTLY * max(len(cells), 1):
        fields[place] = Field.WHOLE_NAME


def _has_figures(below: Sequence[Sequence[str]], place: int) -> bool:
    return any(char.isdigit() for row in below for char in row[place])


def _has_two_words(below: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in below if row[place]]
    return sum(" " in cell for cell in cells) >= _MOSTLY * len(cells)


def _is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(read_back(cell))) and sum(char.isdigit() for char in cell) >= 9


# -- reading -------------------------------------------------------------------------------------------------


def people_of_table(table: TableContent, columns: Columns, name: str) -> tuple[RawPerson, ...]:
    """Return the people of a list, in order, with the columns as they were agreed.

    Raises BadInput: ``csv_columns`` (which are missing), ``csv_short_line`` (which line).
    """
    if columns.missing:
        raise BadInput("csv_columns", where=name, missing=list(columns.missing))
    given_first = any(
        fold(guess.title).startswith("prenom") for guess in columns.guesses if guess.field is Field.WHOLE_NAME
    )
    rows = zip(table.lines[columns.titled :], table.rows[columns.titled :], strict=True)
    return tuple(_person(line, cells, columns.fields, name, given_first) for line, cells in rows)


def _person(
    line: int, cells: tuple[str, ...], fields: Sequence[Field], name: str, given_first: bool
) -> RawPerson:
    needed = {Field.COMMUNE, Field.FAMILY_NAME, Field.WHOLE_NAME}
    if len(cells) <= max(place for place, field in enumerate(fields) if field in needed):
        words = plural(len(cells), "case", "cases")
        raise BadInput("csv_short_line", where=name, line=line, cells_words=words)
    said: dict[Field, str] = {
        field: read_back(cell).strip()
        for field, cell in zip(fields, cells, strict=False)
        if field is not Field.NONE
    }
    whole = said.pop(Field.WHOLE_NAME, "")
    if whole:
        civility, family, given = split_name(whole, given_first=given_first)
        said.setdefault(Field.CIVILITY, civility_mark(civility))
        said[Field.FAMILY_NAME] = said.get(Field.FAMILY_NAME) or family
        said[Field.GIVEN_NAME] = said.get(Field.GIVEN_NAME) or given
    said[Field.EMAIL] = first_address(said.get(Field.EMAIL, ""))
    values = {"commune": "", "family_name": ""} | {field.value: cell for field, cell in said.items()}
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
