"""Time each page by hand on a generated network: ``python -m tests.benchmarks.pages FILE``.

Each page is opened for the first time on the real shell, without threads, its modules being loaded. Wanted:
150 ms. The queries that take longest are named.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


from dgsdesk.bootstrap import open_desk
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.shell.launch import make_application, make_shell
from dgsdesk.desktop.shell.runner import SyncRunner
from dgsdesk.desktop.surroundings import surroundings

WANTED = 150


def main(path: Path) -> None:
    app = make_application()
    asked: list[tuple[float, str]] = []
    desk = open_desk(path)
    plain: Callable[..., Any] = desk.ask

    def timed(query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        start = perf_counter()
        try:
            return plain(query, *args, **more)
        finally:
            asked.append(((perf_counter() - start) * 1000, getattr(query, "__name__", str(query))))

    desk.ask = timed  # type: ignore[method-assign]
    shell = make_shell(app, PAGES, surroundings, runner=SyncRunner())
    shell.window.resize(1366, 768)
    shell.window.show()
    shell.start(lambda: desk)
    for entry in PAGES:
        asked.clear()
        entry.create(shell.host).deleteLater()  # imported, so that only the opening is timed
        start = perf_counter()
        shell.open_page(entry.id)
        app.processEvents()
        took = (perf_counter() - start) * 1000
        told = "; ".join(f"{name} {ms:.0f}" for ms, name in sorted(asked, reverse=True)[:3])
        print(f"{entry.id:<14} {took:>7.0f} ms {'!' if took > WANTED else ' '} {told}", flush=True)
    shell.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
