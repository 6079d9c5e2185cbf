"""What is looked for when nothing holds the words as typed: within others, spelt nearly so, papers by name.

« Compte rendu d’octobre » names a paper, which no text calls itself: the meeting and its items are meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dgsdesk.application.ports.search import Finder, Term, Wanted, tag
from dgsdesk.domain.search_words import stems_of

_LEAST = 4
"""Letters of the shortest word that may stand for another."""

_NEAR = 3
"""As many words may be meant by one."""

_WITHIN = 40
"""As many words may hold one inside (« neige » in « déneigement »)."""

_PAPERS = tuple(
    tuple(stems_of(name)) for name in ("compte rendu", "ordre jour", "procès-verbal", "cr", "pv", "odj")
)
_OF_A_MEETING = (tag("k", "meeting"), tag("k", "item"))


def meant_by(finder: Finder, wanted: Wanted) -> Iterator[Wanted]:
    """Give what a question without an answer may mean, the likeliest first."""
    within = replace(wanted, terms=tuple(_within(finder, term) for term in wanted.terms))
    spelt = replace(wanted, terms=tuple(_spelt(finder, term) for term in wanted.terms))
    for one in (within, _of_meetings(wanted), spelt, _of_meetings(spelt)):
        if one != wanted:
            yield one


def _within(finder: Finder, term: Term) -> Term:
    """Return a word as those of the network that hold it inside."""
    within = finder.words_within(term.stem, _WITHIN) if len(term.stem) > 2 else ()
    return replace(term, within=within) if within else term


def _spelt(finder: Finder, term: Term) -> Term:
    """Return a word that is nowhere as the words of the network that are spelt nearly so."""
    if len(term.typed) < _LEAST or finder.words_within(term.stem, 1):
        return term
    return replace(term, within=finder.words_near(term.typed, _NEAR))


def _of_meetings(wanted: Wanted) -> Wanted:
    """Take the name of a paper out of the words: its meeting is looked for."""
    for paper in _PAPERS:
        rest = _without(wanted.terms, paper)
        if rest is not None and (rest or wanted.tags):
            return replace(wanted, terms=rest, tags=(*wanted.tags, _OF_A_MEETING))
    return wanted


def _without(terms: Sequence[Term], run: Sequence[str]) -> tuple[Term, ...] | None:
    """Return the terms without some that stand side by side; None when they do not."""
    for at in range(len(terms) - len(run) + 1):
        if [term.stem for term in terms[at : at + len(run)]] == [*run]:
            return (*terms[:at], *terms[at + len(run) :])
    return None
