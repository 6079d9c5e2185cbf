"""The filters of a search: type, format, commune, compétence, date, depuis, avant (« type:zone »).

What is no filter, or names nothing that is known, is taken as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.membership import communes_on, sort_key
from dgsdesk.application.ports.search import tag
from dgsdesk.application.view import View
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.search_question import Filter
from dgsdesk.domain.search_words import Word, clean, stems_of, words_of
from dgsdesk.domain.toponym import fold

TYPES = {
    "meeting": ("réunion",),
    "item": ("point", "compte rendu", "compte-rendu"),
    "decision": ("décision",),
    "action": ("action",),
    "observation": ("observation",),
    "zone": ("zone", "zone grise"),
    "subject": ("sujet", "sujet commun"),
    "theme": ("thème",),
    "request": ("commande", "commande du politique", "feuille de route"),
    "person": ("personne",),
    "organisation": ("commune", "organisation", "intercommunalité"),
    "arrival": ("arrivée",),
    "document": ("document", "pièce jointe"),
}
"""What may be found, and how each is called in a filter."""

_FIRST, _LAST = 1980, 2100
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

Tags = tuple[tuple[str, ...], ...]


def tags_of(view: View, filters: Iterable[Filter]) -> tuple[Tags, tuple[Word, ...]]:
    """Return one group of tags for each filter, and the words of those that are none."""
    tags, words = [], list[Word]()
    for one in filters:
        group = _group(view, fold(one.name), one.value)
        if group:
            tags.append(group)
        else:
            words += words_of(clean(f"{one.name} {one.value}"))
    return tuple(tags), tuple(words)


def _group(view: View, name: str, value: str) -> tuple[str, ...]:
    match name:
        case "type":
            return _types(value)
        case "commune":
            return tuple(tag("o", one.id) for one in view.store.find(Organisation) if _names(one.name, value))
        case "format" | "cercle":
            return tuple(tag("r", one.id) for one in view.store.find(Circle) if _names(one.name, value))
        case "competence":
            return _competences(view, value)
        case "date" | "reunion" | "en":
            return _days(value)
        case "depuis" | "avant":
            return _months(name, value)
        case _:
            return ()


def _types(value: str) -> tuple[str, ...]:
    """Return the tags of one type, or of several (« sujet,thème »); none when one is unknown."""
    named = {" ".join(stems_of(word)): kind for kind, words in TYPES.items() for word in (kind, *words)}
    asked = [" ".join(stems_of(one)) for one in value.split(",") if one.strip()]
    return tuple(tag("k", named[one]) for one in asked) if all(one in named for one in asked) else ()


def _names(name: str, value: str) -> bool:
    wanted = fold(value)
    return bool(wanted) and f" {wanted}" in f" {fold(name)}"


def _competences(view: View, value: str) -> tuple[str, ...]:
    network = view.network()
    wanted = stems_of(value)
    if network is None or not wanted:
        return ()
    return tuple(
        tag("c", row.code)
        for row in view.reference.competences(network.epci_type)
        if set(wanted) <= set(stems_of(f"{row.code} {row.label} {row.domain_label}"))
    )


def _days(value: str) -> tuple[str, ...]:
    found = _DAY.fullmatch(value)
    if found is None:
        return ()
    year, month, day = found.groups()
    if day:
        return (tag("d", f"{year}{int(month):02}{int(day):02}"),)
    return (tag("m", f"{year}{int(month):02}"),) if month else (tag("y", year),)


def _months(name: str, value: str) -> tuple[str, ...]:
    """Return the whole years and the months from a month on, or up to the one before it."""
    found = _DAY.fullmatch(value)
    if found is None or not _FIRST <= int(found[1]) < _LAST:
        return ()
    limit = date(int(found[1]), min(max(int(found[2] or 1), 1), 12), 1)
    since = name == "depuis"
    years = range(limit.year + 1, _LAST) if since else range(_FIRST, limit.year)
    months = range(limit.month, 13) if since else range(1, limit.month)
    whole = (tag("y", str(year)) for year in years)
    return (*whole, *(tag("m", f"{limit.year}{month:02}") for month in months))


@dataclass(frozen=True)
class SearchChoices:
    """What a search may be narrowed by in this network: names, and codes with their labels."""

    today: date
    circles: tuple[str, ...]
    communes: tuple[str, ...]
    competences: tuple[tuple[str, str], ...]


def search_choices(view: View) -> SearchChoices:
    """Return the circles, the communes and the competences that an item or a grey zone speaks of."""
    today = view.clock.today()
    network = view.network()
    known = view.reference.competences(network.epci_type) if network else []
    return SearchChoices(
        today,
        tuple(sorted((circle.name for circle in view.store.find(Circle)), key=sort_key)),
        tuple(organisation.name for organisation in communes_on(view.store, today)),
        tuple((row.code, row.label) for row in known),
    )
