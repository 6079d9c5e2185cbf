"""Drop a thousand replies on the window at once: previewed, filed, the window alive meanwhile.

``python -m tests.benchmarks.arrivals [COUNT]`` prints the seconds of each step and the longest hold of the
event loop.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, time
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from dgsdesk.application.agenda.acts import AddItem
from dgsdesk.application.desk import Desk
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.invitation.acts import SendInvitation
from dgsdesk.application.invitation.attendance import AddGuest, answers_grid
from dgsdesk.application.meeting.acts import PlanMeeting
from dgsdesk.application.ports.machine import FixedClock, SeededIds
from dgsdesk.bootstrap.desks import open_desk, open_session
from dgsdesk.desktop.arrivals.page import ArrivalsPage
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.meeting import Meeting
from dgsdesk.domain.network import Organisation
from tests.replies import CLIENTS, Invited

TODAY = date(2026, 11, 27)


def prepare(desk: Desk, count: int, folder: Path) -> list[str]:
    """Invite so many people; write a reply of each, of all kinds of clients; return their paths."""
    desk.run(FoundNetwork("200067635", example=True))
    circle = desk.ask(lambda view: view.store.find(Circle)[0].id)
    host = desk.ask(lambda view: view.store.find(Organisation, name="Clisson")[0].id)
    meeting = desk.run(PlanMeeting(circle, date(2026, 12, 8), host)).value
    desk.run(AddItem(meeting, title="Déneigement"))
    for rank in range(count):
        desk.run(AddGuest(meeting, f"Invité {rank}", email=f"invite{rank}@mairie.invalid"))
    desk.run(SendInvitation(meeting))
    uid = desk.ask(lambda view: view.store.get(Meeting, meeting).uid)
    paths = []
    for rank in range(count):
        partstat = ("ACCEPTED", "ACCEPTED", "ACCEPTED", "DECLINED", "TENTATIVE")[rank % 5]
        address, name = f"invite{rank}@mairie.invalid", f"Invité {rank}"
        one = Invited(uid, date(2026, 12, 8), time(9, 30), address, name, partstat)
        path = folder / f"réponse {rank}.eml"
        path.write_bytes(CLIENTS[rank % len(CLIENTS)](one))
        paths.append(str(path))
    return [*paths, meeting]


class Pulse:
    """Feels the event loop every five milliseconds; keeps the longest silence."""

    def __init__(self) -> None:
        self.worst = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.worst = max(self.worst, self._clock.restart())

    def fresh(self) -> None:
        """Begin again."""
        self.worst = 0
        self._clock.restart()


def wait(app: QApplication, until: Callable[[], bool]) -> float:
    """Turn the event loop until something is so; return the seconds."""
    start = perf_counter()
    while not until():
        app.processEvents()
        if perf_counter() - start > 120:
            raise TimeoutError
    return perf_counter() - start


def main(count: int) -> None:
    folder = Path(tempfile.mkdtemp())
    database = folder / "reseau.dgsdb"
    desk = open_desk(
        database, documents=folder, clock=FixedClock.on(TODAY), ids=SeededIds("banc"), actor="banc"
    )
    *paths, meeting = prepare(desk, count, folder)
    desk.close()
    app = make_application()
    shell = make_shell(app, PAGES, surroundings, settings=folder / "fenêtre.ini")
    shell.window.resize(1366, 768)
    shell.show()
    shell.start(partial(open_session, database, TODAY, folder, "banc"))
    wait(app, lambda: shell.host.is_open)
    shell.open_page("arrivals")
    wait(app, lambda: isinstance(shell.page("arrivals"), ArrivalsPage))
    page = shell.page("arrivals")
    assert isinstance(page, ArrivalsPage)
    gc.freeze()  # as the program does behind its first page; what prepared the replies is no part of it
    pulse = Pulse()
    wait(app, lambda: pulse.worst > 0)
    pulse.fresh()
    shell.open_page("arrivals", tuple(paths))
    previewed = wait(app, lambda: page.preview.ready)
    held = pulse.worst
    pulse.fresh()
    shell.actions.action("arrivals.file").trigger()
    filed = wait(app, lambda: page.list.model().rowCount() > count)
    held_filing = pulse.worst
    pulse.fresh()
    shell.host.undo()
    undone = wait(app, lambda: page.list.model().rowCount() == 0)
    print(
        f"{count} replies: previewed in {previewed:.2f} s (longest hold {held} ms), "
        f"filed in {filed:.2f} s ({held_filing} ms), undone in {undone:.2f} s ({pulse.worst} ms)"
    )
    shell.window.close()
    desk = open_desk(database, documents=folder, clock=FixedClock.on(TODAY), create=False)
    assert desk.ask(answers_grid, meeting).comes == 0
    desk.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
