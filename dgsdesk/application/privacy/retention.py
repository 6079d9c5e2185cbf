"""What has passed its time, shown with why, and erased by one act; nothing is ever erased by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.ports.store import Store
from dgsdesk.application.privacy.finding import overdue_of
from dgsdesk.application.privacy.terms import KIND_WORDS, MINUTES_WORDS, retention_terms
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.view import View
from dgsdesk.domain.errors import RuleBroken
from dgsdesk.domain.retention import USUAL_MONTHS, KeptKind, term_before, term_words
from dgsdesk.domain.wording import join_and, number, plural

add_sentences(
    {
        "retention_nothing": (
            "Rien n’a passé sa durée de conservation.",
            "Il n’y a rien à effacer.",
        ),
    }
)

BEYOND = (
    "l’historique, qui permet d’annuler ce geste : pour qu’une adresse le quitte aussi, effacez les "
    "coordonnées de la personne depuis l’annuaire",
    "les originaux des fichiers reçus, gardés à côté tant que l’historique peut les rendre",
    "les sauvegardes déjà faites, qui s’éclaircissent avec le temps",
    "les documents et les messages déjà produits ou envoyés",
)
"""What erasing what has passed its time does not reach."""


MOST_AT_ONCE = 5_000
"""Things that one act erases: some seconds of work, done or undone, even of twenty years never looked at."""


@dataclass(frozen=True)
class RetentionRow:
    """A kind: how it is said, its months, what has passed them (``lines``, the oldest first, with why)."""

    kind: KeptKind
    title: str
    rule: str
    since: str
    act: str
    source: str
    months: int
    usual: int
    counted: str
    lines: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class RetentionPage:
    """Every kind with its term and what has passed it, what is never erased, what is out of reach.

    ``batch`` says that there is more than one act erases, where there is.
    """

    rows: tuple[RetentionRow, ...]
    kept: str
    beyond: tuple[str, ...]
    sentence: str
    batch: str = ""

    @property
    def overdue(self) -> tuple[RetentionRow, ...]:
        """The kinds of which something has passed its time."""
        return tuple(row for row in self.rows if row.lines)


@dataclass(frozen=True)
class ApplyRetention(Command[int]):
    """Erase or make nameless what of some kinds has passed its time; returns how many things.

    At most ``MOST_AT_ONCE`` of them, the oldest of each kind first; adopted minutes are never touched.
    Raises RuleBroken("retention_nothing").
    """

    kinds: tuple[KeptKind, ...] = tuple(KeptKind)


@handles(ApplyRetention, "Effacé, durée passée : {what}")
def apply_retention(act: Act, command: ApplyRetention) -> int:
    terms, said, count = retention_terms(act.store), [], 0
    for kind in command.kinds:
        found = overdue_of(act.store, kind, term_before(act.today, terms[kind]))[: MOST_AT_ONCE - count]
        for one in found:
            one.erase(act.store)
        if found:
            said.append(plural(len(found), *KIND_WORDS[kind].counted))
        count += len(found)
    if not count:
        raise RuleBroken("retention_nothing")
    act.tell(what=join_and(said))
    return count


def retention_page(view: View) -> RetentionPage:
    """Return what has passed its time, and what erasing it would do; nothing is changed."""
    terms, today = retention_terms(view.store), view.clock.today()
    rows = tuple(_row(view.store, kind, months, today) for kind, months in terms.items())
    said = [row.counted for row in rows if row.lines]
    sentence = (
        f"Ont passé leur durée : {join_and(said)}." if said else "Rien n’a passé sa durée de conservation."
    )
    more = sum(row.count for row in rows) > MOST_AT_ONCE
    return RetentionPage(rows, MINUTES_WORDS, BEYOND, sentence, _BATCH if more else "")


_BATCH = f"{number(MOST_AT_ONCE)} à la fois : recommencez pour la suite"


def _row(store: Store, kind: KeptKind, months: int, today: date) -> RetentionRow:
    words = KIND_WORDS[kind]
    found = overdue_of(store, kind, term_before(today, months))
    return RetentionRow(
        kind=kind,
        title=words.title,
        rule=f"{term_words(months)} {words.since}",
        since=words.since,
        act=words.act,
        source=words.source,
        months=months,
        usual=USUAL_MONTHS[kind],
        counted=plural(len(found), *words.counted),
        lines=tuple(one.words for one in found),
    )
