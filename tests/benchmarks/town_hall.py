"""Give meetings away and take them back by script, print their papers, watch the memory.

    python -m tests.benchmarks.town_hall FILE MINUTES FOLDER

On a copy of FILE, with the one-folder program of FOLDER. Round after round: the next meeting (every other
time the one being read over) is made a dossier by its form; a window with a home of its own opens the file,
changes the agenda (or makes an observation) and sends it back; the return is looked at in « Arrivées » and
taken; then what the pages print is printed, and two previews are opened and closed. Prints the memory of the
network's window after each round, as ``hour`` does, and that of the host's at its end.
Wanted: RSS under 200 MB.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Round = Iterator[Callable[[], object]]
"""What is done one after the other: each part is waited for."""

PACE_MS, PATIENCE_S = 1500, 60.0
PAPERS = ("prepare", "prepare.print"), ("prepare", "prepare.print_tasks"), ("invite", "invite.sheet")
LISTS = (
    ("actions", "actions.print"),
    ("actions", "actions.print_decisions"),
    ("grey_zones", "grey_zones.print"),
)


class Parts:
    """Does one part after the other, each when the one before has come to its end."""

    def __init__(self, parts: Round) -> None:
        from PySide6.QtCore import QTimer

        self._parts, self._ended, self._waited = parts, lambda: True, 0.0
        self.timer = QTimer(interval=PACE_MS)
        self.timer.timeout.connect(self._go_on)
        self.timer.start()

    def _go_on(self) -> None:
        from PySide6.QtWidgets import QApplication

        self._waited += PACE_MS / 1000
        if not self._ended():
            if self._waited > PATIENCE_S:
                print("waited in vain at", *lines_of(self._parts), flush=True)
                QApplication.exit(1)
            return
        self._waited = 0.0
        self._ended = next(self._parts)


def lines_of(parts: Any) -> Iterator[int]:
    """Yield the lines at which a generator stands, outermost first."""
    while parts is not None and hasattr(parts, "gi_frame"):
        yield parts.gi_frame.f_lineno
        parts = parts.gi_yieldfrom


class TownHall:
    """Who keeps the network."""

    def __init__(self, shell: Any, minutes: float) -> None:
        from time import monotonic

        self.shell, self.clock = shell, monotonic
        self.begun, self.until = monotonic(), minutes * 60
        self.lines: list[Any] = []
        self.made: list[str] = []
        self.parts = Parts(self._work())

    def _work(self) -> Round:
        count = 0
        while self.clock() - self.begun < self.until:
            print(f"{(self.clock() - self.begun) / 60:5.1f} min  {memory()}  {count} rounds", flush=True)
            yield from self._round(count)
            count += 1
        print(f"{(self.clock() - self.begun) / 60:5.1f} min  {memory()}  {count} rounds", flush=True)
        self.shell.window.close()
        yield lambda: False

    def _round(self, count: int) -> Round:
        from dgsdesk.application.meeting.page import meetings_list

        self.lines = []
        self.shell.host.ask(meetings_list, then=self.lines.extend, owner=self._page())
        yield lambda: self.lines
        state = "circulated" if count % 2 else "planned"
        meeting = next(line.id for line in self.lines if line.state.value == state)
        yield from self._give_away(meeting)
        yield from self._take_back()
        yield from self._print(meeting)

    def _page(self) -> Any:
        return self.shell.window.stack.currentWidget()

    def _give_away(self, meeting: str) -> Round:
        """Make the dossier by its form, as a hand does."""
        before = set(laid("dossier-"))
        self.shell.open_page("meetings", meeting)
        yield lambda: self._page()._meeting_id == meeting
        self.shell.actions.action("meetings.dossier").trigger()
        yield lambda: self._page().dossier.form is not None
        yield lambda: self._page().dossier.form.holds.whole_text()
        self._page().dossier.form.wanted.emit()
        yield lambda: set(laid("dossier-")) - before
        self.made = list(set(laid("dossier-")) - before)

    def _take_back(self) -> Round:
        """Let a host work at it, then take what he sends back."""
        import subprocess
        import tempfile

        (file,) = self.made
        with tempfile.TemporaryDirectory() as home:
            theirs = {"HOME": home, "XDG_DATA_HOME": f"{home}/d", "XDG_CONFIG_HOME": f"{home}/c"}
            host = subprocess.Popen([sys.executable, "--hall-host", file], env=os.environ | theirs)
            yield lambda: host.poll() is not None
            (returned,) = Path(home).rglob("*retour*.dgsdesk")
            self.shell.open_page("arrivals", (str(returned),))
            yield lambda: self._page().dossier.preview is not None
            take = self.shell.actions.action("arrivals.take_dossier")
            yield take.isEnabled
            take.trigger()
            yield lambda: not self._page().dossier.is_open

    def _print(self, meeting: str) -> Round:
        """Print what pages print; look at two previews."""
        for step, act in PAPERS:
            self.shell.open_page("meetings", (meeting, step))
            yield lambda: True
            yield from self._lay(act)
        yield from self._preview()
        for page, act in LISTS:
            self.shell.open_page(page)
            yield lambda: True
            yield from self._lay(act)
        yield from self._preview()

    def _lay(self, act: str) -> Round:
        if self.shell.actions.action(act).isEnabled():
            self.shell.actions.action(act).trigger()
            yield lambda: True

    def _preview(self) -> Round:
        from PySide6.QtWidgets import QApplication

        self.shell.actions.action("shell.preview").trigger()
        yield lambda: getattr(QApplication.activeModalWidget(), "_shown", None) is not None
        yield lambda: True
        shown: Any = QApplication.activeModalWidget()
        shown.accept()
        yield lambda: True


class Hosting:
    """The host of a meeting, in a window on its dossier."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.read: list[Any] = []
        self.parts = Parts(self._work())

    def _work(self) -> Round:
        from dgsdesk.application.agenda.acts import AddItem
        from dgsdesk.application.dossier.host import host_dossier
        from dgsdesk.application.review.observation import AddObservation

        page = self.shell.window.stack.currentWidget()
        self.shell.host.ask(host_dossier, then=self.read.append, owner=page)
        yield lambda: self.read
        dossier = self.read[0]
        words = f"Un point de plus, {os.getpid()}"
        act: Any = (
            AddItem(dossier.meeting_id, title=words)
            if dossier.agenda_open
            else AddObservation(dossier.meeting_id, words, author=dossier.addressee)
        )
        done: list[Any] = []
        for cell in ("host.agenda", "host.draft", "host.documents"):
            self.shell.actions.action(cell).trigger()
            yield lambda: True
        self.shell.host.run(act, then=done.append, owner=page)
        yield lambda: done
        self.shell.actions.action("host.return").trigger()
        yield lambda: hasattr(page.stack.currentWidget(), "go")
        page.stack.currentWidget().go.click()
        yield lambda: laid("retour")
        print(f"           host: {memory()}", flush=True)
        self.shell.window.close()
        yield lambda: False


