"""The one place that knows everybody: it builds the desk from the parts of every floor."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from dgsdesk.application.arrival_content import ArrivalPart
    from dgsdesk.application.command import Outcome
    from dgsdesk.application.demonstration import Demonstration
    from dgsdesk.application.desk import Desk
    from dgsdesk.application.dossier_inspection import InspectedDossier
    from dgsdesk.application.generation import Size
    from dgsdesk.application.pace import Pace
    from dgsdesk.application.ports.machine import Clock, Ids
    from dgsdesk.application.ports.reference import Reference
    from dgsdesk.application.view import View
    from dgsdesk.desktop.dossier.host_news import News
    from dgsdesk.desktop.shell.main_window import MainWindow
    from dgsdesk.desktop.shell.page import PageEntry
    from dgsdesk.desktop.shell.session import Surroundings
    from dgsdesk.domain.rota.assignment import Solve
    from dgsdesk.domain.rota.outcome import Plan
    from dgsdesk.domain.rota.problem import Problem
    from dgsdesk.letterbox import Letterbox

EXAMPLE_EPCI, EXAMPLE_MODEL = "200067635", "clisson"
"""Whose real communes the example network shows: Clisson Sèvre et Maine Agglo."""


NETWORK = "reseau.dgsdb"
"""How the file of a network of one's own is called."""

PORTABLE = "donnees"
"""The folder that, beside the program, makes it portable: all that it keeps then lies in there."""


def program_folder() -> Path:
    """Return the folder of the program: that of the built executable, or of the sources."""
    import sys

    is_built = getattr(sys, "frozen", False)
    return Path(sys.executable).parent if is_built else Path(__file__).resolve().parents[1]


def portable_folder() -> Path | None:
    """Return the folder that takes all data of a portable program, None for an installed one."""
    folder = program_folder() / PORTABLE
    return folder if folder.is_dir() else None


def data_folder() -> Path:
    """Return where the program keeps what is its own: the portable folder or the user's local data."""
    from platformdirs import user_data_path

    return portable_folder() or user_data_path("DGS Desk", appauthor=False)


def default_database() -> Path:
    """Return where the network lies unless told otherwise."""
    return data_folder() / NETWORK


def default_documents() -> Path:
    """Return the folder in which documents are laid for the user."""
    from platformdirs import user_documents_path

    portable = portable_folder()
    return portable / "Documents" if portable else user_documents_path() / "DGS Desk"


def default_settings() -> Path | None:
    """Return the file of the window's memory when the program is portable; else the system has a place."""
    portable = portable_folder()
    return portable / "fenetre.ini" if portable else None


def clock_on(day: date | None) -> Clock:
    """Return the machine's clock, or one that stands on a day."""
    from dgsdesk.application.ports.machine import FixedClock, SystemClock

    return SystemClock() if day is None else FixedClock.on(day)


def open_desk(
    database: Path,
    *,
    documents: Path | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    create: bool = True,
    actor: str | None = None,
    backs_up: bool = False,
) -> Desk:
    """Open a network's database and return its desk; raises the storage's known errors.

    ``backs_up`` owes it a backup before its first change.
    """
    from dgsdesk.application.desk import Desk
    from dgsdesk.application.ports.machine import RandomIds, SystemClock
    from dgsdesk.formats.office import FolderOffice
    from dgsdesk.outside.keyring import FolderKeyring
    from dgsdesk.outside.opening import SystemOpener
    from dgsdesk.outside.solver import solve_assignment
    from dgsdesk.outside.spelling import ShippedLexicon
    from dgsdesk.storage.backup_keeper import BackupKeeper
    from dgsdesk.storage.files import FolderFiles
    from dgsdesk.storage.opening import open_vault
    from dgsdesk.storage.place import machine_name, user_name
    from dgsdesk.storage.reference import ShippedReference

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
        opener=SystemOpener(),
        keyring=FolderKeyring(vault.place.keys),
        actor=user_name() if actor is None else actor,
        machine=machine_name() if actor is None else "",
        owes_backup=backs_up,
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
        from dgsdesk.formats.docx.apart import read_apart

        return document_json(read_apart(content, Changes(changes)))

    def inspect_ics(self, content: bytes) -> dict[str, Any]:
        from dgsdesk.application.calendar_content import calendar_json
        from dgsdesk.formats.ics.apart import inspect_apart

        return calendar_json(inspect_apart(content))

    def unpack(self, content: bytes, name: str) -> tuple[ArrivalPart, ...]:
        from dgsdesk.domain.errors import BadInput
        from dgsdesk.formats.arrivals import ArrivalReader

        found = ArrivalReader().read([(name, content)])[0]
        if isinstance(found, BadInput):
            raise found
        return found

    def inspect_dossier(self, content: bytes, name: str, passphrase: str) -> InspectedDossier:
        from dgsdesk.application.dossier_inspection import inspect_dossier
        from dgsdesk.formats.office import FolderOffice
        from dgsdesk.outside.keyring import FolderKeyring

        keyring = FolderKeyring(default_database().parent)
        return inspect_dossier(FolderOffice(default_documents()), keyring, content, name, passphrase)

    def back_up(self, desk: Desk, folder: Path | None, pace: Pace) -> Path:
        return Path(desk.keeper.copy_to(str(folder) if folder else "", pace))

    def import_network(self, database: Path, folder: Path, today: date | None) -> Outcome[int]:
        return import_export(database, folder, today)

    def replace_by(self, database: Path, backup: Path, today: date | None, dry_run: bool) -> Path | None:
        return replace_network(database, backup, today, dry_run=dry_run)

    def demonstrate(
        self, demonstration: Demonstration, folder: Path, say: Callable[[str], None]
    ) -> dict[str, Any]:
        return run_demonstration(demonstration, folder, say)

    def generate(self, file: Path, siren: str, size: Size, today: date | None) -> dict[str, int]:
        return generate_network(file, siren, size, today)


