"""Printing the host rota of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.document import file_stem
from dgsdesk.application.documents.head import base_document, letterhead_row, place_and_date
from dgsdesk.application.documents.rota_document import ShareLine, TurnLine, rota_document
from dgsdesk.application.ports.office import OutFile
from dgsdesk.application.rota_page import STATE_WORDS, rota_page
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.host_rota import HostTurn
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.wording import hours


@dataclass(frozen=True)
class PrintRota(Command[str]):
    """Write the rota of the circle, from today on, as a document; returns its full path."""

    circle_id: str


@handles(PrintRota, "Tour d’accueil imprimé")
def print_rota(act: Act, command: PrintRota) -> str:
    circle = act.store.get(Circle, command.circle_id)
    page = rota_page(act.view, circle.id)
    every = {org.id: org for org in act.store.find(Organisation)}
    end = (datetime.combine(act.today, circle.starts_at) + timedelta(minutes=circle.minutes)).time()
    document = rota_document(
        letterhead=letterhead_row(act),
        circle=circle.name,
        hours=hours(circle.starts_at, end),
        facts=page.facts,
        turns=[
            _turn_line(turn, every.get(turn.host_id or ""))
            for turn in act.store.find(HostTurn, circle_id=circle.id)
            if turn.day >= act.today
        ],
        shares=[ShareLine(row.name, row.count, row.owed, row.debt) for row in page.rows],
        created=act.now,
        place_and_date=place_and_date(act, act.today),
    )
    name = f"{file_stem(act.today, 'tour-d-accueil')}.docx"
    (path,) = act.lay("Tour d’accueil", [OutFile(name, act.office.docx(document, base_document(act)))])
    return path


def _turn_line(turn: HostTurn, host: Organisation | None) -> TurnLine:
    place = ", ".join(filter(None, (host.address, f"{host.postal_code} {host.town}".strip()))) if host else ""
    return TurnLine(turn.day, host.name if host else "", place, STATE_WORDS[turn.state])
