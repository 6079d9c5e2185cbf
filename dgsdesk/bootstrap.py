"""The one place that knows everybody: it builds the desk from the parts of every floor."""

from __future__ import annotations

import getpass
import importlib
import pkgutil
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsdesk import application
from dgsdesk.application.desk import Desk
from dgsdesk.application.ports.machine import Clock, FixedClock, Ids, RandomIds, SeededIds, SystemClock
from dgsdesk.domain.errors import BadInput, StorageUnavailable

if TYPE_CHECKING:
    from dgsdesk.application.arrival_content import ArrivalPart
    from dgsdesk.application.demonstration import Demonstration
    from dgsdesk.application.ports.reference import Reference
    from dgsdesk.application.view import View
    from dgsdesk.domain.rota.assignment import Solve
    from dgsdesk.domain.rota.outcome import Plan
    from dgsdesk.domain.rota.problem import Problem

EXAMPLE_EPCI, EXAMPLE_MODEL = "200067635", "clisson"
"""Whose real communes the example network shows: Clisson Sèvre et Maine Agglo."""


def load_rooms() -> None:
    """Import every room of the application, so that its commands and sentences are known."""
    for room in pkgutil.iter_modules(application.__path__, f"{application.__name__}."):
        importlib.import_module(room.name)


def default_database() -> Path:
    """Return where the network lies unless told otherwise: the user's local application data."""
    from platformdirs import user_data_path

    return user_data_path("DGS Desk", appauthor=False) / "reseau.dgsdb"


def default_documents() -> Path:
    """Return the folder in which documents are laid for the user."""
    from platformdirs import user_documents_path

    return user_documents_path() / "DGS Desk"


def clock_on(day: date | None) -> Clock:
    """Return the machine's clock, or one that stands on a day."""
    return SystemClock() if day is None else FixedClock.on(day)


def open_desk(
    database: Path,
    *,
    documents: Path | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    create: bool = True,
    actor: str | None = None,
) -> Desk:
    """Open a network's database and return its desk; raises the storage's known errors."""
    from dgsdesk.formats.office import FolderOffice
    from dgsdesk.outside.solver import solve_assignment
    from dgsdesk.outside.spelling import ShippedLexicon
    from dgsdesk.storage.backup import BackupKeeper
    from dgsdesk.storage.files import FolderFiles
    from dgsdesk.storage.opening import open_vault
    from dgsdesk.storage.reference import ShippedReference

    load_rooms()
    vault = open_vault(database, create=create)
    return Desk(
        vault=vault,
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        reference=ShippedReference(),
        files=FolderFiles(vault.place.files),
        office=FolderOffice(documents or default_documents()),
        solve=solve_assignment,
        keeper=BackupKeeper(vault),
        lexicon=ShippedLexicon(),
        actor=getpass.getuser() if actor is None else actor,
    )


class House:
    """The other floors, as the command line needs them."""

    def default_database(self) -> Path:
        return default_database()

    def open_desk(self, database: Path, today: date | None) -> Desk:
        return open_desk(database, clock=clock_on(today), create=False)

    def reference(self) -> Reference:
        from dgsdesk.storage.reference import ShippedReference

        return ShippedReference()

    def solve(self) -> Solve:
        from dgsdesk.outside.solver import solve_assignment

        return solve_assignment

    def read_problem(self, text: str) -> Problem:
        from dgsdesk.formats.rota_json import problem_from_json

        return problem_from_json(text)

    def read_plan(self, text: str) -> Plan:
        from dgsdesk.formats.rota_json import plan_from_json

        return plan_from_json(text)

    def write_plan(self, plan: Plan) -> str:
        from dgsdesk.formats.rota_json import plan_to_json

        return plan_to_json(plan)

    def read_docx(self, content: bytes, changes: str) -> dict[str, Any]:
        from dgsdesk.domain.read_document import Changes, document_json
        from dgsdesk.formats.docx.read import read_docx

        return document_json(read_docx(content, Changes(changes)))

    def inspect_ics(self, content: bytes) -> dict[str, Any]:
        from dgsdesk.application.calendar_content import calendar_json
        from dgsdesk.formats.ics.read import inspect_ics

        return calendar_json(inspect_ics(content))

    def unpack(self, content: bytes, name: str) -> tuple[ArrivalPart, ...]:
        from dgsdesk.formats.arrivals import unpack

        return unpack(content, name)

    def back_up(self, desk: Desk, folder: Path | None) -> Path:
        return Path(desk.keeper.copy_to(str(folder) if folder else ""))

    def demonstrate(
        self, demonstration: Demonstration, folder: Path, say: Callable[[str], None]
    ) -> dict[str, Any]:
        return run_demonstration(demonstration, folder, say)


