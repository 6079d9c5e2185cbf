"""How long each kind of personal data is kept, and when it has passed its time (RGPD, art. 5-1-e).

Nothing is ever erased by itself: what has passed its time is shown, and a person erases it. Adopted minutes
are public archives and have no term here (code du patrimoine, L211-1, L212-2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity
from dgsdesk.domain.wording import NBSP, cardinal

LONGEST_MONTHS = 120
"""Ten years: longer than any administrative use of what is counted here."""


class KeptKind(StrEnum):
    """A kind of personal data with a term of its own."""

    CONTACTS = "contacts"
    ARRIVALS = "arrivals"
    ANSWERS = "answers"
    SENDINGS = "sendings"
    OBSERVATIONS = "observations"
    DRAFTS = "drafts"


USUAL_MONTHS = {
    KeptKind.CONTACTS: 12,
    KeptKind.ARRIVALS: 24,
    KeptKind.ANSWERS: 24,
    KeptKind.SENDINGS: 36,
    KeptKind.OBSERVATIONS: 60,
    KeptKind.DRAFTS: 60,
}
"""Proposals after administrative practice: a year after leaving, three years for what proves a sending, and
the five years of administrative use that are usual for the files of a session."""


@dataclass(eq=False, kw_only=True)
class RetentionPeriod(Entity):
    """The months that the network keeps a kind, where they are not the usual ones."""

    kind: KeptKind
    months: int


def term_before(today: date, months: int) -> date:
    """Return the last day whose data have passed a term of so many months: ``day`` + term <= today."""
    count = today.year * 12 + today.month - 1 - months
    year, month = divmod(count, 12)
    for number in range(today.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue  # 31 August less six months: the last day of February
    return date(year, month + 1, today.day)


def term_words(months: int) -> str:
    """Write « six mois », « un an », « trois ans »."""
    years, left = divmod(months, 12)
    count, word = (months, "mois") if left else (years, "an" if years == 1 else "ans")
    return f"{cardinal(count)}{NBSP}{word}" if count > 1 else f"un{NBSP}{word}"