def laid(part: str) -> list[str]:
    """Return the dossiers among the user's documents whose name has a part."""
    from dgsdesk.bootstrap.places import default_documents

    return [str(file) for file in default_documents().rglob(f"*{part}*.dgsdesk")]


def memory() -> str:
    """Return the memory in use, as ``hour`` tells it."""
    from hour_of_use import memory as told  # type: ignore[import-not-found]

    return str(told())


def watched(begin: Callable[[Any], object], file: Path | None) -> int:
    """Open the window as the program does, and begin once its network stands."""
    from dgsdesk.bootstrap.window import open_window
    from dgsdesk.desktop.shell import launch
    from dgsdesk.outside.opening import SystemOpener

    SystemOpener.open = lambda *_: None  # type: ignore[assignment,method-assign]
    make_shell, kept = launch.make_shell, list[object]()

    def made(*arguments: Any, **named: Any) -> Any:
        shell = make_shell(*arguments, **named)
        shell.window.resize(1366, 768)
        shell.opened.connect(lambda: kept.append(begin(shell)))
        return shell

    launch.make_shell = made
    return open_window(file)


def prepare(file: str, minutes: str, program: str) -> int:
    """Lay this file and ``hour`` in a copy of the program, and begin in an empty home."""
    import shutil
    import subprocess
    import tempfile
    from py_compile import compile as compile_file

    from tests.benchmarks import hour

    with tempfile.TemporaryDirectory(dir=Path(program).resolve().parent) as place:
        home = Path(place)
        network = home / "d" / "DGS Desk"
        network.mkdir(parents=True)
        shutil.copy(file, network / "reseau.dgsdb")
        if (pieces := Path(file).with_name("reseau-pieces")).is_dir():
            shutil.copytree(pieces, network / "reseau-pieces")
        launcher = hour.laid_in(Path(program), home / "programme", Path(__file__))
        (modules,) = (home / "programme").glob("lib/python3.*/site-packages")
        compile_file(hour.__file__, str(modules / "hour_of_use.pyc"), doraise=True)
        homes = {"HOME": place, "XDG_DATA_HOME": f"{place}/d", "XDG_CONFIG_HOME": f"{place}/c"}
        surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **homes}
        return subprocess.run([launcher, "--hall", minutes], env=surroundings, cwd=home).returncode


def main() -> int:
    """Prepare, be one of both windows, or what the program itself is started for; return the exit code."""
    first = sys.argv[1]
    if first == "--hall":
        return watched(lambda shell: TownHall(shell, float(sys.argv[2])), None)
    if first == "--hall-host":
        return watched(Hosting, Path(sys.argv[2]))
    if first.startswith("--"):
        from dgsdesk.own_main import main as own_main  # type: ignore[import-not-found]

        return int(own_main())
    return prepare(*sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