def import_export(database: Path, folder: Path, today: date | None = None) -> Outcome[int]:
    """Read an export into a network made for it, which goes again when that fails; raises its errors."""
    from dgsdesk.application.open_import import ImportNetwork
    from dgsdesk.domain.errors import RuleBroken
    from dgsdesk.storage.opening import remove_file

    if database.exists():
        raise RuleBroken("import_not_empty")
    desk = open_desk(database, clock=clock_on(today))
    try:
        done = desk.run(ImportNetwork(str(folder)))
    except BaseException:
        desk.close()
        remove_file(database)
        raise
    desk.close()
    return done


def replace_network(
    database: Path, backup: Path, today: date | None = None, *, dry_run: bool = False
) -> Path | None:
    """Put a backup in the place of a network that cannot be opened; return where that one is kept.

    A ``dry_run`` only checks the backup.
    """
    from dgsdesk.storage.replacing import replace_by

    return replace_by(database, backup, clock_on(today).now().replace(tzinfo=None), dry_run=dry_run)


@dataclass(frozen=True)
class HostPlace:
    """The small network made of a dossier; ``is_update`` when work stood there and the file brings news."""

    database: Path
    is_update: bool


def open_dossier(
    file: Path, folder: Path | None = None, passphrase: str = "", today: date | None = None
) -> HostPlace:
    """Return the small network of a dossier's family, made of it when there is none yet.

    It lies in a folder of its own below ``folder`` (the user's data folder), where the keys are too. What
    stands is never written over: the same dossier reopens it, another of its family waits to be merged.
    Raises BadInput as ``Office.read_dossier`` does, BadInput("file_unreadable"), StorageUnavailable, and
    RuleBroken("dossier_comes_home") for what answers a dossier of the network that stands there.
    """
    from dgsdesk.application.chosen_file import refused_file
    from dgsdesk.domain.errors import RuleBroken
    from dgsdesk.formats.dossier.apart import read_apart
    from dgsdesk.outside.keyring import FolderKeyring
    from dgsdesk.storage.host_network import found_network, make_network, opened_from
    from dgsdesk.storage.place import DOSSIERS
    from dgsdesk.whole_file import read_whole

    try:
        content = read_whole(file)
    except OSError as error:
        raise refused_file(error, file.name) from error
    root = folder or default_database().parent
    dossier = read_apart(content, file.name, passphrase)
    if left_from(root / NETWORK, dossier.manifest.base_sha256):
        raise RuleBroken("dossier_comes_home", where=file.name)
    place = found_network(root / DOSSIERS, dossier)
    if place is not None:
        return HostPlace(place, opened_from(place) != dossier.manifest.dossier_id)
    place = make_network(root / DOSSIERS, dossier)
    FolderKeyring(root).meet(dossier.manifest.sender, clock_on(today).today())
    return HostPlace(place, is_update=False)


def put_back(database: Path) -> Path:
    """Put the newest backup that can be read in the place of a damaged network; return that backup.

    Raises NotFound("no_good_backup"), StorageUnavailable; then nothing was changed.
    """
    from dgsdesk.domain.errors import NotFound, StorageUnavailable
    from dgsdesk.storage.backup import backups_in
    from dgsdesk.storage.backup_source import FAULTS
    from dgsdesk.storage.place import Place

    place = Place(database)
    for backup in map(Path, (one.file for one in backups_in(place))):
        try:
            replace_network(database, backup)
        except (NotFound, StorageUnavailable) as error:
            if error.code not in FAULTS:
                raise
        else:
            return backup
    raise NotFound("no_good_backup", where=str(place.backups))


def generate_network(file: Path, siren: str, size: Size, today: date | None) -> dict[str, int]:
    """Write a generated network to a new file; return its meetings, items, paragraphs and bytes.

    Raises BadInput("file_exists"), BadInput("generated_size"), NotFound("unknown_siren"), and the storage's
    errors; then nothing of it is left behind.
    """
    from datetime import date

    from dgsdesk.application.first_start import FoundNetwork
    from dgsdesk.application.generation import GeneratedNetwork, check_size
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

    from dgsdesk.application.demonstration import Story, begins_on
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
    from dgsdesk.application.demonstration import model_of
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


