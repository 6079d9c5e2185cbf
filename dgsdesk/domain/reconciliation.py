"""Observations of several people brought together: the same change once, its alternatives beside it (§ 3.9).

Pure functions: which observations ask for the same, in which order they are read, which ones speak of the
same words and cannot both be had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dgsdesk.domain.minutes import Observation, ObservationState
from dgsdesk.domain.proposal import essence, folded, kept_ends, placed

_NOWHERE = (1_000_000_000, 1_000_000_000)
_ALIKE = 0.5


@dataclass(frozen=True)
class Asked:
    """What one person or several ask in the same words at the same place.

    ``observations`` come in the order noted, the first one gives its number. ``place`` is where the passage
    stands in the text that was sent, None when it is not known there. ``alternatives`` are the numbers of
    other proposals for words of the same place.
    """

    observations: tuple[Observation, ...]
    place: tuple[int, int] | None = None
    alternatives: tuple[int, ...] = ()

    @property
    def lead(self) -> Observation:
        """The observation that was noted first."""
        return self.observations[0]


def same_request(one: Observation) -> Hashable:
    """Return what two observations share when they ask for the same thing and wait for the same answer.

    A settled one keeps apart from those that wait, and from those that were settled otherwise.
    """
    settled = (one.state, one.reply) if one.state is not ObservationState.OPEN else one.state
    if one.proposal.changes:
        return one.item_id, settled, one.removes, essence(one.proposal)
    return one.item_id, settled, folded(one.quote), folded(one.text)


def together(observation: Observation, others: Iterable[Observation]) -> list[Observation]:
    """Return the observations that ask for the same as one of them, itself included."""
    key = same_request(observation)
    return [other for other in others if same_request(other) == key]


def reconciled(
    observations: Iterable[Observation], texts: Mapping[str, str]
) -> dict[str | None, list[Asked]]:
    """Group observations by item: the same once, by place in the text, what resembles each other together.

    ``texts`` are the words of each item as sent. Those of no item, or of one that is gone, stand under None.
    """
    same: dict[Hashable, list[Observation]] = defaultdict(list)
    for one in sorted(observations, key=lambda one: one.position):
        same[same_request(one)].append(one)
    groups: dict[str | None, list[Asked]] = defaultdict(list)
    for found in same.values():
        item_id = found[0].item_id
        known = item_id if item_id in texts else None
        groups[known].append(Asked(tuple(found), _place(found[0], texts.get(known or "", ""))))
    return {item_id: _ordered(_with_alternatives(asked)) for item_id, asked in groups.items()}


def _place(one: Observation, text: str) -> tuple[int, int] | None:
    """Return where the words that would change stand; for a remark, the words that it speaks of."""
    found = placed(text, one.proposal)
    if found is None:
        return None
    keeps = kept_ends(text[found.start : found.end], one.proposed) if one.proposed else (0, 0)
    return found.start + keeps[0], found.end - keeps[1]


def _with_alternatives(every: Sequence[Asked]) -> list[Asked]:
    """Tell each proposal which others speak of the same words."""
    return [
        replace(
            one,
            alternatives=tuple(
                other.lead.position for other in every if other is not one and _compete(one, other)
            ),
        )
        for one in every
    ]


def _compete(one: Asked, other: Asked) -> bool:
    if one.place is None or other.place is None:
        return False
    if not one.lead.proposal.changes or not other.lead.proposal.changes:
        return False
    if essence(one.lead.proposal) == essence(other.lead.proposal):
        return False  # the same change, settled at another time
    same_point = one.place == other.place
    return same_point or (one.place[0] < other.place[1] and other.place[0] < one.place[1])


def _ordered(every: Sequence[Asked]) -> list[Asked]:
    """Put what has a place in the order of the text, then the rest, what resembles each other together."""
    placed_first = sorted(every, key=lambda one: (one.place or _NOWHERE, one.lead.position))
    known = [one for one in placed_first if one.place is not None]
    left = [one for one in placed_first if one.place is None]
    while left:
        first = left.pop(0)
        known.append(first)
        alike = [other for other in left if _resemble(first.lead, other.lead)]
        known += alike
        left = [other for other in left if other not in alike]
    return known


def _resemble(one: Observation, other: Observation) -> bool:
    """Tell whether two remarks have half of their words in common."""
    mine, theirs = _words(one), _words(other)
    return bool(mine) and len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _words(one: Observation) -> frozenset[str]:
    said = folded(f"{one.text} {one.proposed}").casefold().split()
    return frozenset(word for word in said if len(word) > 3)
