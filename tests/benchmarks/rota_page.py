"""Time the page of the rota by hand: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.rota_page``.

Pays Basque (158 communes) over 36 months: frames of scrolling. Rouen (71 communes) with 24 dates: one
withdrawal from the click to the painted page, its rehearsal apart.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.ports.machine import FixedClock
from dgsdesk.application.rota.absences import AddBlackout, WithdrawHost
from dgsdesk.application.rota.acts import ProposeRota, PublishRota
from dgsdesk.application.rota.page import circles
from dgsdesk.application.rota.rehearsal import rota_standing
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.desktop.rota import entry
from dgsdesk.desktop.rota.page import RotaScreen
from dgsdesk.desktop.shell.preferences import Preferences
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.shell.session import Surroundings
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.theme.theme import Theme
from tests.house.samples.rota import turns

PAYS_BASQUE, ROUEN = "200067106", "200023414"
STEPS = 120


def network(folder: Path, siren: str, last: date) -> Desk:
    """Found a network with dates from December 2026 to a day."""
    clock = FixedClock.on(date(2026, 11, 27))
    desk = open_desk(folder / f"{siren}.dgsdb", documents=folder, clock=clock, actor="mesure")
    desk.run(FoundNetwork(siren, example=True))
    desk.run(ProposeRota(desk.ask(circles)[0][0], date(2026, 12, 1), last))
    return desk


def opened(theme: Theme, folder: Path, desk: Desk) -> tuple[Shell, RotaScreen]:
    """Open the page on a laptop's screen."""
    preferences = Preferences(QSettings(str(folder / "p.ini"), QSettings.Format.IniFormat))
    shell = Shell(theme, SyncRunner(), preferences, [entry.ENTRY], lambda _view: Surroundings("rota"))
    shell.window.resize(1366, 740)
    shell.window.show()
    stands: list[bool] = []
    shell.opened.connect(lambda *_: stands.append(True))
    shell.start(lambda: desk)
    while not stands:
        QApplication.processEvents()
    page = shell.page("rota")
    assert isinstance(page, RotaScreen)
    while not page.grid.lines:
        QApplication.processEvents()
    return shell, page


def timed(act: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return milliseconds."""
    began = clock()
    act()
    return (clock() - began) * 1000


def scroll(page: RotaScreen, clock: Callable[[], float]) -> list[float]:
    """Scroll both ways to the end and back; return the milliseconds of each frame."""
    down, across = page.timeline.down, page.timeline.across

    def frame(at: int) -> None:
        share = at / STEPS if at <= STEPS else 2 - at / STEPS
        down.setValue(round(down.maximum() * share))
        across.setValue(round(across.maximum() * share))
        for view in page.timeline.views:
            view.viewport().repaint()
        QApplication.processEvents()

    return [timed(lambda at=at: frame(at), clock) for at in range(2 * STEPS)]  # type: ignore[misc]


def main() -> None:
    """Print median, 99 % and worst."""
    app = QApplication([])
    theme = Theme(app)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = network(folder, PAYS_BASQUE, date(2029, 11, 30))
        shell, page = opened(theme, folder, desk)
        for clock in (perf_counter, thread_time):
            frames = sorted(scroll(page, clock))
            size = f"{len(page.grid.lines)} x {len(page.grid.months)}, {clock.__name__}"
            figures = f"median {median(frames):.1f}, 99 % {frames[-3]:.1f}, worst {frames[-1]:.1f} ms"
            print(f"frames, {size}: {figures}")
        shell.window.close()
        desk.close()
        desk = network(folder, ROUEN, date(2029, 2, 28))
        desk.run(PublishRota(desk.ask(circles)[0][0]))
        shell, page = opened(theme, folder, desk)
        dates = turns(desk)
        rehearsals, acts = [], []
        for turn in dates[2:10]:
            command = WithdrawHost(turn.id)
            rehearsals.append(timed(lambda command=command: desk.rehearse(command, rota_standing)))  # type: ignore[misc]

            def act(command: WithdrawHost | AddBlackout = command) -> None:
                page.host.run(command)
                QApplication.processEvents()
                page.timeline.months.viewport().repaint()

            acts.append(timed(act))
        print(f"{len(page.grid.lines)} communes, {len(dates)} dates")
        print(f"rehearsal: median {median(rehearsals):.0f}, worst {max(rehearsals):.0f} ms")
        print(f"withdrawal to painted page: median {median(acts):.0f}, worst {max(acts):.0f} ms")
        shell.window.close()
        desk.close()


if __name__ == "__main__":
    main()