def run_command_line(arguments: Sequence[str]) -> int:
    """Carry a command out and return its exit code."""
    from dgsdesk.cli.main import main

    return main(arguments, House())


def open_window(
    path: Path | None, settings: Path | None = None, watch: Callable[[MainWindow], object] | None = None
) -> int:
    """Open the window on a network's file, the user's own by default; return the exit code.

    The window is painted first; the database is opened behind it, and backed up behind the first page.
    ``settings`` and ``watch`` are those of `launch`, which turns the collector of garbage on again.
    """
    gc.disable()  # what is imported stays: looking through it again and again costs a fifth of the start
    if path is not None and path.suffix.lower() == ".dgsdesk":
        return _open_dossier_window(path, settings or default_settings(), watch)
    database = path or default_database()
    if _handed_over(database):
        return 0
    settings = settings or default_settings()
    return _launch_network(database, settings, watch)


def _launch_network(
    database: Path,
    settings: Path | None,
    watch: Callable[[MainWindow], object] | None,
    wanted: tuple[str, object] | None = None,
) -> int:
    """Open the window on a network, with what other starts of the program hand over to it."""
    from dgsdesk.desktop.places import PLACES
    from dgsdesk.desktop.shell.launch import launch

    opener, heal = partial(open_session, database), partial(put_back, database)
    own = _pages, opener, _surroundings, _search, settings, prepare_example, watch, heal
    return launch(PLACES, *own, wanted=wanted, letters=partial(_letterbox, database))


def _handed_over(database: Path, file: Path | None = None) -> bool:
    """Hand a file, or nothing but the wish to see it, to the window that has a network open, if any."""
    if not database.with_name(f".{database.name}.ouvert").exists():  # the usual start loads nothing for this
        return False
    return _letterbox(database).hand_over(file)


def _letterbox(database: Path) -> Letterbox:
    from dgsdesk.letterbox import Letterbox

    return Letterbox(database)


def _open_dossier_window(
    file: Path, settings: Path | None, watch: Callable[[MainWindow], object] | None
) -> int:
    """Open the window of one meeting, or one's own network when the dossier comes back to it."""
    from dgsdesk.desktop.dossier.host_entry import HOST_PLACES, HOST_PLAN
    from dgsdesk.desktop.shell.launch import launch
    from dgsdesk.formats.dossier.peek import answered_state

    own = default_database()
    if left_from(own, answered_state(file)):
        if _handed_over(own, file):
            return 0
        return _launch_network(own, settings, watch, ("arrivals", (str(file),)))
    opening = HostOpening(file)
    host = opening.pages, opening.open, _host_surroundings, _found_in_dossier
    return launch(HOST_PLACES, *host, settings, watch=watch, plan=HOST_PLAN)


def left_from(database: Path, state_sha256: str) -> bool:
    """Tell whether a state that a dossier answers left from a network, be that open or not."""
    from dgsdesk.storage.files import FolderFiles
    from dgsdesk.storage.place import Place

    return bool(state_sha256) and FolderFiles(Place(database).files).has(state_sha256)


class HostOpening:
    """Opens the meeting of a dossier for the window; remembers a file that brings news to older work."""

    def __init__(self, file: Path, folder: Path | None = None, today: date | None = None) -> None:
        """``folder`` is where the small networks and the keys lie, the user's data folder by default."""
        self._file = file
        self._folder = folder
        self._today = today
        self._news: News | None = None

    def open(self, passphrase: str = "") -> Desk:
        """Go on where one stopped; called in the database worker. Raises what `open_dossier` raises."""
        from dgsdesk.desktop.dossier.host_news import News

        place = open_dossier(self._file, self._folder, passphrase, self._today)
        if place.is_update:
            self._news = News(self._file.name, self._file.read_bytes(), passphrase)
        documents = self._folder / "Documents" if self._folder else None
        return open_session(place.database, self._today, documents)

    def pages(self) -> Sequence[PageEntry]:
        """Return the pages of the window."""
        from dgsdesk.desktop.dossier.host_entry import host_pages

        return host_pages(lambda: self._news)


def _host_surroundings(view: View) -> Surroundings:
    from dgsdesk.desktop.dossier.host_entry import host_surroundings

    return host_surroundings(view)


def _found_in_dossier(view: View, text: str) -> Sequence[Any]:
    from dgsdesk.application.host_dossier import found_in_dossier

    return found_in_dossier(view, text)


def _pages() -> Sequence[PageEntry]:
    from dgsdesk.desktop.pages import PAGES

    return PAGES


def _surroundings(view: View) -> Surroundings:
    from dgsdesk.desktop.surroundings import surroundings

    return surroundings(view)


def prepare_example(folder: Path | None = None, today: date | None = None) -> Callable[[], Desk]:
    """Tell the story of the example network once, in a folder of its own; return what opens it.

    It is built beside and put in place whole, so that a kill leaves no half of it.
    """
    import shutil

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
    """Open a network for the window, which owes it the backup at opening; called in the database worker."""
    return open_desk(database, documents=documents, clock=clock_on(today), actor=actor, backs_up=True)


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
