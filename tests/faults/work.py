"""What a network goes through while a fault strikes, and how it is judged afterwards.

A `Work` prepares a folder, then lives in it: it acts without end and says of each act that is said to be
saved what it was. Run as a program (`python -m tests.faults.work NAME FOLDER ACKS [COUNT]`) it does so in a
process of its own. The judge opens what is found: everything that was told must be there, nothing half-done.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from dgsdesk.application.arrival.acts import FileArrivals
from dgsdesk.application.arrival.preview import DroppedFile
from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.export import ExportDirectory, ListFormat
from dgsdesk.application.first_start.acts import FoundNetwork
from dgsdesk.application.ports.machine import FixedClock, RandomIds
from dgsdesk.application.safety.checking import check_network
from dgsdesk.application.subjects.acts import NoteSubject
from dgsdesk.bootstrap.desks import open_desk
from dgsdesk.domain.arrival import Arrival
from dgsdesk.domain.entity import Entity
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.theme import RaisedTheme
from dgsdesk.storage.backup_source import opened_backup
from dgsdesk.storage.mapping import ENTITIES
from dgsdesk.storage.opening import SCHEMA_VERSION
from dgsdesk.storage.place import Place
from dgsdesk.storage.rows import table_name
from tests.faults.judged_once import once
from tests.faults.keeping import changed_texts, compact, go_back, half_restored, keep_states, type_long_ago
from tests.faults.merging import (
    ELSEWHERE,
    RETURNS,
    answer,
    entrust,
    half_merged,
    is_whole_zip,
    lost_elsewhere,
    lost_records,
    send,
    take,
    torn_dossiers,
    write,
)

DAY = date(2026, 11, 27)
SCHEMAS = Path(__file__).resolve().parents[1] / "storage" / "schemas"
TOGETHER = 3
"""Files that come in one act of import: all of them are filed, or none."""

BACKUPS = "reseau-sauvegardes"
"""The folder of the backups beside the network."""

_BEFORE = "avant.db"
"""What a folder held when its work began."""

_WITHOUT_FILES = frozenset({"file_gone"})
"""Networks of older versions are kept for the tests without their attachments."""

Say = Callable[[dict[str, object]], None]
Told = Sequence[dict[str, object]]


def database_in(folder: Path) -> Path:
    """Return where the network of a folder lies."""
    return folder / "reseau.dgsdb"


def opened(folder: Path, *, create: bool = False) -> Desk:
    """Open the network of a folder on the fixed day."""
    return open_desk(
        database_in(folder),
        documents=folder / "documents",
        clock=FixedClock.on(DAY),
        ids=RandomIds(),
        create=create,
        actor="essai",
    )


def found_network(folder: Path) -> None:
    """Prepare the example network of Clisson, closed."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = opened(folder, create=True)
    desk.run(FoundNetwork("200067635", example=True))
    desk.run(NoteSubject("Avant"))
    desk.close()


# -- living --------------------------------------------------------------------------------------------------


def _type(desk: Desk, number: int) -> dict[str, object]:
    title = f"Sujet {number} " + "é" * (number * 37 % 900)
    return {"subject": desk.run(NoteSubject(title)).value, "title": title[:20].strip()}


def _import(desk: Desk, number: int) -> dict[str, object]:
    contents = [f"%PDF-1.4 {number} {piece} ".encode() * (1 + number * 53 % 700) for piece in range(TOGETHER)]
    named = (DroppedFile(f"{number}-{piece}.pdf", content) for piece, content in enumerate(contents))
    desk.run(FileArrivals(tuple(named)))
    return {"arrivals": [hashlib.sha256(content).hexdigest() for content in contents]}


def _back_up(desk: Desk, number: int) -> dict[str, object]:
    told = _type(desk, number)
    return {**told, "backup": Path(desk.keeper.copy_to("").file).name}


def _export(desk: Desk, number: int) -> dict[str, object]:
    told = _type(desk, number)
    form = list(ListFormat)[number % len(ListFormat)]
    laid = Path(desk.run(ExportDirectory(form)).value)
    return {**told, "laid": str(laid.relative_to(laid.parents[2])), "sha256": _sha256(laid)}


def _merge(desk: Desk, number: int) -> dict[str, object]:
    return take(desk, number) if number < RETURNS else _type(desk, number)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# -- preparing -----------------------------------------------------------------------------------------------


