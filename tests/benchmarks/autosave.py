"""What saving costs the interface’s thread in 60 pages, by hand.

    python -m tests.benchmarks.autosave [SAVINGS [REST_MS [beside]]]

The real window with its worker, on the demonstration. After each burst of letters the pause sends the text:
making the command, asking for it, and hearing that it is saved, with all that hears of the change; ``beside``
keeps the worker reading the whole « Bilan » meanwhile. Wanted: 5 ms for one saving. Told twice: by the clock,
which holds what the thread waited for a processor or the interpreter, and by the thread's own time.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dgsdesk.application.example.demonstration import Demonstration
from dgsdesk.application.yearly_report.page import report_page
from dgsdesk.bootstrap.desks import open_session
from dgsdesk.bootstrap.stories import run_demonstration
from dgsdesk.desktop.editor import autosave
from dgsdesk.desktop.editor.autosave import Autosave
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.collector import Collector
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.runner import Job
from dgsdesk.desktop.shell.shell import Shell
from dgsdesk.desktop.surroundings import surroundings
from tests.benchmarks import keystrokes

keystrokes.PARAGRAPHS = 480
BURST = 12


Spent = tuple[float, float]
"""Milliseconds by the clock, and of this thread's processor."""


def timed(spent: list[Spent], work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the work, which then notes what it took."""

    @wraps(work)
    def measured(*arguments: Any) -> Any:
        began, own = perf_counter(), thread_time()
        try:
            return work(*arguments)
        finally:
            spent.append(((perf_counter() - began) * 1000, (thread_time() - own) * 1000))

    return measured


def total(spent: Sequence[Spent]) -> Spent:
    """Add up what pieces of work took."""
    return sum(clock for clock, _ in spent), sum(own for _, own in spent)


def told(name: str, spent: Sequence[float], note: str = "") -> None:
    """Print the median, the 95th and the worst, and how many took over 5 ms."""
    ordered = sorted(spent)
    median, most = statistics.median(ordered), ordered[len(ordered) * 95 // 100]
    late = sum(ms > 5 for ms in ordered)
    times = f"median {median:4.1f} ms  95 % {most:4.1f}  worst {ordered[-1]:4.1f}"
    print(f"{name:24}{times}  {late} over 5{note}")


def keep_reading(shell: Shell, _: object = None) -> None:
    """Ask the worker for a page again and again."""
    shell.host.ask(report_page, then=partial(keep_reading, shell), owner=shell.window)


def main() -> None:
    """Type and rest, again and again; print what each saving took of the interface's thread."""
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    autosave.PAUSE_MS = int(sys.argv[2]) if len(sys.argv) > 2 else autosave.PAUSE_MS
    sent: list[Spent] = []
    heard: list[Spent] = []
    Autosave.flush = timed(sent, Autosave.flush)  # type: ignore[method-assign]
    Job.deliver = timed(heard, Job.deliver)  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        run_demonstration(Demonstration("200067635", "clisson", keystrokes.TODAY), folder, lambda _: None)
        meeting = keystrokes.held_meeting(folder)
        shell = make_shell(make_application(), PAGES, surroundings, settings=folder / "memoire.ini")
        shell.show()
        shell.start(partial(open_session, folder / "reseau.dgsdb", keystrokes.DAY, folder, "essai"))
        Collector(shell)
        keystrokes.pause(3000)
        editor = keystrokes.editor_of(shell, meeting)
        keystrokes.pause(1000)
        if "beside" in sys.argv:
            keep_reading(shell)
        sent.clear()
        heard.clear()
        each = list[Spent]()
        for _ in range(saves):
            before = len(sent), len(heard)
            keystrokes.measure(editor, BURST)
            keystrokes.pause(autosave.PAUSE_MS + min(autosave.PAUSE_MS, 400))
            each.append(total([*sent[before[0] :], *heard[before[1] :]]))
        characters = editor.document().characterCount()
        shell.window.close()
    print(f"{characters} characters, {saves} savings")
    told("sent", [clock for clock, _ in sent])
    told("heard of", [clock for clock, _ in heard])
    told("a saving by the clock", [clock for clock, _ in each], " (wanted: none)")
    told("of the thread's own", [own for _, own in each], " (wanted: none)")


if __name__ == "__main__":
    main()
