"""Grey zones that may be one and the same: proposed by likeness, merged without losing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgsdesk.application.action.roadmap import move_works
from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.grey_zone.matrix import competence_labels, holder_label, short_label
from dgsdesk.application.grey_zone.positions import positions_of, write_position
from dgsdesk.application.library.acts import move_uses
from dgsdesk.application.registers import epci_word
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import shortened
from dgsdesk.domain.agenda import AgendaItem
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.grey_zone import GreyZone, GreyZoneState, Holder, Position, Practice
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.search_words import stems_of
from dgsdesk.domain.wording import NBSP, date_long

ALIKE = 64.0
"""Likeness of two cases (0 to 100) from which they are proposed as one.

Among the twenty common cases the most alike reach 62; the same case in other words reaches 68 to 86.
"""

add_sentences(
    {
        "merge_zone_with_itself": (
            "Une zone grise ne peut pas être réunie à elle-même.",
            "Cochez-en une autre. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class MergeGreyZones(Command[None]):
    """Make one case of several: the first keeps its words, the others add theirs, nothing is lost.

    Raises BadInput("merge_zone_with_itself").
    """

    kept_id: str
    merged_ids: tuple[str, ...]


@dataclass(frozen=True)
class AlikeZone:
    """Another case of the register; ``percent`` says how alike it is, ``likely`` that it may be the same."""

    id: str
    title: str
    question: str
    percent: int
    likely: bool


def alike_zones(view: View, grey_zone_id: str) -> tuple[AlikeZone, ...]:
    """Return the other cases, the most alike first; raises NotFound."""
    zone = view.store.get(GreyZone, grey_zone_id)
    others = [other for other in view.store.find(GreyZone) if other.id != zone.id]
    scored = [(likeness(zone, other), other) for other in others]
    scored.sort(key=lambda pair: (-pair[0], pair[1].title, pair[1].id))
    return tuple(
        AlikeZone(other.id, other.title, other.question, round(score), score >= ALIKE)
        for score, other in scored
    )


def likeness(one: GreyZone, other: GreyZone) -> float:
    """Return how much two cases are alike, 0 to 100: their titles most, then their questions.

    Words are compared without accents, number or order; competences in common speak for it a little.
    """
    from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

    titles = [_folded(zone.title) for zone in (one, other)]
    wholes = [_folded(f"{zone.title} {zone.question}") for zone in (one, other)]
    score = 0.45 * token_sort_ratio(*titles) + 0.3 * token_set_ratio(*titles)
    score += 0.25 * token_sort_ratio(*wholes)
    shared = bool(set(one.competences) & set(other.competences))
    return min(100.0, score + 6 * shared)


def _folded(text: str) -> str:
    return " ".join(word for word in stems_of(text) if len(word) > 2)


@handles(MergeGreyZones, "{count} réunies sous « {title} »")
def merge_grey_zones(act: Act, command: MergeGreyZones) -> None:
    kept = act.store.get(GreyZone, command.kept_id)
    others = [act.store.get(GreyZone, one) for one in dict.fromkeys(command.merged_ids) if one != kept.id]
    if not others:
        raise BadInput("merge_zone_with_itself")
    for other in others:
        _merge(act, kept, other)
    act.tell(count=f"{len(others) + 1} zones grises", title=shortened(kept.title))


def _merge(act: Act, kept: GreyZone, other: GreyZone) -> None:
    _take_words(kept, other)
    _take_solution(kept, other)
    kept.competences = tuple(dict.fromkeys((*kept.competences, *other.competences)))
    kept.review_on = min(filter(None, (kept.review_on, other.review_on)), default=None)
    kept.raised_on = min(filter(None, (kept.raised_on, other.raised_on)), default=None)
    kept.raised_by_id = kept.raised_by_id or other.raised_by_id
    if kept.state is GreyZoneState.RAISED and other.state in (GreyZoneState.EXAMINED, GreyZoneState.REOPENED):
        kept.state = other.state
    differing = _take_practices(act, kept, other)
    _take_positions(act, kept, other, differing)
    for item in act.store.find(AgendaItem, source_id=other.id):
        item.source_id = kept.id
    move_uses(act, OwnerKind.GREY_ZONE, (other.id,), kept.id)
    move_works(act, other.id, kept.id)
    act.store.remove(other)


def _take_words(kept: GreyZone, other: GreyZone) -> None:
    title = (
        f"Aussi posée ainsi{NBSP}: {other.title}" if other.title.casefold() != kept.title.casefold() else ""
    )
    asked = "\n".join(filter(None, (title, _new(kept.question, other.question))))
    kept.question = _joined(kept.question, asked)
    kept.texts = _joined(kept.texts, _new(kept.texts, other.texts), " ; ")
    lines = [line for line in other.options.splitlines() if line.strip() and line not in kept.options]
    kept.options = _joined(kept.options, "\n".join(lines))


def _new(kept: str, other: str) -> str:
    return "" if other in kept else other


def _joined(kept: str, other: str, between: str = "\n") -> str:
    return between.join(filter(None, (kept, other)))


def _take_solution(kept: GreyZone, other: GreyZone) -> None:
    """A case without a solution takes the other's as its own; two solutions stand one below the other."""
    if not other.solution or other.solution in kept.solution:
        return
    if not kept.solution:
        kept.solution = other.solution
        kept.settled_on, kept.settled_meeting_id = other.settled_on, other.settled_meeting_id
        kept.agreed = other.agreed
        if other.state in (GreyZoneState.SETTLED, GreyZoneState.CLOSED):
            kept.state = other.state
        return
    day = f" le {date_long(other.settled_on)}" if other.settled_on else ""
    kept.solution = f"{kept.solution}\n« {other.title} », adoptée{day}{NBSP}: {other.solution}"


