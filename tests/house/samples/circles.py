"""One instance or more of every command of the circles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dgsdesk.application.circle.acts import circle_rules
from dgsdesk.application.circle.commune_facts import (
    AddSharedService,
    JoinService,
    LeaveService,
    RemoveSharedService,
    SetEarlierPopulation,
    SetSector,
    facts_grid,
)
from dgsdesk.application.circle.composition import (
    AddMembershipException,
    RemoveMembershipException,
    RemoveMembershipRule,
    SetMembershipRule,
    composition_page,
    rule_choices,
)
from dgsdesk.application.circle.life import AddCircle, CloseCircle, RemoveCircle
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.model import AddModel, SaveModel
from dgsdesk.application.rota.dates import AddClosedPeriod, RemoveClosedPeriod, dates_page
from dgsdesk.domain.network import Role


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    yield AddCircle("Petites communes")
    circle = next(one.id for one in desk.ask(circle_rules) if one.name == "Petites communes")
    yield SetMembershipRule(circle, "population < 4500")
    yield SetMembershipRule(circle, "population_rank <= 4", with_seat=False, starts=date(2027, 1, 1))
    yield RemoveMembershipRule(desk.ask(composition_page, circle).versions[1].id)
    seat, town = desk.ask(rule_choices).organisations[:2]
    yield AddMembershipException(circle, town[0], excused=True, ends=date(2026, 12, 31), reason="congé")
    yield AddMembershipException(circle, seat[0], excused=False, role=Role.DST)
    yield RemoveMembershipException(desk.ask(composition_page, circle).exceptions[0].id)
    yield SetSector((town[0],), "Nord")
    yield AddClosedPeriod(circle, date(2027, 5, 10), date(2027, 5, 12))
    yield RemoveClosedPeriod(desk.ask(dates_page, circle).periods[0].id)
    yield AddClosedPeriod(None, date(2027, 3, 1), date(2027, 3, 31), "élections")
    yield AddSharedService("Informatique")
    service = desk.ask(facts_grid).services[0].id
    yield JoinService(service, (town[0],), date(2020, 1, 1))
    yield LeaveService(service, (town[0],), date(2026, 1, 1))
    yield SetEarlierPopulation(town[0], date(2024, 12, 31), 4_200)
    yield SetEarlierPopulation(town[0], date(2024, 12, 31), None)
    yield AddModel("vichy")
    yield SaveModel("Notre façon")
    yield CloseCircle(circle, date(2027, 6, 30))
    yield CloseCircle(circle, None)
    yield RemoveCircle(circle)
    yield RemoveSharedService(service)
