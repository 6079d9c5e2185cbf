"""What the intercommunality holds of the tree of competences, and how its council defined its interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dgsdesk.domain.entity import Entity


class Holding(StrEnum):
    """In which capacity a competence is held; ``UNKNOWN`` until somebody says so."""

    COMPULSORY = "compulsory"
    SUPPLEMENTARY = "supplementary"
    OPTIONAL = "optional"
    NONE = "none"
    UNKNOWN = "unknown"

    @property
    def is_held(self) -> bool:
        """Whether the intercommunality acts in place of its communes (exclusivity)."""
        return self in (Holding.COMPULSORY, Holding.SUPPLEMENTARY, Holding.OPTIONAL)


@dataclass(eq=False, kw_only=True)
class HeldCompetence(Entity):
    """What was said of one competence; those that nobody spoke of are held as the law has it.

    ``community_interest`` is the council's definition (intérêt communautaire) and ``interest_on`` the day of
    its deliberation; ``basis`` names the text that gave the competence (order of the prefect, statutes).
    """

    code: str
    holding: Holding
    community_interest: str = ""
    interest_on: date | None = None
    basis: str = ""
