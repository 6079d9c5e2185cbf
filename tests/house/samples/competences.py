"""One instance or more of every command of the competences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.grey_zone.competence import EditCompetence, HoldCompetences, PrintCompetences
from dgsdesk.domain.competence import Holding


def samples(desk: Desk) -> Iterator[Command[Any]]:
    del desk
    yield HoldCompetences(("MOB-VOI", "EAU-PLU"), Holding.SUPPLEMENTARY)
    yield EditCompetence(
        "MOB-VOI",
        community_interest="Voies entre deux bourgs",
        interest_on=date(2024, 9, 26),
        basis="Statuts",
    )
    yield PrintCompetences()
