"""The order of rows, merged apart from what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from dgsdesk.domain.block_matching import in_order


@dataclass(frozen=True)
class OrderSide:
    """A side’s order of the rows of one group, and the order that it was made from."""

    name: str
    base: Sequence[str]
    order: Sequence[str]

    @cached_property
    def moved(self) -> frozenset[str]:
        """The rows that it moved: as few as explain its order."""
        places = {row_id: place for place, row_id in enumerate(self.order)}
        pairs = [(place, places[row_id]) for place, row_id in enumerate(self.base) if row_id in places]
        return frozenset(self.base[place] for place, _ in {*pairs} - in_order(pairs))

    def before(self, row_id: str, known: Set[str]) -> str:
        """Return the nearest row before one that is known, nothing for the beginning."""
        place = self.order.index(row_id)
        return next((one for one in reversed(self.order[:place]) if one in known), "")


def merge_order(
    own: Sequence[str], members: Set[str], sides: Iterable[OrderSide]
) -> tuple[list[str], list[str]]:
    """Return all members in order, and the rows that two sides moved apart: those stand where we have them.

    ``own`` is our order of the members that we have. What a side added stands behind what it stood behind.
    """
    sides = sorted(sides, key=lambda side: side.name)
    order = list(own)
    wished: dict[str, set[str]] = {}
    ours = set(own)
    for side in sides:
        for row_id in side.moved & ours & members:
            stays = ours - side.moved
            if row_id not in OrderSide("", side.base, own).moved:
                wished.setdefault(row_id, set()).add(side.before(row_id, stays))
            elif side.before(row_id, stays) != OrderSide("", (), own).before(row_id, stays):
                wished.setdefault(row_id, set()).update({side.before(row_id, stays), "\0ours"})
    apart = sorted(row_id for row_id, behind in wished.items() if len(behind) > 1)
    moving = wished.keys() - set(apart)
    for side in sides:
        for row_id in side.order:
            fresh = row_id in members and row_id not in order
            if fresh or (row_id in moving and row_id in side.moved):
                if not fresh:
                    order.remove(row_id)
                _put(order, row_id, side.before(row_id, set(order)), ours)
    order += sorted(members - set(order))
    return order, apart


def _put(order: list[str], row_id: str, behind: str, ours: Set[str]) -> None:
    """Put a row behind another, and behind what others added there."""
    at = order.index(behind) + 1 if behind else 0
    while at < len(order) and order[at] not in ours and behind in (*ours, ""):
        at += 1
    order.insert(at, row_id)