def _take_practices(act: Act, kept: GreyZone, other: GreyZone) -> list[Practice]:
    """Move the answers that the kept case does not have; return those that say something else."""
    ours = {(p.organisation_id, p.competence): p for p in act.store.find(Practice, grey_zone_id=kept.id)}
    differing = []
    for theirs in act.store.find(Practice, grey_zone_id=other.id):
        mine = ours.get((theirs.organisation_id, theirs.competence))
        if mine is None:
            theirs.grey_zone_id = kept.id
            continue
        if _contradicts(mine.acts, theirs.acts) or _contradicts(mine.pays, theirs.pays):
            differing.append(theirs)
        mine.acts = theirs.acts if mine.acts is Holder.UNKNOWN else mine.acts
        mine.pays = theirs.pays if mine.pays is Holder.UNKNOWN else mine.pays
        act.store.remove(theirs)
    return differing


def _contradicts(mine: Holder, theirs: Holder) -> bool:
    return Holder.UNKNOWN not in (mine, theirs) and mine is not theirs


def _take_positions(act: Act, kept: GreyZone, other: GreyZone, differing: Sequence[Practice]) -> None:
    """Put each party's words together; an answer that said something else becomes words of its party."""
    held = {line.organisation_id: line.text for line in positions_of(act.store, {kept.id}).get(kept.id, ())}
    for position in act.store.find(Position, grey_zone_id=other.id):
        party = position.organisation_id
        held[party] = _joined(held.get(party, ""), _new(held.get(party, ""), position.text))
        act.store.remove(position)
    epci, labels = epci_word(act.view.network()), competence_labels(act.view)
    for answer in differing:
        label = short_label(labels.get(answer.competence, answer.competence))
        acts, pays = (holder_label(one, epci).lower() for one in (answer.acts, answer.pays))
        said = f"Noté dans « {other.title} »{NBSP}: {label}, agit {acts}, paie {pays}."
        held[answer.organisation_id] = _joined(held.get(answer.organisation_id, ""), said)
    for party, text in held.items():
        write_position(act, kept.id, party, text)
