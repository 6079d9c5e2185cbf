"""Click a page of the rail right behind the start, before anything was made in advance, by hand.

    python -m tests.benchmarks.at_once FILE [PAGE [RUNS]]

Opens the program on a copy of FILE as a user does, clicks PAGE (« meetings » by default) so many seconds
behind the window's first paint, and prints in milliseconds, from the click: when the first answer was painted
(wanted: 100; of a click before the network is open, the choice in the rail), when all that the page shows was
read, filled in and painted (wanted: 300), and the longest that the event loop stood still from then on
(wanted: 100), by a beat each 2 ms; « busy » is that by the processor's time of the interface's thread, which
tells the program from its neighbours. The least, the median and the worst of RUNS processes.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dgsdesk.desktop.shell.main_window import MainWindow
    from dgsdesk.desktop.shell.shell import Shell

WAITS = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)
"""Seconds between the first paint and the click."""

CALM = 5
"""Beats in a row with nothing under way after which a page is whole."""


class Impatient:
    """Clicks, and listens to the beat of the event loop."""

    def __init__(self, window: MainWindow, page: str, wait: float) -> None:
        from time import perf_counter, thread_time

        from PySide6.QtCore import QTimer

        self.window, self.page, self.wait, self.clock = window, page, wait, perf_counter
        self.worked = thread_time
        self.work = self.busy = 0.0
        self.shells: list[Shell] = []
        self.clicked = self.answered = self.painted = self.beat = self.held = 0.0
        self.calm = 0
        self.asked: set[Any] = set()
        self.made: list[Any] = []
        self.timer = QTimer(interval=2)
        self.timer.timeout.connect(self._beat)
        window.first_painted.connect(self._wait)

    def take(self, shell: Shell) -> None:
        """Know the shell, and what its pages ask: the upkeep of the network is none of theirs."""
        self.shells.append(shell)
        host: Any = shell.host
        ask = host.ask

        def asked(*arguments: Any, **more: Any) -> Any:
            job = ask(*arguments, **more)
            deliver = job.deliver
            self.asked.add(job)

            def delivered() -> None:
                self.asked.discard(job)
                deliver()

            job.deliver = delivered
            return job

        host.ask = asked
        in_pieces = host.in_pieces

        def made(*arguments: Any, **more: Any) -> Any:
            self.made.append(in_pieces(*arguments, **more))
            return self.made[-1]

        host.in_pieces = made

    def _wait(self) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(round(self.wait * 1000), self._click)

    def _click(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self._listen()
        self.clicked, self.work = self.clock(), self.worked()
        self.beat = self.clicked
        self.timer.start()
        view = self.window.rail.view
        where = view.visualRect(view.rail.index_of(self.page)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def _listen(self) -> None:
        """Note when the window was painted: in its turn, or at once with the head of a page."""
        from PySide6.QtCore import QEvent, QObject

        seen = self

        class Paints(QObject):
            """Carries out the window's painting itself, to know when it ends."""

            inside = False

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() is not QEvent.Type.UpdateRequest or self.inside:
                    return False
                self.inside = True
                seen.window.event(event)
                self.inside = False
                seen.note_paint()
                return True

        self.paints = Paints(self.window)
        self.window.installEventFilter(self.paints)
        pages: Any = self.shells[0]._pages
        announce = pages._announce

        def announced(*arguments: Any) -> Any:
            head = announce(*arguments)
            self.note_paint()
            return head

        pages._announce = announced

    def note_paint(self) -> None:
        """Remember the first paint and the last one."""
        self.painted = self.clock()
        self.answered = self.answered or self.painted

    def _beat(self) -> None:
        now, work = self.clock(), self.worked()
        self.held, self.beat = max(self.held, now - self.beat), now
        self.busy, self.work = max(self.busy, work - self.work), work
        shell: Any = self.shells[0] if self.shells else None
        self.made = [one for one in self.made if not one.is_done]
        there = shell is not None and shell.current_page == self.page and not self.asked and not self.made
        self.calm = self.calm + 1 if there else 0
        if self.calm >= CALM or now - self.clicked > 10:
            self.timer.stop()
            ms = [(one - self.clicked) * 1000 for one in (self.answered, self.painted)]
            print("MEASURED", *ms, self.held * 1000, self.busy * 1000, flush=True)
            self.window.close()


def click(database: Path, page: str, wait: float) -> int:
    """Open the window as the program does, and click."""
    from dgsdesk.bootstrap.window import open_window
    from dgsdesk.desktop.shell import launch

    make_shell, users = launch.make_shell, list[Impatient]()

    def made(*arguments: Any) -> Shell:
        shell = make_shell(*arguments)
        users[0].take(shell)
        return shell

    launch.make_shell = made  # type: ignore[assignment]

    def watch(window: MainWindow) -> None:
        users.append(Impatient(window, page, wait))

    settings = database.with_name("memoire.ini")
    settings.unlink(missing_ok=True)
    return open_window(database, settings, watch)


def measure(database: Path, page: str, wait: float) -> list[float]:
    """Return what one click took, in a process of its own."""
    homes = {"HOME": str(database.parent), "XDG_DATA_HOME": str(database.parent / "d")}
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **homes}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "tests.benchmarks.at_once", "--click", str(database), page, str(wait)]
    said = subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True).stdout
    (line,) = (line for line in said.splitlines() if line.startswith("MEASURED"))
    return [float(word) for word in line.split()[1:]]


def main() -> int:
    """Measure each wait in turns and print the table; or click once."""
    if sys.argv[1] == "--click":
        return click(Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]))
    page = sys.argv[2] if len(sys.argv) > 2 else "meetings"
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as place:
        import shutil

        database = Path(shutil.copy(sys.argv[1], Path(place) / "reseau.dgsdb"))
        measure(database, page, 1.0)  # an upgrade, bytecode
        rounds = [[measure(database, page, wait) for wait in WAITS] for _ in range(runs)]
        print(f"{'':10}{'answered':>20}{'whole':>20}{'held':>20}{'busy':>20}   ms: least, median, worst")
        for at, wait in enumerate(WAITS):
            cells = []
            for part in range(4):
                each = [one[at][part] for one in rounds]
                cells.append(f"{min(each):8.0f}{statistics.median(each):6.0f}{max(each):6.0f}")
            print(f"{wait:6.1f} s  {''.join(cells)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