def entrusted_network(folder: Path, sent: Callable[[Desk, Path], None] = entrust) -> None:
    """Prepare a network one of whose meetings is at a host's, with the host's returns beside it."""
    found_network(folder)
    desk = opened(folder)
    sent(desk, folder)
    desk.close()


def network_of_states(folder: Path) -> None:
    """Prepare a network with backups of several states, closed."""
    found_network(folder)
    desk = opened(folder)
    keep_states(desk, folder, partial(_import, desk))
    desk.close()


def typed_network(folder: Path) -> None:
    """Prepare a network whose journal waits to be made smaller, closed."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = opened(folder, create=True)
    type_long_ago(desk, folder, DAY)
    desk.close()


def older_network(folder: Path, version: int) -> None:
    """Prepare a network as an older version of the program left it."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = SCHEMAS / f"schema_{version}.dgsdb.xz"
    database_in(folder).write_bytes(lzma.decompress(packed.read_bytes()))


def remember(folder: Path) -> None:
    """Keep what a prepared network holds, as it is once it was opened undisturbed, for the judge."""
    with tempfile.TemporaryDirectory() as place:
        undisturbed = Path(place) / "life"
        shutil.copytree(folder, undisturbed)
        opened(undisturbed).close()
        shutil.copy(database_in(undisturbed), folder / _BEFORE)


# -- judging -------------------------------------------------------------------------------------------------


def judged(
    folder: Path,
    told: Told,
    but: frozenset[str] = frozenset(),
    but_kinds: Sequence[type[Entity]] = (),
) -> list[str]:
    """Return what is wrong with a network that a fault struck; ``told`` is what was called saved.

    Findings of the codes ``but`` were there before; rows of the kinds ``but_kinds`` may change in this work.
    """
    wrong = list(_torn(folder))
    try:
        desk = opened(folder)
    except KnownError as error:
        return [*wrong, f"does not open: {error.code}"]
    try:
        wrong += once(folder, told, lambda: _looked_through(desk, folder, told, but), ELSEWHERE)
    finally:
        desk.close()
    wrong += _gone(folder, but_kinds)
    return wrong + lost_elsewhere(folder, DAY, [one["answered"] for one in told if "answered" in one])


def _looked_through(desk: Desk, folder: Path, told: Told, but: frozenset[str]) -> list[str]:
    """Verify, look for what was called saved, act and take it back."""
    wrong = []
    try:
        wrong += [
            f"{one.code} {one.where}" for one in desk.ask(check_network).findings if one.code not in but
        ]
        wrong += _missing(desk, folder, told)
        desk.run(NoteSubject("Après"))
        desk.undo()
    except KnownError as error:
        wrong.append(f"{error.code} {error.where}")
    return wrong


def _gone(folder: Path, but: Sequence[type[Entity]]) -> Iterator[str]:
    """Name the kinds of which a row that was there before the work is not there any more, or differs."""
    with closing(sqlite3.connect(f"file:{database_in(folder)}?mode=ro", uri=True)) as found:
        found.execute("ATTACH ? AS before", (f"file:{folder / _BEFORE}?mode=ro",))
        for kind in ENTITIES:
            table = table_name(kind)
            gone = (
                f'SELECT count(*) FROM (SELECT * FROM before."{table}" EXCEPT SELECT * FROM main."{table}")'
            )
            if kind not in but and (count := found.execute(gone).fetchone()[0]):
                yield f"{count} rows of {table} are gone or differ"


def _torn(folder: Path) -> Iterator[str]:
    """Name each document that stands under its own name and is not whole."""
    yield from torn_dossiers(folder)
    for path in sorted((folder / "documents").rglob("*")):
        if path.suffix == ".xlsx" and not is_whole_zip(path):
            yield f"torn: {path.name}"
        if path.suffix == ".csv" and not path.read_bytes().endswith(b"\n"):
            yield f"torn: {path.name}"


