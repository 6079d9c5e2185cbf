"""Networks that nobody lived: the demonstration, the example, the large generated one, and their pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsdesk.bootstrap import places
from dgsdesk.bootstrap.desks import open_desk, open_session

if TYPE_CHECKING:
    from datetime import date

    from dgsdesk.application.desk import Desk
    from dgsdesk.application.example.demonstration import Demonstration
    from dgsdesk.application.example.generation import Size


EXAMPLE_EPCI, EXAMPLE_MODEL = "200067635", "clisson"
"""Whose real communes the example network shows: Clisson Sèvre et Maine Agglo."""


def generate_network(file: Path, siren: str, size: Size, today: date | None) -> dict[str, int]:
    """Write a generated network to a new file; return its meetings, items, paragraphs and bytes.

    Raises BadInput("file_exists"), BadInput("generated_size"), NotFound("unknown_siren"), and the storage's
    errors; then nothing of it is left behind.
    """
    from datetime import date

    from dgsdesk.application.example.generation import GeneratedNetwork, check_size
    from dgsdesk.application.first_start.acts import FoundNetwork
    from dgsdesk.application.ports.machine import FixedClock, SeededIds
    from dgsdesk.domain.errors import BadInput
    from dgsdesk.storage.bulk import write_rows
    from dgsdesk.storage.opening import remove_file
    from dgsdesk.storage.reference import ShippedReference
    from dgsdesk.storage.seals import Seals
    from dgsdesk.storage.search import SearchIndex
    from dgsdesk.storage.trail import Trail
    from dgsdesk.storage.vault import SqlVault

    if file.exists():
        raise BadInput("file_exists", where=str(file))
    if not check_size(size):
        raise BadInput("generated_size")
    ShippedReference().epci(siren)
    day = today or date.today()
    desk = open_desk(file, clock=FixedClock.on(day), ids=SeededIds(f"{siren}-{size.seed}"), actor="")
    try:
        desk.run(FoundNetwork(siren, example=True))
        made = desk.ask(GeneratedNetwork, size, day)
        assert isinstance(desk.vault, SqlVault)
        with desk.vault.raw() as connection:
            write_rows(connection, made.entities())
            SearchIndex.rebuild(connection)
            Trail.rebuild(connection)
            Seals.rebuild(connection)
    except BaseException:
        desk.close()
        remove_file(file)
        raise
    desk.close()
    counts = {"meetings": made.meetings, "items": made.items, "paragraphs": made.paragraphs}
    return counts | {"bytes": file.stat().st_size}


def run_demonstration(
    demonstration: Demonstration, folder: Path, say: Callable[[str], None]
) -> dict[str, Any]:
    """Run the demonstration in a folder that is new or empty; return its files and its database.

    Raises BadInput("folder_not_empty"), StorageUnavailable; then nothing of it is left behind.
    """
    from datetime import date

    from dgsdesk.application.example.demonstration import Story, begins_on
    from dgsdesk.application.ports.machine import FixedClock, SeededIds

    today = demonstration.today or date.today()
    demonstration = _checked(demonstration, folder)
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
    shown = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    files = sorted(str(path.relative_to(folder)) for path in shown)
    return {"files": files, "database": str(database)}


def _checked(demonstration: Demonstration, folder: Path) -> Demonstration:
    """Refuse before anything is made: an unknown EPCI or model, a folder that holds something.

    Returns the demonstration with the model that it takes.
    """
    from dgsdesk.application.example.demonstration import model_of
    from dgsdesk.domain.errors import BadInput, StorageUnavailable
    from dgsdesk.storage.reference import ShippedReference

    reference = ShippedReference()
    reference.epci(demonstration.siren)
    demonstration = replace(demonstration, model_id=model_of(reference, demonstration))
    reference.close()
    try:
        full = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise StorageUnavailable("storage_unwritable", where=str(folder)) from error
    if full:
        raise BadInput("folder_not_empty", where=str(folder))
    return demonstration


def _clear(folder: Path, is_new: bool) -> None:
    """Take away what a demonstration that failed has left."""
    import shutil

    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)


def prepare_example(folder: Path | None = None, today: date | None = None) -> Callable[[], Desk]:
    """Tell the story of the example network once, in a folder of its own; return what opens it.

    It is built beside and put in place whole, so that a kill leaves no half of it.
    """
    import shutil

    from dgsdesk.application.example.demonstration import Demonstration
    from dgsdesk.whole_file import rename_folder

    place = folder or places.default_database().with_name("exemple")
    database = place / "reseau.dgsdb"
    if not database.exists():
        beside = place.with_name(f"{place.name} en cours")
        for remains in (beside, place):
            shutil.rmtree(remains, ignore_errors=True)
        if not _told_apart(beside, today):
            shutil.rmtree(beside, ignore_errors=True)
            run_demonstration(Demonstration(EXAMPLE_EPCI, EXAMPLE_MODEL, today), beside, lambda _: None)
        rename_folder(beside, place)
    return partial(open_session, database, today, place)


def _told_apart(folder: Path, today: date | None) -> bool:
    """Tell the story in a process of its own, which takes its 50 MB with it; return False where it fails."""
    import subprocess
    import sys

    from dgsdesk.formats.apart import NO_CONSOLE, own_program, own_surroundings

    story = ["demo", str(folder), "--epci", EXAMPLE_EPCI, "--model", EXAMPLE_MODEL]
    day = ["--today", today.isoformat()] if today is not None else []
    try:
        done = subprocess.run(
            [*own_program(), *story, *day],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=own_surroundings(),
            creationflags=NO_CONSOLE if sys.platform == "win32" else 0,
        )
    except OSError:
        return False
    return done.returncode == 0


def take_screens(database: Path, today: date, folder: Path, say: Callable[[str], None]) -> list[Path]:
    """Take a picture of each page at 1366 × 768, light and dark, without a screen."""
    from dgsdesk.desktop.pages import PAGES
    from dgsdesk.desktop.screens import take_pictures
    from dgsdesk.desktop.surroundings import surroundings

    session = partial(open_session, database, today, database.parent, "démonstration")
    drafts = sorted(database.parent.glob("*/*_projet-de-compte-rendu_v*.docx"))
    received = tuple(str(path) for path in drafts[-1:])
    return take_pictures(PAGES, session, surroundings, folder, say, received=received)
