"""Use the window by script, watch its memory.

    python -m tests.benchmarks.hour FILE MINUTES [SECONDS [FOLDER]]

On a copy of FILE, as the program starts it: every three seconds (or SECONDS) another page, or another step of
one of the last meetings; a subject is noted every fifth time and taken back every tenth, something is
searched every third. With the FOLDER of the one-folder program all of it is done by that: by its launcher,
with its Python, libraries and bytecode, in a copy whose ``dgsdesk.__main__`` is this file. Prints the memory
each minute, in MB: all that is resident (RSS, libraries of the system that others use as well included), its
fair share of it (PSS), what is the program’s alone (USS). Wanted: RSS under 200 MB after an hour.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from dgsdesk.desktop.shell.shell import Shell

PACE = 3.0
QUESTIONS = ("voirie", "zone d’activité", "accueil", "eau", "commune")


class Use:
    """Somebody who never rests."""

    def __init__(self, shell: Shell, minutes: float, pace: float) -> None:
        from itertools import cycle
        from time import monotonic

        from PySide6.QtCore import QTimer

        from dgsdesk.desktop.pages import PAGES

        self.shell, self.clock = shell, monotonic
        self.until, self.told, self.begun = minutes * 60, 0.0, monotonic()
        self.count = 0
        self.meetings: list[str] = []
        self.pages = cycle([entry.id for entry in PAGES if entry.id != "first_start"])
        self.timer = QTimer(interval=int(pace * 1000))
        self.timer.timeout.connect(self.step)
        self.timer.start()

    def step(self) -> None:
        """Do one thing, and tell the memory once a minute."""
        passed = self.clock() - self.begun
        if passed >= self.told:
            print(f"{passed / 60:5.1f} min  {memory()}  {self.count} acts", flush=True)
            self.told += 60
        if passed >= self.until:
            self.timer.stop()
            self.shell.window.close()
            return
        self.count += 1
        self._act()

    def _act(self) -> None:
        from dgsdesk.application.meeting.page import meetings_list
        from dgsdesk.application.meeting.steps import Step
        from dgsdesk.application.search.acts import find_things
        from dgsdesk.application.subjects.acts import NoteSubject

        page: Any = self.shell.window.stack.currentWidget()
        host = self.shell.host
        if self.count == 1:
            host.ask(meetings_list, then=self._take_meetings, owner=page)
        elif self.count % 10 == 0:
            self.shell.actions.action("shell.undo").trigger()
        elif self.count % 5 == 0:
            host.run(NoteSubject(title=f"Sujet {self.count}"), owner=page)
        elif self.count % 3 == 0:
            host.ask(find_things, QUESTIONS[self.count % len(QUESTIONS)], then=lambda _: None, owner=page)
        elif self.count % 2 and self.meetings:
            step = list(Step)[self.count // 2 % len(Step)]
            self.shell.open_page("meetings", (self.meetings[self.count % len(self.meetings)], step.value))
        else:
            self.shell.open_page(next(self.pages))

    def _take_meetings(self, lines: Any) -> None:
        self.meetings = [line.id for line in lines][:12]


def memory() -> str:
    """Return the memory in use, in MB: resident, its fair share, its own."""
    with open("/proc/self/smaps_rollup", encoding="ascii") as told:
        lines = told.read().splitlines()[1:]
    sizes = {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines)}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return f"RSS {sizes['Rss'] // 1024:4d}  PSS {sizes['Pss'] // 1024:4d}  USS {own // 1024:4d}"


def use(database: Path, minutes: float, pace: float) -> int:
    """Open the window as the program does, and use it once its network stands."""
    from dgsdesk.bootstrap.window import open_window
    from dgsdesk.desktop.shell import launch

    make_shell, users = launch.make_shell, list[Use]()

    def made(*arguments: Any) -> Shell:
        shell = make_shell(*arguments)
        shell.window.resize(1366, 768)
        shell.opened.connect(lambda: users.append(Use(shell, minutes, pace)))
        return shell

    launch.make_shell = made  # type: ignore[assignment]
    return open_window(database, database.with_name("memoire.ini"))


def laid_in(program: Path, copy: Path, script: Path) -> Path:
    """Copy the one-folder program, with a script to begin with; return its launcher.

    What it began with before is ``dgsdesk.own_main`` there: the processes apart begin with the program, too.
    """
    import shutil
    from py_compile import compile as compile_file

    shutil.copytree(program, copy, copy_function=os.link)
    (main_module,) = copy.glob("lib/python3.*/site-packages/dgsdesk/__main__.pyc")
    main_module.rename(main_module.with_name("own_main.pyc"))  # a link: the program itself keeps its own
    compile_file(str(script), str(main_module), doraise=True)
    return copy / "dgsdesk"


def prepare(file: str, minutes: str, pace: str = str(PACE), program: str = "") -> int:
    """Use a copy of a network in a process of its own, with an empty home; return its exit code."""
    import shutil
    import subprocess
    import tempfile
    from pathlib import Path

    beside = Path(program).resolve().parent if program else None  # links do not cross disks
    with tempfile.TemporaryDirectory(dir=beside) as place:
        folder = Path(place)
        database = Path(shutil.copy(file, folder / "reseau.dgsdb"))
        if (pieces := Path(file).with_name("reseau-pieces")).is_dir():
            shutil.copytree(pieces, folder / "reseau-pieces")
        begin = (
            [laid_in(Path(program), folder / "programme", Path(__file__))]
            if program
            else [sys.executable, __file__]
        )
        homes = {"HOME": place, "XDG_DATA_HOME": f"{place}/d", "XDG_CONFIG_HOME": f"{place}/c"}
        surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **homes}
        command = [*begin, "--hour", database, minutes, pace]
        return subprocess.run(command, env=surroundings, cwd=folder).returncode


def main() -> int:
    """Prepare the hour, or spend it; return the exit code."""
    if sys.argv[1] == "--hour":
        from pathlib import Path

        return use(Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
    if sys.argv[1].startswith("--"):
        from dgsdesk.own_main import main as own_main  # type: ignore[import-not-found]

        return int(own_main())
    return prepare(*sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
