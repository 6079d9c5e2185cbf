"""Handing over to archives: municipal mandates, and what is proposed for each kind of piece.

Minutes are public archives (code du patrimoine, L211-1 and L211-4): nothing of them is destroyed without the
visa of the departmental archives (L212-2). Fates and delays are proposals for the archivist, who decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RENEWALS = (
    date(2001, 3, 18),
    date(2008, 3, 16),
    date(2014, 3, 30),
    date(2020, 6, 28),
    date(2026, 3, 22),
)
"""Last rounds of the general municipal elections: a mandate begins on that day and ends the day before the
next."""

_MANDATE_YEARS = 6
"""A municipal mandate lasts six years (code électoral, L227), where the next elections are not known yet."""


@dataclass(frozen=True)
class Mandate:
    """The time between two general municipal elections; ``ends`` is None while the next are not known."""

    starts: date
    ends: date | None

    @property
    def words(self) -> str:
        """Write « Mandat 2020-2026 »."""
        last = (self.ends + timedelta(days=1)).year if self.ends else self.starts.year + _MANDATE_YEARS
        return f"Mandat {self.starts.year}-{last}"


def mandates(today: date) -> tuple[Mandate, ...]:
    """Return the mandates that have begun, the newest first."""
    ends = [day - timedelta(days=1) for day in RENEWALS[1:]]
    found = [Mandate(day, end) for day, end in zip(RENEWALS, [*ends, None], strict=True)]
    return tuple(one for one in reversed(found) if one.starts <= today)


class Fate(StrEnum):
    """What becomes of a piece at the end of its administrative use, in the letters of the French tables."""

    KEPT = "C"
    SORTED = "T"
    ELIMINABLE = "D"


FATE_WORDS = {
    Fate.KEPT: "C – conservation définitive",
    Fate.SORTED: "T – à trier selon le contenu",
    Fate.ELIMINABLE: "D – éliminable après visa des Archives départementales",
}


class PieceNature(StrEnum):
    """What a piece of a handing over is; the value is how the inventory calls it."""

    MINUTES = "compte rendu adopté"
    EDITION = "édition diffusée"
    RECTIFICATION = "rectificatif"
    DECISIONS = "relevé de décisions"
    AGENDA = "ordre du jour"
    ATTENDANCE = "liste des présences"
    PROOF = "preuve d’approbation"
    EXTRACT = "extrait pour une commission"
    REGISTER = "registre"
    ATTACHMENT = "pièce jointe"


_FATES = {PieceNature.ATTENDANCE: Fate.ELIMINABLE, PieceNature.ATTACHMENT: Fate.SORTED}
_PRIVACY_YEARS = 50


def fate_of(nature: PieceNature) -> Fate:
    """Return the fate that is proposed: minutes hold who came, so that their list may go one day."""
    return _FATES.get(nature, Fate.KEPT)


@dataclass(frozen=True)
class Access:
    """When a piece may be read by anybody: after so many years (None: to be judged), and by which rule."""

    years: int | None
    rule: str


def access_of(nature: PieceNature, *, reserved: bool) -> Access:
    """Return the delay that is proposed; ``reserved`` tells that not everybody was sent all of it."""
    if nature is PieceNature.ATTACHMENT:
        return Access(None, "à apprécier selon le contenu (code du patrimoine, art. L213-1 et L213-2)")
    if reserved:
        return Access(
            _PRIVACY_YEARS,
            "passages réservés : vie privée ou appréciation sur une personne (code du patrimoine, art. "
            "L213-2, I, 3°), à vérifier",
        )
    return Access(0, "communicable de plein droit (code du patrimoine, art. L213-1)")


def open_from(day: date, access: Access) -> date | None:
    """Return the day from which a piece of that day may be read by anybody; None where it must be judged."""
    if access.years is None:
        return None
    year = day.year + access.years
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)
