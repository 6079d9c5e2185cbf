"""The program on a day of one's choice, in a process of its own: ``window_on DAY FILE DOCUMENTS MEMORY``."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

from dgsdesk.bootstrap.desks import open_session
from dgsdesk.desktop.places import PLACES
from dgsdesk.desktop.shell.launch import launch
from dgsdesk.desktop.surroundings import surroundings


def _pages():  # type: ignore[no-untyped-def]
    from dgsdesk.desktop.pages import PAGES

    return PAGES


if __name__ == "__main__":
    day, file, documents, memory = sys.argv[1:]
    opener = partial(open_session, Path(file), date.fromisoformat(day), Path(documents), "essai")
    sys.exit(launch(PLACES, _pages, opener, surroundings, settings=Path(memory)))
