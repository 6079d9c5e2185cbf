"""How long a dossier of 20 MB takes, and what becomes of one whatever is broken in it.

    python -m tests.benchmarks.dossiers               a meeting with 20 MB of documents, written and read
    python -m tests.benchmarks.dossiers fuzz [500]    bits flipped and cuts, each in the process apart
    python -m tests.benchmarks.dossiers values [500]  values changed and signed anew, opened where they can be

The documents are noise, which no packing makes smaller.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.dossier.acts import ExportDossier, ReturnDossier
from dgsdesk.application.dossier.content import DossierContent
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.library.acts import AddDocuments, NewFile, Place
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.application.rota.page import circles
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.dossiers import open_dossier
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.library import OwnerKind
from dgsdesk.formats.apart import Apart
from dgsdesk.formats.dossier.apart import read_apart, read_through
from tests.formats.dossier_values import opened_anyway, with_other_value

T = TypeVar("T")
DAY = date(2026, 11, 27)
DOCUMENTS, EACH = 10, 2_000_000
ROUNDS = 5


def meeting_with_documents(desk: Desk, count: int, size: int) -> str:
    """Plan a meeting with an item that many documents serve; return its id."""
    desk.run(FoundNetwork("200067635", example=True))
    meeting = desk.run(PlanMeeting(desk.ask(circles)[0][0], date(2026, 12, 8), None)).value
    item = desk.run(AddItem(meeting, title="Déchets")).value
    noise = random.Random(1)
    files = tuple(NewFile(f"plan {place}.bin", noise.randbytes(size)) for place in range(count))
    desk.run(AddDocuments(files, Place(OwnerKind.ITEM, item)))
    return meeting


def desk_in(folder: Path) -> Desk:
    return open_desk(
        folder / "reseau.dgsdb",
        documents=folder / "documents",
        clock=FixedClock.on(DAY),
        ids=SeededIds("mesure"),
        actor="mesure",
    )


def measure(folder: Path) -> None:
    """Print how long each act takes, in the middle and at worst."""
    desk = desk_in(folder)
    meeting = meeting_with_documents(desk, DOCUMENTS, EACH)
    taken: dict[str, list[float]] = {}
    for round_ in range(ROUNDS):
        for passphrase in ("", "quatre mots sans rapport"):
            go_round(desk, meeting, passphrase, folder / f"poste {round_} {passphrase}", taken)
    desk.close()
    for what, times in taken.items():
        print(f"{what} : médiane {median(times):.2f} s, pire {max(times):.2f} s")


def go_round(desk: Desk, meeting: str, passphrase: str, home: Path, taken: dict[str, list[float]]) -> None:
    """Write a dossier, read it, open it on another laptop and send it back."""
    sealed = ", scellé" if passphrase else ""

    def timed(what: str, work: Callable[[], T]) -> T:
        began = perf_counter()
        value = work()
        taken.setdefault(what, []).append(perf_counter() - began)
        return value

    export = ExportDossier(meeting, "Hôte", passphrase=passphrase)
    file = Path(timed(f"écrit{sealed}", lambda: desk.run(export)).value.file)
    content = file.read_bytes()
    timed(f"lu{sealed}", lambda: read_apart(content, "a", passphrase))
    place = timed(f"ouvert chez l’hôte{sealed}", lambda: open_dossier(file, home, passphrase))
    host = open_desk(place.database, documents=home, clock=FixedClock.on(DAY), create=False)
    timed(f"renvoyé{sealed}", lambda: host.run(ReturnDossier(meeting, passphrase=passphrase)))
    host.close()


def fuzz(folder: Path, count: int = 500, seed: int = 1) -> None:
    desk = desk_in(folder)
    meeting = meeting_with_documents(desk, 2, 3_000)
    sound = Path(desk.run(ExportDossier(meeting, "Hôte")).value.file).read_bytes()
    desk.close()
    chance = random.Random(seed)
    whole = read_apart(sound, "a")
    told: Counter[str] = Counter()
    with Apart("dossier") as reader:
        for _ in range(count):
            told[outcome(broken(sound, chance), whole, reader)] += 1
    print(dict(told.most_common()))


def broken(sound: bytes, chance: random.Random) -> bytes:
    """Return the file with one bit flipped, or cut at random."""
    if chance.random() < 0.3:
        return sound[: chance.randrange(len(sound))]
    content = bytearray(sound)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def outcome(content: bytes, whole: DossierContent, reader: Apart) -> str:
    try:
        read = read_through(reader, content, "a")
    except BadInput as refusal:
        return refusal.code
    same = (read.manifest, read.state_json, read.documents) == (
        whole.manifest,
        whole.state_json,
        whole.documents,
    )
    return "unharmed (nothing that counts was hit)" if same else "CHANGED WITHOUT A WORD"


def values(folder: Path, count: int = 500, seed: int = 1) -> None:
    """Print what becomes of dossiers whose values are not what they should be, signed all the same."""
    desk = desk_in(folder)
    meeting = meeting_with_documents(desk, 2, 3_000)
    sound = read_apart(Path(desk.run(ExportDossier(meeting, "Hôte")).value.file).read_bytes(), "a")
    desk.close()
    chance = random.Random(seed)
    told = Counter(opened_anyway(with_other_value(sound, chance), folder / "postes") for _ in range(count))
    print(dict(told.most_common()))


if __name__ == "__main__":
    acts = {"fuzz": fuzz, "values": values}
    with TemporaryDirectory() as temporary:
        if sys.argv[1:]:
            acts[sys.argv[1]](Path(temporary), *map(int, sys.argv[2:]))
        else:
            measure(Path(temporary))
