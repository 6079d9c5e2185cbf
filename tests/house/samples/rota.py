"""One instance or more of every command of the rota room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dgsdesk.application.calendar.export import ExportYear
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.rota.absences import (
    AddBlackout,
    EndExemption,
    ExemptHost,
    RemoveBlackout,
    WithdrawHost,
)
from dgsdesk.application.rota.acts import (
    LockTurn,
    MoveTurn,
    MoveTurnDay,
    MoveTurnMonth,
    PastTurn,
    ProposeRota,
    PublishRota,
    RecomputeRota,
    RecordPastTurns,
    RemoveTurn,
    SwapTurns,
)
from dgsdesk.application.rota.communes import ArrangeRoom, JoinNetwork, MergeCommunes
from dgsdesk.application.rota.page import TurnCell, circles, rota_page
from dgsdesk.application.rota.printing import ExportRotaTable, KeepMapPicture, PrintRota
from dgsdesk.domain.host_rota import BlackoutKind


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    circle = desk.ask(circles)[0][0]
    hosts = [row.organisation_id for row in desk.ask(rota_page).rows]
    past = (PastTurn(date(2026, 9, 8), hosts[0]), PastTurn(date(2026, 10, 13), hosts[1]))
    yield RecordPastTurns(circle, past)
    yield ProposeRota(circle, date(2026, 12, 1), date(2027, 12, 31))
    yield RemoveTurn(turns(desk)[-1].id)
    last = turns(desk)[-1]
    yield MoveTurnDay(last.id, last.day + timedelta(days=7))
    yield AddBlackout(hosts[3], date(2027, 1, 1), date(2027, 3, 31), "travaux")
    first, second = turns(desk)[:2]
    yield SwapTurns(first.id, second.id)
    yield LockTurn(first.id, False)
    yield MoveTurn(second.id, hosts[5])
    yield PublishRota(circle)
    yield RemoveBlackout(next(bar.id for row in desk.ask(rota_page).rows for bar in row.blackouts))
    yield AddBlackout(turns(desk)[2].host_id or "", date(2027, 1, 1), date(2027, 12, 31), "travaux")
    yield RecomputeRota(circle)
    yield WithdrawHost(turns(desk)[3].id, "mairie en travaux")
    yield AddBlackout(hosts[6], date(2027, 6, 1), date(2027, 6, 30), "fêtes", BlackoutKind.YEARLY)
    yield ExemptHost(hosts[7], date(2027, 1, 1), None, "commune associée")
    exempted = next(row for row in desk.ask(rota_page).rows if row.organisation_id == hosts[7])
    yield EndExemption(exempted.absences[0].id)
    yield MoveTurnMonth(turns(desk)[-1].id, date(2028, 1, 1), hosts[4])
    yield ArrangeRoom(hosts[8], 14, hosts[9])
    yield JoinNetwork("Le Landreau", date(2027, 3, 1), "44079", 3_100)
    yield MergeCommunes((hosts[10], hosts[11]), "Sèvre-les-Moulins", date(2027, 1, 1))
    yield PrintRota(circle)
    yield ExportRotaTable(circle)
    yield KeepMapPicture(b"picture")
    yield ExportYear(circle)


def turns(desk: Desk) -> list[TurnCell]:
    """Return the turns to come, by date."""
    page = desk.ask(rota_page)
    cells = [cell for row in page.rows for cell in row.turns if cell.day >= page.today]
    return sorted(cells, key=lambda cell: cell.day)
