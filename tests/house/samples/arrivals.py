"""One instance or more of every command of « Arrivées »."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dgsdesk.application.arrival import (
    AssignArrival,
    FileAgain,
    FileArrivals,
    SetArrivalAside,
    TakeOutArrival,
)
from dgsdesk.application.arrival_page import (
    arrivals_page,
)
from dgsdesk.application.arrival_preview import (
    DroppedFile,
    NamedAddress,
)
from dgsdesk.application.command import Command
from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting_page import meetings_list
from dgsdesk.application.rota_page import rota_page

CARD = b"BEGIN:VCARD\nVERSION:3.0\nN:Essai;Jo;;;\nFN:Jo Essai\nORG:Gorges\nEND:VCARD\n"


def samples(desk: Desk) -> Iterator[Command[Any]]:
    """Yield every command of the room, each ready to run."""
    organisation = desk.ask(rota_page).rows[3].organisation_id
    files = (DroppedFile("a.pdf", b"%PDF-1"), DroppedFile("b.pdf", b"%PDF-2"), DroppedFile("c.vcf", CARD))
    yield FileArrivals(files, (NamedAddress("jo@gorges.invalid", organisation),))
    first, second = (row.id for row in desk.ask(arrivals_page).rows if row.name in ("a.pdf", "b.pdf"))
    yield FileAgain(first)
    yield TakeOutArrival(first)
    yield SetArrivalAside(first)
    yield AssignArrival(second, desk.ask(meetings_list)[0].id)
