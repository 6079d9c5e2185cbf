"""What stands around every page: whose network, whether it is an example, when it was last backed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dgsdesk.application.desk import View
from dgsdesk.application.membership import communes_on
from dgsdesk.domain.arrival import Arrival, ArrivalState
from dgsdesk.domain.meeting import Meeting


@dataclass(frozen=True)
class NetworkRow:
    """The open network; ``name`` is empty before the first start is done.

    ``backup_failed`` is the code of what kept the last backup from being made.
    """

    name: str
    communes: int
    example: bool
    backup: datetime | None
    backup_failed: str
    today: date
    arrivals: int = 0
    id: str = ""


def network_row(view: View) -> NetworkRow:
    """Return the open network."""
    network = view.network()
    today, failure = view.clock.today(), view.keeper.failure()
    return NetworkRow(
        name=network.name if network else "",
        communes=len(communes_on(view.store, today)) if network else 0,
        example=network.example if network else False,
        backup=view.keeper.last(),
        backup_failed=failure.code if failure else "",
        today=today,
        arrivals=len(view.store.find(Arrival, state=ArrivalState.WAITING)),
        id=network.id if network else "",
    )


def meetings_still_there(view: View, ids: frozenset[str]) -> frozenset[str]:
    """Return those of these ids that are meetings of the open network."""
    return frozenset(meeting.id for meeting in view.store.find(Meeting, id=set(ids)))