def run_demonstration(
    demonstration: Demonstration, folder: Path, say: Callable[[str], None]
) -> dict[str, Any]:
    """Run the demonstration in a folder that is new or empty; return its files and its database.

    Raises BadInput("folder_not_empty"), StorageUnavailable; then nothing of it is left behind.
    """
    from dgsdesk.application.demonstration import Story, begins_on

    today = demonstration.today or date.today()
    _check_demonstration(demonstration, folder)
    clock = FixedClock.on(begins_on(today))
    seed = f"{demonstration.siren}-{demonstration.model_id}-{today.isoformat()}"
    database = folder / "reseau.dgsdb"
    is_new = not folder.exists()
    try:
        desk = open_desk(database, documents=folder, clock=clock, ids=SeededIds(seed), actor="démonstration")
        try:
            Story(desk, clock, demonstration, today, say).tell()
        finally:
            desk.close()
        if demonstration.screens:
            take_screens(database, today, folder / "ecrans", say)
    except BaseException:
        _clear(folder, is_new)
        raise
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return {"files": files, "database": str(database)}


def _check_demonstration(demonstration: Demonstration, folder: Path) -> None:
    """Refuse before anything is made: an unknown EPCI or model, a folder that holds something."""
    from dgsdesk.storage.reference import ShippedReference

    load_rooms()
    reference = ShippedReference()
    reference.epci(demonstration.siren)
    reference.model(demonstration.model_id)
    reference.close()
    try:
        full = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise StorageUnavailable("storage_unwritable", where=str(folder)) from error
    if full:
        raise BadInput("folder_not_empty", where=str(folder))


def _clear(folder: Path, is_new: bool) -> None:
    """Take away what a demonstration that failed has left."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)


def run_command_line(arguments: Sequence[str]) -> int:
    """Carry a command out and return its exit code."""
    from dgsdesk.cli.main import main

    load_rooms()
    return main(arguments, House())


def open_window(path: Path | None) -> int:
    """Open the window on a network's file, the user's own by default; return the exit code.

    The window is painted first; the database is opened, and backed up, behind it.
    """
    from dgsdesk.desktop.pages import PAGES
    from dgsdesk.desktop.shell.launch import launch
    from dgsdesk.desktop.surroundings import surroundings

    opener = partial(open_session, path or default_database())
    return launch(PAGES, opener, surroundings, _search, example=prepare_example)


def prepare_example(folder: Path | None = None, today: date | None = None) -> Callable[[], Desk]:
    """Tell the story of the example network once, in a folder of its own; return what opens it.

    It is built beside and put in place whole, so that a kill leaves no half of it.
    """
    from dgsdesk.application.demonstration import Demonstration

    place = folder or default_database().with_name("exemple")
    database = place / "reseau.dgsdb"
    if not database.exists():
        beside = place.with_name(f"{place.name} en cours")
        for remains in (beside, place):
            shutil.rmtree(remains, ignore_errors=True)
        run_demonstration(Demonstration(EXAMPLE_EPCI, EXAMPLE_MODEL, today), beside, lambda _: None)
        beside.rename(place)
    return partial(open_session, database, today, place)


def open_session(
    database: Path, today: date | None = None, documents: Path | None = None, actor: str | None = None
) -> Desk:
    """Open a network for the window, with the day's backup; called in the database worker."""
    desk = open_desk(database, documents=documents, clock=clock_on(today), actor=actor)
    desk.keeper.at_opening(desk.clock.now().replace(tzinfo=None))
    return desk


def _search(view: View, text: str) -> Sequence[Any]:
    from dgsdesk.application.search import find_things

    return find_things(view, text)


def take_screens(database: Path, today: date, folder: Path, say: Callable[[str], None]) -> list[Path]:
    """Take a picture of each page at 1366 × 768, light and dark, without a screen."""
    from dgsdesk.desktop.pages import PAGES
    from dgsdesk.desktop.screens import take_pictures
    from dgsdesk.desktop.surroundings import surroundings

    session = partial(open_session, database, today, database.parent, "démonstration")
    return take_pictures(PAGES, session, surroundings, folder, say)
