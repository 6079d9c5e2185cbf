"""What trust costs on a generated network, by hand: ``python -m tests.benchmarks.trust FILE``.

An act with its seals and without, in turns, on a copy of the file; then the window until « Accueil » takes
keys, on the file and on an empty network, in turns (wanted: 1.2 times).
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.places import clock_on
from dgsdesk.storage.seals import Seals
from tests.benchmarks.start import OURS, measure

TODAY = date(2026, 11, 27)
ACTS, STARTS = 200, 7


def seals(folder: Path) -> None:
    """Print an act's time with seals and without."""
    desk = open_desk(folder / "reseau.dgsdb", documents=folder, clock=clock_on(TODAY), create=False)
    desk.settle()
    spent: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * ACTS):
        sealed = number % 2 == 0
        with patch.object(Seals, "refresh", Seals.refresh if sealed else lambda *_: None):
            began = perf_counter()
            desk.run(NoteSubject(f"Sujet {number}"))
            spent[sealed].append(1000 * (perf_counter() - began))
    desk.close()
    with_them, without = statistics.median(spent[True]), statistics.median(spent[False])
    print(f"an act sealed {with_them:.2f} ms, without {without:.2f}, ratio {with_them / without:.2f}")


def opening(empty: Path, full: Path) -> None:
    """Print how long the window takes to its first page on both, in turns."""
    found: dict[Path, list[float]] = {empty: [], full: []}
    for _ in range(STARTS + 1):
        for folder, spent in found.items():
            spent.append(measure(OURS, str(folder))["filled"])
    small, large = (statistics.median(spent[1:]) for spent in found.values())
    print(f"« Accueil » on an empty network {small:.0f} ms, here {large:.0f}, ratio {large / small:.2f}")


def main(file: Path) -> None:
    """Measure on copies."""
    with TemporaryDirectory(dir=file.parent) as place:
        empty, full = Path(place) / "empty", Path(place) / "full"
        full.mkdir()
        shutil.copy(file, full / "reseau.dgsdb")
        desk = open_desk(empty / "reseau.dgsdb", documents=empty, clock=clock_on(TODAY))
        desk.run(FoundNetwork("200067635", example=True))
        desk.close()
        os.sync()
        seals(full)
        opening(empty, full)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
