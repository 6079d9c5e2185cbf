"""Sixteen annotated copies of a draft of 60 pages, reconciled: python -m tests.benchmarks.observations."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.mailing.mailing import Way
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.minutes.holding import CloseSession, OpenSession, WriteEntry
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.application.review.circulation import CirculateDraft
from dgsdesk.application.review.incoming import ImportObservations, Incoming, ReceivedFile, incoming_preview
from dgsdesk.application.review.page import review_page
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.network import Organisation
from dgsdesk.domain.richtext import RichText, paragraph
from tests.returned_drafts import tracked
from tests.written_meeting import on_day

ITEMS, PARAGRAPHS, COPIES = 24, 14, 16
SENTENCE = (
    "Le sujet {n} est examiné par les communes, qui rappellent le délai de {n} jours et la clé retenue. "
)


def draft(desk: Desk) -> tuple[str, bytes]:
    """Write and send a draft of about 60 pages; return the meeting and the file."""
    circle, host = desk.ask(lambda view: (view.store.find(Circle)[0].id, view.store.find(Organisation)[3].id))
    meeting = desk.run(PlanMeeting(circle, date(2026, 11, 10), host)).value
    items = [desk.run(AddItem(meeting, title=f"Sujet commun nº {rank}")).value for rank in range(ITEMS)]
    desk.run(SendInvitation(meeting, way=Way.COPIED))
    desk.run(OpenSession(meeting))
    for rank, item in enumerate(items):
        numbers = (100 * rank + line for line in range(PARAGRAPHS))
        blocks = tuple(
            paragraph("".join(SENTENCE.format(n=1000 * n + part) for part in range(5))) for n in numbers
        )
        desk.run(WriteEntry(item, RichText(blocks)))
    desk.run(CloseSession(meeting))
    on_day(desk, date(2026, 11, 24))
    paths = desk.run(CirculateDraft(meeting, way=Way.COPIED)).value.paths
    return meeting, next(Path(path).read_bytes() for path in paths if path.endswith(".docx"))


def main() -> None:
    """Measure reading and noting, then showing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = FixedClock.on(date(2026, 11, 10))
        desk = open_desk(
            folder / "reseau.dgsdb",
            documents=folder / "documents",
            clock=clock,
            ids=SeededIds("b"),
            actor="mesure",
        )
        desk.run(FoundNetwork("200067635", example=True))
        meeting, content = draft(desk)
        seats = [org.name for org in desk.ask(lambda view: [*map(_named, view.store.find(Organisation))])]
        files = []
        for rank in range(COPIES):
            changes = {
                f"délai de {1000 * (100 * (k % ITEMS)) + k % 5} jours": f"délai de {rank % 4} mois"
                for k in range(20)
            }
            files.append(ReceivedFile(f"{rank}.docx", tracked(content, f"DGS {seats[rank]}", changes)))
        incoming = Incoming(tuple(files))
        start = time.perf_counter()
        desk.ask(incoming_preview, meeting, incoming)
        previewed = time.perf_counter()
        count = desk.run(ImportObservations(meeting, incoming)).value
        noted = time.perf_counter()
        page = desk.ask(review_page, meeting)
        shown = time.perf_counter()
        rows = sum(len(group.rows) for group in page.groups)
        print(f"{COPIES} copies of {len(content) // 1000} kB, {ITEMS * PARAGRAPHS} paragraphs")
        print(f"read and previewed: {previewed - start:.2f} s; noted ({count}): {noted - previewed:.2f} s")
        print(f"reconciled and shown as {rows} requests: {shown - noted:.2f} s")
        desk.close()


class _Seat:
    def __init__(self, name: str) -> None:
        self.name = name


def _named(organisation: Organisation) -> _Seat:
    return _Seat(organisation.name)


if __name__ == "__main__":
    main()