def _missing(desk: Desk, folder: Path, told: Told) -> Iterator[str]:
    with desk.vault.reading() as store:
        subjects = {one.id: one for one in store.find(RaisedTheme)}
        filed = store.find(Arrival)
    arrivals = {one.sha256 for one in filed}
    if sum(one.name.endswith(".pdf") for one in filed) % TOGETHER:  # a dossier that is taken arrives alone
        yield f"half an import: {len(arrivals)}"
    yield from half_restored(desk, folder, [one["restored"] for one in told if "restored" in one])
    yield from half_merged(desk, folder, [one["merged"] for one in told if "merged" in one])
    yield from lost_records(desk, [one["sent"] for one in told if "sent" in one])
    yield from changed_texts(desk, folder)
    for one in told:
        if "subject" in one:
            kept = subjects.get(str(one["subject"]))
            if kept is None or not kept.title.startswith(str(one["title"])):
                yield f"lost: {str(one['title'])[:20]}"
        for sha256 in one.get("arrivals", ()):  # type: ignore[attr-defined]
            if sha256 not in arrivals or not desk.files.has(sha256):
                yield f"lost: arrival {sha256[:8]}"
        if "backup" in one:
            yield from _bad_backup(folder, str(one["backup"]), str(one["subject"]))
        if "laid" in one:
            path = folder / str(one["laid"])
            if not path.is_file() or _sha256(path) != one["sha256"]:
                yield f"lost: {one['laid']}"


def _bad_backup(folder: Path, name: str, subject: str) -> Iterator[str]:
    """Name a backup that does not open, or holds less than was saved before it."""
    count = f'SELECT count(*) FROM "{table_name(RaisedTheme)}" WHERE id = ?'
    try:
        with opened_backup(folder / BACKUPS / name, Place(database_in(folder))) as backup:
            if backup.execute(count, (subject,)).fetchone() != (1,):
                yield f"backup {name}: lacks what was noted before it"
    except KnownError as error:
        yield f"backup {name}: {error.code}"


def unsound_backups(folder: Path) -> list[str]:
    """Name each backup that bears its name and does not open."""
    wrong = []
    for path in sorted((folder / BACKUPS).glob("*.dgsdb*")):
        if path.suffix in (".dgsdb", ".gz"):
            try:
                with opened_backup(path, Place(database_in(folder))):
                    pass
            except KnownError as error:
                wrong.append(f"backup {path.name}: {error.code}")
    return wrong


def judged_schema(folder: Path, told: Told) -> list[str]:
    """Judge an interrupted migration: the schema is the old one or the new one; then it goes through."""
    wrong = []
    with closing(sqlite3.connect(f"file:{database_in(folder)}?mode=ro", uri=True)) as connection:
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if not 1 <= version <= SCHEMA_VERSION or not tables:
                wrong.append(f"schema {version}")
        except sqlite3.DatabaseError as error:
            wrong.append(str(error))
    return wrong + judged(folder, told, _WITHOUT_FILES)


# -- the works -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Work:
    """One kind of work: how it begins, one act of it, and who judges."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Desk, int], dict[str, object]]
    judge: Callable[[Path, Told], list[str]] = judged

    def live(self, folder: Path, say: Say, count: int | None) -> None:
        """Open the network and act, without end or so many times."""
        desk = opened(folder)
        desk.settle()
        say({"opened": True})
        number = 0
        while count is None or number < count:
            say(self.act(desk, number))
            number += 1
        desk.close()


WORKS = {
    work.name: work
    for work in (
        Work("typing", found_network, _type),
        Work("import", found_network, _import),
        Work("backup", found_network, _back_up),
        Work("export", found_network, _export),
        Work("merge", entrusted_network, _merge),
        Work("dossier", partial(entrusted_network, sent=send), write),
        Work("host", partial(entrusted_network, sent=send), answer),
        Work("restore", network_of_states, go_back, partial(judged, but_kinds=(RaisedTheme, Arrival))),
        Work("compaction", typed_network, compact),
        *(
            Work(f"migration-{version}", partial(older_network, version=version), _type, judged_schema)
            for version in range(1, SCHEMA_VERSION)
        ),
    )
}


class Cellar:
    """Prepared folders, each made once and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay(self, work: Work, target: Path) -> Path:
        """Give a work a folder of its own to live in."""
        key = self._folder / ("network" if work.prepare is found_network else work.name)
        if not key.exists():
            work.prepare(key)
            remember(key)
        shutil.copytree(key, target, dirs_exist_ok=True)
        return target


def told_in(content: bytes) -> list[dict[str, object]]:
    """Read what was told; a last line that was cut was not told."""
    return [json.loads(line) for line in content.split(b"\n")[:-1]]


def main(name: str, folder: str, acks: str, count: str = "") -> None:
    """Live until the end, and write each thing that was called saved to a file."""
    told = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(what: dict[str, object]) -> None:
        os.write(told, json.dumps(what).encode() + b"\n")

    WORKS[name].live(Path(folder), say, int(count) if count else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
