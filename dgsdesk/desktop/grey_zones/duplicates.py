"""What is said of cases that may be one and the same: how many, how much alike."""

from __future__ import annotations

from collections.abc import Sequence

from dgsdesk.application.grey_zone.duplicates import AlikeZone
from dgsdesk.desktop.components.check_grid import Tick
from dgsdesk.domain.wording import THIN, plural


def duplicates_said(others: Sequence[AlikeZone]) -> str:
    """Say how many are likely, and that merging loses nothing."""
    likely = sum(one.likely for one in others)
    found = plural(likely, "doublon probable", "doublons probables") if likely else "Aucun doublon probable"
    return f"{found}. Questions, réponses, positions, solutions, réunions et documents sont tous gardés."


def tick_of(one: AlikeZone) -> Tick:
    """Offer a case, with how much it is like the one shown where that is likely to matter."""
    alike = f" (ressemble à {one.percent}{THIN}%)" if one.likely else ""
    return Tick(one.id, f"{one.title}{alike}", False, tip=one.question)
