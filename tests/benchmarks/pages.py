"""Time each page by hand on a generated network: ``python -m tests.benchmarks.pages FILE [PAGE]``.

Each page is opened on the real shell, without threads, made behind the first one as the program makes it:
« first » reads, fills and paints it for the first time, « again » anew. The steps are those of the last
meeting held. Wanted: 150 ms each. The queries that take longest are named; a page that is named is profiled.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from cProfile import Profile
from functools import partial
from pathlib import Path
from pstats import Stats
from statistics import median
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


from dgsdesk.application.desk import Desk
from dgsdesk.application.meeting_page import meetings_list
from dgsdesk.application.steps import Step
from dgsdesk.bootstrap import open_desk
from dgsdesk.desktop.meetings.registry import make_pane
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.hub import EVERYTHING
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.surroundings import surroundings
from dgsdesk.domain.calendar import load_calendar

WANTED = 150
AGAIN = 5


class Timing:
    """The shell on one network, and what its queries take."""

    def __init__(self, desk: Desk) -> None:
        self.app = make_application()
        self.asked: list[tuple[float, str]] = []
        self.ask: Callable[..., Any] = desk.ask
        desk.ask = self._timed  # type: ignore[method-assign]
        self.shell = make_shell(self.app, PAGES, surroundings, runner=SyncRunner())
        self.shell.window.resize(1366, 768)
        self.shell.window.show()
        self.shell.start(lambda: desk)
        for _ in range(20):  # the first page, and what comes behind it
            self.app.processEvents()
        while self.shell.make_page():  # as the program does, once it has started
            self.app.processEvents()
        load_calendar()
        for step in Step:
            make_pane(step, self.shell.host).deleteLater()
        self.app.processEvents()
        gc.freeze()  # as the program does once it has started

    def _timed(self, query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        start = perf_counter()
        try:
            return self.ask(query, *args, **more)
        finally:
            self.asked.append(((perf_counter() - start) * 1000, getattr(query, "__name__", str(query))))

    def took(self, work: Callable[[], object]) -> float:
        """Return the milliseconds of some work and the painting after it."""
        self.asked.clear()
        start = perf_counter()
        work()
        self.app.processEvents()
        return (perf_counter() - start) * 1000

    def row(self, name: str, page: str, first: Callable[[], object]) -> None:
        """Print a line of the table."""
        once = self.took(first)
        told = "; ".join(f"{query} {ms:.0f}" for ms, query in sorted(self.asked, reverse=True)[:3])
        shown = self.shell.page(page)
        again = median(self.took(lambda: shown.refresh(EVERYTHING)) for _ in range(AGAIN))
        mark = "!" if max(once, again) > WANTED else " "
        print(f"{name:<22} {once:>7.0f} {again:>7.0f} ms {mark} {told}", flush=True)


def main(path: Path, profiled: str) -> None:
    timing = Timing(open_desk(path))
    shell = timing.shell
    if profiled:
        profile = Profile()
        profile.runcall(timing.took, lambda: shell.open_page(profiled))
        Stats(profile).sort_stats("cumtime").print_stats(50)
    else:
        print(f"{'':<22} {'first':>7} {'again':>7}")
        for entry in PAGES:
            timing.row(entry.id, entry.id, partial(shell.open_page, entry.id))
        timing.row("actions, décisions", "actions", lambda: shell.open_page("actions", "decisions"))
        lines = timing.ask(meetings_list)
        last = next(line.id for line in lines if line.is_past)
        for step in Step:
            opened = partial(shell.open_page, "meetings", (last, step.value))
            timing.row(f"réunion, {step.french}", "meetings", opened)
    shell.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
