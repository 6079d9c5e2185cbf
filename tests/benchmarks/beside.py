"""Time acts beside long works: ``python -m tests.benchmarks.beside FILE [copy] [export]``, FILE generated.

The file is copied first. An act each 20 ms, as if somebody typed without a pause: what a person would wait.
Wanted: none over 100 ms.
"""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep
from typing import Any

from dgsdesk.application.desk import Desk
from dgsdesk.application.home.page import home_page
from dgsdesk.application.pace import Pace
from dgsdesk.application.safety.open_export import network_export
from dgsdesk.application.safety.safekeeping import network_copy
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.bootstrap.places import clock_on
from dgsdesk.desktop.shell.runner import TURN_S

TODAY = date(2026, 11, 27)


def main(file: Path, names: list[str]) -> None:
    """Print the acts' times alone, beside a copy, beside an export."""
    sys.setswitchinterval(TURN_S)  # as in the window, which looks for garbage between acts only
    gc.disable()
    with TemporaryDirectory(dir=file.parent) as folder:
        here = Path(folder)
        database = Path(shutil.copy(file, here / "reseau.dgsdb"))
        os.sync()  # or the first acts wait for the copy
        desk = open_desk(database, documents=here, clock=clock_on(TODAY), create=False)
        desk.settle()
        desk.run(NoteSubject("À froid"))
        desk.ask(home_page)
        print("alone", _told(_acts(desk, lambda: len(acts) < 200, acts := [])))
        for name, work in (
            ("copy", desk.ask(network_copy, str(here / "copie"))),
            ("export", desk.ask(network_export, str(here / "export"))),
        ):
            if name in names:
                print(name, *_beside(desk, work), flush=True)
        desk.close()


def _beside(desk: Desk, work: Callable[[Pace], Any]) -> tuple[str, str]:
    began = perf_counter()
    aside = Thread(target=work, args=(Pace(),))
    aside.start()
    told = _told(_acts(desk, aside.is_alive, []))
    return f"{perf_counter() - began:.1f} s,", told


def _acts(desk: Desk, goes_on: Callable[[], bool], times: list[float]) -> list[float]:
    while goes_on():
        began = perf_counter()
        desk.run(NoteSubject("Noté à côté"))
        times.append(1000 * (perf_counter() - began))
        sleep(0.02)
    return times


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    at_99 = ordered[int(0.99 * (len(ordered) - 1))]
    return (
        f"{len(ordered)} acts: median {statistics.median(ordered):.1f} ms, 99 % {at_99:.1f}, "
        f"worst {ordered[-1]:.1f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["copy", "export"])
