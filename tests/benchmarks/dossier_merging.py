"""How long a dossier takes from export to merge: 20 MB of documents, 700 paragraphs changed on both sides.

``python -m tests.benchmarks.dossier_merging``
"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date
from pathlib import Path

from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.take import TakeDossier, take_preview
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.library import OwnerKind
from dgsdesk.domain.richtext import RichText, paragraph
from tests.dossiers import HostLaptop, dossier_for
from tests.written_meeting import MET, Written, write_meeting

PARAGRAPHS = 700
FILES, FILE_SIZE = 10, 2_000_000


def text_of(change: str) -> RichText:
    """Give 700 paragraphs; ``change`` rewrites a word of each."""
    lines = (
        f"La commune {n} rappelle les travaux de la voie {n}, et le conseil demande un avis écrit."
        for n in range(PARAGRAPHS)
    )
    wanted, instead = change.split("/")
    return RichText(tuple(paragraph(line.replace(wanted, instead)) for line in lines))


def timed(name: str, began: float) -> float:
    """Say how long something took, return now."""
    now = time.perf_counter()
    print(f"{name}: {now - began:.2f} s")
    return now


def prepare(folder: Path) -> tuple[Desk, Written]:
    """Make a network with a long meeting that has 20 MB of documents."""
    clock = FixedClock.on(date(2026, 11, 27))
    desk = open_desk(folder / "réseau" / "reseau.dgsdb", documents=folder / "d", clock=clock, actor="essai")
    desk.run(FoundNetwork("200067635", example=True))
    written = write_meeting(desk)
    clock.instant = FixedClock.on(MET).instant
    desk.run(WriteEntry(written.roads, text_of("/")))
    source = random.Random(1)
    files = tuple(NewFile(f"plan {n}.bin", source.randbytes(FILE_SIZE)) for n in range(FILES))
    desk.run(AddDocuments(files, Place(OwnerKind.ITEM, written.roads)))
    return desk, written


def main() -> None:
    """Export, open, send back, preview, merge and undo, each timed."""
    with tempfile.TemporaryDirectory() as home:
        desk, written = prepare(Path(home))
        began = time.perf_counter()
        sent = dossier_for(desk, written.id, "Gorges")
        began = timed(f"written ({len(sent) / 1e6:.0f} MB)", began)
        host = HostLaptop(Path(home) / "hôte", "Gorges")
        away = host.open(sent)
        timed("opened as a host", began)
        away.run(WriteEntry(written.roads, text_of("écrit/motivé")))
        source = random.Random(2)
        files = tuple(NewFile(f"photo {n}.bin", source.randbytes(FILE_SIZE)) for n in range(FILES))
        away.run(AddDocuments(files, Place(OwnerKind.MEETING, written.id)))
        desk.run(WriteEntry(written.roads, text_of("rappelle/salue")))
        began = time.perf_counter()
        back = host.send_back(written.id)
        began = timed(f"sent back ({len(back) / 1e6:.0f} MB of new documents)", began)
        preview = desk.ask(take_preview, "retour.dgsdesk", back)
        assert len(preview.conflicts) == 0, preview.conflicts[:1]
        began = timed("previewed", began)
        done = desk.run(TakeDossier("retour.dgsdesk", back))
        began = timed(f"merged, with the backup before ({done.value.taken} changes)", began)
        desk.undo()
        timed("undone", began)
        host.close()
        desk.close()


if __name__ == "__main__":
    main()
