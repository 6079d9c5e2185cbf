"""What a start may load: little before the first paint, a stated set before « Accueil » is filled."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from dgsdesk.application.command import HANDLERS
from dgsdesk.application.desk import Desk, every_command
from dgsdesk.desktop.pages import PAGES
from dgsdesk.desktop.places import PLACES
from dgsdesk.shipped import shipped

ROOT = Path(__file__).resolve().parents[2]

HEAVY = (
    "sqlalchemy",
    "alembic",
    "docx",
    "lxml",
    "icalendar",
    "holidays",
    "typst",
    "asyncio",
    "sqlite3",
    "tomllib",
)
"""What must not be loaded before the window is painted."""

COMPONENTS = {
    f"dgsdesk.desktop.components.{name}" for name in ("keyboard", "paint", "search_launcher", "text")
}
"""All that the first paint takes of the components."""

ROOMS = {
    "command",
    "desk",
    "dossier",
    "dossier.awaited",
    "first_start",
    "first_start.first_steps",  # while no invitation has left, as in this network
    "home",
    "home.page",
    "home.reminders_due",
    "home.todos",
    "mailing",
    "mailing.words",
    "membership",
    "minutes",
    "minutes.frozen_text",
    "pace",
    "ports",
    "privacy",
    "privacy.finding",
    "privacy.reminder",
    "privacy.terms",
    "rooms",
    "safety",
    "safety.second_place",
    "sentences",
    "surroundings",
    "view",
    "words",
}
"""The modules of the application that « Accueil » may load."""

START = """
import linecache
import sys
from pathlib import Path
def loaded():
    print(" ".join(sorted(sys.modules)), flush=True)
def watch(window):
    from PySide6.QtCore import QTimer
    window.first_painted.connect(loaded)
    def filled():
        page = window.stack.currentWidget()
        if page is not None and page.is_filled():
            loaded()
            window.close()
        else:
            QTimer.singleShot(0, filled)  # at once: what waits for the first page comes right behind it
    window.stack.currentChanged.connect(lambda _: filled())
from dgsdesk.bootstrap.window import open_window
folder = Path(sys.argv[1])
code = open_window(folder / "reseau.dgsdb", folder / "memoire.ini", watch)
sys.exit(code or any("dgsdesk" in name for name in linecache.cache))  # Qt's binding reads none of our sources
"""


PREPARE = """
import sys
from unittest.mock import MagicMock
from PySide6.QtCore import QCoreApplication, QObject
from dgsdesk.desktop.pages import PAGES
class Host(QObject):
    def __getattr__(self, name):
        return MagicMock()
app, host = QCoreApplication([]), Host()
for entry in PAGES:
    if entry.prepare is not None:
        entry.prepare(host)
print(" ".join(sorted(sys.modules)))
"""


def among(loaded: set[str], names: tuple[str, ...]) -> set[str]:
    """Return the modules of packages that should not be loaded."""
    return {name for name in loaded if name.split(".")[0] in names}


def rooms(loaded: set[str]) -> set[str]:
    """Return the modules of the application among those that are loaded, its ports as one."""
    floor = "dgsdesk.application."
    modules = {name.removeprefix(floor) for name in loaded if name.startswith(floor)}
    return {name for name in modules if not name.startswith("ports.")}


def test_little_is_loaded_before_the_first_paint_and_a_stated_set_before_home(
    clisson: Desk, database: Path
) -> None:
    clisson.close()
    done = subprocess.run(
        [sys.executable, "-c", START, str(database.parent)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    painted, filled = (set(line.split()) for line in done.stdout.splitlines())
    assert not among(painted, HEAVY)
    assert not rooms(painted)
    assert not {name for name in painted if name.startswith(("dgsdesk.domain", "dgsdesk.storage"))}
    assert {name for name in painted if name.startswith("dgsdesk.desktop.components.")} == COMPONENTS
    assert "dgsdesk.desktop.shell.rail_view" not in painted
    assert not among(filled, tuple(name for name in HEAVY if name != "sqlite3"))
    assert rooms(filled) <= ROOMS


def test_acts_that_work_on_every_page_are_bound_without_loading_a_room() -> None:
    """They are bound at once behind the opening, whichever page is clicked; what they do comes later."""
    run = [sys.executable, "-c", PREPARE]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    assert not rooms(set(done.stdout.split()))


def test_the_rail_shows_each_page_at_the_place_that_its_entry_has() -> None:
    assert tuple(entry.where for entry in PAGES) == PLACES


def test_each_handler_stands_in_the_module_of_its_command() -> None:
    apart = [
        kind.__name__ for kind in every_command() if HANDLERS[kind].function.__module__ != kind.__module__
    ]
    assert not apart, "whoever holds a command must have loaded its handler"


def test_the_tokens_that_are_read_are_those_that_are_written() -> None:
    made: Callable[[], str] = runpy.run_path(str(ROOT / "resources" / "build_tokens.py"))["tokens_json"]
    assert shipped("tokens.json").read_text(encoding="utf-8") == made(), "run resources/build_tokens.py"
