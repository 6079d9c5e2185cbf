"""The agenda (ordre du jour): parts, items, and what was frozen when the invitation left (product § 3.3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dgsdesk.domain.audience import Audience
from dgsdesk.domain.circle import PartKind
from dgsdesk.domain.entity import Entity


class SourceKind(StrEnum):
    """The pool that an item was drawn from."""

    FREE = "free"
    GREY_ZONE = "grey_zone"
    SHARED_SUBJECT = "shared_subject"
    RAISED_THEME = "raised_theme"
    CARRIED_OVER = "carried_over"


class Referral(StrEnum):
    """Who settles an item after the group: itself, the mayors' conference, or whoever arbitrates."""

    NONE = ""
    MAYORS = "mayors"
    ARBITRATION = "arbitration"


@dataclass(eq=False, kw_only=True)
class AgendaPart(Entity):
    """One part (temps) of an agenda."""

    meeting_id: str
    position: int
    title: str
    kind: PartKind
    minutes: int


@dataclass(eq=False, kw_only=True)
class AgendaItem(Entity):
    """One item (point). ``number`` is printed and never moves once frozen; ``spent_seconds`` is the clock.

    ``comes_back`` tells whether it is proposed again: when its meeting did not reach it, when an action is
    still open, or at each meeting when it is ``recurring``. ``prepared_by`` answers for its preparation,
    ``recall`` is what was said the last time, as printed. ``referral`` says who settles it after the group,
    ``referred_on`` when it was brought there and ``referral_outcome`` what came of it.
    """

    meeting_id: str
    part_id: str
    position: int
    title: str
    question: str = ""
    presenter: str = ""
    minutes: int = 20
    audience: Audience = Audience.ALL
    competences: tuple[str, ...] = ()
    source_kind: SourceKind = SourceKind.FREE
    source_id: str = ""
    number: str = ""
    added_late: bool = False
    discussed: bool | None = None
    spent_seconds: int = 0
    comes_back: bool = True
    recurring: bool = False
    prepared_by: str = ""
    recall: str = ""
    referral: Referral = Referral.NONE
    referred_on: date | None = None
    referral_outcome: str = ""


@dataclass(eq=False, kw_only=True)
class PreparationTask(Entity):
    """One thing to do before an item can be held; ``owner`` when it is not who prepares the item."""

    item_id: str
    position: int
    text: str
    owner: str = ""
    due: date | None = None
    done: bool = False


def was_discussed(item: AgendaItem, *, written: bool, under_way: bool = False) -> bool | None:
    """Tell whether a meeting spoke of an item: the clock ran for it, or words were written under it.

    ``written`` counts notes, decisions and actions. An item that counted for its words alone does no more
    when they are gone; what a meeting is known to have passed over stays so.
    """
    if written or under_way or item.spent_seconds > 0:
        return True
    return None if item.discussed else item.discussed


NOBODY = "à désigner"
"""What stands for an owner when nobody was named."""


def owner_of(task: PreparationTask, item: AgendaItem) -> str:
    """Return who is to do a task: whom it names, else who prepares the item, else who presents it."""
    return task.owner or item.prepared_by or item.presenter or NOBODY


@dataclass(frozen=True)
class FrozenItem:
    """An item as a version printed it, in the order of that version; ``settled_by`` is in words."""

    item_id: str
    number: str
    title: str
    presenter: str
    minutes: int
    question: str
    part: str
    part_id: str = ""
    settled_by: str = ""
    recall: str = ""


@dataclass(eq=False, kw_only=True)
class AgendaVersion(Entity):
    """An agenda as it was frozen: letter A at the invitation, then B, C…; ``lines`` are its printed lines.

    ``particulars`` are the lines that said when and where, so that an update can say what changed. ``items``
    are the same items field by field, in the order of the day; empty for what an older program froze.
    """

    meeting_id: str
    letter: str
    frozen_at: datetime
    lines: tuple[str, ...] = ()
    particulars: tuple[str, ...] = ()
    items: tuple[FrozenItem, ...] = ()


def total_minutes(items: Iterable[AgendaItem], opening: int = 0, closing: int = 0) -> int:
    """Return the minutes that the items need, opening and closing included."""
    return opening + closing + sum(item.minutes for item in items)


def number_items(
    parts: Iterable[AgendaPart], items: Iterable[AgendaItem], retired: Iterable[str] = ()
) -> dict[str, str]:
    """Return item id -> « 1.2 », by part and position; a number already printed never moves.

    New items after printed ones take the next free number of their part, beyond those ``retired`` with what
    was withdrawn; an item moved to another part keeps the number of the part that it was printed in.
    """
    numbers: dict[str, str] = {}
    by_part: dict[str, list[AgendaItem]] = {}
    taken = list(retired)
    for item in items:
        by_part.setdefault(item.part_id, []).append(item)
        taken.append(item.number)
    for rank, part in enumerate(sorted(parts, key=lambda part: part.position), start=1):
        for item in sorted(by_part.get(part.id, []), key=lambda item: item.position):
            numbers[item.id] = item.number or next_number(rank, taken)
            taken.append(numbers[item.id])
    return numbers


def next_number(rank: int, taken: Iterable[str]) -> str:
    """Return the first number of a part (1 is the first) beyond all that were ever printed in it."""
    places = (number.partition(".") for number in taken)
    used = [int(place) for part, _, place in places if part == str(rank) and place.isdigit()]
    return f"{rank}.{max(used, default=0) + 1}"


def running_order(parts: Iterable[AgendaPart], items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return the items in the order of the day: by part, then by place in it, whatever their numbers."""
    ranks = {part.id: part.position for part in parts}
    return sorted(items, key=lambda item: (ranks.get(item.part_id, 0), item.position, item.id))


def moved_numbers(before: Sequence[FrozenItem], after: Sequence[FrozenItem]) -> set[str]:
    """Return the numbers that changed part or place: as few as explain the new order.

    What stays is the longest run of items that keep their order; what was added or withdrawn moves nobody.
    """
    old = {item.number: (place, item.part_id) for place, item in enumerate(before)}
    known = [item for item in after if item.number in old]
    staying = [item for item in known if item.part_id == old[item.number][1]]
    kept = _longest_rising([old[item.number][0] for item in staying])
    still = {staying[at].number for at in kept}
    return {item.number for item in known} - still


def _longest_rising(places: Sequence[int]) -> list[int]:
    """Return the indices of a longest strictly rising subsequence, by patience sorting."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        pile = bisect_left(tails, place)
        before.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [at]
    found: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
