"""Which decision may stand in the place of another: sought among all that were taken since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from dgsdesk.application.search.acts import ids_found
from dgsdesk.application.view import View
from dgsdesk.domain.action import Decision
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.wording import date_long, number, plural

MEETINGS_OFFERED = 12
"""Before anything is typed the decisions of as many of the newest meetings are offered."""


@dataclass(frozen=True)
class ReplacementRow:
    """A decision that may replace another: its words, number and day, and whether it was replaced itself."""

    id: str
    text: str
    number: str
    day: str
    is_replaced: bool


@dataclass(frozen=True)
class Replacements:
    """What was found for some words, the newest first; ``of`` is the decision that is to be replaced."""

    of: str
    words: str
    rows: tuple[ReplacementRow, ...]
    total: int

    @property
    def facts(self) -> str:
        """Write « 18 380 décisions prises depuis… », or how many of them hold the words."""
        if not self.words.strip():
            taken = plural(self.total, "décision prise", "décisions prises")
            return f"{taken} depuis, ou à la même réunion. Tapez un mot pour y chercher."
        if not self.rows:
            return "Aucune décision prise depuis ne contient ces mots."
        found = plural(len(self.rows), "décision trouvée", "décisions trouvées")
        return f"{found} sur {number(self.total)} prises depuis."


def replacements(view: View, decision_id: str, words: str = "") -> Replacements:
    """Return decisions of the same meeting or a later one, the newest or those found by words."""
    store = view.store
    decision = store.get(Decision, decision_id)
    since = store.get(Meeting, decision.meeting_id).day
    days = {one: day for one, day in store.values(Meeting, ("id", "day")) if day >= since}
    counts = store.count(Decision, "meeting_id")
    later = sorted(counts.keys() & days.keys(), key=lambda one: (days[one], one), reverse=True)
    if words.strip():
        found = store.find(Decision, id=set(ids_found(view, "decision", words)))
    else:
        found = store.find(Decision, meeting_id=set(later[:MEETINGS_OFFERED]) | {decision.meeting_id})
    offered = [one for one in found if one.meeting_id in days and not _led_back(one, decision)]
    total = sum(counts[one] for one in later) - 1
    return Replacements(decision_id, words, tuple(_rows(offered, days)), total)


def _led_back(one: Decision, decision: Decision) -> bool:
    return decision.id in (one.id, one.replaced_by_id)


def _rows(decisions: Collection[Decision], days: dict[str, date]) -> Sequence[ReplacementRow]:
    ordered = sorted(decisions, key=lambda one: (-days[one.meeting_id].toordinal(), one.number, one.id))
    return [
        ReplacementRow(
            one.id, one.text, one.number, date_long(days[one.meeting_id]), one.replaced_by_id is not None
        )
        for one in ordered
    ]
