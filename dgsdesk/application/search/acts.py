"""Search (product § 3.14): whatever is kept, found by its words while one types, best first, shown in place.

Accents, case, plurals, feminines, hyphens and elisions do not matter; every word typed must be there, the
last one may still grow. Rare words are ranked among all their hits; of very common ones the newest are taken,
and the newest that have them in their title, so that each letter is answered in the same short time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from dgsdesk.application.ports.search import Hit, Searchable, Term, Wanted, tag
from dgsdesk.application.search.filters import tags_of
from dgsdesk.application.search.snippet import Marker, Marks
from dgsdesk.application.search.spelling import meant_by
from dgsdesk.application.view import View
from dgsdesk.domain.search_question import Question, question
from dgsdesk.domain.search_words import folded_word, stem
from dgsdesk.domain.wording import NBSP

MOST = 20
"""As many things are given back, the best ones."""

MOST_IN_A_LIST = 200
"""As many are found by the filter of a list that is too long to be read whole."""

_TITLE_LENGTH = 90
_CANDIDATES = 200
_NO_DAY = date.min

_FAVOUR = {
    "GreyZone": 3,
    "SharedSubject": 2,
    "RaisedTheme": 2,
    "PoliticalRequest": 2,
    "Organisation": 2,
    "Person": 2,
    "Meeting": 1,
}
"""What the network looks for first, among things that answer equally well: its case law, its people."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A thing found: its title, an icon role, the page that shows it, the id, the step and the spot there.

    ``snippet`` is the passage that answers, empty when the title says it all; marks are (begin, end) of the
    words found in each. ``score`` is higher for what answers better. ``instead`` are the words that answer,
    where none is spelt as it was typed.
    """

    title: str
    icon: str
    page: str
    subject: str
    step: str = ""
    spot: str = ""
    snippet: str = ""
    title_marks: Marks = ()
    snippet_marks: Marks = ()
    type: str = ""
    id: str = ""
    day: date | None = None
    score: int = 0
    instead: str = ""


def find_things(view: View, text: str, types: Sequence[str] = (), limit: int = MOST) -> list[FoundRow]:
    """Return the things that hold every word typed, best first; ``types`` (« item », « zone ») narrow it."""
    asked = question(text)
    wanted = _wanted(view, asked, types)
    if wanted is None:
        return []
    if found := _found(view, wanted, limit):
        return found
    for meant in meant_by(view.finder, wanted):
        if found := _found(view, meant, limit):
            instead = _spelt(found[0], [term for term in meant.terms if term not in wanted.terms])
            return [replace(row, instead=instead) for row in found]
    return []


def _found(view: View, wanted: Wanted, limit: int) -> list[FoundRow]:
    scored = [(_score(wanted, hit), hit) for hit in _candidates(view, wanted, max(limit, _CANDIDATES))]
    scored.sort(key=lambda pair: (-pair[0], -(pair[1].day or _NO_DAY).toordinal(), pair[1].title, pair[1].id))
    return _distinct(_rows(view, wanted, scored[: limit + limit // 2]))[:limit]


def _spelt(row: FoundRow, terms: Sequence[Term]) -> str:
    """Return words that were typed otherwise as they stand in what was found."""
    words = [
        text[begin:end]
        for text, marks in ((row.title, row.title_marks), (row.snippet, row.snippet_marks))
        for begin, end in marks
    ]
    known = {stem(folded_word(word)): word for word in reversed(words)}
    return " ".join(
        next((known[one] for one in term.within if one in known), term.within[0]) for term in terms
    )


def ids_found(view: View, type: str, text: str, limit: int = MOST_IN_A_LIST) -> list[str]:
    """Return the newest things of one type that hold every word typed, for the filter of a long list.

    Where none does, words that hold them inside or are spelt nearly so are looked for.
    """
    wanted = _wanted(view, question(text), (type,)) if text.strip() else None
    if wanted is None:
        return []
    found = (view.finder.find(one, limit) for one in chain((wanted,), meant_by(view.finder, wanted)))
    return [hit.id for hit in next(filter(None, found), ())]


def _wanted(view: View, asked: Question, types: Sequence[str]) -> Wanted | None:
    """Return what the index is asked for; nothing when nothing was typed."""
    tags, words = tags_of(view, asked.filters)
    if types:
        tags = (*tags, tuple(tag("k", one) for one in types))
    last = len(asked.words) - 1
    terms = [
        Term(word.stem, word.folded, grows=asked.grows and place == last)
        for place, word in enumerate(asked.words)
    ]
    terms += [Term(word.stem, word.folded) for word in words]
    if not terms and not asked.phrases and not tags:
        return None
    return Wanted(tuple(terms), asked.phrases, tags)


def _candidates(view: View, wanted: Wanted, most: int) -> Iterable[Hit]:
    """Return the hits that are ranked: all of them, or the newest when there are many."""
    found = view.finder.find(wanted, most)
    if len(found) < most or not wanted.terms:
        return found
    whole = replace(wanted, terms=tuple(replace(term, grows=False) for term in wanted.terms))
    titled = [view.finder.find(one, most // 2, in_title=True) for one in dict.fromkeys((whole, wanted))]
    return {(hit.kind, hit.id): hit for hit in chain(found, *titled)}.values()


# -- ranking -------------------------------------------------------------------------------------------------


def _score(wanted: Wanted, hit: Hit) -> int:
    """Return how well a hit answers: whole words in the title most, then beginnings, then the text."""
    title, around, body = hit.title.split(), hit.context.split(), f" {hit.body} "
    total = _FAVOUR.get(hit.kind, 0)
    for term in wanted.terms:
        total += _place(term, title, around, body)
    run = [term.stem for term in wanted.terms]
    if title[: len(run)] == run and run:
        total += 4 + 4 * (len(title) == len(run))
    together = f" {' '.join(run)} "
    if len(run) > 1 and (together in f" {hit.title} " or together in body):
        total += 8 if together in f" {hit.title} " else 4
    for phrase in wanted.phrases:
        total += 12 if f" {' '.join(phrase)} " in f" {hit.title} " else 4
    return total


def _place(term: Term, title: Sequence[str], around: Sequence[str], body: str) -> int:
    if term.stem in title:
        return 12
    if term.grows and any(word.startswith(term.stem) for word in title):
        return 8
    if f" {term.stem} " in body:
        return 5
    if any(word in title for word in term.within):
        return 4
    return 3 if term.stem in around else 2


# -- showing -------------------------------------------------------------------------------------------------


def _rows(view: View, wanted: Wanted, scored: Sequence[tuple[int, Hit]]) -> Iterable[FoundRow]:
    known = view.finder.shown([hit.number for _, hit in scored]) if scored else {}
    marker = Marker(wanted)
    return (_row(marker, known[hit.number], score) for score, hit in scored)


def _row(marker: Marker, thing: Searchable, score: int) -> FoundRow:
    words = " ".join(thing.title.split())
    short = words if len(words) <= _TITLE_LENGTH else f"{words[: _TITLE_LENGTH - 1].rstrip()}…"
    title = f"{thing.label}{NBSP}: {short}" if thing.label else short
    snippet, marks = marker.snippet(thing.title, thing.body)
    return FoundRow(
        title,
        thing.icon,
        thing.page,
        thing.subject,
        thing.step,
        thing.spot,
        snippet,
        marker.marks(title),
        marks,
        thing.type,
        thing.id,
        thing.day,
        score,
    )


def _distinct(rows: Iterable[FoundRow]) -> list[FoundRow]:
    """Leave out what would read the same and lead to the same place."""
    seen = {(row.title, row.page, row.subject, row.snippet): row for row in reversed(list(rows))}
    return list(reversed(seen.values()))


def search_row(row: FoundRow) -> dict[str, Any]:
    """Return a thing found as the command line gives it, the words found within ``<mark>`` in its passage."""
    snippet, at = "", 0
    for begin, end in row.snippet_marks:
        snippet += f"{row.snippet[at:begin]}<mark>{row.snippet[begin:end]}</mark>"
        at = end
    return {
        "type": row.type,
        "id": row.id,
        "title": row.title,
        "snippet": snippet + row.snippet[at:],
        "date": row.day,
        "score": row.score,
    }
