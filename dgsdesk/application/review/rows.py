"""The observations as the page « Faire relire » lists them: one row for what several ask alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.minutes.text import MinutesText
from dgsdesk.application.review.groups import item_words
from dgsdesk.domain.minutes import Observation, ObservationState, ObservationWay
from dgsdesk.domain.proposal import Change, change_in
from dgsdesk.domain.reconciliation import Asked
from dgsdesk.domain.wording import NBSP, date_short, join_and, plural

WAY_WORDS = {
    ObservationWay.TYPED: "saisie",
    ObservationWay.WORD: "Word",
    ObservationWay.EMAIL: "courriel",
    ObservationWay.DOSSIER: "dossier",
}
"""How a page says by which way an observation came."""

STATE_WORDS = {
    ObservationState.OPEN: "à traiter",
    ObservationState.ACCEPTED: "acceptée",
    ObservationState.REPHRASED: "reformulée",
    ObservationState.REFUSED: "refusée",
    ObservationState.ANSWERED: "répondue",
}


@dataclass(frozen=True)
class Asker:
    """Who asked for something, by which way and when, in which file or message, in which words."""

    author: str
    way: ObservationWay
    received_on: date
    late: bool
    source: str
    text: str

    @property
    def line(self) -> str:
        """Write « DGS de Gorges : Word « annoté.docx », mercredi 25 nov. »."""
        source = f"{WAY_WORDS[self.way]} «{NBSP}{self.source}{NBSP}»" if self.source else WAY_WORDS[self.way]
        late = ", hors délai" if self.late else ""
        return f"{self.author}{NBSP}: {source}, {date_short(self.received_on)}{late}"


@dataclass(frozen=True)
class ObservationRow:
    """What one or several ask, as shown; ``number`` and ``id`` are those of the observation noted first.

    ``change`` shows the proposal in the text of now, None when there is none or its place is lost.
    ``alternatives`` are the numbers of other proposals for the same words, ``rivals`` the sentence that says
    what becomes of them.
    """

    id: str
    number: int
    item_id: str | None
    askers: tuple[Asker, ...]
    late: bool
    text: str
    quote: str
    proposed: str
    removes: bool
    before: str
    after: str
    change: Change | None
    state: ObservationState
    reply: str
    changes_substance: bool
    alternatives: tuple[int, ...]
    rivals: str
    answer: str

    @property
    def author(self) -> str:
        """Name who asks: one, two, or the first and how many others."""
        names = list(dict.fromkeys(asker.author for asker in self.askers))
        if len(names) < 3:
            return join_and(names)
        return f"{names[0]} et {len(names) - 1} autres"

    @property
    def way(self) -> str:
        """Say by which ways it came."""
        return join_and(list(dict.fromkeys(WAY_WORDS[asker.way] for asker in self.askers)))

    @property
    def proposes(self) -> bool:
        """Whether it asks for other words."""
        return bool(self.proposed) or self.removes

    @property
    def lost(self) -> bool:
        """Whether it asks for other words in a place that is no longer found."""
        return self.proposes and self.change is None and self.item_id is not None


@dataclass(frozen=True)
class ObservationGroup:
    """What is asked on one item; what is asked on no known item comes first, without ``item_id``."""

    item_id: str | None
    heading: str
    line: str
    rows: tuple[ObservationRow, ...]


def observation_groups(
    text: MinutesText, asked: dict[str | None, list[Asked]]
) -> tuple[ObservationGroup, ...]:
    """Return « À rattacher », then each item that something is asked on."""
    by_number = {one.lead.position: one for every in asked.values() for one in every}
    lost = asked.get(None, [])
    first = [_group(None, "À rattacher", "", lost, by_number)] if lost else []
    placed = [
        _group(item.id, item.heading, item_words(item), asked[item.id], by_number)
        for item in text.items
        if item.id in asked
    ]
    return (*first, *placed)


def _group(
    item_id: str | None, heading: str, words: str, every: Sequence[Asked], by_number: dict[int, Asked]
) -> ObservationGroup:
    rows = tuple(_row(one, words, by_number) for one in every)
    return ObservationGroup(item_id, heading, _group_line(rows, known=item_id is not None), rows)


def _group_line(rows: Sequence[ObservationRow], *, known: bool) -> str:
    count = plural(len(rows), "observation", "observations")
    if not known:
        authors = dict.fromkeys(asker.author for row in rows for asker in row.askers)
        return f"{count} sans point reconnu, {', '.join(authors)}"
    left = sum(row.state is ObservationState.OPEN for row in rows)
    if not left:
        return f"{count}, {'traitée' if len(rows) == 1 else 'traitées'}"
    return f"{count}, à traiter" if left == len(rows) else f"{count}, {left} à traiter"


def _row(asked: Asked, words: str, by_number: dict[int, Asked]) -> ObservationRow:
    lead = asked.lead
    rivals = [by_number[number] for number in asked.alternatives]
    return ObservationRow(
        id=lead.id,
        number=lead.position,
        item_id=lead.item_id,
        askers=tuple(map(_asker, asked.observations)),
        late=all(one.late for one in asked.observations),
        text=_said(asked.observations),
        quote=lead.quote,
        proposed=lead.proposed,
        removes=lead.removes,
        before=lead.before,
        after=lead.after,
        change=change_in(words, lead.proposal) if lead.proposal.changes else None,
        state=lead.state,
        reply=lead.reply,
        changes_substance=lead.changes_substance,
        alternatives=asked.alternatives,
        rivals=_rivals(lead, rivals),
        answer=_answer(lead, rivals),
    )


def _asker(one: Observation) -> Asker:
    return Asker(one.author, one.way, one.received_on, one.late, one.source, one.text)


def _said(observations: Sequence[Observation]) -> str:
    """Write what they say, each once; who says it where they do not say the same."""
    said = dict.fromkeys(one.text for one in observations if one.text)
    if len(said) < 2:
        return next(iter(said), "")
    return "\n".join(f"{one.author}{NBSP}: {one.text}" for one in observations if one.text)


def _rivals(lead: Observation, rivals: Sequence[Asked]) -> str:
    """Say which other proposals there are for the same words, and what becomes of them."""
    if not rivals:
        return ""
    said = join_and([f"nº{NBSP}{one.lead.position}, {STATE_WORDS[one.lead.state]}" for one in rivals])
    open_rivals = [one for one in rivals if one.lead.state is ObservationState.OPEN]
    if lead.state is not ObservationState.OPEN or not open_rivals:
        return f"Autre rédaction du même passage{NBSP}: {said}."
    stays = "elle reste à traiter" if len(open_rivals) == 1 else "elles restent à traiter"
    return f"Autre rédaction du même passage{NBSP}: {said}. Si vous retenez celle-ci, {stays}."


def _answer(lead: Observation, rivals: Sequence[Asked]) -> str:
    """Propose the answer to somebody whose words were not taken because another’s were."""
    taken = [one.lead for one in rivals if one.lead.state is ObservationState.ACCEPTED and one.lead.kept]
    if lead.state is not ObservationState.OPEN or not taken:
        return ""
    return f"La rédaction de l’observation {taken[0].position} a été retenue."
