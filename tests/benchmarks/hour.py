"""Use the window by script, watch its memory: ``python -m tests.benchmarks.hour FILE MINUTES [SECONDS]``.

On a copy of FILE, with the program’s own threads: every three seconds (or SECONDS) another page, or another
step of one of the last meetings; a subject is noted every fifth time and taken back every tenth, something is
searched every third. Prints the memory each minute, in MB: all that is resident (RSS, libraries of the system
that others use as well included), its fair share of it (PSS), what is the program’s alone (USS). Wanted: RSS
under 200 MB after an hour.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from functools import partial
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from dgsdesk.desktop import binding as binding  # first, as the program does

# isort: split
from dgsdesk.application.meeting_page import meetings_list
from dgsdesk.application.search import find_things
from dgsdesk.application.steps import Step
from dgsdesk.application.theme import NoteSubject
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.collector import Collector
from dgsdesk.desktop.shell.launch import catch_bugs, make_application, make_shell
from dgsdesk.desktop.shell.page_maker import PageMaker
from dgsdesk.desktop.surroundings import surroundings

PACE = 3.0
QUESTIONS = ("voirie", "zone d’activité", "accueil", "eau", "commune")


class Use:
    """Somebody who never rests."""

    def __init__(self, folder: Path, database: Path, minutes: float, pace: float) -> None:
        self.app = make_application()
        self.shell = make_shell(self.app, PAGES, surroundings, settings=folder / "memoire.ini")
        catch_bugs(self.shell)
        self.until, self.told, self.begun = minutes * 60, 0.0, monotonic()
        self.count = 0
        self.meetings: list[str] = []
        self.pages = cycle([entry.id for entry in PAGES if entry.id != "first_start"])
        self.shell.window.resize(1366, 768)
        self.shell.window.show()
        self.shell.start(partial(open_session, database, None, folder, ""))
        self.timer = QTimer(interval=int(pace * 1000))
        self.timer.timeout.connect(self.step)
        self.shell.opened.connect(self.timer.start)
        self.shell.opened.connect(lambda: PageMaker(self.shell))
        Collector(self.shell)

    def step(self) -> None:
        """Do one thing, and tell the memory once a minute."""
        passed = monotonic() - self.begun
        if passed >= self.told:
            print(f"{passed / 60:5.1f} min  {memory()}  {self.count} acts", flush=True)
            self.told += 60
        if passed >= self.until:
            self.timer.stop()
            self.shell.window.close()
            self.app.quit()
            return
        self.count += 1
        page = self.shell.window.stack.currentWidget()
        host = self.shell.host
        if self.count == 1:
            host.ask(meetings_list, then=self._take_meetings, owner=page)
        elif self.count % 10 == 0:
            self.shell.actions.action("shell.undo").trigger()
        elif self.count % 5 == 0:
            host.run(NoteSubject(title=f"Sujet {self.count}"), owner=page)
        elif self.count % 3 == 0:
            host.ask(find_things, QUESTIONS[self.count % len(QUESTIONS)], then=list, owner=page)
        elif self.count % 2 and self.meetings:
            step = list(Step)[self.count // 2 % len(Step)]
            self.shell.open_page("meetings", (self.meetings[self.count % len(self.meetings)], step.value))
        else:
            self.shell.open_page(next(self.pages))

    def _take_meetings(self, lines: Any) -> None:
        self.meetings = [line.id for line in lines][:12]


def memory() -> str:
    """Return the memory in use, in MB: resident, its fair share, its own."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines)}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return f"RSS {sizes['Rss'] // 1024:4d}  PSS {sizes['Pss'] // 1024:4d}  USS {own // 1024:4d}"


def main(file: Path, minutes: float, pace: float) -> None:
    """Use a copy of a network for so many minutes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database = Path(shutil.copy(file, folder / "reseau.dgsdb"))
        pieces = file.with_name("reseau-pieces")
        if pieces.is_dir():
            shutil.copytree(pieces, folder / "reseau-pieces")
        use = Use(folder, database, minutes, pace)
        use.app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else PACE)
